// Ways in: one fixture a fault.

import assert from 'node:assert/strict';
import test from 'node:test';
import { checkProfile } from '../check-profile.ts';
import { menuTo, testFaults, text, topItems } from '../fixtures/fault-cases.ts';
import { sampleBank } from '../fixtures/sample-bank.ts';

testFaults([
  {
    fault: 'menu name that no address can hold',
    spoil: (bank) => {
      bank.menus['Über uns'] = menuTo('certificateLookup');
      topItems(bank).push({ label: text('odd'), target: 'menu:Über uns' });
    },
    path: 'menus.Über uns',
    message: /cannot stand in an address/,
  },
  {
    fault: 'target that is no menu',
    spoil: (bank) => topItems(bank).push({ label: text('x'), target: 'menu:certificat' }),
    path: 'menus.top.sections[0].items[2].target',
    message: /no menu certificat$/,
  },
  {
    fault: 'menu that nothing leads to',
    spoil: (bank) => (bank.menus.lost = menuTo('menu:lost')),
    path: 'menus.lost',
    message: /no way leads here/,
  },
  {
    fault: 'no way to a logon',
    spoil: (bank) => topItems(bank).pop(),
    path: 'menus',
    message: /no item leads to userLogon/,
  },
  {
    fault: 'no way to the activation that is required',
    spoil: (bank) => topItems(bank, 3).pop(),
    path: 'menus',
    message: /no item leads to userActivation/,
  },
  {
    fault: 'one label, two places',
    spoil: (bank) =>
      topItems(bank).push({ label: { ja: '管理者ログオン', en: 'other' }, target: 'certificateLookup' }),
    path: 'menus.top',
    message: /「管理者ログオン」 leads to two places/,
  },
  {
    fault: 're-acquisition offered but not granted',
    of: '1635',
    spoil: (bank) => topItems(bank).push({ label: text('x'), target: 'userReAcquisition' }),
    path: 'menus.top.sections[0].items[2].target',
    message: /windowDays is 0/,
  },
  {
    fault: 're-acquisition offered without pages',
    spoil: (bank) => topItems(bank).push({ label: text('x'), target: 'userReAcquisition' }),
    path: 'menus.top.sections[0].items[2].target',
    message: /no pages of its own/,
  },
  {
    fault: 'password logon offered but never allowed',
    of: '1283',
    spoil: (bank) => topItems(bank).push({ label: text('x'), target: 'userPasswordLogon' }),
    path: 'menus.top.sections[0].items[2].target',
    message: /passwordLogon is never/,
  },
]);

test('fault: no menu top', () => {
  const { top: first, ...rest } = sampleBank().menus;
  const faults = checkProfile(
    sampleBank('9000', (bank) => {
      bank.menus = first === undefined ? rest : { ...rest, start: first };
    }),
  );
  assert.equal(faults[0]?.path, 'menus');
  assert.match(faults[0]?.message ?? '', /no menu top/);
});
