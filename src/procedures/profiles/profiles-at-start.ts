// What is in force when the program starts. The folders say which banks are served; of each bank's profile the version
// activated last stands. A file that was changed since it was last looked at becomes the next version where the version
// in force came from the file too; where the office activated it, the file is put before the office as a proposal, so
// that neither of them silently undoes the other.

import { randomUUID } from 'node:crypto';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { type BankStanding, BanksInForce } from '../../profile/banks-in-force.ts';
import { type FoundVersion, findSameProposal, findVersion } from '../../store/read/bank-profile.ts';
import type { Transaction } from '../../store/store.ts';
import { appendAudit } from '../../store/write/audit.ts';
import {
  activateVersion,
  insertProposal,
  lockBankProfile,
  rememberFile,
} from '../../store/write/bank-profile.ts';
import { auditOf } from '../audit.ts';
import type { Deployment } from '../deployment.ts';
import {
  keyOfProfile,
  openVersion,
  ProfileVersionError,
  sealOfVersion,
  textOfProfile,
} from './profile-seal.ts';
import { sealOfProposal, UNDECIDED, type Unsealed } from './proposal-seal.ts';
import { loadStanding } from './refresh-banks.ts';

/** What became of a bank's file. */
export type FileOutcome = 'taken' | 'unchanged' | 'proposed';

export interface ProfilesAtStart {
  readonly banks: BanksInForce;
  /** Of each bank. */
  readonly files: ReadonlyMap<string, FileOutcome>;
}

type Given = Pick<Deployment, 'store' | 'keys' | 'now'>;

/**
 * Settles what is in force, a bank at a time, each in one transaction. Safe to run twice and beside other processes
 * that start.
 *
 * @param files the profiles of the folders, judged.
 * @param take a bank whose file is to come into force whatever the office activated.
 * @throws ProfileVersionError when the version in force was altered, or has faults for this program.
 */
export async function profilesAtStart(
  given: Given,
  files: ReadonlyMap<string, BankProfile>,
  take?: string,
): Promise<ProfilesAtStart> {
  const standings = new Map<string, BankStanding>();
  const outcomes = new Map<string, FileOutcome>();
  for (const [code, profile] of files) {
    const outcome = await given.store.transaction((tx) => settleFile(tx, given, profile, take === code));
    outcomes.set(code, outcome);
    const standing = await loadStanding(given.store.db, given.keys, code, given.now());
    if (standing === undefined) throw new Error(`bank ${code} has no profile in force`);
    standings.set(code, standing);
  }
  return { banks: new BanksInForce(standings), files: outcomes };
}

async function settleFile(
  tx: Transaction,
  given: Given,
  profile: BankProfile,
  take: boolean,
): Promise<FileOutcome> {
  const { code } = profile;
  const key = keyOfProfile(profile);
  const known = await lockBankProfile(tx, code);
  if (known === undefined) return activateFile(tx, given, profile, 1);
  if (known.file_sha256 === key && !take) return 'unchanged';
  const current = await findVersion(tx, code, known.version);
  if (current === undefined) throw new Error(`bank ${code} has no version ${known.version}`);
  if (take && !saysTheSame(given, current, key)) return activateFile(tx, given, profile, known.version + 1);
  if (known.file_sha256 === key) return 'unchanged';
  if (current.source === 'file') return activateFile(tx, given, profile, known.version + 1);
  await rememberFile(tx, code, key);
  if (keyOfProfile(openVersion(given.keys, current)) === key) return 'unchanged';
  return proposeFile(tx, given, profile, known.version);
}

/** What cannot be opened says nothing. */
function saysTheSame({ keys }: Given, version: FoundVersion, key: string): boolean {
  try {
    return keyOfProfile(openVersion(keys, version)) === key;
  } catch (error) {
    if (error instanceof ProfileVersionError) return false;
    throw error;
  }
}

async function activateFile(
  tx: Transaction,
  { keys, now }: Given,
  profile: BankProfile,
  version: number,
): Promise<FileOutcome> {
  const { code } = profile;
  const { content, sha256 } = textOfProfile(profile);
  const row = { bank_code: code, version, content, sha256, source: 'file', proposal: null } as const;
  await activateVersion(tx, { ...row, activated_at: now(), seal: sealOfVersion(keys, row) });
  await rememberFile(tx, code, keyOfProfile(profile));
  await record(tx, 'profile.activated', code, { version, sha256, source: 'file' }, now());
  return 'taken';
}

async function proposeFile(
  tx: Transaction,
  { keys, now }: Given,
  profile: BankProfile,
  base: number,
): Promise<FileOutcome> {
  const { code } = profile;
  const { content, sha256 } = textOfProfile(profile);
  if ((await findSameProposal(tx, code, sha256)) !== undefined) return 'proposed';
  const row: Unsealed = {
    ...UNDECIDED,
    ...{ id: randomUUID(), bank_code: code, source: 'file', content, sha256 },
    ...{ purpose: '', base_version: base, entered_by: null, entered_person: null, entered_at: now() },
  };
  await insertProposal(tx, { ...row, seal: sealOfProposal(keys, row) });
  await record(tx, 'profile.proposed', code, { proposal: row.id, sha256, source: 'file' }, now());
  return 'proposed';
}

function record(
  tx: Transaction,
  act: string,
  bankCode: string,
  details: Readonly<Record<string, string | number>>,
  now: number,
): Promise<void> {
  const caller = { address: '', reference: `start-${randomUUID()}` };
  return appendAudit(tx, [{ ...auditOf(caller, { bankCode }, { act, details }, now), address: undefined }]);
}
