// The table of what is to be done about officers, as tables.ts has the others.

import type { OfficerOrderKind, OfficerOrderState } from '../domain/officer-order.ts';

/** What one person entered about an officer and another confirms. Its content never changes. */
export interface OfficerOrderTable {
  id: string;
  /** From the page that was sent: sent twice, it is entered once. */
  entry_key: string;
  /** The bank served; the office's own code for officers of the certification authority. */
  bank_code: string;
  kind: OfficerOrderKind;
  /** Whom it is about; null as long as the officer is to be made known. */
  holder: string | null;
  state: OfficerOrderState;
  /** JSON, canonical. */
  content: string;
  entered_by: string;
  entered_person: string;
  entered_at: number;
  decided_by: string | null;
  decided_person: string | null;
  decided_at: number | null;
  /**
   * The two halves of the sheet for the officer, AES-256-GCM under a key that is not in the database: the first password
   * for who confirmed, the app's secret for who entered. Empty once shown, and where there is none.
   */
  password: Uint8Array;
  app: Uint8Array;
  /** HMAC under a key that is not in the database. */
  seal: string;
}

export interface OfficerTables {
  officer_order: OfficerOrderTable;
}
