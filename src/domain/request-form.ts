// The life of a request form (依頼書): entered, approved and so carried out, or returned, or withdrawn; and who may move
// it. Whoever had a hand in what it says never decides on it, under whatever account.

import type { ReasonCode } from '../profile/reason-codes.ts';
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
  readonly by: 'enter' | 'approve';
}

/** What two persons work on, one entering and the other approving: request forms, or contracts (contract-order.ts). */
export interface FormDesk {
  readonly enter: OfficeAct;
  readonly approve: OfficeAct;
  readonly settled: ReasonCode;
  readonly own: ReasonCode;
}

const FORM_DESK: FormDesk = {
  enter: 'forms.enter',
  approve: 'forms.approve',
  settled: 'form-settled',
  own: 'form-own',
};

const MOVES: Readonly<Record<FormAct, Move>> = {
  enter: { from: [undefined], to: 'entered', by: 'enter' },
  amend: { from: ['entered', 'returned'], to: 'entered', by: 'enter' },
  withdraw: { from: ['entered', 'returned'], to: 'withdrawn', by: 'enter' },
  approve: { from: ['entered'], to: 'done', by: 'approve' },
  return: { from: ['entered'], to: 'returned', by: 'approve' },
};

/** The state that the act leads to; or `officer-not-allowed`, and of a form `form-own`, `form-settled`. */
export function decideFormAct(
  act: FormAct,
  { state, writers }: FormStanding,
  officer: { readonly role: OfficerRole; readonly person: string },
  desk: FormDesk = FORM_DESK,
): FormState | Refusal {
  const { from, to, by } = MOVES[act];
  if (!mayDo(officer.role, desk[by])) return refuse('officer-not-allowed');
  if (!from.includes(state)) return refuse(desk.settled);
  if (by === 'approve' && writers.includes(officer.person)) return refuse(desk.own);
  return to;
}

/** The acts that this officer may do now, for the page's buttons. */
export const formActsFor = (
  standing: FormStanding,
  officer: { readonly role: OfficerRole; readonly person: string },
  desk?: FormDesk,
): FormAct[] => FORM_ACTS.filter((act) => typeof decideFormAct(act, standing, officer, desk) === 'string');
