// Officers, written.

import type { Transaction } from '../database.ts';
import type { OfficerTable } from '../office-tables.ts';

export async function insertOfficer(tx: Transaction, officer: OfficerTable): Promise<void> {
  await tx.insertInto('officer').values(officer).execute();
}
