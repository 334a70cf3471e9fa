// The secrets that an act on the logon face asks for: fields in the bank's order, the places of a card among them.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import {
  type Entries,
  type EntryFaults,
  entryField,
  faultSummary,
  readEntries,
} from '../../http/entry-field.ts';
import type { BankPageContext } from '../../http/page.ts';
import type { Deployment } from '../../procedures/deployment.ts';
import { type CardQuestion, cardQuestion } from '../../procedures/log-on/card-question.ts';
import type { AnySessionInput } from '../../procedures/log-on/open-session.ts';
import { passwordCardQuestion } from '../../procedures/password-logon/password-session.ts';
import type { BankProfile, SecretField } from '../../profile/bank-profile.ts';
import { type CellFaults, cardField, readCells } from './card-field.ts';
import { cellFaultSummary, wrongEntry } from './question-page.ts';

export interface AskedSecrets {
  readonly fields: readonly SecretField[];
  readonly card: CardQuestion | undefined;
}

/** What was wrong with what was typed. */
export interface SecretFaults {
  readonly faults?: EntryFaults | undefined;
  readonly cellFaults?: CellFaults | undefined;
  readonly refusal?: Refusal | undefined;
}

/** The fields, and what the card is asked where it is. */
export async function askSecrets(
  deployment: Deployment,
  shown: AnySessionInput,
  fields: readonly SecretField[],
): Promise<AskedSecrets | Refusal> {
  const card = fields.includes('cardPassword') ? await askCard(deployment, shown) : undefined;
  return isRefusal(card) ? card : { fields, card };
}

function askCard(deployment: Deployment, shown: AnySessionInput): Promise<CardQuestion | Refusal> {
  return 'certificate' in shown ? cardQuestion(deployment, shown) : passwordCardQuestion(deployment, shown);
}

/** Reads them from a form; a table's places come in fields of their own, and a script may send them joined. */
export function readSecrets(
  profile: BankProfile,
  { fields, card }: AskedSecrets,
  body: unknown,
): { readonly entries: Entries; readonly faults: EntryFaults; readonly cellFaults: CellFaults } {
  const joined = typeof body === 'object' && body !== null && 'cardPassword' in body;
  if (card?.kind !== 'table' || joined)
    return { ...readEntries(profile, fields, body), cellFaults: new Map() };
  const cells = readCells(card, body);
  const others = fields.filter((field) => field !== 'cardPassword');
  const { entries, faults } = readEntries(profile, others, body);
  return { entries: { ...entries, cardPassword: cells.joined }, faults, cellFaults: cells.faults };
}

export const isFaulty = ({ faults, cellFaults, refusal }: SecretFaults): boolean =>
  refusal !== undefined || (faults?.size ?? 0) + (cellFaults?.size ?? 0) > 0;

export function secretFaults(
  context: BankPageContext,
  { card }: AskedSecrets,
  { faults = new Map(), cellFaults = new Map(), refusal }: SecretFaults,
  others: ReadonlyMap<string, string> = new Map(),
): HtmlSafeString {
  const table = card?.kind === 'table' ? card : undefined;
  return html`${refusal === undefined ? '' : wrongEntry(context, refusal)}
    ${faults.size + others.size > 0 ? faultSummary(context, faults, others) : cellFaultSummary(context, table, cellFaults)}`;
}

export function secretFields(
  context: BankPageContext,
  { fields, card }: AskedSecrets,
  { faults = new Map(), cellFaults = new Map() }: SecretFaults,
): HtmlSafeString[] {
  return fields.map((field) =>
    field === 'cardPassword' && card?.kind === 'table'
      ? cardField(context, card, cellFaults)
      : entryField(context, field, { faults }),
  );
}
