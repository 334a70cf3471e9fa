// Tokens for tests: given out the way a bank gives them out, and showing passwords by a computation of their own.

import { createHmac, randomBytes } from 'node:crypto';
import type { Deployment } from '../../src/procedures/deployment.ts';
import { importTokens } from '../../src/procedures/import-tokens/import-tokens.ts';
import { useOneTimePassword } from '../../src/procedures/secrets/one-time-password.ts';
import { caller } from './deployment.ts';

export interface Token {
  readonly serialNumber: string;
  readonly secret: Buffer;
  readonly kind: 'totp' | 'hotp';
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512';
  readonly digits: number;
  readonly stepSeconds: number;
}

export interface Owner {
  readonly bankCode: string;
  readonly contractId: string;
  readonly userId?: string;
}

let made = 0;

/** Imports a device for somebody; what is not said is as the bank's profile has it. */
export async function giveToken(
  deployment: Deployment,
  owner: Owner,
  said: Partial<Token> & { readonly counter?: number } = {},
): Promise<Token> {
  const profile = deployment.banks.get(owner.bankCode);
  if (profile?.token == null) throw new Error(`bank ${owner.bankCode} has no tokens`);
  made += 1;
  const { counter = 0, ...rest } = said;
  const token: Token = {
    serialNumber: `T${String(made).padStart(8, '0')}`,
    secret: randomBytes(20),
    kind: profile.token.kinds[0] ?? 'totp',
    algorithm: 'SHA1',
    digits: profile.token.digits,
    stepSeconds: profile.token.stepSeconds,
    ...rest,
  };
  const columns = {
    serial_number: token.serialNumber,
    contract_id: owner.contractId,
    user_id: owner.userId ?? '',
    kind: token.kind,
    algorithm: token.algorithm,
    digits: token.digits,
    step_seconds: token.stepSeconds,
    counter,
    secret_hex: token.secret.toString('hex'),
  };
  const csv = `${Object.keys(columns).join(',')}\n${Object.values(columns).join(',')}\n`;
  const outcome = await importTokens(deployment, profile, Buffer.from(csv), caller());
  if ('faults' in outcome) throw new Error(JSON.stringify(outcome.faults));
  return token;
}

/** What the token shows at an instant (totp), or as the password of a counter (hotp). */
export function shownBy(token: Token, instantOrCounter: number): string {
  const step =
    token.kind === 'hotp' ? instantOrCounter : Math.floor(instantOrCounter / 1000 / token.stepSeconds);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac(token.algorithm, token.secret).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(at) & 0x7fffffff;
  return String(number % 10 ** token.digits).padStart(token.digits, '0');
}

/** Types a password where one is asked, the limit of wrong ones not being reached. */
export function spendPassword(
  deployment: Deployment,
  holder: string | undefined,
  password: string,
  mayPass: boolean,
): ReturnType<typeof useOneTimePassword> {
  return deployment.store.transaction((tx) => useOneTimePassword(tx, deployment, holder, password, mayPass));
}
