// Every text that a customer reads, by key: the bank's own wording, else the common one, with its gaps filled.

import { type BankProfile, type Language, TERMS } from '../bank-profile.ts';
import { SECRET_FIELDS } from '../fields.ts';
import type { ReasonCode } from '../reason-codes.ts';
import { REASON_CODES } from '../reason-codes.ts';
import { bankValues } from './bank-values.ts';
import { reasonsEn } from './en.ts';
import { FORMS } from './english-forms.ts';
import { reasonsJa } from './ja.ts';
import { mailsEn } from './mails-en.ts';
import { type MailWordingKey, mailsJa } from './mails-ja.ts';
import { pagesEn } from './pages-en.ts';
import { type PageWordingKey, pagesJa } from './pages-ja.ts';
import { pagesLogonEn } from './pages-logon-en.ts';
import { pagesLogonJa } from './pages-logon-ja.ts';
import { fillTemplate, type Params } from './template.ts';

export type { MailWordingKey } from './mails-ja.ts';
export type { PageWordingKey } from './pages-ja.ts';
export type { Params } from './template.ts';

export const REASON_PARTS = ['title', 'cause', 'next'] as const;
export type ReasonWordingKey = `reason.${ReasonCode}.${(typeof REASON_PARTS)[number]}`;
export type WordingKey = ReasonWordingKey | MailWordingKey | PageWordingKey | keyof typeof pagesLogonJa;

/** The common wording of everything, in each language. */
export const COMMON_WORDING: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  ja: new Map([
    ...reasonEntries(reasonsJa),
    ...Object.entries(pagesJa),
    ...Object.entries(pagesLogonJa),
    ...Object.entries(mailsJa),
  ]),
  en: new Map([
    ...reasonEntries(reasonsEn),
    ...Object.entries(pagesEn),
    ...Object.entries(pagesLogonEn),
    ...Object.entries(mailsEn),
  ]),
};

/**
 * One text in one language.
 *
 * @param profile the bank whose words are used; undefined where none is known.
 * @param params what the key's text needs besides the bank's words: a page's own values, a refusal's details. A
 *   parameter named `secret` is the name of a field and becomes the bank's term for it.
 */
export function say(
  profile: BankProfile | undefined,
  language: Language,
  key: WordingKey,
  params: Params = {},
): string {
  const template = profile?.wording?.[key]?.[language] ?? COMMON_WORDING[language].get(key);
  if (template === undefined) throw new Error(`there is no wording ${key}`);
  if (!template.includes('{')) return template;
  const values = { ...valuesOf(profile, language), ...params };
  const secret = SECRET_FIELDS.find((field) => field === params.secret);
  const filled = fillTemplate(
    template,
    secret === undefined ? values : { ...values, secret: values[secret] },
  );
  return language === 'en' && beginsWithTerm(template)
    ? filled.charAt(0).toUpperCase() + filled.slice(1)
    : filled;
}

const BANKS_WORDS: ReadonlySet<string> = new Set([...TERMS, ...FORMS]);

/** Terms stand in the profile as they stand within a sentence. */
function beginsWithTerm(template: string): boolean {
  return BANKS_WORDS.has(/^\{(\w+)\}/.exec(template)?.[1] ?? '');
}

const remembered = new WeakMap<BankProfile, Map<Language, Params>>();

/** A bank's values do not change while the server runs. */
function valuesOf(profile: BankProfile | undefined, language: Language): Params {
  if (profile === undefined) return bankValues(undefined, language);
  const known = remembered.get(profile) ?? new Map<Language, Params>();
  remembered.set(profile, known);
  const values = known.get(language) ?? bankValues(profile, language);
  known.set(language, values);
  return values;
}

function reasonEntries(reasons: typeof reasonsJa): [string, string][] {
  return REASON_CODES.flatMap((reason) =>
    REASON_PARTS.map((part): [string, string] => [`reason.${reason}.${part}`, reasons[reason][part]]),
  );
}
