import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRecognition, type RecognitionFacts } from './decide-recognition.ts';

const NOW = Date.parse('2026-04-10T10:00:00+09:00');
const record: NonNullable<RecognitionFacts['record']> = {
  serialNumber: '4a',
  plannedAt: NOW - 1000,
  notBefore: NOW - 1000,
  notAfter: NOW + 60_000,
  signedAt: NOW - 1000,
  firstLogonAt: null,
  revokedAt: null,
  revocationReason: null,
  approval: 'none',
  bankCode: '9000',
  role: 'administrator',
  contractState: 'open',
  stoppedAt: null,
  holderState: 'active',
  issuerRevokedAt: undefined,
};

for (const [name, facts, reason] of [
  ['good', { record }, undefined],
  ['good to the last second, which is included', { record: { ...record, notAfter: NOW } }, undefined],
  ['none shown', { shown: false }, 'no-certificate'],
  ['of another CA', { issuerKnown: false }, 'certificate-unknown-issuer'],
  ['of ours but in no record', {}, 'certificate-unknown'],
  ['planned, not signed', { record: { ...record, signedAt: null } }, 'certificate-unknown'],
  ["another bank's", { record: { ...record, bankCode: '9001' } }, 'certificate-of-another-bank'],
  [
    "another bank's and revoked: its state is not told",
    { record: { ...record, bankCode: '9001', revokedAt: NOW } },
    'certificate-of-another-bank',
  ],
  ["a user's", { record: { ...record, role: 'user' } }, 'certificate-of-another-role'],
  ['not yet valid', { record: { ...record, notBefore: NOW + 1 } }, 'certificate-not-yet-valid'],
  ['expired for a second', { record: { ...record, notAfter: NOW - 1000 } }, 'certificate-expired'],
  [
    'revoked',
    { record: { ...record, revokedAt: NOW, revocationReason: 'keyCompromise' } },
    'certificate-revoked',
  ],
  [
    'superseded',
    { record: { ...record, revokedAt: NOW, revocationReason: 'superseded' } },
    'certificate-superseded',
  ],
  ['of a CA that is revoked', { record: { ...record, issuerRevokedAt: NOW } }, 'certificate-ca-revoked'],
  [
    'of a CA that is revoked, and for that',
    { record: { ...record, issuerRevokedAt: NOW, revokedAt: NOW + 1, revocationReason: 'unspecified' } },
    'certificate-ca-revoked',
  ],
  [
    'of a CA that is revoked, and before that for itself',
    { record: { ...record, issuerRevokedAt: NOW, revokedAt: NOW - 1, revocationReason: 'keyCompromise' } },
    'certificate-revoked',
  ],
  [
    'of a CA that is revoked, waiting for approval',
    { record: { ...record, issuerRevokedAt: NOW, approval: 'waiting' } },
    'certificate-ca-revoked',
  ],
  [
    'of a CA that is revoked, and expired',
    { record: { ...record, issuerRevokedAt: NOW, notAfter: NOW - 1000 } },
    'certificate-expired',
  ],
  [
    "another bank's, of a CA that is revoked: its state is not told",
    { record: { ...record, bankCode: '9001', issuerRevokedAt: NOW } },
    'certificate-of-another-bank',
  ],
  ['waiting for approval', { record: { ...record, approval: 'waiting' } }, 'certificate-waiting'],
  ['contract stopped', { record: { ...record, stoppedAt: NOW } }, 'contract-stopped'],
  ['user suspended', { record: { ...record, holderState: 'suspended' } }, 'user-suspended'],
  ['user removed', { record: { ...record, holderState: 'removed' } }, 'user-removed'],
  ['contract suspended', { record: { ...record, contractState: 'suspended' } }, 'contract-suspended'],
  ['contract closed', { record: { ...record, contractState: 'closed' } }, 'contract-closed'],
] as [string, Partial<RecognitionFacts>, string | undefined][]) {
  test(`certificate ${name}: ${reason ?? 'opens'}`, () => {
    const refusal = checkRecognition(
      '9000',
      'administrator',
      { shown: true, issuerKnown: true, ...facts },
      NOW,
    );
    assert.equal(refusal?.reason, reason);
  });
}

test('without a role either role opens', () => {
  const facts = { shown: true, issuerKnown: true, record: { ...record, role: 'user' as const } };
  assert.equal(checkRecognition('9000', undefined, facts, NOW), undefined);
});

test('a certificate that waits tells who has to approve it', () => {
  for (const [role, approver] of [
    ['administrator', 'ifWaitsForBank'],
    ['user', 'ifWaitsForAdministrator'],
  ] as const) {
    const facts = {
      shown: true,
      issuerKnown: true,
      record: { ...record, role, approval: 'waiting' },
    } as const;
    const details = checkRecognition('9000', role, facts, NOW)?.details ?? {};
    assert.deepEqual(Object.keys(details).sort(), [approver, 'serialNumber'].sort());
  }
});
