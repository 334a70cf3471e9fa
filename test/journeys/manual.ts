// A manual's words: what one presses, what is asked and on which page, what the pages are called. The journeys go by
// these words alone, never by a bank's profile.

import type { Field, Role } from '../../src/profile/bank-profile.ts';

export interface Manual {
  readonly number: string;
  readonly bankCode: string;
  readonly bankName: string;
  readonly terms: Readonly<Partial<Record<Field, string>>>;
  /** Names of acts: of the buttons that begin them, and of their pages. */
  readonly acquisition: string;
  readonly logon: string;
  readonly logoff: string;
  /** PINs are typed on the screen's keys. */
  readonly softwareKeyboard?: boolean;
  /** What the administrator presses on the status page to come to one of the users, and there. */
  readonly users: UserLabels;
  readonly administrator: Part;
  readonly user: Part;
}

/** One role's part. */
export interface Part {
  /** What the bank calls who holds the role. */
  readonly holder: string;
  /** What one presses from the top page on. */
  readonly toAcquisition: readonly string[];
  readonly toLogon: readonly string[];
  /** What is asked, page by page. */
  readonly acquisition: readonly (readonly Field[])[];
  readonly logonPages: readonly (readonly Field[])[];
  /** On the page that tells what to have at hand. */
  readonly window: string;
  /** Where a logon arrives. */
  readonly status: string;
  commonName(ids: { readonly contractId: string; readonly userId: string }): string;
}

export interface UserLabels {
  readonly toList: readonly string[];
  /** Beside each user. */
  readonly choose: string;
  readonly change: string;
  /** What the page says when it is done. */
  readonly changed: string;
}

export const partOf = (manual: Manual, role: Role): Part => manual[role];

/** Secrets and ids as four of the five manuals call them. */
export const USUAL_TERMS = {
  userId: '利用者ID',
  contractPin: 'ご契約先暗証番号',
  contractConfirmationPin: 'ご契約先確認暗証番号',
  userPin: '利用者暗証番号',
  userConfirmationPin: '利用者確認暗証番号',
} as const;

/** How an administrator comes to a user, in all of the five. */
export const USUAL_WAY_TO_USERS: UserLabels = {
  toList: ['ご契約先管理情報変更', '利用者情報登録/変更'],
  choose: '選択',
  change: '変更',
  changed: '利用者情報の変更が完了しました',
};
