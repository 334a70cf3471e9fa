// A user's first PINs: made at random, handed over on paper, shown on one page once. Between the act that makes them
// and the page that shows them they are sealed, for ten minutes at most.

import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { BankProfile, PinField } from '../../profile/bank-profile.ts';
import type { FoundHolder } from '../../store/read/contract.ts';
import type { Transaction } from '../../store/store.ts';
import type { SecretTable } from '../../store/tables.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { clearGuesses } from '../../store/write/guess-count.ts';
import { putPinSheet, takePinSheet } from '../../store/write/pin-sheet.ts';
import { replaceSecrets } from '../../store/write/user.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { endWaysOfHolder } from '../end-ways.ts';
import { findUserOf, loadOpenSession, type OpenSession } from '../log-on/open-session.ts';
import type { SessionInput } from '../log-on/session.ts';
import { generatePins } from '../secrets/generate-secret.ts';
import { hashPin } from '../secrets/pin-hash.ts';
import { openBytes, sealBytes } from '../secrets/sealed-bytes.ts';

const USER_PINS = ['userPin', 'userConfirmationPin'] as const;
export type FirstPins = Readonly<Partial<Record<(typeof USER_PINS)[number], string>>>;

export const PIN_SHEET_MS = 10 * 60 * 1000;

export interface MadePins<Pins = Readonly<Partial<Record<PinField, string>>>> {
  readonly pins: Pins;
  /** As they are kept. */
  secretsOf(holder: string, now: number): SecretTable[];
}

/** Fresh PINs and their hashes. Hashing takes far longer than writing: call it before a transaction, not in it. */
export function makeFirstPins(
  deployment: Deployment,
  profile: BankProfile,
  given?: FirstPins,
): Promise<MadePins<FirstPins>> {
  return makeFirstPinsOf(deployment, profile, USER_PINS, given);
}

/** As {@link makeFirstPins}, of other kinds. */
export async function makeFirstPinsOf<Pin extends PinField>(
  { keys }: Deployment,
  profile: BankProfile,
  kinds: readonly Pin[],
  given?: Readonly<Partial<Record<Pin, string>>>,
): Promise<MadePins<Readonly<Partial<Record<Pin, string>>>>> {
  const pins = given ?? generatePins(profile, kinds);
  const hashes = await Promise.all(
    kinds.flatMap((kind) => {
      const pin = pins[kind];
      return pin === undefined ? [] : [hashPin(keys, pin).then((hash) => ({ kind, hash }))];
    }),
  );
  return {
    pins,
    secretsOf: (holder, now) =>
      hashes.map(({ kind, hash }) => ({ holder, kind, hash, provisional: 1, changed_at: now })),
  };
}

/** First PINs in the place of whatever the user had. Nothing that began with those goes on, locks among it. */
export async function giveFirstPins(
  tx: Transaction,
  deployment: Deployment,
  open: OpenSession,
  user: FoundHolder,
  made: MadePins<FirstPins>,
  now: number,
): Promise<void> {
  await replaceSecrets(tx, user.id, made.secretsOf(user.id, now));
  await clearGuesses(tx, user);
  await endWaysOfHolder(tx, user.id, now);
  await layPinsReady(tx, deployment, open, user.id, made.pins, now);
}

/** Lays the PINs ready for the page that shows them, in the transaction that makes them valid. */
export async function layPinsReady(
  tx: Transaction,
  { keys }: Deployment,
  { session }: OpenSession,
  holder: string,
  pins: FirstPins,
  now: number,
): Promise<void> {
  const sealed = sealBytes(keys.sheet, [session.token_hash, holder], Buffer.from(JSON.stringify(pins)));
  await putPinSheet(tx, { session: session.token_hash, holder, sealed, created_at: now });
}

export interface PinSheet {
  readonly user: FoundHolder;
  /** Undefined: shown before, or never looked at for ten minutes. */
  readonly pins: FirstPins | undefined;
}

/** Gives the PINs to the administrator who made them, once. */
export async function showFirstPins(
  deployment: Deployment,
  input: SessionInput & { readonly userId: string },
  caller: Caller,
): Promise<PinSheet | Refusal> {
  const { store, keys, now } = deployment;
  const open = await loadOpenSession(deployment, input);
  if (isRefusal(open)) return open;
  const user = await findUserOf(store.db, open, input.userId);
  if (user === undefined) return refuse('user-unknown');
  const session = open.session.token_hash;
  const taken = await store.transaction(async (tx) => {
    const sheet = await takePinSheet(tx, session, user.id, now() - PIN_SHEET_MS);
    if (sheet === undefined) return undefined;
    const details = { userId: user.userId };
    await appendAudit(tx, [auditOf(caller, open.holder, { act: 'user.first-pins-shown', details }, now())]);
    return sheet;
  });
  if (taken === undefined) return { user, pins: undefined };
  const opened = openBytes(keys.sheet, [session, user.id], taken.sealed).toString();
  return { user, pins: JSON.parse(opened) as FirstPins };
}
