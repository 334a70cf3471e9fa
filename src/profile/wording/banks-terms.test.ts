// Pages speak in the bank's words: no text holds literally what a profile may call otherwise.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TERMS } from '../bank-profile.ts';
import { sampleBank } from '../fixtures/sample-bank.ts';
import { REASON_CODES } from '../reason-codes.ts';
import { REASON_TOPICS } from '../reason-topics.ts';
import { bankValues } from './bank-values.ts';
import { englishForms, FORMS } from './english-forms.ts';
import { pagesCustomersActsJa } from './pages-customers-acts-ja.ts';
import { pagesCustomersJa } from './pages-customers-ja.ts';
import { pagesOfficeAuditJa } from './pages-office-audit-ja.ts';
import { pagesOfficeCardsJa } from './pages-office-cards-ja.ts';
import { pagesOfficeCertificatesJa } from './pages-office-certificates-ja.ts';
import { pagesOfficeContractsJa } from './pages-office-contracts-ja.ts';
import { pagesOfficeFormsJa } from './pages-office-forms-ja.ts';
import { pagesOfficeJa } from './pages-office-ja.ts';
import { pagesOfficeLettersJa } from './pages-office-letters-ja.ts';
import { pagesOfficeOfficersJa } from './pages-office-officers-ja.ts';
import { pagesOfficeProfileJa } from './pages-office-profile-ja.ts';
import { pagesOfficeReportsJa } from './pages-office-reports-ja.ts';
import { pagesOfficeTokensJa } from './pages-office-tokens-ja.ts';
import { COMMON_WORDING, say, type WordingKey } from './wording.ts';

const LANGUAGES = ['ja', 'en'] as const;
const BANKS = [undefined, ...['9000', '9001', '1635', '5410', '1283'].map((code) => sampleBank(code))];

/** Whatever a bank of ours, or none, calls anything; longest first, so that a finding names the whole of it. */
function literals(language: 'ja' | 'en'): string[] {
  const words = BANKS.flatMap((bank) => {
    const values = bankValues(bank, language);
    return [...TERMS, ...FORMS].map((name) => String(values[name]));
  });
  return [...new Set(words)].toSorted((one, other) => other.length - one.length);
}

/** What is no reason of customers is told to officers, whose words are the office's own. */
const ASIDE = REASON_CODES.filter((reason) => !REASON_TOPICS[reason]).map((reason) => `reason.${reason}.`);

/** As are its pages. */
const OFFICE = new Set([
  ...Object.keys(pagesCustomersJa),
  ...Object.keys(pagesCustomersActsJa),
  ...Object.keys(pagesOfficeJa),
  ...Object.keys(pagesOfficeContractsJa),
  ...Object.keys(pagesOfficeFormsJa),
  ...Object.keys(pagesOfficeLettersJa),
  ...Object.keys(pagesOfficeCertificatesJa),
  ...Object.keys(pagesOfficeOfficersJa),
  ...Object.keys(pagesOfficeProfileJa),
  ...Object.keys(pagesOfficeReportsJa),
  ...Object.keys(pagesOfficeAuditJa),
  ...Object.keys(pagesOfficeCardsJa),
  ...Object.keys(pagesOfficeTokensJa),
]);

/** Mails to the bank itself are officers' too; what other programs show is quoted as they show it. */
function textOf(key: string, template: string): string {
  const toTheBank = /^mail\.(?:spraying|deskDue|alarm)\./.test(key);
  if (toTheBank || OFFICE.has(key) || ASIDE.some((start) => key.startsWith(start))) return '';
  const own = template.replaceAll(/\{\w+\}/g, ' ◇ ');
  return /^page\.(?:install|delete)\./.test(key) ? own.replaceAll(/「[^」]*」|“[^”]*”/g, ' ◇ ') : own;
}

for (const language of LANGUAGES) {
  test(`no text in ${language} holds a term of a bank`, () => {
    const words = literals(language).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const edge = language === 'en' ? '\\b' : '';
    const found = new RegExp(`${edge}(?:${words.join('|')})${edge}`, 'i');
    const faults = [...COMMON_WORDING[language]].flatMap(([key, template]) => {
      const [word] = found.exec(textOf(key, template)) ?? [];
      return word === undefined ? [] : [`${key}: ${word}`];
    });
    assert.deepEqual(faults, []);
  });
}

describe('English forms of a term', () => {
  for (const [term, ...forms] of [
    ['Log on', 'log on', 'logs on', 'logged on', 'logging on'],
    ['Log in', 'log in', 'logs in', 'logged in', 'logging in'],
    ['Sign in', 'sign in', 'signs in', 'signed in', 'signing in'],
    ['Enter', 'enter', 'enters', 'entered', 'entering'],
    ['Continue', 'continue', 'continues', 'continued', 'continuing'],
  ] as const) {
    test(term, () => {
      const { logOn, logsOn, loggedOn, loggingOn } = englishForms({
        logon: term,
        logoff: 'Leave',
        user: 'user',
        administrator: 'administrator (MasterID)',
      });
      assert.deepEqual([logOn, logsOn, loggedOn, loggingOn], forms);
    });
  }
  test('many of them', () => {
    const forms = englishForms({
      logon: 'Log on',
      logoff: 'Log off',
      user: 'user',
      administrator: 'owner (M)',
    });
    assert.deepEqual([forms.users, forms.administrators], ['users', 'owners (M)']);
  });
});

describe('what banks call the same thing', () => {
  const said = (code: string, language: 'ja' | 'en', key: WordingKey) => say(sampleBank(code), language, key);
  test('page.prepare.pc', () => {
    assert.equal(said('9000', 'ja', 'page.prepare.pc'), 'ログオンに使うパソコン');
    assert.equal(said('1283', 'ja', 'page.prepare.pc'), 'ログインに使うパソコン');
    assert.equal(said('1283', 'en', 'page.prepare.pc'), 'The PC that you will log in with');
  });
  test('a term that begins a sentence', () => {
    assert.equal(said('5410', 'en', 'page.passwordLogon.until').slice(0, 10), 'Logging in');
    assert.equal(said('9000', 'en', 'page.user.title'), 'User');
  });
});
