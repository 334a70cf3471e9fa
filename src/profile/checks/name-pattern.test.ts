// The decision "can two holders come to one name" against trying every id of small alphabets.

import assert from 'node:assert/strict';
import test from 'node:test';
import type { BankProfile } from '../bank-profile.ts';
import { sampleBank } from '../fixtures/sample-bank.ts';
import { isAmbiguous, type NamePattern, namePattern, overlap } from './name-pattern.ts';

type Lengths = readonly [number, number];

/** A bank with short ids of digits. */
function bankWith(template: string, contractId: Lengths, userId: Lengths): BankProfile {
  return sampleBank('9000', (bank) => {
    const length = ([minLength, maxLength]: Lengths) => ({
      minLength,
      maxLength,
      characters: 'digits' as const,
    });
    bank.identifiers = { contractId: length(contractId), userId: length(userId) };
    bank.certificate.commonName.user = template;
  });
}

function patternOf(bank: BankProfile): NamePattern {
  const pattern = namePattern(bank, 'user');
  assert.ok(pattern);
  return pattern;
}

/** Every id of two digits, of the given lengths. */
function ids([least, most]: Lengths): string[] {
  const all: string[] = [];
  for (let length = least; length <= most; length++) {
    for (let number = 0; number < 2 ** length; number++) all.push(number.toString(2).padStart(length, '0'));
  }
  return all;
}

function namesOf(template: string, contractId: Lengths, userId: Lengths): string[] {
  return ids(contractId).flatMap((contract) =>
    ids(userId).map((user) =>
      template.replace('{contractId}', contract).replace('{userId}', user).replace('{bankCode}', '9000'),
    ),
  );
}

const TEMPLATES = [
  '{contractId}{userId}',
  '{userId}{contractId}{bankCode}',
  '{contractId}-{userId}',
  '{contractId}0{userId}',
];
const LENGTHS: Lengths[] = [
  [1, 1],
  [3, 3],
  [1, 3],
  [2, 4],
];

for (const template of TEMPLATES) {
  test(`ambiguity of ${template} is what trying every id finds`, () => {
    for (const contractId of LENGTHS) {
      for (const userId of LENGTHS) {
        const names = namesOf(template, contractId, userId);
        const expected = new Set(names).size < names.length;
        const found = isAmbiguous(patternOf(bankWith(template, contractId, userId)));
        assert.equal(found, expected, `${template} ${contractId} ${userId}`);
      }
    }
  });
}

const OVERLAPS: [string, Lengths, string, Lengths, boolean][] = [
  ['{contractId}{userId}', [2, 2], '{contractId}{userId}', [2, 2], true],
  ['{contractId}{userId}', [2, 2], '{contractId}{userId}', [3, 3], false],
  ['{contractId}{userId}', [1, 3], '{contractId}{userId}', [3, 3], true],
  ['{contractId}-{userId}', [1, 3], '{contractId}{userId}', [1, 3], false],
  ['A{contractId}{userId}', [2, 2], 'a{userId}{contractId}', [2, 2], true],
];
for (const [a, lengthsOfA, b, lengthsOfB, expected] of OVERLAPS) {
  test(`names of ${a} (${lengthsOfA}) and ${b} (${lengthsOfB}) ${expected ? 'can meet' : 'never meet'}`, () => {
    const pattern = (template: string, lengths: Lengths) => patternOf(bankWith(template, lengths, lengths));
    assert.equal(overlap(pattern(a, lengthsOfA), pattern(b, lengthsOfB)), expected);
  });
}
