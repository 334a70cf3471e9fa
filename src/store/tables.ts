// The tables, as Kysely sees them. Both databases hold the same: instants are epoch milliseconds, days are
// `YYYY-MM-DD` in Asia/Tokyo, hashes are lower-case hex, encodings are bytes.

import type { Insertable, Selectable } from 'kysely';
import type { KeyPlace, PinField, Role, SecretField } from '../profile/bank-profile.ts';

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
}

export interface ContractTable {
  id: string;
  bank_code: string;
  contract_id: string;
  company_name: string;
  mail: string;
  language: 'ja' | 'en';
  state: 'open' | 'suspended' | 'closed';
  /** The day at the bank from which the acquisition window counts. */
  acquisition_from: string;
  created_at: number;
  updated_at: number;
}

export interface HolderTable {
  id: string;
  contract: string;
  role: Role;
  /** Empty for the administrator. */
  user_id: string;
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
}

/** The cells that a card is being asked for: the same ones until they are answered. */
export interface CardChallengeTable {
  card: string;
  /** JSON array of coordinates in the order asked. */
  cells: string;
  asked_at: number;
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
  /** The unsigned certificate (TBSCertificate), committed before it is signed. */
  tbs: Uint8Array;
  planned_at: number;
  /** Null until signed. */
  certificate: Uint8Array | null;
  /** SHA-256 of the certificate: how a logon finds it. */
  fingerprint: string | null;
  signed_at: number | null;
  first_logon_at: number | null;
  revoked_at: number | null;
  revocation_reason: RevocationReason | null;
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
  /** Serial number of the certificate that the session is bound to. */
  certificate: string;
  /** How many of the profile's logon pages are answered; all of them: the session is open. */
  pages_done: number;
  open: number;
  address: string;
  created_at: number;
  seen_at: number;
  ended_at: number | null;
}

/** Completed logons, for "last logon" and for the help desk. */
export interface LogonTable {
  id: string;
  holder: string;
  certificate: string;
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
  previous_hash: string;
  hash: string;
}

/** One row: the end of the audit chain. Locked by who appends. */
export interface AuditHeadTable {
  id: number;
  sequence: number;
  hash: string;
}

export interface Tables {
  deployment: DeploymentTable;
  certification_authority: CertificationAuthorityTable;
  contract: ContractTable;
  holder: HolderTable;
  secret: SecretTable;
  guess_count: GuessCountTable;
  customer_card: CustomerCardTable;
  card_challenge: CardChallengeTable;
  enrolment: EnrolmentTable;
  certificate: CertificateTable;
  session: SessionTable;
  logon: LogonTable;
  audit: AuditTable;
  audit_head: AuditHeadTable;
}

export type ContractRow = Selectable<ContractTable>;
export type HolderRow = Selectable<HolderTable>;
export type SecretRow = Selectable<SecretTable>;
export type CustomerCardRow = Selectable<CustomerCardTable>;
export type EnrolmentRow = Selectable<EnrolmentTable>;
export type CertificateRow = Selectable<CertificateTable>;
export type SessionRow = Selectable<SessionTable>;
export type AuditRow = Selectable<AuditTable>;
export type NewCertificateRow = Insertable<CertificateTable>;
