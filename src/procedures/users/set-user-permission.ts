// 電子証明書発行の権限: 発行, 継続, 再発行, 失効 (manuals 000 and 001: with the confirmation PIN).

import { dayOf } from '../../domain/calendar.ts';
import { confirmationFields } from '../../domain/confirmation.ts';
import { checkPermissionChoice, type PermissionChoice } from '../../domain/decide-permission.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { lastAcquisitionDay } from '../../domain/windows.ts';
import { noticeOfPermission, noticeOfWithdrawal } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import { certificateFactsOf, readCertificatesOfHolders } from '../../store/read/certificate.ts';
import type { FoundHolder } from '../../store/read/contract.ts';
import type { Transaction } from '../../store/store.ts';
import type { AuditRecord } from '../../store/write/audit.ts';
import { permitAnew } from '../../store/write/holder.ts';
import { endSessionsOfHolder } from '../../store/write/session.ts';
import { withdrawPermission } from '../../store/write/user.ts';
import { type GivenReason, revokeIn } from '../certificates/revocation.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { actOnUser } from '../log-on/open-session.ts';
import { profileOfWay } from '../profiles/way-profile.ts';
import { type FirstPins, giveFirstPins, makeFirstPins } from './first-pins.ts';
import type { ActOnUserInput, UserDone } from './user-act.ts';

export interface PermissionInput extends ActOnUserInput {
  readonly choice: PermissionChoice;
  /** Why what the user has is to end; asked with 再発行 and 失効. */
  readonly reason?: GivenReason | undefined;
}

export interface PermissionDone extends UserDone {
  readonly choice: PermissionChoice;
  /** The last day of the acquisition, where one is open now. */
  readonly acquireUntil?: string;
  /** With 再発行: whoever knew the old PINs must not be the one who acquires. */
  readonly firstPins?: FirstPins;
}

/**
 * Decided and done with the user locked: an issuing that is under way either comes before and is revoked, or comes
 * after and finds the permission gone.
 */
export async function setUserPermission(
  deployment: Deployment,
  input: PermissionInput,
  caller: Caller,
): Promise<PermissionDone | Refusal> {
  const profile = profileOfWay(deployment, input);
  if (profile === undefined) return refuse('bank-unknown');
  const { choice } = input;
  const made = choice === 'reissue' ? await makeFirstPins(deployment, profile) : undefined;
  return actOnUser<PermissionDone>(
    deployment,
    input,
    {
      act: ACTS[choice],
      asks: () => confirmationFields(profile, 'administrator'),
      async do(tx, open, now, user) {
        const certificates = (await readCertificatesOfHolders(tx, [user.id])).map(certificateFactsOf);
        const impossible = checkPermissionChoice(choice, { ...user, certificates });
        if (impossible !== undefined) return impossible;
        const done = { userId: user.userId, choice };
        if (choice === 'continue') return { done };
        const records =
          choice === 'issue' ? [] : await endAll(tx, deployment, user, input.reason, caller, now);
        if (choice === 'revoke') {
          await withdrawPermission(tx, user.id);
          await endSessionsOfHolder(tx, user.id, now);
          await queueNotices(tx, deployment.banks, [noticeOfWithdrawal(user, now)], now);
          return { done, records };
        }
        const today = dayOf(now);
        await permitAnew(tx, user.id, now, today);
        if (made !== undefined) await giveFirstPins(tx, deployment, open, user, made, now);
        const acquireUntil = lastAcquisitionDay(profile, 'user', today);
        await queueNotices(tx, deployment.banks, [noticeOfPermission(user, acquireUntil, now)], now);
        return { done: { ...done, acquireUntil, ...(made && { firstPins: made.pins }) }, records };
      },
    },
    caller,
  );
}

const ACTS: Readonly<Record<PermissionChoice, string>> = {
  issue: 'user.permitted',
  continue: 'user.permission-kept',
  reissue: 'user.permitted-anew',
  revoke: 'user.permission-withdrawn',
};

/**
 * Not `superseded`, though another may follow: until the user has acquired it nothing has taken the place of the old
 * one, and its holder is to be told that it was ended.
 */
function endAll(
  tx: Transaction,
  deployment: Deployment,
  holder: FoundHolder,
  reason: GivenReason = 'cessationOfOperation',
  caller: Caller,
  now: number,
): Promise<AuditRecord[]> {
  return revokeIn(tx, deployment, { holder, reason, by: 'administrator' }, caller, now);
}
