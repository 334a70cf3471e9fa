// What every act of an administrator on a user is given and answers.

import type { SessionInput } from '../log-on/session.ts';
import type { Entries } from '../secrets/check-secrets.ts';

export interface ActOnUserInput extends SessionInput {
  readonly userId: string;
  /** What the administrator typed to confirm. */
  readonly fields: Entries;
}

export interface UserDone {
  readonly userId: string;
}
