// A server in a process of its own, with a signer in another, to be asked for more than it can do: its www, logon (EST)
// and pki faces on free ports. It says what to ask for, and how much memory it has taken.

import { publishRevocationLists } from '../../src/ca/publish-revocation-lists.ts';
import { issueServerCertificate } from '../../src/ca/server-certificate.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { buildAssets } from '../../src/http/assets.ts';
import { prepareFace } from '../../src/http/face.ts';
import { createLogonListener, createWwwListener, listen } from '../../src/http/listeners.ts';
import { PORTAL_ASSETS, registerPortal } from '../../src/portal/register.ts';
import { openKeyTicket } from '../../src/procedures/enrol/enrolment.ts';
import { openEst } from '../../src/protocols/est.ts';
import { openStore, type StoreLocation } from '../../src/store/store.ts';
import { buildOcspRequest } from '../../src/x509/ocsp-request.ts';
import { encodePem } from '../../src/x509/pem.ts';
import { issuingOf, rootOf } from '../world/authorities.ts';
import { entriesOf, mustAcquire, openContract } from '../world/customers.ts';
import { makeWorld, PASSPHRASE } from '../world/deployment.ts';
import { banksWithDevices } from '../world/est.ts';
import { certIdOf } from '../world/ocsp.ts';
import { openPkiFace } from '../world/pki-face.ts';
import { signerApart } from '../world/signer.ts';
import { makeProvenWays } from './proven-ways.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const PKI_ORIGIN = 'http://pki.test:8080';
/** All that asks comes from one address. */
const LIMITS = { connectionsPerAddress: 4_000 };

export interface PressedJob {
  readonly location: StoreLocation;
  readonly keyFolder: string;
  /** So many acquisitions by EST. */
  readonly ways: number;
}

export interface Pressed {
  readonly ports: { readonly www: number; readonly logon: number; readonly pki: number };
  /** PEM. */
  readonly root: string;
  /** What a customer types on the first page of the acquisition. */
  readonly entries: readonly Record<string, string>[];
  /** HTTP Basic of EST. */
  readonly tokens: readonly string[];
  /** OCSP requests, base64. */
  readonly certificates: readonly string[];
}

async function press({ location, keyFolder, ways }: PressedJob): Promise<Pressed> {
  const store = await openStore(location);
  const given = { location, keyFolder, passphrase: PASSPHRASE, pkiOrigin: PKI_ORIGIN };
  const banks = banksWithDevices();
  const now = Date.now();
  const signer = signerApart(given);
  const world = await makeWorld(store, { keyFolder, signer, pkiOrigin: PKI_ORIGIN, now, banks });
  const identity = await issueServerCertificate({
    ca: world.ca,
    names: ['localhost', '*.logon.localhost'],
    addresses: [],
    notBefore: now - DAY_MS,
    notAfter: now + DAY_MS,
  });

  const www = createWwwListener(identity, { limits: LIMITS });
  const face = { banks, assets: await buildAssets(PORTAL_ASSETS), strictTransport: false };
  await prepareFace(www, { ...face, homeOrigin: '' });
  await registerPortal(www, world, { throttle: { triesPerMinute: 1e6 } });
  const est = await openEst(world, { triesPerMinute: 1e6 });
  const logon = createLogonListener(identity, world.ca.authorities, { limits: LIMITS, first: est.first });
  const pki = await openPkiFace(world, 0, LIMITS);
  await publishRevocationLists(store, world.ca, now);

  const entries: Record<string, string>[] = [];
  const certificates: string[] = [];
  for (let one = 0; one < 10; one += 1) {
    const customer = await openContract(world, '9000');
    entries.push(entriesOf(customer) as Record<string, string>);
    const { view } = await mustAcquire(world, await openContract(world, '9000'));
    const asked = buildOcspRequest([certIdOf(issuingOf(world.ca), view.serialNumber)]);
    certificates.push(Buffer.from(asked).toString('base64'));
  }
  const tokens: string[] = [];
  const proven = await makeProvenWays(store, ways, now);
  await store.db.updateTable('enrolment').set({ key_place: 'token' }).execute();
  for (const way of proven) {
    const opened = await openKeyTicket(world, { ...way, way: 'enrolment' });
    if (isRefusal(opened)) throw new Error(opened.reason);
    tokens.push(`Basic ${Buffer.from(`${opened.enrolment}:${opened.ticket}`).toString('base64')}`);
  }
  const [onWww, onLogon] = await Promise.all([www, logon].map((app) => listen(app, ['127.0.0.1'], 0)));
  return {
    ports: { www: onWww?.port ?? 0, logon: onLogon?.port ?? 0, pki: pki.port },
    root: encodePem('CERTIFICATE', rootOf(world.ca).certificate),
    entries,
    tokens,
    certificates,
  };
}

process.on('message', (message: PressedJob | 'memory') => {
  if (message === 'memory') {
    // What nobody holds any more is no growth: a handshake's memory is not the heap's, and seldom gives it cause to look.
    globalThis.gc?.();
    process.send?.(process.memoryUsage.rss());
  } else void press(message).then((pressed) => process.send?.(pressed));
});
