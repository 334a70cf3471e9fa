// A mail before it is written: its kind, whom it is about, and what fills the gaps of its wording. Never a secret.

import type { AlarmedCheck } from '../domain/health.ts';
import type { FormKind, Role, SecretField } from '../profile/bank-profile.ts';
import type { FoundHolder } from '../store/read/contract.ts';
import type { NoticeKind, RevocationReason } from '../store/tables.ts';

/** Whom a mail is about, as procedures find holders. */
export type Addressee = Pick<
  FoundHolder,
  | 'bankCode'
  | 'contractId'
  | 'userId'
  | 'role'
  | 'companyName'
  | 'contractMail'
  | 'language'
  | 'name'
  | 'mail'
>;

/** Whether a user can be reached apart from the administrator, whose address the contract's is. */
export function hasOwnAddress({ mail, contractMail }: Addressee): boolean {
  return mail.trim() !== '' && mail.trim().toLowerCase() !== contractMail.toLowerCase();
}

/** A user in the list that an administrator gets. */
export interface EndingUser {
  readonly userId: string;
  readonly userName: string;
  readonly notAfter: number;
  readonly ended: boolean;
}

/** What a mail tells; what is not there is not told. Instants are epoch milliseconds. */
export interface NoticeFacts {
  readonly serialNumber?: string;
  readonly notAfter?: number;
  /** When it happened. */
  readonly at?: number;
  /** From where. */
  readonly address?: string;
  /** Names of the secrets that were locked. */
  readonly secrets?: readonly SecretField[];
  /** They were typed by who had shown a certificate, and not by a stranger. */
  readonly withCertificate?: boolean;
  /** `issuerRevoked`: all that its CA issued has ended. */
  readonly revocation?: RevocationReason | 'issuerRevoked';
  readonly renewal?: boolean;
  /** The administrator has to approve the certificate yet. */
  readonly waiting?: boolean;
  /** Last day of a user's acquisition, `YYYY-MM-DD`. */
  readonly acquireUntil?: string;
  readonly users?: readonly EndingUser[];
  /** What runs out at the CA itself. */
  readonly alarm?: { readonly check: AlarmedCheck; readonly detail: string; readonly failed: boolean };
  /** By strangers, within an hour, over all contracts. */
  readonly wrongEntries?: number;
  /** The request form that was carried out, and whether a letter follows. */
  readonly form?: { readonly kind: FormKind; readonly letter: boolean };
  /** The token that the bank gave, by the end of its number; `replaced`: another one has ended for it. */
  readonly token?: { readonly tail: string; readonly replaced: boolean };
  /** What waits at the bank. */
  readonly due?: { readonly forms: number; readonly letters: number; readonly printUntil: string | null };
}

/** What is kept with a queued mail. */
export interface NoticeParams extends NoticeFacts {
  readonly companyName: string;
  /** The end of the contract id: enough for the customer, too little for whoever reads along. */
  readonly contractTail: string;
  readonly role: Role;
  readonly userId: string;
  readonly userName: string;
  /** Whether it goes to who it is about. */
  readonly own: boolean;
}

export interface Notice {
  readonly kind: NoticeKind;
  readonly about: Addressee;
  readonly facts: NoticeFacts;
  /** What happened once, in words that no other happening has: a serial number, a day. */
  readonly occasion: string;
  /** `both`: the administrator, and a user under an address of its own. */
  readonly to: 'both' | 'holder' | 'administrator';
}
