// What is done at start and every minute without anyone asking.

import { finishInterrupted, type SweepOutcome } from '../ca/finish-interrupted.ts';
import { deleteOldEnrolments } from '../store/write/enrolment.ts';
import { forgetStrangers } from '../store/write/guess-count.ts';
import { deleteOldSessions } from '../store/write/session.ts';
import type { Deployment } from './deployment.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Settles interrupted issuings, then forgets what has run out. Safe to run twice, late, and beside others. */
export async function keepHouse(
  { store, ca, now }: Deployment,
  options: { readonly atStart?: boolean } = {},
): Promise<SweepOutcome> {
  const outcome = await finishInterrupted(store, ca, now(), options);
  await store.transaction(async (tx) => {
    await deleteOldEnrolments(tx, now() - DAY_MS);
    await deleteOldSessions(tx, now() - 7 * DAY_MS);
    await forgetStrangers(tx, now() - DAY_MS);
  });
  return outcome;
}
