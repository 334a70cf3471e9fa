// One page's secrets, checked: every try is counted before it is compared, so that a hundred at once are still
// only as many as the limit allows; and what is compared costs the same whether the holder exists or not.

import { failureLimitOf, formOf, hasForm, normaliseEntry } from '../../domain/entered-fields.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { noticeOfLock } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import type { BankProfile, Field, SecretField } from '../../profile/bank-profile.ts';
import { findCardChallenge } from '../../store/read/card.ts';
import { type Claim, type FoundHolder, findActiveCard, readSecrets } from '../../store/read/contract.ts';
import type { Transaction } from '../../store/store.ts';
import type { SecretRow } from '../../store/tables.ts';
import { clearGuesses, reserveGuess } from '../../store/write/guess-count.ts';
import type { Deployment } from '../deployment.ts';
import { cellsMatch } from './card-hash.ts';
import { useOneTimePassword } from './one-time-password.ts';
import { verifyPin } from './pin-hash.ts';

/** What was typed, by field. */
export type Entries = Readonly<Partial<Record<Field, string>>>;

/** Whether a certificate was shown with the try: the two are counted apart (see GuessCountTable). */
export type Channel = 'open' | 'certificate';

export interface SecretVerdict {
  readonly field: SecretField;
  readonly outcome: 'right' | 'wrong' | 'locked' | 'absent';
  readonly attemptsLeft: number;
  /** Present when this very try has locked the secret: tells of it, in the transaction that records the outcome. */
  readonly tellOfLock?: (tx: Transaction) => Promise<void>;
}

/**
 * Normalises a page's entries and checks their form, before anything is counted or compared.
 *
 * @returns the entries of exactly these fields, or `form-invalid` naming the first field that cannot be right.
 */
export function readEntries(
  profile: BankProfile,
  fields: readonly Field[],
  entered: Entries,
): Record<Field, string> | Refusal {
  const entries: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const value = normaliseEntry(entered[field] ?? '');
    const form = formOf(profile, field);
    if (form === undefined || !hasForm(form, value)) return refuse('form-invalid', { field });
    entries[field] = value;
  }
  return entries as Record<Field, string>;
}

/**
 * Checks the secrets among `fields`; a one-time password that is right is spent by it. Wrong ones stay counted; what
 * the right ones cost is given back by {@link releaseRightOnes} in the transaction that records the outcome.
 */
export async function checkSecrets(
  deployment: Deployment,
  profile: BankProfile,
  claim: Claim,
  holder: FoundHolder | undefined,
  channel: Channel,
  fields: readonly Field[],
  entries: Record<Field, string>,
): Promise<SecretVerdict[]> {
  const { store, now } = deployment;
  const asked = fields.filter((field) => field !== 'contractId' && field !== 'userId');
  const reserved = await store.transaction(async (tx) => {
    const outcomes = [];
    for (const secret of asked) {
      const limit = failureLimitOf(profile, secret);
      const { granted, failures } = await reserveGuess(tx, { ...claim, secret, channel }, limit, now());
      outcomes.push({ secret, granted, attemptsLeft: Math.max(0, limit - failures) });
    }
    return outcomes;
  });
  const secrets = await readSecrets(store.db, holder?.id ?? '');
  const verdicts: SecretVerdict[] = [];
  for (const { secret, granted, attemptsLeft } of reserved) {
    const entry = entries[secret];
    const { right, absent } =
      secret === 'oneTimePassword'
        ? await useOneTimePassword(deployment, holder?.id, entry, granted)
        : await compare(deployment, profile, holder, secrets, secret, entry);
    const outcome = absent ? 'absent' : !granted ? 'locked' : right ? 'right' : 'wrong';
    verdicts.push({ field: secret, outcome, attemptsLeft });
  }
  return withLockNotice(deployment, holder, channel, verdicts);
}

/**
 * Mails go to holders that exist only, and only with the one try that locks: all other tries do the same work for a
 * stranger's invention as for a customer's id.
 */
function withLockNotice(
  { banks, now }: Deployment,
  holder: FoundHolder | undefined,
  channel: Channel,
  verdicts: readonly SecretVerdict[],
): SecretVerdict[] {
  const locking = verdicts.filter(({ outcome, attemptsLeft }) => outcome === 'wrong' && attemptsLeft === 0);
  const [first] = locking;
  if (first === undefined || holder === undefined) return [...verdicts];
  const at = now();
  const secrets = locking.map(({ field }) => field);
  const notice = noticeOfLock(holder, { secrets, withCertificate: channel === 'certificate' }, at);
  const tellOfLock = (tx: Transaction) => queueNotices(tx, banks, [notice], at);
  return verdicts.map((verdict) => (verdict === first ? { ...verdict, tellOfLock } : verdict));
}

/** Takes back the count of the tries that were right, and tells of a lock that a wrong one has brought. */
export async function releaseRightOnes(
  tx: Transaction,
  claim: Claim,
  channel: Channel,
  verdicts: readonly SecretVerdict[],
): Promise<void> {
  for (const { field, outcome, tellOfLock } of verdicts) {
    if (outcome === 'right') await clearGuesses(tx, { ...claim, secret: field, channel });
    await tellOfLock?.(tx);
  }
}

async function compare(
  deployment: Deployment,
  profile: BankProfile,
  holder: FoundHolder | undefined,
  secrets: readonly SecretRow[],
  secret: Exclude<SecretField, 'oneTimePassword'>,
  entry: string,
): Promise<{ right: boolean; absent: boolean }> {
  if (secret === 'cardPassword') return compareCard(deployment, profile, holder, entry);
  const stored = secrets.find((row) => row.kind === secret)?.hash;
  return { right: await verifyPin(deployment.keys, stored, entry), absent: false };
}

async function compareCard(
  { store, keys }: Deployment,
  profile: BankProfile,
  holder: FoundHolder | undefined,
  entry: string,
): Promise<{ right: boolean; absent: boolean }> {
  const card = await findActiveCard(store.db, holder?.contract ?? '');
  if (card === undefined || profile.card === null) return { right: false, absent: holder !== undefined };
  const stored = JSON.parse(card.cells) as Record<string, string>;
  if (profile.card.kind === 'fixed') {
    return { right: cellsMatch(keys, card.id, stored, [{ coordinate: '', content: entry }]), absent: false };
  }
  const asked = await findCardChallenge(store.db, card.id);
  const { digitsPerCell } = profile.card;
  const answers = (asked ?? []).map((coordinate, index) => ({
    coordinate,
    content: entry.slice(index * digitsPerCell, (index + 1) * digitsPerCell),
  }));
  return { right: cellsMatch(keys, card.id, stored, answers), absent: false };
}
