// Officers, read: who is behind a holder of the office's own profile.

import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';
import { HOLDER_COLUMNS } from './contract.ts';

const COLUMNS = ['officer.role as officerRole', 'officer.person', 'officer.created_at as createdAt'] as const;

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
