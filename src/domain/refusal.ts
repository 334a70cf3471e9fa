// A refusal is a value, never an exception: an exception would roll back the very count that it must leave.

import type { ReasonCode } from '../profile/reason-codes.ts';

/** What a refusal may tell besides its reason; never a secret. Keys are those of the wording's placeholders. */
export type RefusalDetails = Readonly<Record<string, string | number>>;

export interface Refusal {
  readonly refused: true;
  /** What the person is told. */
  readonly reason: ReasonCode;
  /** What the bank is told, where a stranger may not be (mission rule 4). */
  readonly cause: ReasonCode;
  readonly details: RefusalDetails;
}

export function refuse(reason: ReasonCode, details: RefusalDetails = {}): Refusal {
  return { refused: true, reason, cause: reason, details };
}

/** The one answer that a stranger gets; the true cause goes to the audit record only. */
export function refuseStranger(cause: ReasonCode): Refusal {
  return { refused: true, reason: 'not-accepted', cause, details: {} };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && value.refused === true;
}
