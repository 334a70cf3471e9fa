// One-time passwords of tokens (RFC 6238, RFC 4226): each is accepted once, and whoever has none registered costs
// the same time as whoever mistypes.

import { randomBytes, timingSafeEqual } from 'node:crypto';
import { HOTP, Secret } from 'otpauth';
import { driftAfter, isUnspent, stepsToTry, type TokenState } from '../../domain/token-steps.ts';
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
  const bytes = openTokenSecret(keys, token);
  const secret = new Secret({ buffer: Uint8Array.from(bytes).buffer });
  const { algorithm, digits } = token;
  const given = Buffer.from(password);
  let matched: MatchedStep | undefined;
  for (const step of stepsToTry(state, at)) {
    const expected = Buffer.from(HOTP.generate({ secret, algorithm, digits, counter: step }));
    const same = expected.length === given.length && timingSafeEqual(expected, given);
    if (same && matched === undefined && isUnspent(state, step)) {
      matched = { step, drift: driftAfter(state, step, at) };
    }
  }
  return matched;
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
