// The certificate policy: every chapter of RFC 3647, the same in both languages, and numbers that follow the settings.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { banks } from '../../../test/world/banks.ts';
import { RESPONDER_MS } from '../../ca/ocsp-responder.ts';
import type { PublishedAuthority } from '../../ca/published-authorities.ts';
import { ISSUING_YEARS, ROOT_YEARS } from '../../ca/root-terms.ts';
import { CEILINGS } from '../../profile/ceilings.ts';
import { RSA_LEAST_BITS, RSA_MOST_BITS } from '../../x509/check-public-key.ts';
import { type Environment, readConfiguration } from '../configuration.ts';
import { policyDocument } from './policy-document.ts';
import { policyFacts } from './policy-facts.ts';

/** How many sections each chapter of RFC 3647 section 6 has. */
const OUTLINE = [6, 4, 4, 12, 8, 8, 3, 0, 17];

/** Of a deployment in its second generation, below another root than the first one. */
const RUNNING: readonly PublishedAuthority[] = [
  running('root-2', 'RSA-3072', null),
  running('issuing-2', 'P-384', {
    root: 'root-2',
    issuesFrom: 0,
    state: 'issuing',
    revokedAt: null,
    listShards: 23,
  }),
];

function running(
  id: string,
  keyKind: PublishedAuthority['keyKind'],
  generation: PublishedAuthority['generation'],
): PublishedAuthority {
  const published = `http://pki.example/crl/${id}.crl`;
  return {
    ...{
      id,
      keyKind,
      generation,
      name: id,
      subject: `CN=${id}`,
      serialNumber: '4a',
      sha256: `5${id.length}`.repeat(32),
    },
    ...{ notBefore: Date.UTC(2031, 1, 3), notAfter: Date.UTC(2041, 2, 4) },
    ...{ certificateAddress: `http://pki.example/ca/${id}.crt`, listAddress: published },
  };
}

function documentOf(
  language: 'ja' | 'en',
  environment: Environment = {},
  authorities: readonly PublishedAuthority[] = [],
): string {
  const read = readConfiguration(environment, { demonstration: true });
  assert.ok(read.ok);
  return policyDocument(policyFacts(read.configuration, banks, authorities), language);
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
    has('2.1', 'http://bank\\.example:8080');
    has('2.2', 'http://bank\\.example:8080/ocsp');
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

test('the CAs are those that run, whatever would be made today; before there are any, that is said', () => {
  for (const language of ['ja', 'en'] as const) {
    const section = sectionOf(documentOf(language, {}, RUNNING), '2.1');
    const [root, issuing, ...others] = section
      .split('\n')
      .filter((line) => line.startsWith('| r') || line.startsWith('| i'));
    assert.deepEqual(others, []);
    for (const one of [
      'root-2 (CN=root-2)',
      'RSA-3072',
      '2031-02-03 – 2041-03-04',
      '/ca/root-2.crt',
      '56'.repeat(32),
    ])
      assert.ok(root?.includes(one), `${one}: ${root}`);
    for (const one of ['P-384', '| 23 |', 'http://pki.example/crl/issuing-2.crl', '59'.repeat(32)])
      assert.ok(issuing?.includes(one), `${one}: ${issuing}`);
    assert.doesNotMatch(documentOf(language, {}, RUNNING), /(root|issuing)-1/);
    assert.match(sectionOf(documentOf(language), '2.1'), /認証局はまだありません|no CA yet/);
  }
});

test('nothing of the usual setting is left when another is set', () => {
  for (const language of ['ja', 'en'] as const) {
    const usual = documentOf(language);
    const other = documentOf(language, { WARIFU_CRL_HOURS: '37', WARIFU_OCSP_HOURS: '11' });
    assert.notEqual(sectionOf(usual, '4.9'), sectionOf(other, '4.9'));
    assert.match(sectionOf(usual, '4.9'), /(?<!\d)24(?!\d)/);
    assert.doesNotMatch(sectionOf(other, '4.9'), /(?<!\d)24(?!\d)/);
  }
});
