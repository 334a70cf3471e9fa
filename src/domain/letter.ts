// Letters to customers (書面): new secrets, and what no mail could tell. Printed by a person; what nobody prints in time
// expires, so that no secret lies about for ever and the bank sees who was never told.

import { addDays, type Day } from './calendar.ts';

/** card, pins: new secrets, shown once; notice: a mail that found no recipient. */
export const LETTER_KINDS = ['card', 'pins', 'notice'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

export const LETTER_STATES = ['waiting', 'printed', 'expired'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

const USUAL_DAYS = 14;
const USUAL_FIRST_DAYS = 30;
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const SHORT_LENGTH = 10;

/** The last day on which a letter made today can be printed for the first time. */
export function lastPrintDay(
  today: Day,
  { printWithinDays = USUAL_DAYS }: { printWithinDays?: number | undefined } = {},
): Day {
  return addDays(today, printWithinDays);
}

/** The same of the first letter of a contract: nothing secret lies sealed for it, but the customer's days run. */
export function lastFirstPrintDay(
  today: Day,
  { firstPrintWithinDays = USUAL_FIRST_DAYS }: { firstPrintWithinDays?: number | undefined } = {},
): Day {
  return addDays(today, firstPrintWithinDays);
}

/** A form's letter is called by the form's number. */
export const letterOfForm = (form: string): string => `L${form}`;

/** A mail has an id that nobody could read out: its letter gets a short one of its own. */
export const letterOfNotice = (notice: string): string => `LN${shortOf(notice)}`;

/** As is what was ordered at the desk. */
export const letterOfOrder = (order: string): string => `LD${shortOf(order)}`;

/** The last 50 bits of a UUID, which are all by chance, in signs that nobody mixes up on paper or on the telephone. */
function shortOf(uuid: string): string {
  let rest = BigInt(`0x${uuid.replaceAll('-', '')}`);
  return Array.from({ length: SHORT_LENGTH }, () => {
    const sign = SIGNS[Number(rest % 32n)];
    rest /= 32n;
    return sign;
  }).join('');
}
