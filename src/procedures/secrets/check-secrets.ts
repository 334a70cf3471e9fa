// One page's secrets, checked: every try is counted in the transaction that gives its verdict, so that a hundred at
// once are still only as many as the limit allows; and what is compared costs the same whether the holder exists or not.

import { failureLimitOf, formOf, hasForm, normaliseEntry } from '../../domain/entered-fields.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { noticeOfLock } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import type { BankProfile, Field, SecretField } from '../../profile/bank-profile.ts';
import { PIN_FIELDS, type PinField } from '../../profile/fields.ts';
import { findCardChallenge } from '../../store/read/card.ts';
import { type Claim, type FoundHolder, findActiveCard, readSecrets } from '../../store/read/contract.ts';
import type { Transaction } from '../../store/store.ts';
import { closeCardChallenge, markCardReceived } from '../../store/write/card.ts';
import { clearGuess, reserveGuess } from '../../store/write/guess-count.ts';
import type { Deployment } from '../deployment.ts';
import { cellsMatch } from './card-hash.ts';
import { useOneTimePassword } from './one-time-password.ts';
import { verifyPin } from './pin-hash.ts';
import { recordStrangersFailure } from './spraying.ts';

/** What was typed, by field. */
export type Entries = Readonly<Partial<Record<Field, string>>>;

/** Whether a certificate was shown with the try: the two are counted apart (see GuessCountTable). */
export type Channel = 'open' | 'certificate';

