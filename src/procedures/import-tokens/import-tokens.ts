// The bank's list of devices comes in: all of the file or nothing of it, and a second time changes nothing.

import { randomUUIDv7, timingSafeEqual } from 'node:crypto';
import type { Notice } from '../../notices/notice.ts';
import { noticeOfGivenToken } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { type FoundHolder, findHolder } from '../../store/read/contract.ts';
import { findTokenBySerialNumber } from '../../store/read/token.ts';
import type { TokenRow } from '../../store/tables.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { endActiveToken, insertToken } from '../../store/write/token.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import type { LineFault } from '../read-list.ts';
import { openTokenSecret, sealTokenSecret } from '../secrets/token-secret.ts';
import { type NewToken, readToken, readTokenList } from './read-token-list.ts';
import type { TokenSeed } from './token-seed.ts';

export interface TokenImportOutcome {
  /** Serial numbers that work from now on. */
  readonly loaded: readonly string[];
  /** Serial numbers of tokens that the loaded ones took the place of. */
  readonly replaced: readonly string[];
  /** Serial numbers that stood there already just so, or have ended since: a token does not come back. */
  readonly unchanged: readonly string[];
}

/**
 * Gives holders of one bank the tokens of a list. A holder has one token: a new one ends the one before.
 *
 * @returns what was loaded, or every fault of the file; in that case nothing was loaded.
 */
export async function importTokens(
  deployment: Deployment,
  profile: BankProfile,
  content: Uint8Array,
  caller: Caller,
): Promise<TokenImportOutcome | { readonly faults: readonly LineFault[] }> {
  const faults: LineFault[] = [];
  const tokens: NewToken[] = [];
  for (const row of readTokenList(content)) {
    if ('message' in row) {
      faults.push(row);
      continue;
    }
    const read = readToken(profile, row);
    if ('secret' in read) tokens.push(read);
    else faults.push(...read.map((message) => ({ line: row.line, message })));
  }
  faults.push(...findDoubles(tokens));
  const fresh: { readonly token: NewToken; readonly holder: FoundHolder }[] = [];
  const unchanged: string[] = [];
  for (const token of tokens) {
    const found = await place(deployment, profile, token);
    if (typeof found === 'string') faults.push({ line: token.line, message: found });
    else if (found === undefined) unchanged.push(token.serialNumber);
    else fresh.push({ token, holder: found });
  }
  if (faults.length > 0) return { faults };

  const now = deployment.now();
  const replaced = await deployment.store.transaction(async (tx) => {
    const ended: string[] = [];
    const records = [];
    const notices: Notice[] = [];
    for (const { token, holder } of fresh) {
      const before = await endActiveToken(tx, holder.id, now);
      if (before !== undefined) ended.push(before);
      await insertToken(tx, givenToken(deployment, profile.code, token, holder.id, now));
      const details = { serialNumber: token.serialNumber, ...(before !== undefined && { before }) };
      records.push(auditOf(caller, holder, { act: 'token.imported', details }, now));
      const { serialNumber } = token;
      notices.push(noticeOfGivenToken(holder, { serialNumber, replaced: before !== undefined }, now));
    }
    await queueNotices(tx, deployment.banks, notices, now);
    await appendAudit(tx, records);
    return ended;
  });
  return { loaded: fresh.map(({ token }) => token.serialNumber), replaced, unchanged };
}

/** Whose the token is to be; undefined when it is so already; or what is wrong. */
async function place(
  { store, keys }: Deployment,
  profile: BankProfile,
  token: NewToken,
): Promise<FoundHolder | undefined | string> {
  const { serialNumber, contractId, userId } = token;
  const holder = await findHolder(store.db, { bankCode: profile.code, contractId, userId });
  if (holder === undefined) {
    return userId === ''
      ? `there is no contract ${contractId}`
      : `contract ${contractId} has no user ${userId}`;
  }
  const known = await findTokenBySerialNumber(store.db, profile.code, serialNumber);
  if (known === undefined) return holder;
  if (known.holder !== holder.id) return `token ${serialNumber} is or was somebody else's`;
  if (known.state === 'ended') return undefined;
  const stored = openTokenSecret(keys, known);
  return stored.length === token.secret.length && timingSafeEqual(stored, token.secret)
    ? undefined
    : `token ${serialNumber} exists with another secret; an import adds, it does not change`;
}

/** Each device once, each holder once, each secret once (RFC 6238 3, R6). */
function findDoubles(tokens: readonly NewToken[]): LineFault[] {
  const seen = new Map<string, number>();
  return tokens.flatMap(({ line, serialNumber, contractId, userId, secret }) => {
    const things = [
      [`serial_number ${serialNumber}`, serialNumber],
      [userId === '' ? `the administrator of ${contractId}` : `user ${userId} of ${contractId}`, ''],
      ['the same secret', Buffer.from(secret).toString('base64')],
    ] as const;
    return things.flatMap(([thing, own]) => {
      const key = JSON.stringify([thing, own]);
      const first = seen.get(key);
      if (first === undefined) seen.set(key, line);
      return first === undefined ? [] : [{ line, message: `${thing} stands on line ${first} already` }];
    });
  });
}

/** The seed as a token that this holder has from now on. */
export function givenToken(
  { keys }: Deployment,
  bankCode: string,
  token: Omit<TokenSeed, 'line' | 'maker' | 'model'>,
  holder: string,
  now: number,
): TokenRow {
  const { serialNumber, kind, algorithm, digits, step_seconds, last_used, secret } = token;
  const id = randomUUIDv7();
  return {
    ...{ id, holder, bank_code: bankCode, serial_number: serialNumber },
    ...{ kind, algorithm, digits, step_seconds, last_used },
    sealed_secret: sealTokenSecret(keys, { id, holder }, secret),
    drift: 0,
    state: 'active',
    created_at: now,
    shown_at: null,
    activated_at: now,
    ended_at: null,
  };
}
