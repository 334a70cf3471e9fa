// Officers, read: who is behind a holder of the office's own profile, and what is to be done about whom.

import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';
import { HOLDER_COLUMNS } from './contract.ts';

const COLUMNS = [
  'officer.holder',
  'officer.role as officerRole',
  'officer.person',
  'officer.state as officerState',
  'officer.created_by as createdBy',
  'officer.created_at as createdAt',
  'officer.seal',
] as const;

const selectOfficer = prepared((db, { holder }: { holder: string }) =>
  db.selectFrom('officer').select(COLUMNS).where('holder', '=', holder),
);

export type FoundOfficer = Awaited<ReturnType<typeof selectOfficer>>[number];

export async function findOfficer(db: Reader, holder: string): Promise<FoundOfficer | undefined> {
  return (await selectOfficer(db, { holder }))[0];
}

/** The officers of one bank, or of the office itself, in the order of their ids; removed ones too. */
export async function readOfficers(db: Reader, officeCode: string, bankCode: string) {
  return db
    .selectFrom('officer')
    .innerJoin('holder', 'holder.id', 'officer.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select([...HOLDER_COLUMNS, ...COLUMNS])
    .where('contract.bank_code', '=', officeCode)
    .where('contract.contract_id', '=', bankCode)
    .orderBy('holder.user_id')
    .execute();
}

export type ListedOfficer = Awaited<ReturnType<typeof readOfficers>>[number];

/** The order of this bank's officers; another bank's is absent. */
export async function findOfficerOrder(db: Reader, bankCode: string, id: string) {
  return ordersOf(db, bankCode).where('officer_order.id', '=', id).executeTakeFirst();
}

/** What waits for a second person, the oldest first. */
export async function readWaitingOfficerOrders(db: Reader, bankCode: string) {
  return ordersOf(db, bankCode)
    .where('officer_order.state', '=', 'entered')
    .orderBy('officer_order.entered_at')
    .orderBy('officer_order.id')
    .execute();
}

export type FoundOfficerOrder = NonNullable<Awaited<ReturnType<typeof findOfficerOrder>>>;

function ordersOf(db: Reader, bankCode: string) {
  return db.selectFrom('officer_order').selectAll().where('officer_order.bank_code', '=', bankCode);
}
