// Step-up (ASVS 5.0, 7.5.3): whoever approves, or prints a customer's secrets, types a fresh one-time password, however
// long logged on. It is spent,
// counted and locked as at a logon, and holds for a few minutes of the same session, so that a morning's approvals in a
// row ask once.

import { type Refusal, refuse } from '../../domain/refusal.ts';
import { isSteppedUp } from '../../domain/step-up.ts';
import { officeOf } from '../../profile/bank-profile.ts';
import type { Transaction } from '../../store/store.ts';
import type { AuditRecord } from '../../store/write/audit.ts';
import { holdSession, markSteppedUp } from '../../store/write/session.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { judgeOtherwise, readEntries } from '../secrets/check-secrets.ts';
import { explainVerdict } from '../secrets/explain-verdict.ts';
import { useOneTimePassword } from '../secrets/one-time-password.ts';
import type { Officer } from './officer.ts';

export interface StepUpInput {
  /** As typed; absent or empty: the page did not ask. */
  readonly oneTimePassword?: string | undefined;
}

export interface StepUp {
  /** Absent: go on. */
  readonly refusal?: Refusal;
  /** For the audit of the same transaction, whatever comes of the act. */
  readonly records: readonly AuditRecord[];
}

/** Whether there is anything to prove it by: asked before what costs time is prepared for nothing. */
export const mayStepUp = (
  { session }: Officer,
  { oneTimePassword = '' }: StepUpInput,
  now: number,
): boolean => isSteppedUp(session.steppedUpAt, now) || oneTimePassword.trim() !== '';

/**
 * Asked first in the transaction of an approval. The session is held until that ends: an officer who is suspended or
 * removed meanwhile approves nothing. A password that was right is spent even if the approval is refused afterwards.
 *
 * @returns refusals: `step-up-needed`, `form-invalid`, `session-over`, and as a logon's one-time password.
 */
export async function checkStepUp(
  tx: Transaction,
  deployment: Deployment,
  officer: Officer,
  { oneTimePassword = '' }: StepUpInput,
  caller: Caller,
): Promise<StepUp> {
  const { session, holder } = officer;
  const at = deployment.now();
  if (!(await holdSession(tx, session.id))) return { refusal: refuse('session-over'), records: [] };
  if (isSteppedUp(session.steppedUpAt, at)) return { records: [] };
  const said = (refusal?: Refusal): StepUp => {
    const details = { officer: officer.officerId, person: officer.person };
    const deed = { act: 'office.stepped-up', refusedFor: refusal?.cause, details };
    return { ...(refusal && { refusal }), records: [auditOf(caller, holder, deed, at)] };
  };
  const profile = officeOf(deployment.banks);
  if (oneTimePassword.trim() === '' || profile === undefined) return said(refuse('step-up-needed'));
  const entries = readEntries(profile, ['oneTimePassword'], { oneTimePassword });
  if ('refused' in entries) return said(entries);
  const verdict = await judgeOtherwise(
    tx,
    deployment,
    { profile, holder, channel: 'certificate' },
    'oneTimePassword',
    (granted) => useOneTimePassword(tx, deployment, holder.id, entries.oneTimePassword, granted),
  );
  if (verdict.outcome !== 'right') return said(explainVerdict(verdict));
  await markSteppedUp(tx, session.id, at);
  return said();
}
