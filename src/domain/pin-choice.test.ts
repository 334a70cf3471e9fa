import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bank } from '../../test/world/banks.ts';
import type { PinField } from '../profile/bank-profile.ts';
import { faultsOfChoice, isTooSimple, pinsOf } from './pin-choice.ts';

const IDS = ['20260001234', 'Hanako01'];

/** Why it is too simple; null: it is not. */
const CHOICES: readonly [pin: string, why: string | null][] = [
  ['1111', 'one digit'],
  ['aaaaaa', 'one letter'],
  ['AAaaAA', 'one letter, whatever its case'],
  ['1234', 'a run upwards'],
  ['9876', 'a run downwards'],
  ['7890', 'a run over nine'],
  ['0987', 'a run downwards from nought'],
  ['abcdef', 'a run of letters'],
  ['ZYXwvu', 'a run of letters downwards'],
  ['qwerty', 'a row of keys'],
  ['poiuyt', 'a row of keys backwards'],
  ['1qaz2wsx', 'columns of keys'],
  ['abc123', 'two runs'],
  ['111222', 'two runs of one digit each'],
  ['aaa123zyx', 'three runs'],
  ['1212', 'a pair repeated'],
  ['123123', 'a group repeated'],
  ['abcxabcx', 'a group repeated'],
  ['12121', 'a pair repeated, and begun again'],
  ['1122', 'pairs'],
  ['aabbcc', 'pairs of letters'],
  ['xx1234', 'a part of the contract id'],
  ['60001x', 'a part of the contract id'],
  ['hanako', 'a part of the user id'],
  ['myHANAk9', 'a part of the user id, whatever its case'],
  ['0000', 'well known'],
  ['2580', 'a column of the telephone'],
  ['4649', 'yoroshiku'],
  ['password', 'well known'],
  ['Password1', 'well known, with a digit'],
  ['passw0rd', 'well known, with a digit for a letter'],
  ['p@ssw0rd!', 'well known, with signs for letters'],
  ['sakura2026', 'well known, with a year'],
  ['99tanaka', 'well known, behind digits'],
  ['1397', 'corners of the telephone'],

  ['3817', null],
  ['7093', null],
  ['204681', null],
  ['mk7w2d', null],
  ['a1b2c9', null],
  ['1123', null],
  ['1221', null],
  ['tanuki4walk', null],
  ['passage8rivers', null],
  ['hank77', null],
  ['026x02', null],
  ['abcd19', null],
  ['12ab34', null],
];

describe('what others would guess', () => {
  for (const [pin, why] of CHOICES) {
    test(`${pin}: ${why ?? 'may be chosen'}`, () => assert.equal(isTooSimple(pin, IDS), why !== null));
  }

  test('of random PINs hardly any is refused: 4 digits under 4 in 100, 6 digits under 1 in 100', () => {
    const count = (digits: number) => {
      const all = 10 ** digits;
      let refused = 0;
      for (let number = 0; number < all; number += 1) {
        if (isTooSimple(String(number).padStart(digits, '0'), [])) refused += 1;
      }
      return refused / all;
    };
    assert.ok(count(4) < 0.04, String(count(4)));
    assert.ok(count(6) < 0.01, String(count(6)));
  });

  test('a short id bars nothing', () => assert.equal(isTooSimple('a7k2m9', ['a', '7k', 'k2m']), false));

  test('the longest PIN is judged at once', () => {
    const began = performance.now();
    for (const long of ['ab'.repeat(32), '1'.repeat(64), `${'x1'.repeat(31)}yz`]) isTooSimple(long, IDS);
    assert.ok(performance.now() - began < 100);
  });
});

const profile = bank('9000');
const PINS = pinsOf(profile, 'administrator');
const both = (pin: string) => ({ pin, again: pin });

/** What is typed for the two PINs, and the fault of each. */
const ENTRIES: readonly [string, Record<string, ReturnType<typeof both>>, readonly [PinField, string][]][] = [
  ['good', { contractPin: both('mk7w2d'), contractConfirmationPin: both('x81pq0') }, []],
  ['nothing', {}, PINS.map((pin): [PinField, string] => [pin, 'form-invalid'])],
  [
    'too short and too long',
    { contractPin: both('mk7w2'), contractConfirmationPin: both('x81pq0x81pq0x') },
    PINS.map((pin): [PinField, string] => [pin, 'form-invalid']),
  ],
  [
    'signs where there are none',
    { contractPin: both('mk7w2!'), contractConfirmationPin: both('x81pq0') },
    [['contractPin', 'form-invalid']],
  ],
  [
    'typed differently',
    { contractPin: { pin: 'mk7w2d', again: 'mk7w2D' }, contractConfirmationPin: both('x81pq0') },
    [['contractPin', 'pins-differ']],
  ],
  [
    'one simple, one not typed again',
    { contractPin: both('123456'), contractConfirmationPin: { pin: 'x81pq0', again: '' } },
    [
      ['contractPin', 'pin-too-simple'],
      ['contractConfirmationPin', 'pins-differ'],
    ],
  ],
  [
    'both the same',
    { contractPin: both('mk7w2d'), contractConfirmationPin: both('mk7w2d') },
    [['contractConfirmationPin', 'pin-same-as-other']],
  ],
  [
    'the same but for the case',
    { contractPin: both('mk7w2d'), contractConfirmationPin: both('MK7W2D') },
    [['contractConfirmationPin', 'pin-same-as-other']],
  ],
];

describe('a choice of two PINs', () => {
  for (const [what, typed, faults] of ENTRIES) {
    test(what, () => {
      const found = faultsOfChoice(profile, PINS, typed, IDS);
      assert.deepEqual(
        found.map(({ pin, reason }) => [pin, reason]),
        faults,
      );
    });
  }

  test('every bank: the PINs of each role are those that it defines', () => {
    assert.deepEqual(pinsOf(bank('5410'), 'administrator'), ['contractPin']);
    assert.deepEqual(pinsOf(bank('5410'), 'user'), ['userPin']);
    assert.deepEqual(pinsOf(bank('9000'), 'user'), ['userPin', 'userConfirmationPin']);
  });
});
