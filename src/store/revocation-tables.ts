// The tables of what is said about revocation (see tables.ts).

import type { Generated } from 'kysely';

/** The revocation lists of a CA as they are published now: each replaced as a whole. */
export interface RevocationListTable {
  issuer: string;
  /** `full`, `delta`, or the number of a shard. */
  name: string;
  /** Strictly rising (RFC 5280 5.2.3). */
  number: number;
  this_update: number;
  next_update: number;
  /** When it last came by the clock, not by a revocation. */
  scheduled_at: number;
  /** How many of the issuer's certificates had ever been revoked when it was made. */
  revoked: number;
  /** SHA-256 of its entries. */
  entries_sha256: string;
  /** Of the delta: the full lists that it brings up to date, as `ca/delta-base` writes them; of others nothing. */
  bases: string;
  /** DER; nothing of a long one, which lies in pieces. */
  list: Uint8Array;
  /** By what name its pieces lie in `revocation_list_piece`; it has none: empty. */
  pieces: Generated<string>;
}

/**
 * Long lists, written piece by piece before they are published: a database copies each value that it is given several
 * times, and others wait until a transaction is on the disk.
 */
export interface RevocationListPieceTable {
  issuer: string;
  name: string;
  /** Of one making of the list. */
  pieces: string;
  /** From 1. */
  piece: number;
  octets: Uint8Array;
}

/** A certificate under which OCSP answers are signed; its key is a sealed file beside those of the CAs. */
export interface OcspResponderTable {
  /** Lower-case hex. */
  serial_number: string;
  issuer: string;
  spki_sha256: string;
  not_before: number;
  not_after: number;
  /** Committed before it is signed, as with holders. */
  tbs: Uint8Array;
  planned_at: number;
  certificate: Uint8Array | null;
  signed_at: number | null;
}

export interface RevocationTables {
  revocation_list: RevocationListTable;
  revocation_list_piece: RevocationListPieceTable;
  ocsp_responder: OcspResponderTable;
}
