// Identifiers and secrets of a bank: how long, of which characters, after how many wrong entries locked.

import { z } from 'zod';
import { CEILINGS } from '../ceilings.ts';
import { CURE, distinct, form, shown, within } from './parts.ts';

const characters = z.enum(['digits', 'alphanumeric', 'printable']);

const length = {
  minLength: within(CEILINGS.identifierLength, 'Fewest characters'),
  maxLength: within(CEILINGS.identifierLength, 'Most characters'),
};
/** An id becomes part of a Common Name, hence no signs: they stay free as separators. */
const identifier = z.strictObject({ ...length, characters: characters.exclude(['printable']) });
export const identifiers = z.strictObject({ contractId: identifier, userId: identifier });

const secretLength = {
  minLength: within(CEILINGS.secretMinLength, 'Fewest characters'),
  maxLength: within(CEILINGS.secretMaxLength, 'Most characters'),
};
const failureLimit = within(CEILINGS.failureLimit, 'Wrong entries in a row after which the secret is locked');
const secret = z.strictObject({ ...secretLength, characters, failureLimit });
export const secrets = z.strictObject({
  contractPin: secret,
  contractConfirmationPin: secret.optional(),
  userPin: secret,
  userConfirmationPin: secret.optional(),
});

const headings = (ceiling: { minimum: number; maximum: number }) =>
  distinct(z.string().regex(/^[^\s\p{C}]{1,3}$/u, form('write 1 to 3 characters without a space')))
    .min(ceiling.minimum)
    .max(ceiling.maximum);
const deliveryDays = z
  .strictObject({
    earliest: within(CEILINGS.cardDeliveryDays, 'Days after which a card that was sent may be there'),
    latest: within(CEILINGS.cardDeliveryDays, 'Days after which it should be there'),
  })
  .refine(({ earliest, latest }) => earliest <= latest, { error: 'earliest is later than latest' })
  .optional()
  .describe('Days from sending a card until the customer has it; left out: 14 to 21');
const randomNumberTable = z.strictObject({
  kind: z.literal('table'),
  columns: headings(CEILINGS.cardColumns).describe('Column headings as printed, left to right'),
  rows: headings(CEILINGS.cardRows).describe('Row headings as printed, top to bottom'),
  digitsPerCell: within(CEILINGS.cardDigitsPerCell, 'Digits printed in each cell'),
  cellsAsked: within(CEILINGS.cardCellsAsked, 'Cells that one logon asks for'),
  failureLimit,
  deliveryDays,
});
const fixedPassword = z.strictObject({
  kind: z.literal('fixed'),
  ...secretLength,
  characters,
  failureLimit,
  deliveryDays,
});
export const card = z
  .discriminatedUnion('kind', [randomNumberTable, fixedPassword], {
    error: (issue) =>
      issue.code === 'invalid_union'
        ? `${shown(issue.input)} is not known here${CURE}set "kind" to "table" or "fixed"`
        : undefined,
  })
  .nullable()
  .describe('お客様カード: a random-number table, one fixed password, or null where no card is asked for');

export const token = z
  .strictObject({
    kinds: distinct(z.enum(['totp', 'hotp'])).min(1),
    digits: within(CEILINGS.tokenDigits, 'Digits shown'),
    stepSeconds: within(CEILINGS.tokenStepSeconds, 'Seconds for which one password stands (totp)'),
    failureLimit,
  })
  .nullable()
  .describe('トークン: kinds of one-time password, or null where none is asked for');
