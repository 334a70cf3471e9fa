// The deployment put together: banks, database, secrets, certification authority. The server and the commands that
// act on its data open the same one.

import { join } from 'node:path';
import { EXAMPLE_POLICY_ID, openCertificationAuthority } from '../ca/certification-authority.ts';
import { Issuer } from '../ca/issue-certificate.ts';
import { Signer } from '../ca/signer/signer.ts';
import { HOUR_MS } from '../ca/status-periods.ts';
import { announceIssued } from '../notices/announce-issued.ts';
import { type Deployment, deriveDeploymentKeys } from '../procedures/deployment.ts';
import { ProfileVersionError } from '../procedures/profiles/profile-seal.ts';
import { type ProfilesAtStart, profilesAtStart } from '../procedures/profiles/profiles-at-start.ts';
import type { BankProfile } from '../profile/bank-profile.ts';
import { checkBanksTogether } from '../profile/check-banks-together.ts';
import { loadBanks } from '../profile/load-banks.ts';
import { formatFault } from '../profile/profile-fault.ts';
import { checkCommonWording } from '../profile/wording/check-wording.ts';
import { openStore, type Store } from '../store/store.ts';
import { addressesOf } from './addresses.ts';
import type { Clock } from './clock.ts';
import type { Configuration } from './configuration.ts';
import { assertReconciled } from './reconciliation.ts';
import { readRefusedKeys } from './refused-keys.ts';
import { readPepper } from './secrets.ts';
import { signerChild } from './signer-child.ts';
import { signerSettingsOf } from './signer-settings.ts';
import { connectSigner } from './signer-socket.ts';
import { StartFault } from './start-fault.ts';

const YEAR_MS = 366 * 24 * 60 * 60 * 1000;

export interface OpenedDeployment {
  readonly deployment: Deployment;
  /** The profiles of the folders, by bank. */
  readonly files: ReadonlyMap<string, BankProfile>;
  /** The banks whose changed file waits in the office, because the office activated what is in force. */
  readonly proposedFiles: readonly string[];
}

export interface OpeningOptions {
  /** A bank whose file is to come into force, whatever the office activated. */
  readonly takeFileOf?: string;
  /** Of a server: its signer is up on return. A command's comes up when something is to be signed. */
  readonly signing?: boolean;
  /** Whether the signer's own clock is the deployment's. */
  readonly ownClock?: boolean;
}

/** Opens everything but the faces. The first start holds the key ceremony. Close signer and store when done. */
export async function openDeployment(
  configuration: Configuration,
  now: Clock,
  options: OpeningOptions = {},
): Promise<OpenedDeployment> {
  const banks = readBanks(configuration);
  const signer = signerOf(configuration, options);
  let store: Store | undefined;
  try {
    const { databaseUrl, dataFolder } = configuration;
    store = await openStore(databaseUrl === undefined ? { dataFolder } : { databaseUrl });
    // Before anything is written: what goes on from an old copy fits its journal no more.
    await assertReconciled(store, configuration.journalFolder);
    return await withStore(configuration, banks, { store, signer, now }, options);
  } catch (error) {
    signer.close();
    await store?.close();
    throw error;
  }
}

/** The way to the signer: to one that runs apart, or to a process that is started for it. */
export function signerOf(
  configuration: Configuration,
  { signing = false, ownClock = false }: OpeningOptions,
): Signer {
  const { signerSocket } = configuration;
  const { policyId = EXAMPLE_POLICY_ID } = configuration;
  const settings = signerSettingsOf(configuration, addressesOf(configuration), policyId, {
    ownClock,
  });
  const signer = new Signer({
    connect:
      signerSocket === undefined
        ? signerChild(settings, { compiledFolder: join(settings.ownFolder, 'compiled') })
        : () => connectSigner(signerSocket),
    readsPlans: configuration.databaseUrl !== undefined,
  });
  // It comes up while the database is opened.
  if (signing) signer.start();
  return signer;
}

async function withStore(
  configuration: Configuration,
  files: ReadonlyMap<string, BankProfile>,
  { store, signer, now }: { readonly store: Store; readonly signer: Signer; readonly now: Clock },
  { takeFileOf, signing = false }: OpeningOptions,
): Promise<OpenedDeployment> {
  const keys = deriveDeploymentKeys(await readPepper(configuration));
  const { banks, files: outcomes } = await settleProfiles({ store, keys, now }, files, takeFileOf);
  const addresses = addressesOf(configuration);
  const ca = await openCertificationAuthority({
    store,
    signer,
    keysLater: !signing,
    rootElsewhere: configuration.rootElsewhere,
    now: now(),
    // The demonstration's clock may be moved at the next start, and browsers go by their own: its root is to be
    // good for all of them.
    validFrom: configuration.demonstration ? Math.min(now(), Date.now()) - 2 * YEAR_MS : undefined,
    pkiOrigin: addresses.pkiOrigin,
    policyId: configuration.policyId,
    refusedKeys: await readRefusedKeys(configuration.refusedKeysFile),
    periods: {
      revocationListMs: configuration.statusHours.revocationList * HOUR_MS,
      ocspMs: configuration.statusHours.ocsp * HOUR_MS,
    },
  });
  const issuer = new Issuer(store, ca, now, announceIssued(banks));
  return {
    deployment: { store, banks, ca, issuer, keys, addresses, now },
    files,
    proposedFiles: [...outcomes].flatMap(([code, outcome]) => (outcome === 'proposed' ? [code] : [])),
  };
}

/** What is in force, judged together: what the office activated meets files that may have changed since. */
async function settleProfiles(
  given: Parameters<typeof profilesAtStart>[0],
  files: ReadonlyMap<string, BankProfile>,
  takeFileOf: string | undefined,
): Promise<ProfilesAtStart> {
  let settled: ProfilesAtStart;
  try {
    settled = await profilesAtStart(given, files, takeFileOf);
  } catch (error) {
    if (!(error instanceof ProfileVersionError)) throw error;
    throw new StartFault(
      `${error.message}: bring the bank's file into force with \`npx warifu bank take ${error.bankCode}\`, or restore the database.`,
    );
  }
  const named = [...settled.banks].map(
    ([code, profile]) => [`the profile in force of ${code}`, profile] as const,
  );
  const faults = checkBanksTogether(new Map(named));
  if (faults.length === 0) return settled;
  throw new StartFault(
    'the profiles in force do not go together; nothing was started. Change the file, or bring it into force with `npx warifu bank take <code>`.',
    faults.map(formatFault),
  );
}

/** All banks of the folder, or all that is wrong with them. */
function readBanks({
  banksFolder,
  officeFolder,
  demonstration,
}: Configuration): ReadonlyMap<string, BankProfile> {
  const wording = checkCommonWording().map((fault) => ({ file: 'src/profile/wording', ...fault }));
  const loaded = loadBanks(banksFolder, officeFolder);
  const faults = [...wording, ...(loaded.ok ? [] : loaded.faults)];
  if (!loaded.ok || faults.length > 0) {
    throw new StartFault(
      `the banks in ${banksFolder} have faults; nothing was started.`,
      faults.map(formatFault),
    );
  }
  const specimens = [...loaded.banks.values()].filter((bank) => bank.specimen).map((bank) => bank.code);
  if (!demonstration && specimens.length > 0) {
    throw new StartFault(
      `the banks ${specimens.join(', ')} are specimens, which production does not serve: set WARIFU_BANKS to a folder with the banks' own profiles, or start the demonstration with --demo.`,
    );
  }
  return loaded.banks;
}
