// People's ways through acquisition, written.

import type { Insertable } from 'kysely';
import type { KeyPlace } from '../../profile/bank-profile.ts';
import type { Transaction } from '../database.ts';
import type { EnrolmentTable } from '../tables.ts';

export async function insertEnrolment(tx: Transaction, enrolment: Insertable<EnrolmentTable>): Promise<void> {
  await tx.insertInto('enrolment').values(enrolment).execute();
}

/** Counts a page as answered. False when another request has answered it meanwhile. */
export async function advanceEnrolment(
  tx: Transaction,
  id: string,
  page: number,
  provenAt: number | null,
): Promise<boolean> {
  const result = await tx
    .updateTable('enrolment')
    .set({ pages_done: page + 1, proven_at: provenAt })
    .where('id', '=', id)
    .where('pages_done', '=', page)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function setKeyPlace(tx: Transaction, id: string, keyPlace: KeyPlace): Promise<void> {
  await tx.updateTable('enrolment').set({ key_place: keyPlace }).where('id', '=', id).execute();
}

/** Whoever began with PINs that are no longer the holder's does not go on. */
export async function deleteEnrolmentsOfHolder(tx: Transaction, holder: string): Promise<void> {
  await tx.deleteFrom('enrolment').where('holder', '=', holder).execute();
}

/** Ways that have run out leave nothing worth keeping: what happened is in the audit. */
export async function deleteOldEnrolments(tx: Transaction, before: number): Promise<void> {
  await tx.deleteFrom('enrolment').where('expires_at', '<', before).execute();
}
