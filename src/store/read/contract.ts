// Contracts and who belongs to them, read. Every look-up names the bank: another bank's contract is absent.

import { sql } from 'kysely';
import type { Role } from '../../profile/bank-profile.ts';
import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';
import { type ColumnKinds, type PackedRows, packRows, rowSet } from '../row-set.ts';
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
  readonly contractMail: string;
  readonly language: 'ja' | 'en';
  readonly contractState: 'open' | 'suspended' | 'closed';
  readonly stoppedAt: number | null;
  readonly holderState: 'active' | 'suspended' | 'removed';
  /** A user's own name and mail; empty for an administrator. */
  readonly name: string;
  readonly mail: string;
  readonly permittedAt: number | null;
  readonly acquisitionFrom: string;
  /** 1: at least one of the holder's PINs is a first one, to be replaced at 開通確認. */
  readonly provisional: 0 | 1;
  readonly movingFrom: string | null;
  readonly movingAt: number | null;
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
  'contract.stopped_at as stoppedAt',
  'contract.mail as contractMail',
  'contract.language',
  'holder.state as holderState',
  'holder.name',
  'holder.mail',
  'holder.permitted_at as permittedAt',
  'holder.moving_from as movingFrom',
  'holder.moving_at as movingAt',
  sql<string>`coalesce(holder.acquisition_from, contract.acquisition_from)`.as('acquisitionFrom'),
  sql<
    0 | 1
  >`case when exists (select 1 from secret where secret.holder = holder.id and secret.provisional = 1)
    then 1 else 0 end`.as('provisional'),
] as const;

const selectHolder = prepared((db, claim: Claim) =>
  db
    .selectFrom('holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select(HOLDER_COLUMNS)
    .where('contract.bank_code', '=', claim.bankCode)
    .where('contract.contract_id', '=', claim.contractId)
    .where('holder.user_id', '=', claim.userId),
);

export async function findHolder(db: Reader, claim: Claim): Promise<FoundHolder | undefined> {
  return (await selectHolder(db, claim))[0];
}

const HOLDER_ID: ColumnKinds<{ id: string }> = { id: 'text' };

const selectHolders = prepared((db, packed: PackedRows) =>
  db
    .selectFrom('holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select(HOLDER_COLUMNS)
    .where('holder.id', 'in', (query) => query.selectFrom(rowSet(db, HOLDER_ID, packed)).select('r.id')),
);

/** These holders by their row ids, as they stand now. */
export async function readHolders(db: Reader, ids: readonly string[]): Promise<FoundHolder[]> {
  if (ids.length === 0) return [];
  return await selectHolders(
    db,
    packRows(
      HOLDER_ID,
      ids.map((id) => ({ id })),
    ),
  );
}

const selectFirstIssue = prepared((db, { contract }: { contract: string }) =>
  db
    .selectFrom('certificate')
    .innerJoin('holder', 'holder.id', 'certificate.holder')
    .select('certificate.signed_at')
    .where('holder.contract', '=', contract)
    .where('holder.role', '=', 'administrator')
    .where('certificate.signed_at', 'is not', null)
    .orderBy('certificate.signed_at')
    .limit(1),
);

/** When the administrator of a contract was first issued a certificate, whatever became of it; null: never. */
export async function findCertificateSince(db: Reader, contract: string): Promise<number | null> {
  return (await selectFirstIssue(db, { contract }))[0]?.signed_at ?? null;
}

const selectSecrets = prepared((db, { holder }: { holder: string }) =>
  db.selectFrom('secret').selectAll().where('holder', '=', holder),
);

export async function readSecrets(db: Reader, holder: string): Promise<SecretRow[]> {
  return await selectSecrets(db, { holder });
}

const selectActiveCard = prepared((db, { contract }: { contract: string }) =>
  db
    .selectFrom('customer_card')
    .selectAll()
    .where('contract', '=', contract)
    .where('state', '=', sql.lit('active')),
);

export async function findActiveCard(db: Reader, contract: string): Promise<CustomerCardRow | undefined> {
  return (await selectActiveCard(db, { contract }))[0];
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
