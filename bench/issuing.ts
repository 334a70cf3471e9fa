// Issuing once the person is proven: from the request's octets to the certificate that is durable, audited and
// answered; against the verification of the same requests on one core, which no certification authority can leave out.

import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRefusal } from '../src/domain/refusal.ts';
import { openKeyTicket } from '../src/procedures/enrol/enrolment.ts';
import { type RequestInput, submitRequest } from '../src/procedures/enrol/submit-request.ts';
import { openStore, type Store, type StoreLocation } from '../src/store/store.ts';
import { parseCertificationRequest } from '../src/x509/certification-request.ts';
import { makeProvenWays } from '../test/faults/proven-ways.ts';
import { makeRequest } from '../test/world/customers.ts';
import { caller, makeWorld, PASSPHRASE, type World } from '../test/world/deployment.ts';
import { signerApart } from '../test/world/signer.ts';
import { compare, inFlight } from './rounds.ts';
import { type Figure, perSecond } from './table.ts';

const TIMES = 3_000;
const ROUNDS = 5;
/** Customers who press the button in the same moment. */
const TOGETHER = 256;
const AIM = 2_200;

export async function measureIssuing(
  database: 'SQLite' | 'PostgreSQL',
  location: StoreLocation,
): Promise<Figure[]> {
  const store = await openStore(location);
  const world = await makeServerWorld(store, location);
  try {
    const inputs = await prepare(world, (ROUNDS + 1) * TIMES);
    const ofRound = (round: number) => inputs.slice(round * TIMES, (round + 1) * TIMES);
    const { ours, bare, ratio } = await compare(ROUNDS, TIMES, {
      ours: (round) => inFlight(ofRound(round), TOGETHER, (input) => issue(world, input)),
      bare: (round) => ofRound(round).forEach(verifyBare),
    });
    const against = `verifying the request, one core ${perSecond(bare)}`;
    const figure = { what: `issuing, ${database}, two cores`, value: perSecond(ours), against, ratio };
    return [database === 'SQLite' ? { ...figure, aim: `≥ ${perSecond(AIM)}`, held: ours >= AIM } : figure];
  } finally {
    await store.close();
    await world.dispose();
  }
}

const PKI_ORIGIN = 'http://pki.test:8080';

/** A world whose keys are in a process of their own and whose clock goes, as every server's. */
export async function makeServerWorld(store: Store, location: StoreLocation): Promise<World> {
  const keyFolder = await mkdtemp(join(tmpdir(), 'warifu-keys-'));
  const signer = signerApart({ location, keyFolder, passphrase: PASSPHRASE, pkiOrigin: PKI_ORIGIN });
  const world = await makeWorld(store, { keyFolder, signer, pkiOrigin: PKI_ORIGIN });
  const ahead = world.clock.now - Date.now();
  Object.defineProperty(world.clock, 'now', { get: () => Date.now() + ahead });
  return world;
}

async function prepare(world: World, count: number): Promise<RequestInput[]> {
  const inputs: RequestInput[] = [];
  for (const way of await makeProvenWays(world.store, count, world.now())) {
    const opened = await openKeyTicket(world, way);
    if (isRefusal(opened)) throw new Error(opened.reason);
    inputs.push({ ...way, ticket: opened.ticket, request: (await makeRequest()).request });
  }
  return inputs;
}

async function issue(world: World, input: RequestInput): Promise<void> {
  const got = await submitRequest(world, input, caller());
  if (isRefusal(got)) throw new Error(got.reason);
}

function verifyBare({ request }: RequestInput): void {
  const parsed = parseCertificationRequest(request);
  if (!parsed.ok) throw new Error(parsed.fault);
  const { subjectPublicKeyInfo, info, signature } = parsed.request;
  const key = createPublicKey({ key: Buffer.from(subjectPublicKeyInfo), format: 'der', type: 'spki' });
  if (!verify('sha256', info, key, signature)) throw new Error('a request of ours is not verified');
}
