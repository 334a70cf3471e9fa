// 再発行: what a holder has ends, and the way to a first certificate opens anew. For a lost PC, and for whoever came
// too late for every window.

import { dayOf } from '../../domain/calendar.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { lastAcquisitionDay } from '../../domain/windows.ts';
import { noticeOfPermission } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { findHolder } from '../../store/read/contract.ts';
import type { Transaction } from '../../store/store.ts';
import { type AuditRecord, appendAudit } from '../../store/write/audit.ts';
import { lockHolders, permitAnew } from '../../store/write/holder.ts';
import { endSessionsOfHolder } from '../../store/write/session.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { type Revocation, revokeIn } from './revocation.ts';

/**
 * Revokes whatever the holder has and permits another one from today, until a day; the holder is told. Lock the holder
 * before.
 *
 * @returns the records for the audit of the same transaction.
 */
export async function reissueIn(
  tx: Transaction,
  deployment: Deployment,
  profile: BankProfile,
  revocation: Revocation,
  caller: Caller,
  now: number,
): Promise<{ readonly records: AuditRecord[]; readonly until: string }> {
  const { holder, by } = revocation;
  const records = await revokeIn(tx, deployment, revocation, caller, now);
  await permitAnew(tx, holder.id, now, dayOf(now));
  await endSessionsOfHolder(tx, holder.id, now);
  const deed = { act: 'certificate.permitted', details: { by, revoked: records.length } };
  const until = lastAcquisitionDay(profile, holder.role, dayOf(now));
  await queueNotices(tx, deployment.banks, [noticeOfPermission(holder, until, now)], now);
  return { records: [...records, auditOf(caller, holder, deed, now)], until };
}

export interface Reissued {
  /** How many certificates ended. */
  readonly revoked: number;
  /** Last day on which the holder may acquire, `YYYY-MM-DD`. */
  readonly until: string;
}

/** The bank's act, on the customer's form. An empty user id is the administrator. */
export async function reissueByBank(
  deployment: Deployment,
  input: { readonly bankCode: string; readonly contractId: string; readonly userId: string },
  caller: Caller,
): Promise<Reissued | Refusal> {
  const { store, banks, now } = deployment;
  const profile = banks.get(input.bankCode);
  if (profile === undefined) return refuse('bank-unknown');
  const holder = await findHolder(store.db, input);
  if (holder === undefined) return refuse('not-accepted');
  return store.transaction(async (tx) => {
    await lockHolders(tx, [holder.id]);
    const at = now();
    const revocation = { holder, reason: 'unspecified', by: 'bank' } as const;
    const { records, until } = await reissueIn(tx, deployment, profile, revocation, caller, at);
    await appendAudit(tx, records);
    return { revoked: records.length - 1, until };
  });
}
