// 利用者情報登録: the administrator registers a user, with or without the right to a certificate (manual 001).

import { confirmationFields } from '../../domain/confirmation.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { actInSession } from '../log-on/open-session.ts';
import type { SessionInput } from '../log-on/session.ts';
import { profileOfWay } from '../profiles/way-profile.ts';
import type { Entries } from '../secrets/check-secrets.ts';
import { type FirstPins, layPinsReady, makeFirstPins } from './first-pins.ts';
import { insertUser, type NewUser } from './insert-user.ts';
import { readUserDetails, readUserId } from './user-details.ts';

export interface RegistrationInput extends SessionInput, NewUser {
  readonly fields: Entries;
}

export interface RegisteredUser {
  readonly userId: string;
  /** Kept nowhere in clear; {@link showFirstPins} gives them once more, to the page that shows them. */
  readonly firstPins: FirstPins;
  /** The last day of the acquisition, where it is permitted. */
  readonly acquireUntil?: string;
}

/** Confirmed by what lets a user have a certificate; the session's holder is locked meanwhile. */
export async function registerUser(
  deployment: Deployment,
  input: RegistrationInput,
  caller: Caller,
): Promise<RegisteredUser | Refusal> {
  const profile = profileOfWay(deployment, input);
  if (profile === undefined) return refuse('bank-unknown');
  const userId = readUserId(profile, input.userId);
  if (isRefusal(userId)) return userId;
  const details = readUserDetails(input);
  if (isRefusal(details)) return details;
  const made = await makeFirstPins(deployment, profile);
  return actInSession<RegisteredUser>(
    deployment,
    input,
    {
      act: 'user.registered',
      role: 'administrator',
      asks: () => confirmationFields(profile, 'administrator'),
      about: { details: { userId, permitted: input.permit ? 1 : 0 } },
      async do(tx, open, now) {
        const user = { userId, ...details, permit: input.permit };
        const inserted = await insertUser(tx, deployment, profile, open.holder, user, made, now);
        if (isRefusal(inserted)) return inserted;
        const { id, ...acquireUntil } = inserted;
        await layPinsReady(tx, deployment, open, id, made.pins, now);
        return { done: { userId, firstPins: made.pins, ...acquireUntil } };
      },
    },
    caller,
  );
}
