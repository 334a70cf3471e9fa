// Rules between banks: one fixture a fault.

import assert from 'node:assert/strict';
import test from 'node:test';
import type { BankProfile } from './bank-profile.ts';
import { checkBanksTogether } from './check-banks-together.ts';
import { sampleBank } from './fixtures/sample-bank.ts';

const CASES: { title: string; spoil: (bank: BankProfile) => void; fault: RegExp | undefined }[] = [
  { title: 'two sample banks', spoil: () => {}, fault: undefined },
  {
    title: 'one code twice',
    spoil: (bank) => (bank.code = '9000'),
    fault: /^9000 is already the code of a$/,
  },
  {
    title: 'one organization, but the bank code in the names',
    spoil: (bank) => (bank.certificate.organization = 'Mihon Chuo Shinkin Bank'),
    fault: undefined,
  },
  {
    title: 'one organization in other letters, and no bank code in the names',
    spoil: (bank) => {
      bank.certificate.organization = 'MIHON CHUO SHINKIN BANK';
      bank.certificate.commonName = { administrator: '{contractId}00', user: '{contractId}-{userId}' };
      bank.identifiers.contractId = { minLength: 1, maxLength: 15, characters: 'digits' };
    },
    fault: /same subject name as one of a/,
  },
];

for (const { title, spoil, fault } of CASES) {
  test(`${title}: ${fault === undefined ? 'in order' : 'a fault'}`, () => {
    const faults = checkBanksTogether(
      new Map([
        ['a', sampleBank()],
        ['b', sampleBank('9001', spoil)],
      ]),
    );
    assert.equal(faults.length, fault === undefined ? 0 : 1, JSON.stringify(faults));
    if (fault !== undefined) assert.match(faults[0]?.message ?? '', fault);
  });
}
