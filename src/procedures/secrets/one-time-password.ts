// One-time passwords of tokens (RFC 6238, RFC 4226): each is accepted once, and whoever has none registered costs
// the same time as whoever mistypes.

import { randomBytes, timingSafeEqual } from 'node:crypto';
import { HOTP, Secret } from 'otpauth';
import {
  driftAfter,
  isUnspent,
  stepsToResynchronise,
  stepsToTry,
  type TokenState,
} from '../../domain/token-steps.ts';
import { findActiveToken } from '../../store/read/token.ts';
import type { Transaction } from '../../store/store.ts';
import type { TokenRow } from '../../store/tables.ts';
import { spendStep } from '../../store/write/token.ts';
import type { Deployment } from '../deployment.ts';
import { openTokenSecret, sealTokenSecret } from './token-secret.ts';

/** RFC 4226 R6: 128 bits at least, 160 recommended; longer than a hash's block feeds nothing. */
export const TOKEN_SECRET_BYTES = { minimum: 16, made: 20, maximum: 128 } as const;

/** What a right password leads to. */
export interface MatchedStep {
  readonly step: number;
  readonly drift: number;
}

/**
 * Compares with the holder's token and spends the password. It is spent even if another secret of the page is wrong:
 * what was sent once may have been seen.
 *
 * @param mayPass false when the limit of wrong entries is reached: then nothing is right, and nothing spent.
 */
export async function useOneTimePassword(
  tx: Transaction,
  deployment: Deployment,
  holder: string | undefined,
  password: string,
  mayPass: boolean,
): Promise<{ readonly right: boolean; readonly absent: boolean }> {
  const token = await findActiveToken(tx, holder ?? '');
  const matched = matchPassword(deployment, token ?? decoyOf(deployment), password);
  const absent = token === undefined && holder !== undefined;
  if (token === undefined || matched === undefined || !mayPass) return { right: false, absent };
  return { right: await spendStep(tx, token.id, matched), absent };
}

/** The step or counter that the password belongs to, if it is one that may still be used now. */
export function matchPassword(
  { keys, now }: Pick<Deployment, 'keys' | 'now'>,
  token: TokenRow,
  password: string,
): MatchedStep | undefined {
  const state = stateOf(token);
  const at = now();
  const shownAt = passwordsOf(keys, token);
  let matched: MatchedStep | undefined;
  for (const step of stepsToTry(state, at)) {
    if (isSame(shownAt(step), password) && matched === undefined && isUnspent(state, step)) {
      matched = { step, drift: driftAfter(state, step, at) };
    }
  }
  return matched;
}

/** Two passwords that the token showed one after the other, in that order. */
export type TwoPasswords = readonly [string, string];

/**
 * Compares two passwords in a row with a token that has run ahead, and puts its count or drift right: neither is good
 * again, nor any before them. If they do not fit, one that would have been good by itself is spent all the same.
 *
 * @param mayPass as for {@link useOneTimePassword}.
 * @returns by how many steps the token was ahead of the one accepted last, where they fit.
 */
export async function useTwoPasswords(
  tx: Transaction,
  deployment: Deployment,
  holder: string,
  passwords: TwoPasswords,
  mayPass: boolean,
): Promise<{ readonly right: boolean; readonly absent: boolean; readonly ahead?: number }> {
  const token = await findActiveToken(tx, holder);
  if (token === undefined) return { right: false, absent: true };
  const matched = matchTwo(deployment, token, passwords);
  if (!mayPass) return { right: false, absent: false };
  if (matched !== undefined && (await spendStep(tx, token.id, matched))) {
    return { right: true, absent: false, ahead: matched.step - token.last_used };
  }
  for (const password of passwords) {
    const single = matchPassword(deployment, token, password);
    if (single !== undefined) await spendStep(tx, token.id, single);
  }
  return { right: false, absent: false };
}

function matchTwo(
  { keys, now }: Deployment,
  token: TokenRow,
  [first, second]: TwoPasswords,
): MatchedStep | undefined {
  const state = stateOf(token);
  const at = now();
  const { from, to } = stepsToResynchronise(state, at);
  const shownAt = passwordsOf(keys, token);
  let matched: MatchedStep | undefined;
  let before = false;
  for (let step = from; step <= to + 1; step += 1) {
    const shown = shownAt(step);
    const both = isSame(shown, second) && before;
    if (both && matched === undefined && isUnspent(state, step - 1)) {
      matched = { step, drift: driftAfter(state, step, at) };
    }
    before = isSame(shown, first);
  }
  return matched;
}

/** What the token shows at each step. */
function passwordsOf(keys: Deployment['keys'], token: TokenRow): (step: number) => string {
  const secret = new Secret({ buffer: Uint8Array.from(openTokenSecret(keys, token)).buffer });
  const { algorithm, digits } = token;
  return (counter) => HOTP.generate({ secret, algorithm, digits, counter });
}

function isSame(shown: string, typed: string): boolean {
  const [expected, given] = [Buffer.from(shown), Buffer.from(typed)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function stateOf(token: TokenRow): TokenState {
  return {
    kind: token.kind,
    stepSeconds: token.step_seconds,
    lastUsed: token.last_used,
    drift: token.drift,
  };
}

const decoys = new WeakMap<Deployment['keys'], TokenRow>();

/** A token of nobody, compared with where there is none. */
function decoyOf({ keys }: Deployment): TokenRow {
  const known = decoys.get(keys);
  if (known !== undefined) return known;
  const place = { id: 'decoy', holder: '' };
  const decoy: TokenRow = {
    ...place,
    bank_code: '',
    serial_number: '',
    kind: 'totp',
    algorithm: 'SHA1',
    digits: 6,
    step_seconds: 30,
    sealed_secret: sealTokenSecret(keys, place, randomBytes(TOKEN_SECRET_BYTES.made)),
    last_used: -1,
    drift: 0,
    state: 'active',
    created_at: 0,
    shown_at: null,
    activated_at: 0,
    ended_at: null,
  };
  decoys.set(keys, decoy);
  return decoy;
}
