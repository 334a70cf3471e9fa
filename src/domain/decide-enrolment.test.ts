import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bank } from '../../test/world/banks.ts';
import type { CertificateFacts } from './certificate-status.ts';
import { decideEnrolment, type EnrolmentFacts } from './decide-enrolment.ts';
import { isRefusal } from './refusal.ts';

const profile = bank('9000');
const NOW = Date.parse('2026-04-10T10:00:00+09:00');
const facts: EnrolmentFacts = {
  role: 'administrator',
  contractId: '0012345678',
  userId: '',
  contractState: 'open',
  acquisitionFrom: '2026-04-01',
  certificates: [],
  issuerNotAfter: Date.parse('2036-04-01T00:00:00Z'),
};
const unused: CertificateFacts = {
  serialNumber: '4a',
  notBefore: NOW - 1000,
  notAfter: NOW + 1e10,
  signedAt: NOW - 1000,
  firstLogonAt: null,
  revokedAt: null,
  revocationReason: null,
};
const used = { ...unused, firstLogonAt: NOW - 500 };

for (const [name, change, reason] of [
  ['first acquisition', {}, undefined],
  ['an unused certificate is replaced', { certificates: [unused] }, undefined],
  [
    'an unused certificate that was revoked is no hindrance',
    { certificates: [{ ...unused, revokedAt: NOW, revocationReason: 'superseded' }] },
    undefined,
  ],
  ['one is being issued', { certificates: [{ ...unused, signedAt: null }] }, 'issuing-in-progress'],
  ['one is in use', { certificates: [used] }, 'certificate-already-acquired'],
  [
    'one in use begins tomorrow, because the clock went back',
    { certificates: [{ ...used, notBefore: NOW + 1e8 }] },
    'certificate-already-acquired',
  ],
  [
    'the one in use has expired',
    { certificates: [{ ...used, notAfter: NOW - 2000 }] },
    'certificate-expired',
  ],
  [
    'the one in use was revoked',
    { certificates: [{ ...used, revokedAt: NOW, revocationReason: 'keyCompromise' }] },
    'certificate-revoked',
  ],
  ['the window is not open', { acquisitionFrom: '2026-04-11' }, 'window-not-open'],
  ['the window is over', { acquisitionFrom: '2026-01-19' }, 'window-over'],
  ['the contract is suspended', { contractState: 'suspended' }, 'contract-suspended'],
  ['the contract is closed', { contractState: 'closed' }, 'contract-closed'],
] as [string, Partial<EnrolmentFacts>, string | undefined][]) {
  test(`${name}: ${reason ?? 'a plan'}`, () => {
    const decided = decideEnrolment(profile, { ...facts, ...change }, NOW);
    assert.equal(isRefusal(decided) ? decided.reason : undefined, reason);
    if (!isRefusal(decided)) assert.equal(decided.subject.length, 3);
  });
}
