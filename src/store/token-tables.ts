// The tables of tokens at the office, as tables.ts has the others: seeds of tokens that nobody has yet, a file of them
// between its reading and its confirmation, and orders to give one to somebody, which two persons carry out.

/** A token in stock: what its maker's file said. It stays after it was given, so that no seed comes in twice. */
export interface TokenStockTable {
  id: string;
  bank_code: string;
  serial_number: string;
  /** Empty: not said. */
  maker: string;
  model: string;
  kind: 'totp' | 'hotp';
  algorithm: 'SHA1' | 'SHA256' | 'SHA512';
  digits: number;
  step_seconds: number;
  /** As in `token`: the counter before the next one. */
  last_used: number;
  /** AES-256-GCM under a key of the deployment; empty once it was given or discarded. */
  sealed_secret: Uint8Array;
  /** HMAC over the secret under a key that is not in the database: whether a seed is known, without opening any. */
  secret_mark: string;
  state: 'free' | 'given' | 'discarded';
  registered_at: number;
  /** Null: from the command line. */
  registered_by: string | null;
  settled_at: number | null;
}

/** What was read of a file and not confirmed yet. */
export interface TokenFileTable {
  id: string;
  bank_code: string;
  officer: string;
  file_name: string;
  /** How many are new, and how many were there already. */
  fresh: number;
  unchanged: number;
  /** The new ones: JSON, AES-256-GCM under a key of the deployment. */
  sealed: Uint8Array;
  created_at: number;
}

/** Give this token to this holder. One that was returned or withdrawn is entered anew. */
export interface TokenOrderTable {
  id: string;
  /** From the page that was confirmed: sent twice, it is entered once. */
  entry_key: string;
  bank_code: string;
  holder: string;
  stock: string;
  state: 'entered' | 'returned' | 'withdrawn' | 'done';
  remark: string;
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

export interface TokenTables {
  token_stock: TokenStockTable;
  token_file: TokenFileTable;
  token_order: TokenOrderTable;
}
