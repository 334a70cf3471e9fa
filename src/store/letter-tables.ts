// The table of letters to customers, as tables.ts has the others.

import type { Day } from '../domain/calendar.ts';
import type { LetterKind, LetterState } from '../domain/letter.ts';

/** A letter to be printed by an officer and sent in a window envelope. */
export interface LetterTable {
  /** What people call it by. */
  id: string;
  bank_code: string;
  contract: string;
  kind: LetterKind;
  /** The request form whose carrying out made it; null: another letter. */
  form: string | null;
  /** The mail that found no recipient; null: another letter. */
  notice: string | null;
  /** The officer who ordered it at the desk, and the person behind; null: a form's, or for a mail. Never prints it. */
  ordered_by: string | null;
  ordered_person: string | null;
  /** The customer card whose cells it holds. */
  card: string | null;
  state: LetterState;
  /** New secrets: AES-256-GCM under a key that is not in the database; empty once printed or expired, and of notices. */
  sealed: Uint8Array;
  created_at: number;
  /** The last day on which it can be printed for the first time. */
  print_until: Day;
  /** When and by which officer it was printed first. */
  printed_at: number | null;
  printed_by: string | null;
}

export interface LetterTables {
  letter: LetterTable;
}
