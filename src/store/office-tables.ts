// The tables of the office, as tables.ts has the others: officers, request forms (依頼書).

import type { OfficerRole } from '../domain/officer.ts';
import type { OfficerState } from '../domain/officer-order.ts';
import type { FormState } from '../domain/request-form.ts';
import type { FormKind } from '../profile/bank-profile.ts';

/**
 * An officer: a user of the office's own profile, whose contract is the bank served (the office itself for officers of
 * the certification authority).
 */
export interface OfficerTable {
  holder: string;
  role: OfficerRole;
  /** Who it is, whatever the account: two pairs of eyes are of two persons. */
  person: string;
  state: OfficerState;
  /** The officer who made this one known; null: the command on the server. */
  created_by: string | null;
  created_at: number;
  /** HMAC over all this, under a key that is not in the database: nobody gets a role by writing there. */
  seal: string;
}

export interface RequestFormTable {
  /** What people call it by, on paper and on the telephone. */
  id: string;
  /** From the page that was confirmed: sent twice, it is entered once. */
  entry_key: string;
  bank_code: string;
  contract: string;
  /** Whom it is for: the administrator, or a user of the contract. */
  holder: string;
  kind: FormKind;
  state: FormState;
  /** Counts the entry and every amendment. */
  version: number;
  /** JSON, canonical: what the form says and what was checked. */
  content: string;
  /** Until when it is to be carried out, `YYYY-MM-DD`. */
  due_on: string;
  /** Whoever entered the present version: account and person. */
  entered_by: string;
  entered_person: string;
  entered_at: number;
  decided_by: string | null;
  decided_person: string | null;
  decided_at: number | null;
  /** SHA-256 of what was shown to the approver. */
  approved_hash: string | null;
  /** HMAC over all that matters here, under a key that is not in the database. */
  seal: string;
}

/** What became of a form, step by step. */
export interface RequestFormStepTable {
  form: string;
  sequence: number;
  act: 'entered' | 'amended' | 'withdrawn' | 'returned' | 'done' | 'printed';
  officer: string;
  person: string;
  at: number;
  version: number;
  /** What the form said then, where the step says anything new. */
  content: string | null;
  hash: string | null;
  remark: string;
}

export interface OfficeTables {
  officer: OfficerTable;
  request_form: RequestFormTable;
  request_form_step: RequestFormStepTable;
}
