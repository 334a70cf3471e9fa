// The tables, as Kysely sees them. Both databases hold the same: instants are epoch milliseconds, days are
// `YYYY-MM-DD` in Asia/Tokyo, hashes are lower-case hex, encodings are bytes.

import type { Generated, Insertable, Selectable } from 'kysely';
import type { Way } from '../domain/decide-issue.ts';
import type { KeyPlace, PinField, Role, SecretField } from '../profile/bank-profile.ts';
import type { ContractOrderTables } from './contract-order-tables.ts';
import type { LetterTables } from './letter-tables.ts';
import type { NoticeTable, NoticeTables } from './notice-tables.ts';
import type { OfficeTables } from './office-tables.ts';
import type { OfficerTables } from './officer-tables.ts';
import type { ProfileTables } from './profile-tables.ts';
import type { ReportTables } from './report-tables.ts';
import type { RevocationTables } from './revocation-tables.ts';
import type { TokenTables } from './token-tables.ts';

/** Facts about the deployment itself: its id, when it began. */
export interface DeploymentTable {
  name: string;
  value: string;
}

export interface CertificationAuthorityTable {
  /** `root-1`, `issuing-1`: also the name in addresses and of the key file. */
  id: string;
  role: 'root' | 'issuing';
  /** RFC 4514 text. */
  subject: string;
  subject_der: Uint8Array;
  certificate: Uint8Array;
  spki_sha256: string;
  not_before: number;
  not_after: number;
  created_at: number;
  /** The root that signed an issuing CA; null: a root. */
  root: string | null;
  /** From when an issuing CA issues, until a later one does; null: a root. */
  issues_from: number | null;
  /** In how many parts its revocation list comes, fixed for its life; 0: certificates name the full list. */
  crl_shards: Generated<number>;
  /** When its root revoked an issuing CA, as the root’s list says; null: it did not. */
  revoked_at: Generated<number | null>;
  /** RFC 5280 5.3.1, as the root’s list says. */
  revocation_reason: Generated<string | null>;
  /** When that list was taken in here. */
  revocation_known_at: Generated<number | null>;
  /** When the last of its holders’ certificates had been revoked for that. */
  certificates_ended_at: Generated<number | null>;
}

export interface ContractTable {
  id: string;
  bank_code: string;
  contract_id: string;
  company_name: string;
  /** How the name is read, as the bank's list gives it; empty: not given. */
  company_kana: Generated<string>;
  /** Where letters go, as it stands on an envelope: `100-0001`, and lines parted by \n; empty: not known here. */
  postal_code: Generated<string>;
  postal_address: Generated<string>;
  mail: string;
  language: 'ja' | 'en';
  state: 'open' | 'suspended' | 'closed';
  /** The day at the bank from which the administrator's acquisition window counts. */
  acquisition_from: string;
  /** Emergency stop by the administrator: nobody of the contract logs on. */
  stopped_at: Generated<number | null>;
  created_at: number;
  updated_at: number;
}

/** Where a company's name or its reading can be found by its beginning (domain/search-words.ts). */
export interface ContractWordTable {
  bank_code: string;
  word: string;
  contract: string;
}

export interface HolderTable {
  id: string;
  contract: string;
  /** The contract's bank, for lists of holders; null: of one that is listed nowhere. */
  bank: Generated<string | null>;
  role: Role;
  /** Empty for the administrator. */
  user_id: string;
  /** A user's name and mail; empty for the administrator, who is reached by the contract's. */
  name: Generated<string>;
  mail: Generated<string>;
  state: Generated<'active' | 'suspended' | 'removed'>;
  /** When the present permission to have a certificate was given; null: none. */
  permitted_at: number | null;
  /** The day from which the holder's window counts; null: the contract's. */
  acquisition_from: Generated<string | null>;
  /** Serial number of the certificate that works on while the holder moves to a new PC, and since when. */
  moving_from: Generated<string | null>;
  moving_at: Generated<number | null>;
  /** The subject as names are compared; unique, so that no two holders share one (RFC 5280 4.1.2.6). */
  subject: string;
  created_at: number;
}

export interface SecretTable {
  holder: string;
  kind: PinField;
  /** argon2id, peppered. */
  hash: string;
  provisional: number;
  changed_at: number;
}

/**
 * Wrong entries in a row, by what was claimed and not by who exists: an unknown id leaves the same trace in the
 * same time as a known one. `channel` parts those who showed a certificate from those who did not, so that a
 * stranger cannot lock out who holds one.
 */
