// A deployment for tests: a real store, a real CA, real PINs, and a clock that stands until it is moved.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CertificationAuthority,
  openCertificationAuthority,
} from '../../src/ca/certification-authority.ts';
import { Issuer } from '../../src/ca/issue-certificate.ts';
import type { CaKeyKinds } from '../../src/ca/root-terms.ts';
import type { Signer } from '../../src/ca/signer/signer.ts';
import { announceIssued } from '../../src/notices/announce-issued.ts';
import { type Caller, type Deployment, deriveDeploymentKeys } from '../../src/procedures/deployment.ts';
import type { Store } from '../../src/store/store.ts';
import { banks as ownBanks } from './banks.ts';
import { signerInside } from './signer.ts';

export const NOON = Date.parse('2026-04-10T12:00:00+09:00');

export interface World extends Deployment {
  /** The clock: epoch milliseconds, moved by tests only. */
  readonly clock: { now: number };
  readonly keyFolder: string;
  readonly ca: CertificationAuthority;
  dispose(): Promise<void>;
}

export const PASSPHRASE = 'a passphrase for tests only';
export const PEPPER = 'a pepper for tests only, of 32 characters or more';

let references = 0;
/** A caller from somewhere, with a reference of its own. */
export function caller(address = '192.0.2.7'): Caller {
  references += 1;
  return { address, reference: `T${String(references).padStart(9, '0')}` };
}

/** Holds the ceremony in a store, or opens the CA that is there when given its key folder. */
export async function makeWorld(
  store: Store,
  options: {
    readonly keyFolder?: string;
    readonly now?: number;
    readonly banks?: World['banks'];
    readonly pkiOrigin?: string;
    readonly caKeyKinds?: CaKeyKinds | undefined;
    /** Instead of one in this process. */
    readonly signer?: Signer;
  } = {},
): Promise<World> {
  const { banks = ownBanks } = options;
  const clock = { now: options.now ?? NOON };
  const keyFolder = options.keyFolder ?? (await mkdtemp(join(tmpdir(), 'warifu-keys-')));
  const { pkiOrigin = 'http://pki.test:8080', caKeyKinds } = options;
  const now = () => clock.now;
  const { signer = signerInside({ store, keyFolder, passphrase: PASSPHRASE, pkiOrigin, now, caKeyKinds }) } =
    options;
  const ca = await openCertificationAuthority({ store, signer, now: clock.now, pkiOrigin });
  return {
    store,
    banks,
    ca,
    issuer: new Issuer(store, ca, now, announceIssued(banks)),
    keys: deriveDeploymentKeys(PEPPER),
    addresses: {
      wwwOrigin: 'https://localhost:8443',
      pkiOrigin,
      logonOrigin: (label) => `https://${label}.logon.localhost:8444`,
      officeOrigin: (label) => `https://${label}.office.localhost:8445`,
    },
    now,
    clock,
    keyFolder,
    dispose: async () => {
      signer.close();
      await rm(keyFolder, { recursive: true, force: true });
    },
  };
}
