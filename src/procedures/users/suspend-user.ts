// A user is stopped for a while: the certificate stays and logs nobody on, at once. Open sessions end for good.

import { confirmationFields } from '../../domain/confirmation.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { endSessionsOfHolder } from '../../store/write/session.ts';
import { setHolderState } from '../../store/write/user.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { actOnUser } from '../log-on/open-session.ts';
import type { ActOnUserInput, UserDone } from './user-act.ts';

/** Suspending who is suspended changes nothing. */
export function suspendUser(deployment: Deployment, input: ActOnUserInput, caller: Caller) {
  return setState(deployment, input, 'suspended', caller);
}

export function resumeUser(deployment: Deployment, input: ActOnUserInput, caller: Caller) {
  return setState(deployment, input, 'active', caller);
}

function setState(
  deployment: Deployment,
  input: ActOnUserInput,
  state: 'active' | 'suspended',
  caller: Caller,
): Promise<UserDone | Refusal> {
  return actOnUser<UserDone>(
    deployment,
    input,
    {
      act: state === 'active' ? 'user.resumed' : 'user.suspended',
      asks: ({ profile }) => confirmationFields(profile, 'administrator'),
      async do(tx, _open, now, user) {
        if (user.holderState === 'removed') return refuse('user-removed');
        await setHolderState(tx, user.id, state);
        if (state === 'suspended') await endSessionsOfHolder(tx, user.id, now);
        return { done: { userId: user.userId } };
      },
    },
    caller,
  );
}
