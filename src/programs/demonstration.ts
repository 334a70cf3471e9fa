// What the demonstration has and production never makes: customers with known secrets, a TLS certificate of its own,
// and the one root to trust, all below data/demo/.

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerIdentity } from '../http/listeners.ts';
import type { Caller, Deployment } from '../procedures/deployment.ts';
import { importContracts } from '../procedures/import-contracts/import-contracts.ts';
import { importTokens } from '../procedures/import-tokens/import-tokens.ts';
import type { LineFault } from '../procedures/read-list.ts';
import { suspendContract } from '../procedures/suspend-contract.ts';
import { type BankProfile, banksWithCustomers, officeOf } from '../profile/bank-profile.ts';
import { encodePem } from '../x509/pem.ts';
import type { Configuration } from './configuration.ts';
import { activateCustomers } from './demonstration-activation.ts';
import { contractList, type DemonstrationCustomer, makeCustomers } from './demonstration-customers.ts';
import { loadOfficers } from './demonstration-officers.ts';
import { ownServerIdentity } from './demonstration-tls.ts';
import { tokenList } from './demonstration-tokens.ts';
import { loadUsers } from './demonstration-users.ts';
import type { OpenedDeployment } from './open-deployment.ts';
import { writePrivately } from './private-file.ts';
import { StartFault, systemCode } from './start-fault.ts';

export interface Demonstration {
  readonly identity: ServerIdentity;
  /** Files that a visitor needs. */
  readonly rootFile: string;
  readonly customersFile: string;
  /** Absent: there is no office. */
  readonly officersFile?: string;
}

/** Makes what is not there yet; a second start changes nothing. */
export async function prepareDemonstration(
  opened: OpenedDeployment,
  { dataFolder, domain }: Configuration,
): Promise<Demonstration> {
  const folder = join(dataFolder, 'demo');
  const rootFile = join(folder, 'root.crt');
  const customersFile = join(folder, 'customers.json');
  await writePrivately(
    rootFile,
    encodePem('CERTIFICATE', opened.deployment.ca.authorities.roots[0].certificate),
  );
  const identity = await ownServerIdentity(opened, domain, folder);
  await loadCustomers(opened, customersFile);
  const files = { identity, rootFile, customersFile };
  if (officeOf(opened.deployment.banks) === undefined) return files;
  const officersFile = join(folder, 'officers.json');
  await loadOfficers(opened.deployment, officersFile, demonstrationCaller());
  return { ...files, officersFile };
}

const demonstrationCaller = (): Caller => ({
  // As who loads a bank's lists on the server.
  address: 'command line',
  reference: `demonstration-${randomUUID()}`,
});

/** Decides the customers of banks that have none, writes them down, and loads all of them as a bank would. */
async function loadCustomers({ deployment }: OpenedDeployment, file: string): Promise<void> {
  const { banks, now } = deployment;
  const known = await readCustomers(file);
  const added = banksWithCustomers(banks)
    .filter((profile) => known.every((customer) => customer.bank !== profile.code))
    .flatMap((profile) => makeCustomers(profile, now()));
  const customers = [...known, ...added];
  if (added.length > 0) await writePrivately(file, `${JSON.stringify(customers, null, 2)}\n`);

  const caller = demonstrationCaller();
  for (const profile of banksWithCustomers(banks)) {
    const own = customers.filter((customer) => customer.bank === profile.code);
    const outcome = await importContracts(
      deployment,
      profile,
      Buffer.from(contractList(own, profile)),
      caller,
    );
    if ('faults' in outcome) throw misfit(file, profile, outcome.faults);
    await activateCustomers(deployment, profile, own, caller);
    const faults = await loadUsers(deployment, profile, own, caller);
    if (faults.length > 0) throw misfit(file, profile, faults);
    await loadTokens(deployment, profile, own, caller, file);
    for (const { contractId } of own.filter((customer) => customer.suspended)) {
      await suspendContract(deployment, { bankCode: profile.code, contractId }, caller);
    }
  }
}

/** Once all holders are there. */
async function loadTokens(
  deployment: Deployment,
  profile: BankProfile,
  customers: readonly DemonstrationCustomer[],
  caller: Caller,
  file: string,
): Promise<void> {
  const list = tokenList(customers);
  if (list === undefined) return;
  const outcome = await importTokens(deployment, profile, Buffer.from(list), caller);
  if ('faults' in outcome) throw misfit(file, profile, outcome.faults);
}

function misfit(file: string, { code }: BankProfile, faults: readonly LineFault[]): StartFault {
  return new StartFault(
    `${file} does not fit the bank ${code} any more: remove the data folder to begin the demonstration anew.`,
    faults.map(({ line, message }) => `line ${line}: ${message}`),
  );
}

async function readCustomers(file: string): Promise<DemonstrationCustomer[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DemonstrationCustomer[];
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    if (error instanceof SyntaxError)
      throw new StartFault(`${file} is not JSON: remove the data folder to begin the demonstration anew.`);
    throw error;
  }
}
