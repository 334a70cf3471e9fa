// What reports are made of, a page at a time in the order of an index, so that the millionth row costs what the first
// does and a report never holds more than a page. Of one bank each.

import { sql } from 'kysely';
import type { Reader } from '../database.ts';
import { HOLDER_COLUMNS } from './contract.ts';

/** Contracts in the order of their ids. */
export async function readContractsAfter(db: Reader, bankCode: string, after: string, limit: number) {
  return db
    .selectFrom('contract')
    .selectAll()
    .where('bank_code', '=', bankCode)
    .where('contract_id', '>', after)
    .orderBy('contract_id')
    .limit(limit)
    .execute();
}

export async function countContracts(db: Reader, bankCode: string): Promise<number> {
  const { counted } = await db
    .selectFrom('contract')
    .select(({ fn }) => fn.countAll<number | string>().as('counted'))
    .where('bank_code', '=', bankCode)
    .executeTakeFirstOrThrow();
  return Number(counted);
}

/** Everybody of these contracts. */
export async function readHoldersOfContracts(db: Reader, contracts: readonly string[]) {
  if (contracts.length === 0) return [];
  return db
    .selectFrom('holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select(HOLDER_COLUMNS)
    .where('holder.contract', 'in', contracts)
    .orderBy('contract.contract_id')
    .orderBy('holder.user_id')
    .execute();
}

/** What there is to say of these holders' certificates; not their octets, which are most of a row. */
export async function readCertificateFactsOf(db: Reader, holders: readonly string[]) {
  if (holders.length === 0) return [];
  return db
    .selectFrom('certificate')
    .select(['serial_number', 'holder', 'planned_at', 'not_before', 'not_after', 'signed_at'])
    .select(['first_logon_at', 'revoked_at', 'revocation_reason', 'approval'])
    .where('holder', 'in', holders)
    .orderBy('planned_at')
    .execute();
}

export interface FormPlace {
  readonly at: number;
  readonly id: string;
}

/** Request forms entered from one instant to before another, in that order. */
export async function readFormsEntered(
  db: Reader,
  bankCode: string,
  span: { readonly from: number; readonly until: number },
  after: FormPlace | undefined,
  limit: number,
) {
  return db
    .selectFrom('request_form')
    .innerJoin('contract', 'contract.id', 'request_form.contract')
    .innerJoin('holder', 'holder.id', 'request_form.holder')
    .innerJoin('holder as writer', 'writer.id', 'request_form.entered_by')
    .leftJoin('holder as decider', 'decider.id', 'request_form.decided_by')
    .select(['request_form.id', 'request_form.kind', 'request_form.state', 'request_form.due_on as dueOn'])
    .select(['request_form.entered_at as enteredAt', 'request_form.decided_at as decidedAt'])
    .select(['contract.contract_id as contractId', 'contract.company_name as companyName'])
    .select(['holder.user_id as userId', 'writer.name as enteredBy', 'decider.name as decidedBy'])
    .where('request_form.bank_code', '=', bankCode)
    .where('request_form.entered_at', '>=', span.from)
    .where('request_form.entered_at', '<', span.until)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(request_form.entered_at, request_form.id) > (${after?.at ?? 0}, ${after?.id ?? ''})`,
      ),
    )
    .orderBy('request_form.entered_at')
    .orderBy('request_form.id')
    .limit(limit)
    .execute();
}

/** How often what was done or refused, from one instant to before another. */
export async function countRecords(db: Reader, bankCode: string, from: number, until: number) {
  const rows = await db
    .selectFrom('audit')
    .select(['act', 'outcome', 'reason', ({ fn }) => fn.countAll<number | string>().as('records')])
    .where('bank_code', '=', bankCode)
    .where('at', '>=', from)
    .where('at', '<', until)
    .groupBy(['act', 'outcome', 'reason'])
    .execute();
  return rows.map(({ records, ...one }) => ({ ...one, records: Number(records) }));
}

export interface RecordPlace {
  readonly at: number;
  readonly sequence: number;
}

/** Audit records from one instant to before another, in that order. */
export async function readRecordsFrom(
  db: Reader,
  bankCode: string,
  span: { readonly from: number; readonly until: number },
  after: RecordPlace | undefined,
  limit: number,
) {
  return db
    .selectFrom('audit')
    .selectAll()
    .where('bank_code', '=', bankCode)
    .where('at', '>=', after?.at ?? span.from)
    .where('at', '<', span.until)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(at, sequence) > (${after?.at ?? 0}, ${after?.sequence ?? 0})`),
    )
    .orderBy('at')
    .orderBy('sequence')
    .limit(limit)
    .execute();
}
