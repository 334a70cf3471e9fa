// A user's lock is the user's alone, and the administrator lifts it.

import { confirmationFields } from '../../domain/confirmation.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { clearGuesses } from '../../store/write/guess-count.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { actOnUser } from '../log-on/open-session.ts';
import type { ActOnUserInput, UserDone } from './user-act.ts';

/** Forgets every wrong entry of the user, whether made at acquisition or at logon. */
export function unlockUser(
  deployment: Deployment,
  input: ActOnUserInput,
  caller: Caller,
): Promise<UserDone | Refusal> {
  return actOnUser<UserDone>(
    deployment,
    input,
    {
      act: 'user.unlocked',
      asks: ({ profile }) => confirmationFields(profile, 'administrator'),
      async do(tx, _open, _now, user) {
        if (user.holderState === 'removed') return refuse('user-removed');
        await clearGuesses(tx, user);
        return { done: { userId: user.userId } };
      },
    },
    caller,
  );
}
