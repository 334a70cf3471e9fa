// A customer card takes the place of the one before, which ends at once: whoever found it has nothing more of it.

import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { cardShape } from '../../domain/card-question.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { findActiveCard } from '../../store/read/contract.ts';
import type { Transaction } from '../../store/store.ts';
import type { AuditRecord } from '../../store/write/audit.ts';
import { closeCardChallenge, endActiveCard, insertCard } from '../../store/write/card.ts';
import { clearGuess } from '../../store/write/guess-count.ts';
import { expireLetterOfCard } from '../../store/write/letter.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import type { CardContent } from '../import-contracts/read-contract.ts';
import { hashCell } from '../secrets/card-hash.ts';
import { generateSecret } from '../secrets/generate-secret.ts';

/** A card as it is to be printed. */
export interface MadeCard extends CardContent {
  /** Its row's id. */
  readonly id: string;
}

interface CardHolder {
  readonly bankCode: string;
  readonly contractId: string;
  /** The contract's row id. */
  readonly contract: string;
}

/**
 * Ends the contract's card and makes another one at random. Wrong entries at the old one are forgotten: they say nothing
 * of the new one.
 *
 * @returns what is to be printed, kept nowhere in clear; and the record for the audit of the same transaction.
 */
export async function replaceCardIn(
  tx: Transaction,
  { keys }: Deployment,
  profile: BankProfile & { readonly card: NonNullable<BankProfile['card']> },
  { bankCode, contractId, contract }: CardHolder,
  caller: Caller,
  now: number,
): Promise<{ readonly card: MadeCard; readonly record: AuditRecord }> {
  const before = await findActiveCard(tx, contract);
  if (before !== undefined) {
    await closeCardChallenge(tx, before.id);
    await endActiveCard(tx, contract, now);
    await expireLetterOfCard(tx, before.id);
  }
  const claim = { bankCode, contractId, userId: '' };
  for (const channel of ['open', 'certificate'] as const) {
    await clearGuess(tx, { ...claim, secret: 'cardPassword', channel });
  }
  const { coordinates, form } = cardShape(profile.card);
  const cells = Object.fromEntries(coordinates.map((place) => [place, generateSecret(form)]));
  const cardNumber = `${bankCode}-${contractId}-${randomBytes(3).toString('hex').toUpperCase()}`;
  const id = randomUUIDv7();
  const hashes = Object.entries(cells).map(([place, content]) => [place, hashCell(keys, id, place, content)]);
  await insertCard(tx, {
    id,
    contract,
    card_number: cardNumber,
    kind: profile.card.kind,
    state: 'active',
    cells: JSON.stringify(Object.fromEntries(hashes)),
    created_at: now,
    ended_at: null,
    ordered_at: now,
  });
  const details = { cardNumber, ...(before !== undefined && { ended: before.card_number }) };
  return {
    card: { id, cardNumber, cells },
    record: auditOf(caller, claim, { act: 'card.replaced', details }, now),
  };
}
