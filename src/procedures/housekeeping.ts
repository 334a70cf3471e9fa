// What is done at start and every minute without anyone asking.

import { finishInterrupted, type SweepOutcome } from '../ca/finish-interrupted.ts';
import { announceIssued } from '../notices/announce-issued.ts';
import { deleteOldActivations } from '../store/write/activation.ts';
import { deleteOldContractLists } from '../store/write/contract-order.ts';
import { deleteOldEnrolments } from '../store/write/enrolment.ts';
import { forgetStrangers } from '../store/write/guess-count.ts';
import { deleteOldPinSheets } from '../store/write/pin-sheet.ts';
import { deleteOldSessions } from '../store/write/session.ts';
import { deleteOldStrangerCounts } from '../store/write/stranger-count.ts';
import { deleteOldWaitingTokens } from '../store/write/token.ts';
import { deleteOldTokenFiles } from '../store/write/token-stock.ts';
import type { Deployment } from './deployment.ts';
import { PIN_SHEET_MS } from './users/first-pins.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Secrets wait no longer for a person to confirm them. */
const TOKEN_FILE_MS = 60 * 60 * 1000;

/** Settles interrupted issuings, then forgets what has run out. Safe to run twice, late, and beside others. */
export async function keepHouse(
  { store, banks, ca, now }: Deployment,
  options: { readonly atStart?: boolean } = {},
): Promise<SweepOutcome> {
  const outcome = await finishInterrupted(store, ca, now(), announceIssued(banks), options);
  await store.transaction(async (tx) => {
    await deleteOldActivations(tx, now() - DAY_MS);
    await deleteOldContractLists(tx, now() - DAY_MS);
    await deleteOldEnrolments(tx, now() - DAY_MS);
    await deleteOldSessions(tx, now() - 7 * DAY_MS);
    await deleteOldWaitingTokens(tx, now() - DAY_MS);
    await deleteOldTokenFiles(tx, now() - TOKEN_FILE_MS);
    await deleteOldPinSheets(tx, now() - PIN_SHEET_MS);
    await forgetStrangers(tx, now() - DAY_MS);
    await deleteOldStrangerCounts(tx, now() - DAY_MS);
  });
  return outcome;
}
