// The table of mails, as tables.ts has the others.

import type { MailKind } from '../profile/bank-profile.ts';

/** A mail, queued in the transaction of the act that it tells of; what it says is composed when it goes out. */
export interface NoticeTable {
  id: string;
  kind: NoticeKind;
  bank_code: string;
  contract_id: string;
  /** Whom it is about: empty for the administrator. */
  user_id: string;
  recipient: string;
  language: 'ja' | 'en';
  /** JSON: what fills the gaps of the wording. No secrets. */
  params: string;
  /** Unique: what happened once is told once, also by a job that runs twice. */
  dedupe_key: string;
  created_at: number;
  attempts: number;
  /** When it is due; null: sent, or given up. */
  next_try_at: number | null;
  sent_at: number | null;
  last_error: string | null;
}

/**
 * `usersRunningOut`: to the administrator, the list of users whose certificates end. The others are told whatever the
 * bank's profile lets go out: the holder set up an app as token or was given a token by the bank, chose own PINs, began to move to a new PC, a user's
 * mail address was changed, a request form was carried out, the contract's mail address was changed (told to the old
 * one); `spraying` and `deskDue` (forms and letters that wait) are told to the bank itself.
 */
export type NoticeKind =
  | MailKind
  | 'usersRunningOut'
  | 'tokenRegistered'
  | 'tokenGiven'
  | 'pinsChosen'
  | 'movingBegun'
  | 'userMailChanged'
  | 'spraying'
  | 'alarm'
  | 'formDone'
  | 'contractMailChanged'
  | 'contractMailNew'
  | 'deskDue';

export interface NoticeTables {
  notice: NoticeTable;
}
