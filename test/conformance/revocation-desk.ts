// The pki face at the addresses that its certificates name, on today's clock, for judges that know nothing of us; its
// answers and lists can be made stale or be tampered with on their way.

import { writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { IssuingAuthority } from '../../src/ca/authorities.ts';
import { OcspAnswers } from '../../src/ca/ocsp-answers.ts';
import { publishRevocationLists } from '../../src/ca/publish-revocation-lists.ts';
import { publishRootLists } from '../../src/ca/publish-root-lists.ts';
import type { CaKeyKinds } from '../../src/ca/root-terms.ts';
import { createPkiListener, findFreePorts, listen } from '../../src/http/listeners.ts';
import { revokeBySerialNumber } from '../../src/procedures/certificates/revoke-certificate.ts';
import { ocspHandler } from '../../src/protocols/ocsp.ts';
import { registerPki } from '../../src/protocols/pki.ts';
import type { Store } from '../../src/store/store.ts';
import { parseOcspResponse } from '../../src/x509/ocsp-response.ts';
import { encodePem } from '../../src/x509/pem.ts';
import { rootOf } from '../world/authorities.ts';
import { mustAcquire, openContract } from '../world/customers.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';
import { makeFolder } from './programs.ts';

export type Manner = 'honest' | 'forged' | 'stale';

export interface RevocationDesk {
  readonly world: World;
  readonly origin: string;
  /** Files: root, issuing, good, revoked, each as .pem and .der; of the last two also the .key. */
  path(name: string): string;
  readonly serials: Readonly<Record<'good' | 'revoked', string>>;
  /** Who issued the two. */
  readonly issuing: IssuingAuthority;
  /** The same desk, with two certificates of the CA that issues now. */
  renewed(): Promise<RevocationDesk>;
  /** From now on. */
  speak(manner: Manner): Promise<void>;
  close(): Promise<void>;
}

const STALE_MS = 3 * 24 * 60 * 60 * 1000;

export async function openRevocationDesk(store: Store, caKeyKinds?: CaKeyKinds): Promise<RevocationDesk> {
  const { pki: port } = await findFreePorts({ pki: 0 });
  const origin = `http://127.0.0.1:${port}`;
  const world = await makeWorld(store, { now: Date.now() - STALE_MS, pkiOrigin: origin, caKeyKinds });
  const folders = [makeFolder()];
  let manner: Manner = 'honest';

  const honest = ocspHandler(new OcspAnswers(store, world.ca, world.now), world.now);
  const app = createPkiListener({
    first: (request, response, log) => {
      if (manner === 'forged') forgeBodyOf(response);
      return honest(request, response, log);
    },
  });
  registerPki(app, world);
  const listening = await listen(app, ['127.0.0.1'], port);

  const acquire = async () => mustAcquire(world, await openContract(world, '9000'));
  const publish = () => publishRevocationLists(store, world.ca, world.now());
  /** Two certificates of the CA that issues now, and the files about them. */
  const furnish = async (path: RevocationDesk['path']) => {
    const issuing = world.ca.authorities.issuingAt(world.now());
    const [good, revoked] = [await acquire(), await acquire()];
    const { serialNumber } = revoked.view;
    const revocation = { bankCode: '9000', serialNumber, reason: 'keyCompromise' } as const;
    await revokeBySerialNumber(world, revocation, caller());
    for (const [name, certificate] of [
      ['root', rootOf(world.ca).certificate],
      ['issuing', issuing.certificate],
      ['good', good.certificate],
      ['revoked', revoked.certificate],
    ] as const) {
      writeFileSync(path(`${name}.der`), certificate);
      writeFileSync(path(`${name}.pem`), encodePem('CERTIFICATE', certificate));
    }
    for (const [name, { key }] of Object.entries({ good, revoked })) {
      writeFileSync(path(`${name}.key`), key.privateKey.export({ format: 'pem', type: 'pkcs8' }));
    }
    await publish();
    return { path, issuing, serials: { good: good.view.serialNumber, revoked: serialNumber } };
  };
  const first = await furnish((name) => folders[0]?.path(name) ?? name);
  await publishRootLists(store, world.ca, world.now());

  return {
    world,
    origin,
    ...first,
    async renewed() {
      const folder = makeFolder();
      folders.push(folder);
      return { ...this, ...(await furnish(folder.path)) };
    },
    async speak(asked) {
      manner = asked;
      // What was said three days ago has run out long since.
      world.clock.now = Date.now() - (asked === 'stale' ? STALE_MS : 0);
      await publish();
    },
    close: async () => {
      await listening.close();
      for (const { dispose } of folders) dispose();
      await world.dispose();
    },
  };
}

/** Turns a bit of the signature: of an answer in its middle, of a list at its end. */
function forgeBodyOf(response: ServerResponse): void {
  const end = response.end.bind(response) as (body?: unknown) => ServerResponse;
  response.end = ((body?: unknown) => {
    if (!Buffer.isBuffer(body) || body.length < 100) return end(body);
    const forged = Buffer.from(body);
    const at = endOfSignature(forged) - 1;
    forged[at] = (forged[at] ?? 0) ^ 1;
    return end(forged);
  }) as ServerResponse['end'];
}

function endOfSignature(body: Buffer): number {
  try {
    const answer = parseOcspResponse(body);
    if (typeof answer !== 'string') return body.indexOf(answer.signature) + answer.signature.length;
  } catch {
    // A revocation list.
  }
  return body.length;
}
