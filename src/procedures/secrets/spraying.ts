// Whether somebody is trying PINs at many contracts at once, and who is told of it (OWASP ASVS 5.0 6.1.1, 6.3.1).

import {
  deploymentThreshold,
  SPRAYING_THRESHOLD,
  SPRAYING_WINDOW_MS,
  sprayingWindow,
} from '../../domain/spraying.ts';
import { noticeOfSpraying } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { readStrangerCounts } from '../../store/read/stranger-count.ts';
import type { Transaction } from '../../store/store.ts';
import { type AuditRecord, appendAudit } from '../../store/write/audit.ts';
import { countStranger } from '../../store/write/stranger-count.ts';
import type { Deployment } from '../deployment.ts';

/** Stands for all banks. */
const EVERY_BANK = '';

/**
 * Counts a wrong entry by a stranger, whether what was claimed exists or not. The one that reaches a threshold raises
 * the alarm: no other of this window gets the same number.
 */
export async function recordStrangersFailure(
  tx: Transaction,
  { banks, now }: Pick<Deployment, 'banks' | 'now'>,
  profile: BankProfile,
): Promise<void> {
  const at = now();
  const windowStart = sprayingWindow(at);
  const ofBank = await countStranger(tx, profile.code, windowStart);
  const ofAll = await countStranger(tx, EVERY_BANK, windowStart);
  const records: AuditRecord[] = [];
  if (ofBank === SPRAYING_THRESHOLD) {
    const notice = noticeOfSpraying(profile, { wrongEntries: ofBank, at, windowStart });
    await queueNotices(tx, banks, notice === undefined ? [] : [notice], at);
    records.push(recordOf(profile.code, ofBank, at));
  }
  if (ofAll === deploymentThreshold(banks.size)) records.push(recordOf(undefined, ofAll, at));
  // Not the last statement of the transaction, but once an hour; what follows is the record of the entry itself.
  await appendAudit(tx, records);
}

export interface Strain {
  /** Wrong entries as a multiple of the threshold, of this hour or of the one before. */
  readonly strain: number;
  /** The window that weighs most; names the alarm. */
  readonly windowStart: number;
}

/** How hard strangers press on this bank, or on all of them together. */
export async function readStrain(
  { store, banks, now }: Pick<Deployment, 'store' | 'banks' | 'now'>,
  bankCode: string,
): Promise<Strain> {
  const windowStart = sprayingWindow(now());
  // Windows after this one are those of a clock that was set back.
  const counts = await readStrangerCounts(store.db, bankCode, windowStart - SPRAYING_WINDOW_MS);
  return counts
    .map((count) => ({
      strain:
        count.failures /
        (count.bankCode === EVERY_BANK ? deploymentThreshold(banks.size) : SPRAYING_THRESHOLD),
      windowStart: count.windowStart,
    }))
    .reduce((most, one) => (one.strain > most.strain ? one : most), { strain: 0, windowStart });
}

function recordOf(bankCode: string | undefined, wrongEntries: number, at: number): AuditRecord {
  return {
    at,
    reference: 'spraying',
    bankCode,
    act: 'alert.spraying',
    outcome: 'done',
    details: { wrongEntries, windowMinutes: SPRAYING_WINDOW_MS / 60_000 },
  };
}
