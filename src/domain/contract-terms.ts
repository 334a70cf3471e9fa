// What a bank knows of a contract, as it comes in: from a line of the bank's list or from an operator's page, judged in
// one way.

import type { BankProfile } from '../profile/bank-profile.ts';
import { type Day, isDay } from './calendar.ts';
import { formOf, hasForm, normaliseEntry } from './entered-fields.ts';
import { isMailAddress } from './mail-address.ts';
import { faultOfName, type NameFault } from './person-name.ts';

export interface ContractTerms {
  readonly companyName: string;
  /** How the name is read; empty: not given. */
  readonly companyKana: string;
  /** `100-0001`, and the address as it stands on an envelope; empty: not given. */
  readonly postalCode: string;
  readonly postalAddress: string;
  readonly mail: string;
  readonly language: 'ja' | 'en';
  /** The day from which the days for the acquisition count. */
  readonly acquisitionFrom: Day;
}

export const TERMS = [
  'companyName',
  'companyKana',
  'postalCode',
  'postalAddress',
  'mail',
  'language',
  'acquisitionFrom',
] as const;
export type Term = (typeof TERMS)[number];

/** `form`: no contract id of this bank. */
export type TermsFault = NameFault | 'form' | 'mail' | 'day' | 'language' | 'postal';

export const LONGEST = { companyName: 300, companyKana: 300, postalAddress: 200 } as const;
const POSTAL_CODE = /^(\d{3})-?(\d{4})$/;

/** The contract id and the terms; or what is wrong, by what was given. `today`: where no day is given. */
export function readContractTerms(
  profile: BankProfile,
  given: Readonly<Record<Term | 'contractId', string>>,
  today: Day,
): { readonly contractId: string; readonly terms: ContractTerms } | Map<Term | 'contractId', TermsFault> {
  const faults = new Map<Term | 'contractId', TermsFault>();
  const contractId = normaliseEntry(given.contractId);
  const form = formOf(profile, 'contractId');
  if (contractId === '') faults.set('contractId', 'missing');
  else if (form === undefined || !hasForm(form, contractId)) faults.set('contractId', 'form');
  const name = (term: keyof typeof LONGEST, needed: boolean) => {
    const value = given[term].normalize('NFC').trim();
    const fault = value === '' && !needed ? undefined : faultOfName(value, LONGEST[term]);
    if (fault !== undefined) faults.set(term, fault);
    return value;
  };
  const companyName = name('companyName', true);
  const companyKana = name('companyKana', false);
  const postalAddress = name('postalAddress', false);
  const code = given.postalCode.normalize('NFKC').trim();
  const [, area, town] = POSTAL_CODE.exec(code) ?? [];
  if (code !== '' && area === undefined) faults.set('postalCode', 'postal');
  const mail = given.mail.trim();
  // Who has no mail is told by letter.
  if (!isMailAddress(mail) && (mail !== '' || postalAddress === '')) {
    faults.set('mail', mail === '' ? 'missing' : 'mail');
  }
  const language = given.language === '' ? 'ja' : given.language;
  if (language !== 'ja' && language !== 'en') faults.set('language', 'language');
  const acquisitionFrom = given.acquisitionFrom.normalize('NFKC').trim().replaceAll('/', '-') || today;
  if (!isDay(acquisitionFrom)) faults.set('acquisitionFrom', 'day');
  if (faults.size > 0) return faults;
  return {
    contractId,
    terms: {
      ...{ companyName, companyKana, postalAddress, mail, acquisitionFrom },
      postalCode: code === '' ? '' : `${area}-${town}`,
      language: language === 'en' ? 'en' : 'ja',
    },
  };
}

/** What of these terms is other than those. */
export const changedTerms = (before: ContractTerms, after: ContractTerms): Term[] =>
  TERMS.filter((term) => before[term] !== after[term]);

/**
 * What whoever reads a name ought to know of it, though nothing is wrong: characters that only the bank's own machines
 * can show (外字, the private use areas), and a beginning that spreadsheet programs take for a formula.
 */
export function nameNotes(name: string): ('private-use' | 'formula')[] {
  return [
    ...(/\p{Co}/u.test(name) ? (['private-use'] as const) : []),
    ...(/^[=+\-@＝＋－＠]/.test(name) ? (['formula'] as const) : []),
  ];
}
