// Tokens of the demonstration's customers: their secrets stand in customers.json, so that any authenticator app, or
// `oathtool --totp --base32 SECRET`, is the customer's token.

import { randomBytes } from 'node:crypto';
import { Secret } from 'otpauth';
import type { BankProfile } from '../profile/bank-profile.ts';

export interface DemonstrationToken {
  /** `administrator`, or the id of a user. */
  readonly holder: string;
  readonly serialNumber: string;
  /** Base32. */
  readonly secret: string;
  readonly kind: 'totp' | 'hotp';
  readonly digits: number;
  readonly stepSeconds: number;
}

export const ADMINISTRATOR = 'administrator';
const SECRET_BYTES = 20;

/**
 * Fresh tokens for these holders of a contract; none at a bank without tokens.
 *
 * @param number of the customer, and the place of the kind among those that the bank has.
 */
export function makeTokens(
  { code, token }: BankProfile,
  number: number,
  holders: readonly string[],
): DemonstrationToken[] {
  if (token === null) return [];
  return holders.map((holder, index) => ({
    holder,
    serialNumber: `${code}-T${String(number).padStart(4, '0')}${String(index).padStart(2, '0')}`,
    secret: new Secret({ buffer: Uint8Array.from(randomBytes(SECRET_BYTES)).buffer }).base32,
    // The second customer presses a button where the bank has such tokens; everybody else reads a clock.
    kind: token.kinds[number === 2 ? token.kinds.length - 1 : 0] ?? 'totp',
    digits: token.digits,
    stepSeconds: token.stepSeconds,
  }));
}

/** The bank's list of tokens, as `warifu token import` reads it; undefined where there are none. */
export function tokenList(
  customers: readonly { readonly contractId: string; readonly tokens?: readonly DemonstrationToken[] }[],
): string | undefined {
  const columns = [
    'serial_number',
    'contract_id',
    'user_id',
    'kind',
    'digits',
    'step_seconds',
    'secret_base32',
  ];
  const rows = customers.flatMap(({ contractId, tokens = [] }) =>
    tokens.map((one) => [
      ...[one.serialNumber, contractId, one.holder === ADMINISTRATOR ? '' : one.holder],
      ...[one.kind, String(one.digits), String(one.stepSeconds), one.secret],
    ]),
  );
  return rows.length === 0 ? undefined : [columns, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
