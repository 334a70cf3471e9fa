// Contracts and who belongs to them, read. Every look-up names the bank: another bank's contract is absent.

import type { Role } from '../../profile/bank-profile.ts';
import type { Reader } from '../database.ts';
import type { CustomerCardRow, SecretRow } from '../tables.ts';

/** Who someone claims to be. `userId` is empty for an administrator. */
export interface Claim {
  readonly bankCode: string;
  readonly contractId: string;
  readonly userId: string;
}

/** A holder with the contract, as far as rules need them. */
export interface FoundHolder extends Claim {
  /** The holder's row id. */
  readonly id: string;
  readonly role: Role;
  /** The contract's row id. */
  readonly contract: string;
  readonly companyName: string;
  readonly contractState: 'open' | 'suspended' | 'closed';
  readonly acquisitionFrom: string;
}

/** What makes a {@link FoundHolder} of a holder joined with its contract. */
export const HOLDER_COLUMNS = [
  'holder.id',
  'holder.role',
  'contract.bank_code as bankCode',
  'contract.contract_id as contractId',
  'holder.user_id as userId',
  'contract.id as contract',
  'contract.company_name as companyName',
  'contract.state as contractState',
  'contract.acquisition_from as acquisitionFrom',
] as const;

export async function findHolder(db: Reader, claim: Claim): Promise<FoundHolder | undefined> {
  return db
    .selectFrom('holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select(HOLDER_COLUMNS)
    .where('contract.bank_code', '=', claim.bankCode)
    .where('contract.contract_id', '=', claim.contractId)
    .where('holder.user_id', '=', claim.userId)
    .executeTakeFirst();
}

export async function readSecrets(db: Reader, holder: string): Promise<SecretRow[]> {
  return db.selectFrom('secret').selectAll().where('holder', '=', holder).execute();
}

export async function findActiveCard(db: Reader, contract: string): Promise<CustomerCardRow | undefined> {
  return db
    .selectFrom('customer_card')
    .selectAll()
    .where('contract', '=', contract)
    .where('state', '=', 'active')
    .executeTakeFirst();
}

/** The contracts whose holders have these subjects already. */
export async function findContractsBySubject(db: Reader, subjects: readonly string[]) {
  const found = [];
  for (let start = 0; start < subjects.length; start += 500) {
    found.push(
      ...(await db
        .selectFrom('holder')
        .innerJoin('contract', 'contract.id', 'holder.contract')
        .select(['holder.subject', 'contract.contract_id', 'contract.company_name', 'contract.mail'])
        .where('holder.subject', 'in', subjects.slice(start, start + 500))
        .execute()),
    );
  }
  return found;
}
