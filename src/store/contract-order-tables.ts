// The tables of the contracts' desk, as tables.ts has the others: orders that two persons carry out, lists that came with
// them, and who is still to get a letter with first PINs.

import type { Day } from '../domain/calendar.ts';
import type { ContractOrderKind, ContractOrderState } from '../domain/contract-order.ts';

export interface ContractOrderTable {
  /** What people call it by. */
  id: string;
  /** From the page that was confirmed: sent twice, it is entered once. */
  entry_key: string;
  bank_code: string;
  kind: ContractOrderKind;
  /** Empty: those of a list. */
  contract_id: string;
  state: ContractOrderState;
  /** JSON, canonical (OrderContent). */
  content: string;
  entered_by: string;
  entered_person: string;
  entered_at: number;
  decided_by: string | null;
  decided_person: string | null;
  decided_at: number | null;
  /** SHA-256 of what was shown to the approver. */
  approved_hash: string | null;
  /** HMAC over all of the above, under a key that is not in the database. */
  seal: string;
}

/** What became of an order, step by step. */
export interface ContractOrderStepTable {
  contract_order: string;
  bank_code: string;
  sequence: number;
  act: 'entered' | 'returned' | 'withdrawn' | 'done' | 'printed';
  officer: string;
  person: string;
  at: number;
  /** Of `done`: what was shown, as it was hashed. */
  content: string | null;
  hash: string | null;
  remark: string;
}

/** A file with contracts, sent by an operator; kept until its order is settled. */
export interface ContractListTable {
  id: string;
  bank_code: string;
  officer: string;
  file_name: string;
  /** Of the file, hex; empty until all of it is there. */
  sha256: string;
  size: number;
  encoding: 'utf-8' | 'shift_jis' | 'unknown';
  /** JSON: how it was judged (ListOutcome); empty until it is. */
  outcome: string;
  /** The order that it came to; null: none yet. */
  contract_order: string | null;
  created_at: number;
  /** Of an approved list whose contracts are being opened: the last line that is done. Null: nothing is left to do. */
  opened_line: number | null;
}

/** A piece of such a file, AES-256-GCM under a key that is not in the database, bound to its place. */
export interface ContractListPartTable {
  list: string;
  bank_code: string;
  number: number;
  sealed: Uint8Array;
}

/**
 * A contract that was opened at the desk. Its first PINs are made when the letter with them is printed, by somebody else
 * than who entered the order: until then there are none that anybody could know. A later order may ask for another letter.
 */
export interface FirstLetterTable {
  contract: string;
  bank_code: string;
  contract_order: string;
  /** The last day on which it can be printed. */
  print_until: Day;
  printed_at: number | null;
  printed_by: string | null;
}

export interface ContractOrderTables {
  contract_order: ContractOrderTable;
  contract_order_step: ContractOrderStepTable;
  contract_list: ContractListTable;
  contract_list_part: ContractListPartTable;
  first_letter: FirstLetterTable;
}
