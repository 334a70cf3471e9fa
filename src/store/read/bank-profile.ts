// Versions of bank profiles, proposals and trials, read.

import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';

const selectInForce = prepared((db) => db.selectFrom('bank_profile').select(['bank_code', 'version']));

/** Which version of each bank's profile is in force: every process asks it each second. */
export async function readVersionsInForce(db: Reader): Promise<{ bank_code: string; version: number }[]> {
  return selectInForce(db, {});
}

/** A bank's versions that are in force or were at this time or later, the newest first. */
export async function readVersionsSince(db: Reader, bankCode: string, since: number) {
  return db
    .selectFrom('bank_profile_version')
    .selectAll()
    .where('bank_code', '=', bankCode)
    .where((where) => where.or([where('superseded_at', 'is', null), where('superseded_at', '>=', since)]))
    .orderBy('version', 'desc')
    .execute();
}

export async function findVersion(db: Reader, bankCode: string, version: number) {
  return db
    .selectFrom('bank_profile_version')
    .selectAll()
    .where('bank_code', '=', bankCode)
    .where('version', '=', version)
    .executeTakeFirst();
}
export type FoundVersion = NonNullable<Awaited<ReturnType<typeof findVersion>>>;

/** The versions of a bank with who proposed and approved them, the newest first; without their content. */
export async function readVersions(db: Reader, bankCode: string, limit: number) {
  return db
    .selectFrom('bank_profile_version')
    .leftJoin('profile_proposal', 'profile_proposal.id', 'bank_profile_version.proposal')
    .leftJoin('holder as author', 'author.id', 'profile_proposal.entered_by')
    .leftJoin('holder as approver', 'approver.id', 'profile_proposal.decided_by')
    .select([
      'bank_profile_version.version',
      'bank_profile_version.sha256',
      'bank_profile_version.source',
      'bank_profile_version.proposal',
      'bank_profile_version.activated_at as activatedAt',
      'bank_profile_version.superseded_at as supersededAt',
      'author.name as authorName',
      'approver.name as approverName',
      'profile_proposal.purpose',
    ])
    .where('bank_profile_version.bank_code', '=', bankCode)
    .orderBy('bank_profile_version.version', 'desc')
    .limit(limit)
    .execute();
}
export type ListedVersion = Awaited<ReturnType<typeof readVersions>>[number];

const proposals = (db: Reader, bankCode: string) =>
  db
    .selectFrom('profile_proposal')
    .leftJoin('holder as author', 'author.id', 'profile_proposal.entered_by')
    .leftJoin('holder as decider', 'decider.id', 'profile_proposal.decided_by')
    .select(['author.name as authorName', 'decider.name as deciderName'])
    .where('profile_proposal.bank_code', '=', bankCode);

/** A proposal of this bank; another bank's is absent. */
export async function findProposal(db: Reader, bankCode: string, id: string) {
  return proposals(db, bankCode)
    .selectAll('profile_proposal')
    .where('profile_proposal.id', '=', id)
    .executeTakeFirst();
}
export type FoundProposal = NonNullable<Awaited<ReturnType<typeof findProposal>>>;

/** A bank's proposals, the newest first; without their content. */
export async function readProposals(db: Reader, bankCode: string, limit: number) {
  return proposals(db, bankCode)
    .select([
      'profile_proposal.id',
      'profile_proposal.state',
      'profile_proposal.source',
      'profile_proposal.purpose',
      'profile_proposal.sha256',
      'profile_proposal.entered_at as enteredAt',
      'profile_proposal.version',
    ])
    .orderBy('profile_proposal.entered_at', 'desc')
    .orderBy('profile_proposal.id')
    .limit(limit)
    .execute();
}
export type ListedProposal = Awaited<ReturnType<typeof readProposals>>[number];

/** An open proposal that says the same. */
export async function findSameProposal(db: Reader, bankCode: string, sha256: string) {
  return db
    .selectFrom('profile_proposal')
    .select('id')
    .where('bank_code', '=', bankCode)
    .where('sha256', '=', sha256)
    .where('state', '=', 'entered')
    .orderBy('entered_at')
    .executeTakeFirst();
}

export async function findTrial(db: Reader, proposal: string) {
  return db.selectFrom('profile_trial').selectAll().where('proposal', '=', proposal).executeTakeFirst();
}
export type FoundTrial = NonNullable<Awaited<ReturnType<typeof findTrial>>>;
