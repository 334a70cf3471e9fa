// 利用者情報変更: name and mail of a user. The id stays: certificates name it.

import { confirmationFields } from '../../domain/confirmation.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { noticeOfMailChange } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import { setUserDetails } from '../../store/write/user.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { actOnUser } from '../log-on/open-session.ts';
import type { ActOnUserInput, UserDone } from './user-act.ts';
import { readUserDetails, type UserDetails } from './user-details.ts';

export async function changeUser(
  deployment: Deployment,
  input: ActOnUserInput & UserDetails,
  caller: Caller,
): Promise<UserDone | Refusal> {
  const details = readUserDetails(input);
  if (isRefusal(details)) return details;
  return actOnUser<UserDone>(
    deployment,
    input,
    {
      act: 'user.changed',
      asks: ({ profile }) => confirmationFields(profile, 'administrator'),
      async do(tx, _open, now, user) {
        if (user.holderState === 'removed') return refuse('user-removed');
        await setUserDetails(tx, user.id, details);
        if (details.mail !== user.mail) {
          const notice = noticeOfMailChange(user, caller.address, now);
          await queueNotices(tx, deployment.banks, [notice], now);
        }
        return { done: { userId: user.userId } };
      },
    },
    caller,
  );
}
