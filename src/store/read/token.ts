// Tokens, read.

import type { Reader } from '../database.ts';
import type { TokenRow } from '../tables.ts';

/** The holder's token that works now. */
export function findActiveToken(db: Reader, holder: string): Promise<TokenRow | undefined> {
  return findTokenIn(db, holder, 'active');
}

/** The holder's app that is still to show its first password. */
export function findWaitingToken(db: Reader, holder: string): Promise<TokenRow | undefined> {
  return findTokenIn(db, holder, 'waiting');
}

/** A bank's token by what is printed on it, ended ones too. */
export async function findTokenBySerialNumber(
  db: Reader,
  bankCode: string,
  serialNumber: string,
): Promise<TokenRow | undefined> {
  return db
    .selectFrom('token')
    .selectAll()
    .where('bank_code', '=', bankCode)
    .where('serial_number', '=', serialNumber)
    .executeTakeFirst();
}

async function findTokenIn(db: Reader, holder: string, state: 'waiting' | 'active') {
  return db
    .selectFrom('token')
    .selectAll()
    .where('holder', '=', holder)
    .where('state', '=', state)
    .executeTakeFirst();
}
