// The bank profile: all that differs between banks is data in one file of this shape (mission rule 1).
// The shape is strict: a key that is not named here is an error, not a comment. Limits: ceilings.ts;
// rules between entries: check-profile.ts.

import { z } from 'zod';
import {
  activation,
  certificate,
  enrolment,
  locks,
  logon,
  reAcquisition,
  reissue,
  renewal,
  users,
} from './schema/acts.ts';
import { field, form, paragraphs, text } from './schema/parts.ts';
import { forms, helpDesk, letters, mails, menu, notices, terms } from './schema/presentation.ts';
import { card, identifiers, secrets, token } from './schema/secrets.ts';

export type { Field, IdentifierField, PinField, Role, SecretField } from './fields.ts';
export { IDENTIFIER_FIELDS, PIN_FIELDS, ROLES } from './fields.ts';
export type { KeyPlace } from './schema/acts.ts';
export type { Language, Pages, Text } from './schema/parts.ts';
export type { FormKind, MailKind, Menu, MenuTarget } from './schema/presentation.ts';
export { FORM_KINDS, TERMS } from './schema/presentation.ts';

export const bankProfileSchema = z
  .strictObject({
    $schema: z.string().optional().describe('"../bank-profile.schema.json": help in editors'),
    code: z
      .string()
      .regex(/^\d{4}$/, form('write four digits in quotes'))
      .describe('Financial institution code, four digits; also the name of the folder'),
    kind: z
      .enum(['bank', 'office'])
      .optional()
      .describe(
        'office: the profile of the office itself. Its contracts are the banks that are served, its users their officers. One at most; absent: a bank with customers',
      ),
    specimen: z.boolean().describe('A sample: every page carries a visible 見本 mark. Production refuses it'),
    remarks: z
      .array(z.string())
      .optional()
      .describe('Why the profile says what its manual leaves open. Read by people only'),
    name: text.describe('The bank'),
    serviceName: text.describe('The internet banking service'),
    terms: terms.describe('The bank’s own words for the things of docs/glossary.md'),
    hints: z.partialRecord(field, text).optional().describe('Below a field: where the customer finds it'),
    softwareKeyboard: z.boolean().describe('Whether pages offer a keyboard on the screen for PINs'),
    helpDesk,
    notices,
    menus: z
      .record(z.string(), menu)
      .describe('`top` is the first page; others are reached by `menu:<name>`'),
    identifiers,
    secrets,
    card,
    token,
    activation,
    enrolment,
    reAcquisition,
    reissue,
    renewal,
    logon,
    locks,
    certificate,
    users,
    mails,
    forms,
    letters,
    wording: z
      .record(z.string(), paragraphs)
      .optional()
      .describe(
        'The bank’s own wording in place of the common one, by wording key; \\n parts lines in mails',
      ),
  })
  .meta({ title: 'Bank profile', description: 'All that differs between banks of one Warifu deployment' });

export type BankProfile = z.infer<typeof bankProfileSchema>;

/** The banks that have customers: all but the office's own profile. */
export function banksWithCustomers(banks: ReadonlyMap<string, BankProfile>): BankProfile[] {
  return [...banks.values()].filter(({ kind }) => kind !== 'office');
}

/** The office's own profile, where a deployment has one. */
export function officeOf(banks: ReadonlyMap<string, BankProfile>): BankProfile | undefined {
  return [...banks.values()].find(({ kind }) => kind === 'office');
}
