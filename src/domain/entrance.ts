// The entrances through which a certificate is asked for, and the questions at each.

import type { BankProfile, Pages, Role } from '../profile/bank-profile.ts';
import type { Way } from './decide-issue.ts';

export interface Entrance {
  readonly role: Role;
  readonly way: Way;
}

/** One that asks who comes; a renewal comes from a session. */
export interface AskingEntrance extends Entrance {
  readonly way: Exclude<Way, 'renewal'>;
}

/** The entrance's own pages, where a bank has such; else the acquisition's. */
export function pagesOfEntrance(profile: BankProfile, { role, way }: Entrance): Pages['pages'] {
  const own = way === 'reAcquisition' ? profile.reAcquisition[role] : undefined;
  return (own ?? profile.enrolment[role]).pages;
}