export interface SecretVerdict {
  readonly field: SecretField;
  readonly outcome: 'right' | 'wrong' | 'locked' | 'absent';
  readonly attemptsLeft: number;
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

/** What one page has been answered with, and by whom it says. */
export interface Attempt {
  readonly profile: BankProfile;
  readonly claim: Claim;
  /** Absent: nobody is known by the claim. */
  readonly holder: FoundHolder | undefined;
  readonly channel: Channel;
  readonly fields: readonly Field[];
  readonly entries: Record<Field, string>;
}

/** What a transaction finds the secrets of a page to be. */
export type Judge = (tx: Transaction) => Promise<SecretVerdict[]>;

/**
 * Compares the PINs, which is long work, and writes nothing. The verdicts are for the transaction that records what
 * comes of them: there the tries are counted one after another, so that of a hundred at once only as many as the limit
 * allows learn what they are, whatever they were; wrong ones stay counted, right ones end the count, a right one-time
 * password is spent, and the try that locks is told of.
 */
export async function compareSecrets(deployment: Deployment, attempt: Attempt): Promise<Judge> {
  const { holder, fields, entries } = attempt;
  const secrets = await readSecrets(deployment.store.db, holder?.id ?? '');
  const compared = await Promise.all(
    fields.filter(isPin).map(async (pin) => {
      const stored = secrets.find((row) => row.kind === pin)?.hash;
      return [pin, await verifyPin(deployment.keys, stored, entries[pin])] as const;
    }),
  );
  const pins = new Map<Field, boolean>(compared);
  return (tx) => judge(tx, deployment, attempt, pins);
}

const isPin = (field: Field): field is PinField => PIN_FIELDS.some((pin) => pin === field);

/** What was typed, held against what is stored; `absent`: the holder has nothing to compare with. */
interface Comparison {
  readonly right: boolean;
  readonly absent: boolean;
}

/** Counts one try and has it compared: `granted` is false once the limit of wrong ones is reached. */
async function judgeOne(
  tx: Transaction,
  deployment: Deployment,
  { profile, claim, channel }: Pick<Attempt, 'profile' | 'claim' | 'channel'>,
  field: SecretField,
  compare: (granted: boolean) => Promise<Comparison>,
): Promise<SecretVerdict> {
  const target = { ...claim, secret: field, channel };
  const limit = failureLimitOf(profile, field);
  const { granted, failures } = await reserveGuess(tx, target, limit, deployment.now());
  const { right, absent } = await compare(granted);
  const outcome = absent ? 'absent' : !granted ? 'locked' : right ? 'right' : 'wrong';
  if (outcome === 'right') await clearGuess(tx, target);
  return { field, outcome, attemptsLeft: Math.max(0, limit - failures) };
}

/**
 * One try at a secret that is compared in another way than a page's entries are: counted with those and, if it is the
 * one that locks, told of as they are.
 */
export async function judgeOtherwise(
  tx: Transaction,
  deployment: Deployment,
  who: Pick<Attempt, 'profile' | 'channel'> & { readonly holder: FoundHolder },
  field: SecretField,
  compare: (granted: boolean) => Promise<Comparison>,
): Promise<SecretVerdict> {
  const { holder, channel } = who;
  const verdict = await judgeOne(tx, deployment, { ...who, claim: holder }, field, compare);
  await tellOfLocks(tx, deployment, holder, channel, [verdict]);
  return verdict;
}

async function judge(
  tx: Transaction,
  deployment: Deployment,
  { profile, claim, holder, channel, fields, entries }: Attempt,
  pins: ReadonlyMap<Field, boolean>,
): Promise<SecretVerdict[]> {
  const verdicts: SecretVerdict[] = [];
  for (const field of fields) {
    if (field === 'contractId' || field === 'userId') continue;
    const compare = async (granted: boolean): Promise<Comparison> =>
      field === 'oneTimePassword'
        ? useOneTimePassword(tx, deployment, holder?.id, entries[field], granted)
        : field === 'cardPassword'
          ? compareCard(tx, deployment, profile, holder, entries[field])
          : { right: pins.get(field) === true, absent: false };
    verdicts.push(await judgeOne(tx, deployment, { profile, claim, channel }, field, compare));
  }
  if (channel === 'open' && findWrong(verdicts)) await recordStrangersFailure(tx, deployment, profile);
  if (holder !== undefined) await tellOfLocks(tx, deployment, holder, channel, verdicts);
  return verdicts;
}

/**
 * Mails go to holders that exist only, and only with the one try that locks: all other tries do the same work for a
 * stranger's invention as for a customer's id.
 */
async function tellOfLocks(
  tx: Transaction,
  { banks, now }: Deployment,
  holder: FoundHolder,
  channel: Channel,
  verdicts: readonly SecretVerdict[],
): Promise<void> {
  const secrets = verdicts
    .filter(({ outcome, attemptsLeft }) => outcome === 'wrong' && attemptsLeft === 0)
    .map(({ field }) => field);
  if (secrets.length === 0) return;
  const at = now();
  const notice = noticeOfLock(holder, { secrets, withCertificate: channel === 'certificate' }, at);
  await queueNotices(tx, banks, [notice], at);
}

/** The first verdict that turns the page away, if there is one. */
export const findWrong = (verdicts: readonly SecretVerdict[]): SecretVerdict | undefined =>
  verdicts.find(({ outcome }) => outcome !== 'right');

/** A card that was asked and has answered is asked other cells the next time. */
export async function closeAnsweredCard(
  tx: Transaction,
  contract: string,
  fields: readonly Field[],
  now: number,
): Promise<void> {
  if (!fields.includes('cardPassword')) return;
  const card = await findActiveCard(tx, contract);
  if (card === undefined) return;
  await closeCardChallenge(tx, card.id);
  // Whoever answers from it has it: the office need not wait for a reply card.
  if (card.ordered_at !== null && card.received_at === null) {
    await markCardReceived(tx, card.id, { officer: null, now });
  }
}

async function compareCard(
  tx: Transaction,
  { keys }: Deployment,
  profile: BankProfile,
  holder: FoundHolder | undefined,
  entry: string,
): Promise<Comparison> {
  const card = await findActiveCard(tx, holder?.contract ?? '');
  if (card === undefined || profile.card === null) return { right: false, absent: holder !== undefined };
  const stored = JSON.parse(card.cells) as Record<string, string>;
  if (profile.card.kind === 'fixed') {
    return { right: cellsMatch(keys, card.id, stored, [{ coordinate: '', content: entry }]), absent: false };
  }
  const asked = await findCardChallenge(tx, card.id);
  const { digitsPerCell } = profile.card;
  const answers = (asked ?? []).map((coordinate, index) => ({
    coordinate,
    content: entry.slice(index * digitsPerCell, (index + 1) * digitsPerCell),
  }));
  return { right: cellsMatch(keys, card.id, stored, answers), absent: false };
}
