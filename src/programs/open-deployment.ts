// The deployment put together: banks, database, secrets, certification authority. The server and the commands that
// act on its data open the same one.

import { join } from 'node:path';
import { openCertificationAuthority } from '../ca/certification-authority.ts';
import { Issuer } from '../ca/issue-certificate.ts';
import { HOUR_MS } from '../ca/status-periods.ts';
import { announceIssued } from '../notices/announce-issued.ts';
import { type Deployment, deriveDeploymentKeys } from '../procedures/deployment.ts';
import type { BankProfile } from '../profile/bank-profile.ts';
import { loadBanks } from '../profile/load-banks.ts';
import { formatFault } from '../profile/profile-fault.ts';
import { checkCommonWording } from '../profile/wording/check-wording.ts';
import { openStore, type Store } from '../store/store.ts';
import { addressesOf } from './addresses.ts';
import type { Clock } from './clock.ts';
import type { Configuration } from './configuration.ts';
import { readSecrets } from './secrets.ts';
import { StartFault } from './start-fault.ts';

const YEAR_MS = 366 * 24 * 60 * 60 * 1000;

export interface OpenedDeployment {
  readonly deployment: Deployment;
  /** What the demonstration signs its TLS certificate with. */
  readonly caKeys: { readonly keyFolder: string; readonly passphrase: string };
}

/** Opens everything but the faces. The first start holds the key ceremony. Close the store when done. */
export async function openDeployment(configuration: Configuration, now: Clock): Promise<OpenedDeployment> {
  const banks = readBanks(configuration);
  const { databaseUrl, dataFolder } = configuration;
  const store = await openStore(databaseUrl === undefined ? { dataFolder } : { databaseUrl });
  try {
    return await withStore(configuration, banks, store, now);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function withStore(
  configuration: Configuration,
  banks: ReadonlyMap<string, BankProfile>,
  store: Store,
  now: Clock,
): Promise<OpenedDeployment> {
  const { passphrase, pepper } = await readSecrets(configuration);
  const addresses = addressesOf(configuration);
  const keyFolder = join(configuration.dataFolder, 'ca');
  const ca = await openCertificationAuthority({
    store,
    keyFolder,
    passphrase,
    now: now(),
    // The demonstration's clock may be moved at the next start, and browsers go by their own: its root is to be
    // good for all of them.
    validFrom: configuration.demonstration ? Math.min(now(), Date.now()) - 2 * YEAR_MS : undefined,
    pkiOrigin: addresses.pkiOrigin,
    periods: {
      revocationListMs: configuration.statusHours.revocationList * HOUR_MS,
      ocspMs: configuration.statusHours.ocsp * HOUR_MS,
    },
  });
  const issuer = new Issuer(store, ca, now, announceIssued(banks));
  const keys = deriveDeploymentKeys(pepper);
  return {
    deployment: { store, banks, ca, issuer, keys, addresses, now },
    caKeys: { keyFolder, passphrase },
  };
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
