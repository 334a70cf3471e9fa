// What is under way ends for good: open sessions, and ways through acquisition and 開通確認. For when what they began with
// is no longer true, and for an emergency. Where a state forbids to go on, it is asked at every step and tells the cause:
// there the sessions end, and the ways are left to it.

import type { Transaction } from '../store/store.ts';
import { deleteActivationsOfContract, deleteActivationsOfHolder } from '../store/write/activation.ts';
import { deleteEnrolmentsOfContract, deleteEnrolmentsOfHolder } from '../store/write/enrolment.ts';
import { endSessionsOfContract, endSessionsOfHolder } from '../store/write/session.ts';

/** Whoever came in with what the holder proved before is out at the next request. */
export async function endWaysOfHolder(tx: Transaction, holder: string, now: number): Promise<void> {
  await endSessionsOfHolder(tx, holder, now);
  await deleteEnrolmentsOfHolder(tx, holder);
  await deleteActivationsOfHolder(tx, holder);
}

/** As {@link endWaysOfHolder}, for everybody of a contract. */
export async function endWaysOfContract(tx: Transaction, contract: string, now: number): Promise<void> {
  await endSessionsOfContract(tx, contract, now);
  await deleteEnrolmentsOfContract(tx, contract);
  await deleteActivationsOfContract(tx, contract);
}
