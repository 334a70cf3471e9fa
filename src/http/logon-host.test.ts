// Which Host header fields belong to an attempt to log on.

import assert from 'node:assert/strict';
import test from 'node:test';
import { freshLogonLabel, isLogonHost } from './logon-host.ts';

const LABEL = 'abcdefghij234567';

const rows: [title: string, host: string | undefined, expected: boolean][] = [
  ['a label of 16', `${LABEL}.logon.bank.example`, true],
  ['a label of 40', `${'a'.repeat(40)}.logon.bank.example`, true],
  ['a port', `${LABEL}.logon.bank.example:8444`, true],
  ['capitals, which DNS does not tell apart', `${LABEL.toUpperCase()}.LOGON.bank.example`, true],
  ['no label', 'logon.bank.example:8444', false],
  ['the domain', 'bank.example', false],
  ['a label of 15', `${'a'.repeat(15)}.logon.bank.example`, false],
  ['a label of 41', `${'a'.repeat(41)}.logon.bank.example`, false],
  ['a digit outside base 32', `${'a'.repeat(16)}1.logon.bank.example`, false],
  ['two labels', `${LABEL}.${LABEL}.logon.bank.example`, false],
  ['another domain', `${LABEL}.logon.bank.example.attacker.example`, false],
  ['a domain that ends alike', `${LABEL}.logon.otherbank.example`, false],
  ['user information', `x@${LABEL}.logon.bank.example`, false],
  ['a port that is none', `${LABEL}.logon.bank.example:x`, false],
  ['an empty field', '', false],
  ['no field', undefined, false],
];

for (const [title, host, expected] of rows) {
  test(`${title}: ${expected ? 'taken' : 'led to www'}`, () => {
    assert.equal(isLogonHost(host, '.logon.bank.example'), expected);
  });
}

test('a fresh host is one of them, and never the same', () => {
  const hosts = Array.from({ length: 1000 }, () => `${freshLogonLabel()}.logon.bank.example`);
  assert.ok(hosts.every((host) => isLogonHost(host, '.logon.bank.example')));
  assert.equal(new Set(hosts).size, hosts.length);
});
