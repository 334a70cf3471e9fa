// How one audit record holds on to the one before it: each carries the hash of its predecessor's hash and itself,
// so that no record can be changed, taken out or moved without the chain breaking there.

import { createHash } from 'node:crypto';
import type { AuditRow } from './tables.ts';

/** What the first record follows. */
export const CHAIN_START = '0'.repeat(64);

type Hashed = Omit<AuditRow, 'hash' | 'previous_hash'>;

/**
 * SHA-256 over the previous hash and the record as JSON, its members in the order written here and the values as
 * the columns hold them. Anyone can compute it again with any other program.
 */
export function chainHash(previousHash: string, row: Hashed): string {
  const record: Hashed = {
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
  return createHash('sha256').update(previousHash).update(JSON.stringify(record)).digest('hex');
}
