// What a request form says, as the operator typed it from paper: read, judged, and written in the one way that is
// hashed.

import type { FormKind } from '../profile/bank-profile.ts';
import type { RequestForm } from '../profile/request-forms.ts';
import { addDays, type Day, isDay } from './calendar.ts';
import { isMailAddress } from './mail-address.ts';
import { faultOfName, type NameFault } from './person-name.ts';

/** Why a certificate is to end, as customers say it; spelled as RFC 5280 5.3.1 does. */
export const FORM_REASONS = [
  'keyCompromise',
  'cessationOfOperation',
  'affiliationChanged',
  'unspecified',
] as const;
export type FormReason = (typeof FORM_REASONS)[number];

export interface FormContent {
  readonly kind: FormKind;
  readonly contractId: string;
  /** Empty: the administrator. */
  readonly userId: string;
  readonly receivedOn: Day;
  /** Who handed it in. */
  readonly applicant: string;
  /** Empty where the kind has none. */
  readonly reason: FormReason | '';
  readonly newAdministrator: string;
  /** Where the customer is told from now on; empty: where it was. */
  readonly newMail: string;
  readonly remark: string;
  /** The bank's own fields, by id. */
  readonly fields: Readonly<Record<string, string>>;
  /** Ids of the checks that were made: all that the bank asks for. */
  readonly checks: readonly string[];
}

export type FormFault = NameFault | 'day' | 'unchecked' | 'mail';

/** Names of the page's fields for what a bank adds. */
export const fieldName = (id: string): string => `field-${id}`;
export const checkName = (id: string): string => `check-${id}`;

const LONGEST_NAME = 100;
const LONGEST_REMARK = 300;
const OLDEST_RECEIPT_DAYS = 90;

/** The content; or what is wrong, by the name of the page's field. */
export function readFormContent(
  form: RequestForm,
  target: { readonly contractId: string; readonly userId: string },
  entries: Readonly<Record<string, string>>,
  today: Day,
): FormContent | ReadonlyMap<string, FormFault> {
  const faults = new Map<string, FormFault>();
  const read = (name: string, longest: number, required = true): string => {
    const value = (entries[name] ?? '').normalize('NFC').trim();
    const fault = value === '' && !required ? undefined : faultOfName(value, longest);
    if (fault !== undefined) faults.set(name, fault);
    return value;
  };
  const receivedOn = (entries.receivedOn ?? '').normalize('NFKC').trim().replaceAll('/', '-');
  const oldest = addDays(today, -OLDEST_RECEIPT_DAYS);
  if (!isDay(receivedOn) || receivedOn > today || receivedOn < oldest) faults.set('receivedOn', 'day');
  const applicant = read('applicant', LONGEST_NAME);
  const newAdministrator = form.asks.includes('newAdministrator')
    ? read('newAdministrator', LONGEST_NAME)
    : '';
  const newMail = form.asks.includes('newMail') ? (entries.newMail ?? '').normalize('NFKC').trim() : '';
  if (newMail !== '' && !isMailAddress(newMail)) faults.set('newMail', 'mail');
  const reason = form.asks.includes('reason')
    ? FORM_REASONS.find((one) => one === entries.reason)
    : ('' as const);
  if (reason === undefined) faults.set('reason', 'missing');
  const fields = Object.fromEntries(
    form.fields.map(({ id, required, maxLength }) => [id, read(fieldName(id), maxLength, required)]),
  );
  const remark = read('remark', LONGEST_REMARK, false);
  for (const { id } of form.checks) {
    if (entries[checkName(id)] !== 'on') faults.set(checkName(id), 'unchecked');
  }
  if (faults.size > 0 || reason === undefined) return faults;
  const checks = form.checks.map(({ id }) => id);
  const { contractId, userId } = target;
  return {
    ...{ kind: form.kind, contractId, userId, receivedOn, applicant, reason },
    ...{ newAdministrator, newMail, remark, fields, checks },
  };
}

/** The entries that would be read as this content: for a page on which it is amended. */
export function entriesOfContent(content: FormContent): Record<string, string> {
  const { receivedOn, applicant, reason, newAdministrator, newMail, remark, fields, checks } = content;
  return {
    ...{ receivedOn, applicant, reason, newAdministrator, newMail, remark },
    ...Object.fromEntries(Object.entries(fields).map(([id, value]) => [fieldName(id), value])),
    ...Object.fromEntries(checks.map((id) => [checkName(id), 'on'])),
  };
}

/** JSON in one way only: keys sorted, nothing undefined. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