export interface GuessCountTable {
  bank_code: string;
  contract_id: string;
  user_id: string;
  secret: SecretField;
  channel: 'open' | 'certificate';
  failures: number;
  last_at: number;
}

/** Wrong entries without a certificate in one hour, over all contracts of a bank; an empty code: of all banks. */
export interface StrangerCountTable {
  bank_code: string;
  window_start: number;
  failures: number;
}

export interface CustomerCardTable {
  id: string;
  contract: string;
  card_number: string;
  kind: 'table' | 'fixed';
  state: 'active' | 'ended';
  /** JSON: coordinate (`ア1`) → keyed hash of the cell; `fixed`: { "": hash }. */
  cells: string;
  created_at: number;
  ended_at: number | null;
  /** When it was ordered at the bank, to be printed and sent; null: the customer had it when the bank's list came. */
  ordered_at: Generated<number | null>;
  /** When it was given to the post, and by which officer. */
  sent_at: Generated<number | null>;
  sent_by: Generated<string | null>;
  /** When the customer was first known to have it; by which officer, null: from a right answer. */
  received_at: Generated<number | null>;
  received_by: Generated<string | null>;
}

/** The cells that a card is being asked for: the same ones until they are answered. */
export interface CardChallengeTable {
  card: string;
  /** JSON array of coordinates in the order asked. */
  cells: string;
  asked_at: number;
}

/**
 * What shows one-time passwords: a device that the bank handed out, or an app that the holder set up. `waiting` is an
 * app that has not shown yet that it has the secret.
 */
export interface TokenTable {
  id: string;
  holder: string;
  bank_code: string;
  /** As printed on the device; made up for an app. */
  serial_number: string;
  kind: 'totp' | 'hotp';
  algorithm: 'SHA1' | 'SHA256' | 'SHA512';
  digits: number;
  step_seconds: number;
  /** AES-256-GCM under a key of the deployment; empty once the token has ended. */
  sealed_secret: Uint8Array;
  /** The time step (totp) or counter (hotp) accepted last; -1: none. Only later ones are accepted. */
  last_used: number;
  /** By how many steps the token's clock was ahead of ours when it was used last. */
  drift: number;
  state: 'waiting' | 'active' | 'ended';
  created_at: number;
  /** When the secret of an app was shown; it is shown once. */
  shown_at: number | null;
  activated_at: number | null;
  ended_at: number | null;
}

/** One person's way through 開通確認, from first PINs that were right to own ones; held by a cookie. */
export interface ActivationTable {
  token_hash: string;
  bank_code: string;
  holder: string;
  role: Role;
  created_at: number;
  expires_at: number;
  /** When the holder's own PINs took the place of the first ones. */
  done_at: number | null;
}

/** One person's way through acquisition, held by a cookie whose hash is here. */
export interface EnrolmentTable {
  id: string;
  token_hash: string;
  bank_code: string;
  holder: string;
  role: Role;
  /** How many of the profile's pages are answered rightly. */
  pages_done: number;
  proven_at: number | null;
  key_place: KeyPlace | null;
  /** The entrance taken. */
  way: Generated<Way>;
  /** A renewal's session, by the hash of its token; null on every other way. */
  session: Generated<string | null>;
  created_at: number;
  expires_at: number;
}

export interface CertificateTable {
  /** Lower-case hex without sign octet. */
  serial_number: string;
  issuer: string;
  holder: string;
  bank_code: string;
  /** RFC 4514 text. */
  subject: string;
  /** Unique: a key is certified once, and the same key again gets the same certificate. */
  spki_sha256: string;
  /** One-time right under which the request came; unique, so a ticket yields one certificate. */
  ticket: string;
  not_before: number;
  not_after: number;
  /** The unsigned certificate (TBSCertificate), committed before it is signed; then null, for it stands within that. */
  tbs: Uint8Array | null;
  planned_at: number;
  /** Null until signed. */
  certificate: Uint8Array | null;
  /** SHA-256 of the certificate: how a logon finds it. */
  fingerprint: string | null;
  signed_at: number | null;
  first_logon_at: number | null;
  revoked_at: number | null;
  revocation_reason: RevocationReason | null;
  way: Way;
  /** Where the request came from. */
  address: string;
  approval: 'none' | 'waiting' | 'given';
  /** The fewest days before its end that mails have announced; 0: its end has been; null: nothing yet. */
  announced_days: number | null;
}

