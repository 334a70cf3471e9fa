// The letters with the first PINs of contracts that were opened at the desk. The PINs are made here, when they are
// printed, and their hashes are stored in the same transaction: before, nobody could know them, and after, nobody here
// can show them again. Never to who entered the order. Where the bank has cards, the contract's first one is made with
// it; its letter waits in its turn, for somebody else again, so that nobody prints both. Whoever prints types a fresh
// one-time password, as for an approval: what comes out opens a contract.

import { dayOf } from '../../../domain/calendar.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import type { PinField } from '../../../profile/bank-profile.ts';
import { findActiveCard } from '../../../store/read/contract.ts';
import {
  countFirstLetters,
  readWaitingLetters,
  type WaitingLetter,
} from '../../../store/read/contract-order.ts';
import type { Transaction } from '../../../store/store.ts';
import { type AuditRecord, appendAudit } from '../../../store/write/audit.ts';
import { insertOrderStep, lockOrder, takeFirstLetters } from '../../../store/write/contract-order.ts';
import { lockHolders } from '../../../store/write/holder.ts';
import { replaceSecrets } from '../../../store/write/user.ts';
import { auditOf } from '../../audit.ts';
import { replaceCardIn } from '../../cards/replace-card.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { makeFirstPinsOf } from '../../users/first-pins.ts';
import { type AtBank, officerAtBank } from '../forms/form-access.ts';
import { keepLetter } from '../letters/letter-content.ts';
import { checkStepUp, mayStepUp, type StepUpInput } from '../step-up.ts';
import { byOfficer, loadOrder, type OrderInput, orderAbsent } from './order-access.ts';
import { checkFirstLetters, LETTERS_AT_ONCE } from './show-order.ts';

export interface FirstLetter extends WaitingLetter {
  readonly pins: Readonly<Partial<Record<PinField, string>>>;
}

export interface FirstLetters extends AtBank {
  readonly orderId: string;
  readonly letters: readonly FirstLetter[];
}

const PINS = ['contractPin', 'contractConfirmationPin'] as const;

/** Who has PINs by another way needs no letter any more, and a closed contract gets none. */
const isNeedless = ({ hasPins, state }: WaitingLetter) => Boolean(hasPins) || state === 'closed';

/**
 * Draws the next letters of an order, then stores their PINs, and only then gives away what was drawn: letters that could
 * not be drawn cost nothing, and of two who print at once one gets them.
 *
 * @returns as {@link checkStepUp}; `order-own` for who entered it, `letter-expired` after the last day, `letter-printed`
 *   when none is left or somebody else was faster.
 */
export async function printFirstLetters<T>(
  deployment: Deployment,
  input: OrderInput & StepUpInput,
  caller: Caller,
  draw: (letters: FirstLetters) => Promise<T> | T,
): Promise<T | Refusal> {
  const { store, now } = deployment;
  const at = await officerAtBank(deployment, input, 'letters.print');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  const order = await loadOrder(store.db, bank, input.orderId);
  if (order === undefined) return orderAbsent();
  const { id } = order.row;
  const check = async (db: Transaction | typeof store.db) =>
    checkFirstLetters({
      officer,
      writers: order.writers,
      letters: await countFirstLetters(db, id, dayOf(now())),
    });
  const waiting = (db: Transaction | typeof store.db) =>
    readWaitingLetters(db, id, dayOf(now()), LETTERS_AT_ONCE);
  const proves = mayStepUp(officer, input, now());
  const next = !proves || (await check(store.db)) ? [] : await waiting(store.db);
  // Hashing and drawing take far longer than writing: they are done before the transaction, not in it.
  const made = await Promise.all(
    next
      .filter((letter) => !isNeedless(letter))
      .map(async (letter) => ({ letter, made: await makeFirstPinsOf(deployment, bank, PINS) })),
  );
  const letters = made.map(({ letter, made: { pins } }) => ({ ...letter, pins }));
  const drawn = letters.length === 0 ? undefined : await draw({ ...at, orderId: id, letters });
  const refusal = await store.transaction(async (tx): Promise<Refusal | undefined> => {
    await lockOrder(tx, id);
    const stepUp = await checkStepUp(tx, deployment, officer, input, caller);
    await lockHolders(
      tx,
      made.map(({ letter }) => letter.holder),
    );
    const refused = (await check(tx)) ?? stepUp.refusal;
    const still = refused ? [] : await waiting(tx);
    const needless = still.filter(isNeedless).map(({ contract }) => contract);
    const wait = new Set(still.filter((one) => !isNeedless(one)).map(({ contract }) => contract));
    const lost = made.length === 0 || made.some(({ letter }) => !wait.has(letter.contract));
    const refusal = refused ?? (lost ? refuse('letter-printed') : undefined);
    const taken = refusal === undefined ? made.map(({ letter }) => letter.contract) : [];
    await takeFirstLetters(tx, [...needless, ...taken], { officer: officer.holder.id, now: now() });
    const claim = { bankCode: bank.code, contractId: '', userId: '' };
    const details = { order: id, officer: officer.officerId };
    const deed = { act: 'order.letters-printed', refusedFor: refusal?.cause, details };
    if (refusal !== undefined) {
      await appendAudit(tx, [...stepUp.records, auditOf(caller, claim, deed, now())]);
      return refusal;
    }
    const records: AuditRecord[] = [...stepUp.records];
    for (const { letter, made: pins } of made) {
      await replaceSecrets(tx, letter.holder, pins.secretsOf(letter.holder, now()));
      records.push(auditOf(caller, { ...claim, contractId: letter.contractId }, deed, now()));
      records.push(...(await firstCard(tx, deployment, at, letter, caller)));
    }
    await insertOrderStep(tx, {
      ...{ contract_order: id, bank_code: bank.code, act: 'printed', content: null, hash: null },
      ...{ officer: officer.holder.id, person: officer.person, at: now(), remark: String(made.length) },
    });
    await appendAudit(tx, records);
    return undefined;
  });
  return refusal ?? (drawn as T);
}

/** The contract's first card, and its letter. */
async function firstCard(
  tx: Transaction,
  deployment: Deployment,
  { bank, officer }: AtBank,
  { contract, contractId }: WaitingLetter,
  caller: Caller,
): Promise<AuditRecord[]> {
  const { card: shape } = bank;
  if (shape === null || (await findActiveCard(tx, contract)) !== undefined) return [];
  const now = deployment.now();
  const holder = { bankCode: bank.code, contractId, contract };
  const { card, record } = await replaceCardIn(tx, deployment, { ...bank, card: shape }, holder, caller, now);
  const content = { kind: 'card', card } as const;
  await keepLetter(tx, deployment.keys, bank, { contract, content, order: card.id, by: officer }, now);
  return [byOfficer(record, officer)];
}
