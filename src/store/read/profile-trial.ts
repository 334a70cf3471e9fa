// What the trial of a profile reads: everybody of a bank, a batch of contracts at a time, and a day's records.

import type { Reader } from '../database.ts';
import { type Claim, type FoundHolder, findHolder, HOLDER_COLUMNS } from './contract.ts';

export interface ContractBatch {
  readonly contracts: readonly { readonly id: string; readonly contractId: string }[];
  readonly holders: readonly FoundHolder[];
}

/** The bank's contracts that are not closed, after this one, with their holders who are not removed. */
export async function readContractBatch(
  db: Reader,
  bankCode: string,
  after: string,
  limit: number,
): Promise<ContractBatch> {
  const contracts = await db
    .selectFrom('contract')
    .select(['id', 'contract_id as contractId'])
    .where('bank_code', '=', bankCode)
    .where('contract_id', '>', after)
    .where('state', '<>', 'closed')
    .orderBy('contract_id')
    .limit(limit)
    .execute();
  if (contracts.length === 0) return { contracts, holders: [] };
  const holders = await db
    .selectFrom('holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select(HOLDER_COLUMNS)
    .where(
      'holder.contract',
      'in',
      contracts.map(({ id }) => id),
    )
    .where('holder.state', '<>', 'removed')
    .execute();
  return { contracts, holders };
}

/** What rules need of these holders besides their rows. */
export async function readTrialParts(db: Reader, bankCode: string, holders: readonly FoundHolder[]) {
  const ids = holders.map(({ id }) => id);
  const contracts = [...new Set(holders.map(({ contract }) => contract))];
  if (ids.length === 0)
    return { certificates: [], secrets: [], cards: [], tokens: [], failures: [], since: [] };
  const certificates = await db
    .selectFrom('certificate')
    .select(['holder', 'serial_number', 'planned_at', 'not_before', 'not_after', 'signed_at'])
    .select(['first_logon_at', 'revoked_at', 'revocation_reason', 'approval'])
    .where('holder', 'in', ids)
    .orderBy('planned_at')
    .execute();
  const secrets = await db
    .selectFrom('secret')
    .select(['holder', 'kind', 'provisional', 'changed_at'])
    .where('holder', 'in', ids)
    .execute();
  const cards = await db
    .selectFrom('customer_card')
    .select('contract')
    .where('contract', 'in', contracts)
    .where('state', '=', 'active')
    .execute();
  const tokens = await db
    .selectFrom('token')
    .select('holder')
    .where('holder', 'in', ids)
    .where('state', '=', 'active')
    .execute();
  const failures = await db
    .selectFrom('guess_count')
    .select(['contract_id', 'user_id', 'secret', 'channel', 'failures'])
    .where('bank_code', '=', bankCode)
    .where('contract_id', 'in', [...new Set(holders.map(({ contractId }) => contractId))])
    .where('failures', '>', 0)
    .execute();
  const since = await db
    .selectFrom('certificate')
    .innerJoin('holder', 'holder.id', 'certificate.holder')
    .select(({ fn }) => ['holder.contract', fn.min('certificate.signed_at').as('since')])
    .where('holder.contract', 'in', contracts)
    .where('holder.role', '=', 'administrator')
    .where('certificate.signed_at', 'is not', null)
    .groupBy('holder.contract')
    .execute();
  return { certificates, secrets, cards, tokens, failures, since };
}
export type TrialParts = Awaited<ReturnType<typeof readTrialParts>>;

/** How many users these contracts have who are not removed. */
export async function countUsers(db: Reader, contracts: readonly string[]): Promise<Map<string, number>> {
  if (contracts.length === 0) return new Map();
  const rows = await db
    .selectFrom('holder')
    .select(({ fn }) => ['contract', fn.countAll<number | string>().as('users')])
    .where('contract', 'in', contracts)
    .where('role', '=', 'user')
    .where('state', '<>', 'removed')
    .groupBy('contract')
    .execute();
  return new Map(rows.map(({ contract, users }) => [contract, Number(users)]));
}

export interface RecordSpan {
  readonly from: number;
  readonly to: number;
  readonly acts: readonly string[];
}

/** A bank's records of these acts from `from` to before `to`, after the one named. */
export async function readTrialRecords(
  db: Reader,
  bankCode: string,
  { from, to, acts }: RecordSpan,
  after: { readonly at: number; readonly sequence: number },
  limit: number,
) {
  return db
    .selectFrom('audit')
    .select(['sequence', 'at', 'reference', 'contract_id', 'user_id', 'act', 'outcome', 'reason', 'details'])
    .where('bank_code', '=', bankCode)
    .where('at', '>=', Math.max(from, after.at))
    .where('at', '<', to)
    .where((where) =>
      where.or([
        where('at', '>', after.at),
        where.and([where('at', '=', after.at), where('sequence', '>', after.sequence)]),
      ]),
    )
    .where('act', 'in', acts)
    .orderBy('at')
    .orderBy('sequence')
    .limit(limit)
    .execute();
}
export type TrialRecord = Awaited<ReturnType<typeof readTrialRecords>>[number];

/** Whoever these are, each once. */
export async function findHoldersOf(db: Reader, claims: readonly Claim[]): Promise<FoundHolder[]> {
  const found: FoundHolder[] = [];
  const seen = new Set<string>();
  for (const claim of claims) {
    const key = JSON.stringify([claim.contractId, claim.userId]);
    if (seen.has(key)) continue;
    seen.add(key);
    const holder = await findHolder(db, claim);
    if (holder !== undefined) found.push(holder);
  }
  return found;
}
