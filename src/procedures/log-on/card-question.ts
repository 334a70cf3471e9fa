// What the customer's card is asked: the same cells until they are answered, so that reloading draws no better ones.

import { randomInt } from 'node:crypto';
import { type Cell, cellsOf, chooseCells, coordinateOf } from '../../domain/card-question.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { findCardChallenge } from '../../store/read/card.ts';
import { findActiveCard } from '../../store/read/contract.ts';
import type { Transaction } from '../../store/store.ts';
import { askCard } from '../../store/write/card.ts';
import type { Deployment } from '../deployment.ts';
import { checkShownCertificate, profileOf } from './recognise-certificate.ts';
import { loadSession, type SessionInput } from './session.ts';

/** The cells to look up, in the order in which they are typed; or the one fixed password. */
export type CardQuestion =
  | { readonly kind: 'table'; readonly cells: readonly Cell[]; readonly digitsPerCell: number }
  | { readonly kind: 'fixed' };

/** Asks who has answered the pages before. */
export async function cardQuestion(
  deployment: Deployment,
  input: SessionInput,
): Promise<CardQuestion | Refusal> {
  const { refusal: unfit, found } = await checkShownCertificate(deployment, input);
  if (unfit) return unfit;
  const profile = profileOf(deployment, input.bankCode, input.token);
  // A fixed password asks nothing that a session would have to remember, so a first page may ask for it.
  if (profile.card?.kind === 'fixed') return { kind: 'fixed' };
  const session = await loadSession(deployment, profile, found, input.token);
  return isRefusal(session) ? session : askTable(deployment, profile, found.contract);
}

/** Draws cells of the contract's card, unless it is being asked already. */
export async function drawCells(
  tx: Transaction,
  { card: table }: BankProfile,
  contract: string,
  now: number,
): Promise<void> {
  if (table?.kind !== 'table') return;
  const card = await findActiveCard(tx, contract);
  if (card === undefined) return;
  await askCard(tx, card.id, chooseCells(table, (bound) => randomInt(bound)).map(coordinateOf), now);
}

/** The cells that the contract's card is asked: drawn now, or still waiting for their answer. */
export async function askTable(
  deployment: Deployment,
  profile: BankProfile,
  contract: string,
): Promise<CardQuestion | Refusal> {
  const { store } = deployment;
  const { card: table } = profile;
  if (table?.kind === 'fixed') return { kind: 'fixed' };
  const card = await findActiveCard(store.db, contract);
  if (card === undefined || table === null) return refuse('card-missing');
  let asked = await findCardChallenge(store.db, card.id);
  if (asked === undefined) {
    await store.transaction((tx) => drawCells(tx, profile, contract, deployment.now()));
    asked = (await findCardChallenge(store.db, card.id)) ?? [];
  }
  const byCoordinate = new Map(cellsOf(table).map((cell) => [coordinateOf(cell), cell]));
  const cells = asked.flatMap((coordinate) => byCoordinate.get(coordinate) ?? []);
  return { kind: 'table', cells, digitsPerCell: table.digitsPerCell };
}
