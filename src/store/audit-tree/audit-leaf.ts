// What of an audit record goes into its leaf of the tree.

import type { AuditRow } from '../tables.ts';
import { leafHash } from './merkle-tree.ts';

export type HashedRecord = Omit<AuditRow, 'hash' | 'subtree'>;

/**
 * The record as JSON, its members in the order written here and the values as the columns hold them: anyone can
 * compute it again with any other program. Its place is in it, so that no record can stand at another's.
 */
export function leafInput(row: HashedRecord): string {
  const record: HashedRecord = {
    sequence: row.sequence,
    at: row.at,
    reference: row.reference,
    bank_code: row.bank_code,
    contract_id: row.contract_id,
    user_id: row.user_id,
    act: row.act,
    outcome: row.outcome,
    reason: row.reason,
    certificate: row.certificate,
    address: row.address,
    details: row.details,
  };
  return JSON.stringify(record);
}

export const hashRecord = (row: HashedRecord): Buffer => leafHash(leafInput(row));
