import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bank } from '../../test/world/banks.ts';
import { commonNameOf, subjectOf, validityOf } from './certificate-subject.ts';

const NEVER = Date.parse('2099-01-01T00:00:00Z');

test('Common Names as manuals 002 and 004 print them', () => {
  const administrator = { role: 'administrator', contractId: '1234567890', userId: '' } as const;
  const user = { role: 'user', contractId: '1234567890', userId: 'suzuki01' } as const;
  assert.equal(commonNameOf(bank('1635'), administrator), '12345678901635');
  assert.equal(commonNameOf(bank('1283'), administrator), '12345678901283');
  assert.equal(commonNameOf(bank('1283'), user), '1234567890suzuki011283');
});

test('the subject is the bank and the Common Name, nothing of a request', () => {
  const profile = bank('9000');
  const subject = subjectOf(profile, { role: 'administrator', contractId: '0012345678', userId: '' });
  assert.deepEqual(
    subject.map(({ type }) => type),
    ['C', 'O', 'CN'],
  );
  assert.equal(subject[1]?.value, profile.certificate.organization);
});

for (const [name, validity, now, notAfter] of [
  ['a year', { years: 1 }, '2026-04-01T12:00:00+09:00', '2027-04-01T23:59:59+09:00'],
  ['a year from 29 February', { years: 1 }, '2028-02-29T12:00:00+09:00', '2029-02-28T23:59:59+09:00'],
  [
    'a year, one second before midnight',
    { years: 1 },
    '2026-12-31T23:59:59+09:00',
    '2027-12-31T23:59:59+09:00',
  ],
  ['a year, at midnight', { years: 1 }, '2027-01-01T00:00:00+09:00', '2028-01-01T23:59:59+09:00'],
  ['two years', { years: 2 }, '2026-04-01T12:00:00+09:00', '2028-04-01T23:59:59+09:00'],
  ['365 days over a leap day', { days: 365 }, '2027-04-01T12:00:00+09:00', '2028-03-31T23:59:59+09:00'],
] as const) {
  test(`validity of ${name}`, () => {
    const profile = bank('9000');
    const own = { ...profile, certificate: { ...profile.certificate, validity } };
    const { notBefore, notAfter: end } = validityOf(own, Date.parse(now), NEVER);
    assert.equal(new Date(end).toISOString(), new Date(notAfter).toISOString());
    assert.equal(notBefore % 1000, 0);
    assert.equal(Date.parse(now) - notBefore, 10 * 60 * 1000);
  });
}

test('no certificate outlives its issuer', () => {
  const issuerEnd = Date.parse('2026-10-01T00:00:00Z');
  assert.equal(validityOf(bank('9000'), Date.parse('2026-04-01T00:00:00Z'), issuerEnd).notAfter, issuerEnd);
});