/** RFC 5280 5.3.1, spelled as there; only those that Warifu uses. */
export type RevocationReason =
  | 'unspecified'
  | 'keyCompromise'
  | 'affiliationChanged'
  | 'superseded'
  | 'cessationOfOperation';

export interface SessionTable {
  token_hash: string;
  bank_code: string;
  holder: string;
  /** Serial number of the certificate that the session is bound to; null: logged on by id and password. */
  certificate: string | null;
  /** How many of the profile's logon pages are answered; all of them: the session is open. */
  pages_done: number;
  open: number;
  address: string;
  created_at: number;
  seen_at: number;
  ended_at: number | null;
  /** When an officer last typed a one-time password in it for an approval; null: never, and every customer's. */
  stepped_up_at: number | null;
}

/** First PINs between the act that made them and the page that shows them once. */
export interface PinSheetTable {
  /** Hash of the session's token: who made them is who sees them. */
  session: string;
  /** Whose PINs they are. */
  holder: string;
  /** AES-256-GCM under a key that is not in the database. */
  sealed: Uint8Array;
  created_at: number;
}

/** Completed logons, for "last logon" and for the help desk. */
export interface LogonTable {
  id: string;
  holder: string;
  /** Null: by id and password. */
  certificate: string | null;
  address: string;
  at: number;
}

export interface AuditTable {
  sequence: number;
  at: number;
  /** What an error page shows and the help desk looks up. */
  reference: string;
  bank_code: string | null;
  contract_id: string | null;
  user_id: string | null;
  /** What was done or tried: `enrolment.identified`, `certificate.planned` … */
  act: string;
  outcome: 'done' | 'refused';
  reason: string | null;
  certificate: string | null;
  address: string | null;
  /** JSON, no secrets. */
  details: string;
  /** The record's leaf in the Merkle tree, hex (audit-tree/). */
  hash: string;
  /** Root of the largest complete tree that ends with this record; null where that is the leaf itself. */
  subtree: string | null;
}

/** One row: the end of the audit record. Locked by who appends. */
export interface AuditHeadTable {
  id: number;
  sequence: number;
  /** Roots of the complete trees that the records fall into, the largest first, 32 octets each. */
  peaks: Uint8Array;
}

/** A key that tree heads are signed with. */
export interface AuditKeyTable {
  /** SHA-256 of `spki`, hex. */
  key: string;
  /** SubjectPublicKeyInfo, DER. */
  spki: Uint8Array;
  created_at: number;
}

/** So many audit records had this root at this time, signed. */
export interface AuditTreeHeadTable {
  size: number;
  /** Hex. */
  root: string;
  at: number;
  key: string;
  signature: Uint8Array;
}

export interface Tables
  extends NoticeTables,
    LetterTables,
    ContractOrderTables,
    OfficeTables,
    OfficerTables,
    ProfileTables,
    ReportTables,
    RevocationTables,
    TokenTables {
  deployment: DeploymentTable;
  certification_authority: CertificationAuthorityTable;
  contract: ContractTable;
  contract_word: ContractWordTable;
  holder: HolderTable;
  secret: SecretTable;
  guess_count: GuessCountTable;
  stranger_count: StrangerCountTable;
  customer_card: CustomerCardTable;
  card_challenge: CardChallengeTable;
  token: TokenTable;
  activation: ActivationTable;
  enrolment: EnrolmentTable;
  certificate: CertificateTable;
  session: SessionTable;
  pin_sheet: PinSheetTable;
  logon: LogonTable;
  audit: AuditTable;
  audit_head: AuditHeadTable;
  audit_key: AuditKeyTable;
  audit_tree_head: AuditTreeHeadTable;
}

export type AuthorityRow = Selectable<CertificationAuthorityTable>;
export type SecretRow = Selectable<SecretTable>;
export type CustomerCardRow = Selectable<CustomerCardTable>;
export type TokenRow = Selectable<TokenTable>;
export type ActivationRow = Selectable<ActivationTable>;
export type EnrolmentRow = Selectable<EnrolmentTable>;
export type CertificateRow = Selectable<CertificateTable>;
export type SessionRow = Selectable<SessionTable>;
export type AuditRow = Selectable<AuditTable>;
export type AuditTreeHeadRow = Selectable<AuditTreeHeadTable>;
export type { NoticeKind } from './notice-tables.ts';
export type NoticeRow = Selectable<NoticeTable>;
export type NewCertificateRow = Insertable<CertificateTable>;
