// The life of a request form (依頼書): entered, approved and so carried out, or returned, or withdrawn; and who may move
// it. Whoever had a hand in what it says never decides on it, under whatever account.

import { mayDo, type OfficeAct, type OfficerRole } from './officer.ts';
import { type Refusal, refuse } from './refusal.ts';

export const FORM_STATES = ['entered', 'returned', 'withdrawn', 'done'] as const;
/** There is no state between approved and done: both are one transaction. */
export type FormState = (typeof FORM_STATES)[number];

export const FORM_ACTS = ['enter', 'amend', 'withdraw', 'approve', 'return'] as const;
export type FormAct = (typeof FORM_ACTS)[number];

export interface FormStanding {
  /** Undefined: there is none yet. */
  readonly state: FormState | undefined;
  /** Persons who entered or amended it, in any of its versions. */
  readonly writers: readonly string[];
}

interface Move {
  readonly from: readonly (FormState | undefined)[];
  readonly to: FormState;
  readonly needs: OfficeAct;
}

const MOVES: Readonly<Record<FormAct, Move>> = {
  enter: { from: [undefined], to: 'entered', needs: 'forms.enter' },
  amend: { from: ['entered', 'returned'], to: 'entered', needs: 'forms.enter' },
  withdraw: { from: ['entered', 'returned'], to: 'withdrawn', needs: 'forms.enter' },
  approve: { from: ['entered'], to: 'done', needs: 'forms.approve' },
  return: { from: ['entered'], to: 'returned', needs: 'forms.approve' },
};

/** The state that the act leads to; or `officer-not-allowed`, `form-own`, `form-settled`. */
export function decideFormAct(
  act: FormAct,
  { state, writers }: FormStanding,
  officer: { readonly role: OfficerRole; readonly person: string },
): FormState | Refusal {
  const { from, to, needs } = MOVES[act];
  if (!mayDo(officer.role, needs)) return refuse('officer-not-allowed');
  if (!from.includes(state)) return refuse('form-settled');
  if (needs === 'forms.approve' && writers.includes(officer.person)) return refuse('form-own');
  return to;
}

/** The acts that this officer may do now, for the page's buttons. */
export const formActsFor = (
  standing: FormStanding,
  officer: { readonly role: OfficerRole; readonly person: string },
): FormAct[] => FORM_ACTS.filter((act) => typeof decideFormAct(act, standing, officer) === 'string');
