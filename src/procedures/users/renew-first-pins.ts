// A user has lost the sheet or forgotten the PINs: the administrator makes new first ones. The old ones end with it.

import { confirmationFields } from '../../domain/confirmation.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { clearGuesses } from '../../store/write/guess-count.ts';
import { replaceSecrets } from '../../store/write/user.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { actOnUser } from '../log-on/open-session.ts';
import { type FirstPins, layPinsReady, makeFirstPins } from './first-pins.ts';
import type { ActOnUserInput, UserDone } from './user-act.ts';

export async function renewFirstPins(
  deployment: Deployment,
  input: ActOnUserInput,
  caller: Caller,
): Promise<(UserDone & { readonly firstPins: FirstPins }) | Refusal> {
  const profile = deployment.banks.get(input.bankCode);
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
        await replaceSecrets(tx, user.id, made.secretsOf(user.id, now));
        await clearGuesses(tx, user);
        await layPinsReady(tx, deployment, open, user.id, made.pins, now);
        return { done: { userId: user.userId, firstPins: made.pins } };
      },
    },
    caller,
  );
}
