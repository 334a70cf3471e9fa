// 利用者情報削除: for good. The certificates end with it, and the id is not given out again.

import { confirmationFields } from '../../domain/confirmation.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { noticeOfWithdrawal } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import { endSessionsOfHolder } from '../../store/write/session.ts';
import { endActiveToken } from '../../store/write/token.ts';
import { setHolderState, withdrawPermission } from '../../store/write/user.ts';
import { revokeIn } from '../certificates/revocation.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { actOnUser } from '../log-on/open-session.ts';
import type { ActOnUserInput, UserDone } from './user-act.ts';

export function removeUser(
  deployment: Deployment,
  input: ActOnUserInput,
  caller: Caller,
): Promise<UserDone | Refusal> {
  return actOnUser<UserDone>(
    deployment,
    input,
    {
      act: 'user.removed',
      asks: ({ profile }) => confirmationFields(profile, 'administrator'),
      async do(tx, _open, now, user) {
        if (user.holderState === 'removed') return refuse('user-removed');
        // RFC 5280 5.3.1: whose affiliation has changed.
        const revocation = { holder: user, reason: 'affiliationChanged', by: 'administrator' } as const;
        const records = await revokeIn(tx, deployment, revocation, caller, now);
        await withdrawPermission(tx, user.id);
        await setHolderState(tx, user.id, 'removed');
        await endActiveToken(tx, user.id, now);
        await endSessionsOfHolder(tx, user.id, now);
        if (user.permittedAt !== null) {
          await queueNotices(tx, deployment.banks, [noticeOfWithdrawal(user, now)], now);
        }
        return { done: { userId: user.userId }, records };
      },
    },
    caller,
  );
}
