// What the journal tells of acts besides their audit records: enough to have them again where only an old backup is left.

import type { Selectable } from 'kysely';
import type { Reader } from '../database.ts';
import type { AuditRow, CertificateTable } from '../tables.ts';

/** Audit records behind this one, in order. */
export async function readAuditRows(db: Reader, after: number, limit: number): Promise<AuditRow[]> {
  return db
    .selectFrom('audit')
    .selectAll()
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .execute();
}

/** A certificate with what names its holder in any copy of the database. */
export type JournaledCertificate = Selectable<CertificateTable> & {
  readonly contract_id: string;
  readonly user_id: string;
};

export async function readJournaledCertificates(
  db: Reader,
  serialNumbers: readonly string[],
): Promise<JournaledCertificate[]> {
  if (serialNumbers.length === 0) return [];
  return db
    .selectFrom('certificate')
    .innerJoin('holder', 'holder.id', 'certificate.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .selectAll('certificate')
    .select(['contract.contract_id', 'holder.user_id'])
    .where('certificate.serial_number', 'in', serialNumbers)
    .execute();
}

/** How far the tokens of these contracts have been used. */
export async function readTokenUse(db: Reader, contracts: readonly (readonly [string, string])[]) {
  if (contracts.length === 0) return [];
  return db
    .selectFrom('token')
    .innerJoin('holder', 'holder.id', 'token.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select(['token.bank_code', 'token.serial_number', 'token.last_used', 'contract.contract_id'])
    .where(({ or, and, eb }) =>
      or(
        contracts.map(([bankCode, contractId]) =>
          and([eb('contract.bank_code', '=', bankCode), eb('contract.contract_id', '=', contractId)]),
        ),
      ),
    )
    .where('token.last_used', '>=', 0)
    .execute();
}

/** Wrong entries in a row under the ids of these contracts, whether there are such contracts or not. */
export async function readGuessesOf(db: Reader, contracts: readonly (readonly [string, string])[]) {
  if (contracts.length === 0) return [];
  return db
    .selectFrom('guess_count')
    .selectAll()
    .where(({ or, and, eb }) =>
      or(
        contracts.map(([bankCode, contractId]) =>
          and([eb('bank_code', '=', bankCode), eb('contract_id', '=', contractId)]),
        ),
      ),
    )
    .execute();
}
