// Letters to customers, read. Every question names the bank: another bank's letter is absent.

import type { Day } from '../../domain/calendar.ts';
import type { LetterState } from '../../domain/letter.ts';
import type { Reader } from '../database.ts';
import { countOverdueForms } from './request-form.ts';

const letters = (db: Reader, bankCode: string) =>
  db
    .selectFrom('letter')
    .innerJoin('contract', 'contract.id', 'letter.contract')
    .leftJoin('holder as printer', 'printer.id', 'letter.printed_by')
    .leftJoin('request_form', 'request_form.id', 'letter.form')
    .leftJoin('notice', 'notice.id', 'letter.notice')
    .select(['letter.id', 'letter.kind', 'letter.state', 'letter.form', 'letter.notice', 'letter.contract'])
    .select(['letter.card', 'letter.ordered_person as orderedPerson'])
    .select(['letter.created_at as createdAt', 'letter.print_until as printUntil'])
    .select(['letter.printed_at as printedAt', 'printer.name as printedByName'])
    .select(['request_form.kind as formKind', 'request_form.content as formContent'])
    .select('notice.kind as noticeKind')
    .select(['contract.contract_id as contractId', 'contract.company_name as companyName'])
    .select('contract.language')
    .select(['contract.postal_code as postalCode', 'contract.postal_address as postalAddress'])
    .where('letter.bank_code', '=', bankCode);

export async function findLetter(db: Reader, bankCode: string, id: string) {
  return letters(db, bankCode).where('letter.id', '=', id).executeTakeFirst();
}
export type FoundLetter = NonNullable<Awaited<ReturnType<typeof findLetter>>>;

/** The letter's secrets, sealed; empty where there are none, or none any more. */
export async function readSealedLetter(db: Reader, id: string): Promise<Uint8Array> {
  const found = await db.selectFrom('letter').select('sealed').where('id', '=', id).executeTakeFirst();
  return found?.sealed ?? new Uint8Array();
}

/** The letter that a form's carrying out made. */
export async function findLetterOfForm(db: Reader, form: string) {
  return db
    .selectFrom('letter')
    .select(['id', 'state', 'printed_at as printedAt', 'print_until as printUntil'])
    .where('form', '=', form)
    .executeTakeFirst();
}

/** A page of a bank's letters: waiting ones by their last day, the others from the latest. */
export async function readLetters(
  db: Reader,
  bankCode: string,
  state: LetterState,
  page: { readonly limit: number; readonly offset: number },
): Promise<FoundLetter[]> {
  return letters(db, bankCode)
    .where('letter.state', '=', state)
    .orderBy('letter.print_until', state === 'waiting' ? 'asc' : 'desc')
    .orderBy('letter.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
}

export async function countLetters(db: Reader, bankCode: string): Promise<Record<LetterState, number>> {
  const rows = await db
    .selectFrom('letter')
    .select(['state', ({ fn }) => fn.countAll<number | string>().as('letters')])
    .where('bank_code', '=', bankCode)
    .groupBy('state')
    .execute();
  const counts = { waiting: 0, printed: 0, expired: 0 };
  for (const { state, letters: count } of rows) counts[state] = Number(count);
  return counts;
}

/** The banks at whose desks anything waits: most days, none. */
export async function readBanksWithDeskDue(db: Reader, today: Day): Promise<string[]> {
  const rows = await db
    .selectFrom('letter')
    .select('bank_code as code')
    .where('state', '=', 'waiting')
    .union(
      db
        .selectFrom('first_letter')
        .select('bank_code as code')
        .where('printed_at', 'is', null)
        .where('print_until', '>=', today),
    )
    .union(
      db
        .selectFrom('request_form')
        .select('bank_code as code')
        .where('state', 'in', ['entered', 'returned'])
        .where('due_on', '<', today),
    )
    .execute();
  return rows.map(({ code }) => code);
}

/** Counted no further: a bank's list may have opened a million contracts. */
const MOST_COUNTED = 10_000;

/** Letters with the first PINs of contracts that were opened at the desk, as long as they can be printed. */
async function readFirstLettersDue(db: Reader, bankCode: string, today: Day) {
  const due = db
    .selectFrom('first_letter')
    .select('print_until')
    .where('bank_code', '=', bankCode)
    .where('printed_at', 'is', null)
    .where('print_until', '>=', today)
    .orderBy('print_until')
    .limit(MOST_COUNTED);
  const { letters, until } = await db
    .selectFrom(due.as('due'))
    .select(({ fn }) => [
      fn.countAll<number | string>().as('letters'),
      fn.min<Day | null>('due.print_until').as('until'),
    ])
    .executeTakeFirstOrThrow();
  return { letters: Number(letters), until };
}

/** What waits in a bank: for the front page and the reminder of the day. */
export async function readDeskDue(db: Reader, bankCode: string, today: Day) {
  const overdueForms = await countOverdueForms(db, bankCode, { today });
  const { letters: waiting, first } = await db
    .selectFrom('letter')
    .select(({ fn }) => [
      fn.countAll<number | string>().as('letters'),
      fn.min<Day | null>('print_until').as('first'),
    ])
    .where('bank_code', '=', bankCode)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  const opened = await readFirstLettersDue(db, bankCode, today);
  return {
    ...{ overdueForms, letters: Number(waiting), firstPrintUntil: first },
    ...{ firstLetters: opened.letters, firstLettersUntil: opened.until },
  };
}

/** What contracts are called, by their row ids. */
export async function readContractIds(
  db: Reader,
  contracts: readonly string[],
): Promise<Map<string, string>> {
  if (contracts.length === 0) return new Map();
  const rows = await db
    .selectFrom('contract')
    .select(['id', 'contract_id as contractId'])
    .where('id', 'in', contracts)
    .execute();
  return new Map(rows.map(({ id, contractId }) => [id, contractId]));
}
