// The certificate policy: every chapter of RFC 3647, the same in both languages, and numbers that follow the settings.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { banks } from '../../../test/world/banks.ts';
import { RESPONDER_MS } from '../../ca/ocsp-responder.ts';
import { CRL_SHARDS, ISSUING_YEARS, ROOT_YEARS } from '../../ca/root-terms.ts';
import { CEILINGS } from '../../profile/ceilings.ts';
import { RSA_LEAST_BITS, RSA_MOST_BITS } from '../../x509/check-public-key.ts';
import { type Environment, readConfiguration } from '../configuration.ts';
import { policyDocument } from './policy-document.ts';
import { policyFacts } from './policy-facts.ts';

/** How many sections each chapter of RFC 3647 section 6 has. */
const OUTLINE = [6, 4, 4, 12, 8, 8, 3, 0, 17];

function documentOf(language: 'ja' | 'en', environment: Environment = {}): string {
  const read = readConfiguration(environment, { demonstration: true });
  assert.ok(read.ok);
  return policyDocument(policyFacts(read.configuration, banks), language);
}

const sectionOf = (document: string, number: string): string =>
  document.split(/\n(?=#{2,3} )/).find((part) => part.split(' ')[1] === number) ?? assert.fail(number);

for (const language of ['ja', 'en'] as const) {
  test(`${language}: the chapters and sections of RFC 3647, in their order`, () => {
    const found = [...documentOf(language).matchAll(/^#{2,3} ([\d.]+) \S/gm)].map(([, number]) => number);
    const wanted = OUTLINE.flatMap((sections, at) => [
      `${at + 1}`,
      ...Array.from({ length: sections }, (_, below) => `${at + 1}.${below + 1}`),
    ]);
    assert.deepEqual(found, wanted);
  });

  test(`${language}: the numbers are those of the program, of the environment and of the banks`, () => {
    const changed = documentOf(language, {
      ...{ WARIFU_CRL_HOURS: '37', WARIFU_OCSP_HOURS: '11', WARIFU_ROOT_CRL_MONTHS: '9' },
      ...{ WARIFU_ROOT_KEY: 'RSA-3072', WARIFU_ISSUING_KEY: 'ML-DSA-65', WARIFU_DOMAIN: 'bank.example' },
    });
    const has = (number: string, ...texts: (string | number)[]) => {
      for (const text of texts)
        assert.match(sectionOf(changed, number), new RegExp(`(?<!\\d)${text}(?!\\d)`), number);
    };
    has('2.2', 'http://bank\\.example:8080/crl/root-1\\.crl', CRL_SHARDS);
    has('2.3', 9);
    has('4.9', 37, 11);
    has('6.1', 'RSA-3072', 'ML-DSA-65', RSA_LEAST_BITS, RSA_MOST_BITS);
    has('6.3', ROOT_YEARS, ISSUING_YEARS, CEILINGS.validityYears.maximum, RESPONDER_MS / 86_400_000);
    for (const { code, kind, enrolment, renewal, reAcquisition } of banks.values()) {
      const row = sectionOf(changed, '4.1')
        .split('\n')
        .find((line) => line.startsWith(`| ${code} `));
      if (kind === 'office') assert.equal(row, undefined);
      else {
        const numbers = [enrolment.windowDays, enrolment.userWindowDays, renewal.windowDays];
        if (reAcquisition.windowDays > 0) numbers.push(reAcquisition.windowDays);
        for (const number of numbers) assert.match(row ?? '', new RegExp(` ${number} `), code);
      }
    }
    assert.doesNotMatch(changed, /undefined|NaN|\[object/);
  });
}

test('nothing of the usual setting is left when another is set', () => {
  for (const language of ['ja', 'en'] as const) {
    const usual = documentOf(language);
    const other = documentOf(language, { WARIFU_CRL_HOURS: '37', WARIFU_OCSP_HOURS: '11' });
    assert.notEqual(sectionOf(usual, '4.9'), sectionOf(other, '4.9'));
    assert.match(sectionOf(usual, '4.9'), /(?<!\d)24(?!\d)/);
    assert.doesNotMatch(sectionOf(other, '4.9'), /(?<!\d)24(?!\d)/);
  }
});
