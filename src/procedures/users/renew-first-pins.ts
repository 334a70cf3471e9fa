// A user has lost the sheet or forgotten the PINs: the administrator makes new first ones. The old ones end with it, and
// so does whatever began with them: whoever found the sheet may be logged on with it.

import { confirmationFields } from '../../domain/confirmation.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { actOnUser } from '../log-on/open-session.ts';
import { profileOfWay } from '../profiles/way-profile.ts';
import { type FirstPins, giveFirstPins, makeFirstPins } from './first-pins.ts';
import type { ActOnUserInput, UserDone } from './user-act.ts';

export async function renewFirstPins(
  deployment: Deployment,
  input: ActOnUserInput,
  caller: Caller,
): Promise<(UserDone & { readonly firstPins: FirstPins }) | Refusal> {
  const profile = profileOfWay(deployment, input);
  if (profile === undefined) return refuse('bank-unknown');
  const made = await makeFirstPins(deployment, profile);
  return actOnUser(
    deployment,
    input,
    {
      act: 'user.first-pins-made',
      asks: () => confirmationFields(profile, 'administrator'),
      async do(tx, open, now, user) {
        if (user.holderState === 'removed') return refuse('user-removed');
        await giveFirstPins(tx, deployment, open, user, made, now);
        return { done: { userId: user.userId, firstPins: made.pins } };
      },
    },
    caller,
  );
}
