// A signer for tests: the real one behind the real protocol, in this process, so that a world costs no process of its
// own. What a process of its own changes is tested with one.

import { join } from 'node:path';
import { duplexPair } from 'node:stream';
import { EXAMPLE_POLICY_ID } from '../../src/ca/certification-authority.ts';
import { SealedKeys } from '../../src/ca/key-files.ts';
import type { CaKeyKinds } from '../../src/ca/root-terms.ts';
import { serveSigner } from '../../src/ca/signer/serve-signer.ts';
import { Signer } from '../../src/ca/signer/signer.ts';
import { type SignerOptions, SignerService } from '../../src/ca/signer/signer-service.ts';
import { signerChild } from '../../src/programs/signer-child.ts';
import { readPlans } from '../../src/store/read/plans.ts';
import { SignerLog } from '../../src/store/signer-log.ts';
import type { Store, StoreLocation } from '../../src/store/store.ts';

export interface InsideOptions {
  readonly store: Store;
  readonly keyFolder: string;
  readonly passphrase: string;
  readonly pkiOrigin: string;
  readonly now: () => number;
  readonly caKeyKinds?: CaKeyKinds | undefined;
}

/** As in production: on PostgreSQL it reads the plans itself, on SQLite they are handed to it. */
export function serviceInside(options: InsideOptions, other: Partial<SignerOptions> = {}): SignerService {
  const { store, keyFolder, passphrase, pkiOrigin, now, caKeyKinds } = options;
  const keys = new SealedKeys(keyFolder, passphrase);
  return new SignerService({
    keyFolder,
    caKeys: keys,
    ownKeys: keys,
    log: new SignerLog(keyFolder),
    pkiOrigin,
    policyId: EXAMPLE_POLICY_ID,
    caKeyKinds,
    now,
    demonstration: true,
    ...(store.dialect === 'postgres' && { readPlans: (serials) => readPlans(store.db, serials) }),
    ...other,
  });
}

export function signerInside(options: InsideOptions): Signer {
  const service = serviceInside(options);
  return new Signer({
    readsPlans: options.store.dialect === 'postgres',
    connect: async () => {
      const [ours, its] = duplexPair();
      serveSigner(its, service);
      return ours;
    },
  });
}

/** The same signer, but for what these do in its place. */
export function signerBut(
  signer: Signer,
  changed: Partial<Pick<Signer, 'certificate' | 'ocspAnswer'>>,
): Signer {
  return new Proxy(signer, {
    get(target, name) {
      const own: unknown = Reflect.get(changed, name);
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

export interface ApartOptions extends Pick<InsideOptions, 'keyFolder' | 'passphrase' | 'pkiOrigin'> {
  readonly location: StoreLocation;
  /** Hears of each process that is started. */
  readonly started?: (pid: number) => void;
  readonly waitMs?: number;
}

/** A signer in a process of its own, as a server starts it. */
export function signerApart(options: ApartOptions): Signer {
  const { location, keyFolder, passphrase, pkiOrigin, started, waitMs } = options;
  const databaseUrl = 'databaseUrl' in location ? location.databaseUrl : undefined;
  const settings = {
    keyFolder,
    ownFolder: keyFolder,
    passphrase: { value: passphrase },
    demonstration: true,
    pkiOrigin,
    policyId: EXAMPLE_POLICY_ID,
    // The clock of tests stands.
    ownClock: false,
    ...(databaseUrl !== undefined && { databaseUrl }),
  };
  return new Signer({
    connect: signerChild(settings, { compiledFolder: join(keyFolder, 'compiled'), started }),
    readsPlans: databaseUrl !== undefined,
    waitMs,
  });
}
