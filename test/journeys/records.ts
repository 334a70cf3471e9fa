// What the bank's own records say after a journey.

import { findHolder } from '../../src/store/read/contract.ts';
import type { Customer } from '../world/customers.ts';
import type { Service } from './service.ts';

/** The customer's certificates in the order of their planning. */
export async function certificatesOf({ deployment }: Service, { bankCode, contractId }: Customer) {
  const holder = await findHolder(deployment.store.db, { bankCode, contractId, userId: '' });
  return await deployment.store.db
    .selectFrom('certificate')
    .where('holder', '=', holder?.id ?? '')
    .select(['serial_number', 'signed_at', 'revocation_reason'])
    .orderBy('planned_at')
    .execute();
}

/** How often the customer did, or tried, something. */
export async function countOf({ deployment }: Service, customer: Customer, act: string): Promise<number> {
  const rows = await deployment.store.db
    .selectFrom('audit')
    .where('bank_code', '=', customer.bankCode)
    .where('contract_id', '=', customer.contractId)
    .where('act', '=', act)
    .select('sequence')
    .execute();
  return rows.length;
}

/** The reason that the help desk finds under the reference that a page showed. */
export async function reasonUnder({ deployment }: Service, reference: string): Promise<string | undefined> {
  const row = await deployment.store.db
    .selectFrom('audit')
    .where('reference', '=', reference)
    .select('reason')
    .executeTakeFirst();
  return row?.reason ?? undefined;
}
