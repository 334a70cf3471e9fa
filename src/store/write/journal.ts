// Acts put back into a database that is older than they are: as they were, and never weaker than what is there.

import type { OfficerRole } from '../../domain/officer.ts';
import { hashRecord } from '../audit-tree/audit-leaf.ts';
import { countPeaks, growPeaks, joinPeaks, splitPeaks } from '../audit-tree/merkle-tree.ts';
import type { Transaction } from '../database.ts';
import type { AuditRow, CertificateRow, GuessCountTable } from '../tables.ts';

/**
 * Appends records as they were written once. False, and nothing is to be kept, when they do not continue this record or
 * are not what their hashes say.
 */
export async function appendAsWritten(tx: Transaction, rows: readonly AuditRow[]): Promise<boolean> {
  const head = await tx.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow();
  let { sequence } = head;
  const peaks = splitPeaks(Uint8Array.from(head.peaks));
  if (peaks.length !== countPeaks(sequence)) return false;
  for (const row of rows) {
    sequence += 1;
    const leaf = hashRecord(row);
    const subtree = growPeaks(peaks, sequence, leaf);
    const kept = subtree === leaf ? null : subtree.toString('hex');
    if (row.sequence !== sequence || row.hash !== leaf.toString('hex') || row.subtree !== kept) return false;
  }
  if (rows.length > 0)
    await tx
      .insertInto('audit')
      .values([...rows])
      .execute();
  await tx
    .updateTable('audit_head')
    .set({ sequence, peaks: joinPeaks(peaks) })
    .where('id', '=', 1)
    .execute();
  return true;
}

