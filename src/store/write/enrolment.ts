// People's ways through acquisition, written.

import type { KeyPlace } from '../../profile/bank-profile.ts';
import type { Transaction } from '../database.ts';
import { prepared, preparedInsert } from '../prepared.ts';
import type { EnrolmentRow } from '../tables.ts';

export const insertEnrolment: (tx: Transaction, enrolment: EnrolmentRow) => Promise<void> = preparedInsert(
  'enrolment',
  {
    id: true,
    token_hash: true,
    bank_code: true,
    holder: true,
    role: true,
    pages_done: true,
    proven_at: true,
    key_place: true,
    way: true,
    session: true,
    created_at: true,
    expires_at: true,
  },
);

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

const updateKeyPlace = prepared((db, { id, keyPlace }: { id: string; keyPlace: KeyPlace }) =>
  db.updateTable('enrolment').set({ key_place: keyPlace }).where('id', '=', id),
);

export async function setKeyPlace(tx: Transaction, id: string, keyPlace: KeyPlace): Promise<void> {
  await updateKeyPlace(tx, { id, keyPlace });
}

/** Whoever began with PINs that are no longer the holder's does not go on. */
export async function deleteEnrolmentsOfHolder(tx: Transaction, holder: string): Promise<void> {
  await tx.deleteFrom('enrolment').where('holder', '=', holder).execute();
}

export async function deleteEnrolmentsOfContract(tx: Transaction, contract: string): Promise<void> {
  await tx
    .deleteFrom('enrolment')
    .where('holder', 'in', (query) =>
      query.selectFrom('holder').select('id').where('contract', '=', contract),
    )
    .execute();
}

/** Ways that have run out leave nothing worth keeping: what happened is in the audit. */
export async function deleteOldEnrolments(tx: Transaction, before: number): Promise<void> {
  await tx.deleteFrom('enrolment').where('expires_at', '<', before).execute();
}