/** False when there is no such holder here. */
export async function placeCertificate(
  tx: Transaction,
  { holder: _, ...row }: CertificateRow,
  claim: { readonly contractId: string; readonly userId: string },
): Promise<boolean> {
  const found = await tx
    .selectFrom('holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select('holder.id')
    .where('contract.bank_code', '=', row.bank_code)
    .where('contract.contract_id', '=', claim.contractId)
    .where('holder.user_id', '=', claim.userId)
    .executeTakeFirst();
  if (found === undefined) return false;
  await tx
    .insertInto('certificate')
    .values({ ...row, holder: found.id })
    .onConflict((clash) => clash.column('serial_number').doNothing())
    .execute();
  return true;
}

export async function placeSignature(
  tx: Transaction,
  serialNumber: string,
  signed: { readonly certificate: Uint8Array; readonly fingerprint: string; readonly signedAt: number },
): Promise<void> {
  await tx
    .updateTable('certificate')
    .set({
      certificate: signed.certificate,
      // It stands in the certificate from now on.
      tbs: null,
      fingerprint: signed.fingerprint,
      signed_at: signed.signedAt,
    })
    .where('serial_number', '=', serialNumber)
    .where('certificate', 'is', null)
    .execute();
}

/** A list of a lower number is made anew at once, and above this one. */
export async function raiseListNumber(
  tx: Transaction,
  issuer: string,
  name: string,
  number: number,
): Promise<void> {
  await tx
    .updateTable('revocation_list')
    .set({ number, scheduled_at: 0 })
    .where('issuer', '=', issuer)
    .where('name', '=', name)
    .where('number', '<', number)
    .execute();
}

export async function raiseTokenUse(
  tx: Transaction,
  token: { readonly bankCode: string; readonly serialNumber: string; readonly lastUsed: number },
): Promise<void> {
  await tx
    .updateTable('token')
    .set({ last_used: token.lastUsed })
    .where('bank_code', '=', token.bankCode)
    .where('serial_number', '=', token.serialNumber)
    .where('last_used', '<', token.lastUsed)
    .execute();
}

/** The wrong entries under a contract's id, as they stood: nobody has more tries left than then, and nobody fewer. */
export async function placeGuesses(
  tx: Transaction,
  { bankCode, contractId }: Omit<Claimed, 'userId'>,
  rows: readonly Omit<GuessCountTable, 'bank_code' | 'contract_id'>[],
): Promise<void> {
  await tx
    .deleteFrom('guess_count')
    .where('bank_code', '=', bankCode)
    .where('contract_id', '=', contractId)
    .execute();
  if (rows.length === 0) return;
  const key = { bank_code: bankCode, contract_id: contractId };
  await tx
    .insertInto('guess_count')
    .values(rows.map((row) => ({ ...row, ...key })))
    .execute();
}

interface Claimed {
  readonly bankCode: string;
  readonly contractId: string;
  readonly userId: string;
}

/** The state in which an act left a contract. */
export async function placeContractState(
  tx: Transaction,
  { bankCode, contractId }: Claimed,
  set: { readonly state: 'suspended' | 'closed' } | { readonly stopped_at: number | null },
): Promise<void> {
  await tx
    .updateTable('contract')
    .set(set)
    .where('bank_code', '=', bankCode)
    .where('contract_id', '=', contractId)
    .execute();
}

/** The state in which an act left a user. */
export async function placeHolderState(
  tx: Transaction,
  { bankCode, contractId, userId }: Claimed,
  set: { readonly state: 'active' | 'suspended' | 'removed' } | { readonly permitted_at: null },
): Promise<void> {
  await tx
    .updateTable('holder')
    .set(set)
    .where('user_id', '=', userId)
    .where('contract', 'in', contractNamed(tx, bankCode, contractId))
    .execute();
}

const contractNamed = (tx: Transaction, bankCode: string, contractId: string) =>
  tx
    .selectFrom('contract')
    .select('id')
    .where('bank_code', '=', bankCode)
    .where('contract_id', '=', contractId);

const holderNamed = (tx: Transaction, { bankCode, contractId, userId }: Claimed) =>
  tx
    .selectFrom('holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select('holder.id')
    .where('contract.bank_code', '=', bankCode)
    .where('contract.contract_id', '=', contractId)
    .where('holder.user_id', '=', userId);

/** The token that somebody had ends, whatever came in its place. */
export async function placeTokenEnd(tx: Transaction, claim: Claimed, at: number): Promise<void> {
  await tx
    .updateTable('token')
    .set({ state: 'ended', ended_at: at, sealed_secret: new Uint8Array() })
    .where('holder', 'in', holderNamed(tx, claim))
    .where('state', '=', 'active')
    .execute();
}

/** The card that a contract had ends, whatever came in its place. */
export async function placeCardEnd(
  tx: Transaction,
  { bankCode, contractId }: Omit<Claimed, 'userId'>,
  at: number,
): Promise<void> {
  await tx
    .updateTable('customer_card')
    .set({ state: 'ended', ended_at: at })
    .where('contract', 'in', contractNamed(tx, bankCode, contractId))
    .where('state', '=', 'active')
    .execute();
}

/** An officer whose role has changed is suspended, for the new one stands under a seal that is not made here. */
export async function placeOfficerRole(tx: Transaction, claim: Claimed, role: string): Promise<void> {
  const other = await tx
    .selectFrom('officer')
    .select('holder')
    .where('holder', 'in', holderNamed(tx, claim))
    .where('role', '!=', role as OfficerRole)
    .executeTakeFirst();
  if (other !== undefined) await placeHolderState(tx, claim, { state: 'suspended' });
}

/** A closed contract that stands for one that this database never had, so that what it held can be revoked. */
export async function placeUnknownHolder(
  tx: Transaction,
  { bankCode, contractId, userId }: Claimed,
  now: number,
): Promise<void> {
  const id = `restored ${bankCode} ${contractId}`;
  await tx
    .insertInto('contract')
    .values({
      ...{ id, bank_code: bankCode, contract_id: contractId, company_name: '(restored)', mail: '' },
      ...{
        language: 'ja',
        state: 'closed',
        acquisition_from: '1970-01-01',
        created_at: now,
        updated_at: now,
      },
    })
    .onConflict((clash) => clash.columns(['bank_code', 'contract_id']).doNothing())
    .execute();
  const contract = await tx
    .selectFrom('contract')
    .select('id')
    .where('bank_code', '=', bankCode)
    .where('contract_id', '=', contractId)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('holder')
    .values({
      ...{ id: `${id} ${userId}`, contract: contract.id, user_id: userId, subject: `${id} ${userId}` },
      ...{ role: userId === '' ? 'administrator' : 'user', permitted_at: null, created_at: now },
      ...(userId !== '' && { state: 'removed' as const }),
    })
    .onConflict((clash) => clash.columns(['contract', 'user_id']).doNothing())
    .execute();
}

/** A fact about the deployment itself; undefined removes it. */
export async function setDeploymentFact(
  tx: Transaction,
  name: string,
  value: string | undefined,
): Promise<void> {
  await tx.deleteFrom('deployment').where('name', '=', name).execute();
  if (value !== undefined) await tx.insertInto('deployment').values({ name, value }).execute();
}
