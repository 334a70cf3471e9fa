import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bank } from '../../test/world/banks.ts';
import { addDays, dayOf, lastSecondOf } from './calendar.ts';
import type { CertificateFacts } from './certificate-status.ts';
import { decideIssue, type IssueFacts, movingUntil, type Way } from './decide-issue.ts';
import { isRefusal } from './refusal.ts';

const NOW = Date.parse('2026-04-10T10:00:00+09:00');
const TODAY = dayOf(NOW);
const DAY = 24 * 60 * 60 * 1000;

const facts: IssueFacts = {
  role: 'administrator',
  contractId: '0012345678',
  userId: '',
  contractState: 'open',
  stoppedAt: null,
  holderState: 'active',
  permittedAt: NOW - 400 * DAY,
  acquisitionFrom: '2026-04-01',
  provisional: 0,
  movingFrom: null,
  movingAt: null,
  certificates: [],
  issuerNotAfter: Date.parse('2036-04-01T00:00:00Z'),
};
const unused: CertificateFacts = {
  serialNumber: '4a',
  plannedAt: NOW - 1000,
  notBefore: NOW - 1000,
  notAfter: NOW + 300 * DAY,
  signedAt: NOW - 1000,
  firstLogonAt: null,
  revokedAt: null,
  revocationReason: null,
  approval: 'none',
};
const used = { ...unused, firstLogonAt: NOW - 500 };
const revoked = { ...used, revokedAt: NOW - 100, revocationReason: 'keyCompromise' };
const superseded = { ...unused, revokedAt: NOW, revocationReason: 'superseded' };
const planned = { ...unused, signedAt: null };
/** In use, its last day so many days from today. */
const ending = (days: number) => ({ ...used, notAfter: lastSecondOf(addDays(TODAY, days)) });

const next = { ...unused, serialNumber: '4b' };
const supersededBy = { revokedAt: NOW, revocationReason: 'superseded' };
/** Began to move from `used` so many days ago. */
const moving = (days: number) => ({ movingFrom: used.serialNumber, movingAt: NOW - days * DAY });

type Row = readonly [string, Way, Partial<IssueFacts>, string | undefined, bankCode?: string];

const rows: readonly Row[] = [
  ['first acquisition', 'enrolment', {}, undefined],
  ['an unused one is replaced', 'enrolment', { certificates: [unused] }, undefined],
  ['an unused one that was revoked is no hindrance', 'enrolment', { certificates: [superseded] }, undefined],
  ['one is being issued', 'enrolment', { certificates: [planned] }, 'issuing-in-progress'],
  ['one is in use', 'enrolment', { certificates: [used] }, 'certificate-already-acquired'],
  [
    'one in use begins tomorrow, because the clock went back',
    'enrolment',
    { certificates: [{ ...used, notBefore: NOW + DAY }] },
    'certificate-already-acquired',
  ],
  ['the one in use was revoked', 'enrolment', { certificates: [revoked] }, 'certificate-revoked'],
  ['the window is not open', 'enrolment', { acquisitionFrom: '2026-04-11' }, 'window-not-open'],
  ['the window is over', 'enrolment', { acquisitionFrom: '2026-01-19' }, 'window-over'],
  ['the contract is suspended', 'enrolment', { contractState: 'suspended' }, 'contract-suspended'],
  ['the contract is closed', 'enrolment', { contractState: 'closed' }, 'contract-closed'],
  ['the contract is stopped', 'enrolment', { stoppedAt: NOW }, 'contract-stopped'],
  ['the user is suspended', 'enrolment', { holderState: 'suspended' }, 'user-suspended'],
  ['the user is removed', 'enrolment', { holderState: 'removed' }, 'user-removed'],
  ['first PINs', 'enrolment', { provisional: 1 }, 'activation-needed'],
  ['first PINs, renewing', 'renewal', { provisional: 1, certificates: [ending(3)] }, 'activation-needed'],
  [
    'first PINs, after expiry',
    'reAcquisition',
    { provisional: 1, certificates: [ending(-3)] },
    'activation-needed',
  ],
  ['no permission', 'enrolment', { permittedAt: null }, 'user-not-permitted'],
  [
    'permitted anew after a revocation: re-issue',
    'enrolment',
    { certificates: [revoked], permittedAt: NOW },
    undefined,
  ],
  [
    'permitted anew after expiry: re-issue',
    'enrolment',
    { certificates: [ending(-200)], permittedAt: NOW },
    undefined,
  ],
  ['moving to a new PC', 'enrolment', { certificates: [used], ...moving(0) }, undefined],
  ['moving, on the last day', 'enrolment', { certificates: [used], ...moving(80) }, undefined],
  ['moving, too late', 'enrolment', { certificates: [used], ...moving(81) }, 'certificate-already-acquired'],
  [
    'moving long after the first window is over',
    'enrolment',
    { certificates: [used], ...moving(3), acquisitionFrom: '2025-01-01' },
    undefined,
  ],
  ['moving, the new one unused yet', 'enrolment', { certificates: [used, next], ...moving(1) }, undefined],
  [
    'moved: the new one is in use',
    'enrolment',
    {
      certificates: [
        { ...used, ...supersededBy },
        { ...next, firstLogonAt: NOW },
      ],
      ...moving(1),
    },
    'certificate-already-acquired',
  ],
  [
    'moving from one, another is in use too',
    'enrolment',
    { certificates: [used, { ...next, firstLogonAt: NOW }], ...moving(1) },
    'certificate-already-acquired',
  ],
  [
    'moving from one that was revoked',
    'enrolment',
    { certificates: [revoked], ...moving(1) },
    'certificate-revoked',
  ],
  [
    'moving from one that has expired is re-acquisition',
    'enrolment',
    { certificates: [ending(-81)], ...moving(1) },
    're-acquisition-over',
  ],
  [
    'moving does not open re-acquisition',
    'reAcquisition',
    { certificates: [used], ...moving(1) },
    'certificate-already-acquired',
    '5410',
  ],
  [
    'moving does not open renewal',
    'renewal',
    { certificates: [ending(31)], ...moving(1) },
    'renewal-not-open',
  ],
  [
    'moving, the permission withdrawn',
    'enrolment',
    { certificates: [used], ...moving(1), permittedAt: null },
    'user-not-permitted',
  ],
  // The five banks: 9000 re-acquires for 80 days by the acquisition's entrance, 5410 for 90 by its own, 1635 never.
  ['the day after expiry', 'enrolment', { certificates: [ending(-1)] }, undefined],
  ['80 days after expiry', 'enrolment', { certificates: [ending(-80)] }, undefined],
  ['81 days after expiry', 'enrolment', { certificates: [ending(-81)] }, 're-acquisition-over'],
  [
    'expired, at a bank with another entrance',
    'enrolment',
    { certificates: [ending(-1)] },
    'certificate-expired',
    '5410',
  ],
  ['89 days after expiry', 'reAcquisition', { certificates: [ending(-89)] }, undefined, '5410'],
  ['90 days after expiry', 'reAcquisition', { certificates: [ending(-90)] }, undefined, '5410'],
  ['91 days after expiry', 'reAcquisition', { certificates: [ending(-91)] }, 're-acquisition-over', '5410'],
  [
    'expired, at a bank with no re-acquisition',
    'enrolment',
    { certificates: [ending(-1)] },
    'certificate-expired',
    '1635',
  ],
  [
    'expired, at a bank with no re-acquisition',
    'reAcquisition',
    { certificates: [ending(-1)] },
    're-acquisition-over',
    '1635',
  ],
  ['still in use', 'reAcquisition', { certificates: [used] }, 'certificate-already-acquired', '5410'],
  ['revoked', 'reAcquisition', { certificates: [revoked] }, 'certificate-revoked', '5410'],
  ['31 days before expiry', 'renewal', { certificates: [ending(31)] }, 'renewal-not-open'],
  ['30 days before expiry', 'renewal', { certificates: [ending(30)] }, undefined],
  ['29 days before expiry', 'renewal', { certificates: [ending(29)] }, undefined],
  ['on the last day', 'renewal', { certificates: [ending(0)] }, undefined],
  ['renewed already, the new one unused', 'renewal', { certificates: [ending(10), unused] }, undefined],
  ['the day after expiry', 'renewal', { certificates: [ending(-1)] }, 'certificate-expired'],
  ['nothing to renew', 'renewal', { certificates: [unused] }, 'renewal-not-open'],
  ['revoked', 'renewal', { certificates: [revoked] }, 'certificate-revoked'],
  ['a renewal is being issued', 'renewal', { certificates: [ending(10), planned] }, 'issuing-in-progress'],
];

for (const [name, way, change, reason, bankCode = '9000'] of rows) {
  test(`${way}, ${name}: ${reason ?? 'a plan'}`, () => {
    const decided = decideIssue(bank(bankCode), way, { ...facts, ...change }, NOW);
    assert.equal(isRefusal(decided) ? decided.reason : undefined, reason);
    if (!isRefusal(decided)) assert.equal(decided.subject.length, 3);
  });
}

test('no way skips what forbids another: standing, permission, an issuing under way', () => {
  for (const way of ['enrolment', 'renewal', 'reAcquisition'] as const) {
    for (const certificates of [[], [ending(10)], [ending(-10)]]) {
      for (const [change, reason] of [
        [{ contractState: 'suspended' }, 'contract-suspended'],
        [{ contractState: 'closed' }, 'contract-closed'],
        [{ stoppedAt: NOW }, 'contract-stopped'],
        [{ holderState: 'suspended' }, 'user-suspended'],
        [{ holderState: 'removed' }, 'user-removed'],
        [{ permittedAt: null }, 'user-not-permitted'],
        [{ certificates: [...certificates, planned] }, 'issuing-in-progress'],
      ] as [Partial<IssueFacts>, string][]) {
        const decided = decideIssue(bank('5410'), way, { ...facts, certificates, ...change }, NOW);
        assert.equal(isRefusal(decided) ? decided.reason : 'a plan', reason, `${way} ${reason}`);
      }
    }
  }
});

test("a user's days count from the permission", () => {
  const user = { ...facts, role: 'user' as const, userId: 'suzuki01', acquisitionFrom: '2026-01-20' };
  assert.ok(!isRefusal(decideIssue(bank('9000'), 'enrolment', user, NOW)));
  const late = decideIssue(bank('9000'), 'enrolment', { ...user, acquisitionFrom: '2026-01-19' }, NOW);
  assert.ok(isRefusal(late) && late.reason === 'window-over');
});

test('a re-acquired certificate waits, a user’s for the administrator, an administrator’s for the bank, where the profile says so', () => {
  const profile = bank('9000');
  const strict = {
    ...profile,
    reAcquisition: { ...profile.reAcquisition, administratorApprovesUsers: true },
  };
  const careful = {
    ...profile,
    reAcquisition: { ...profile.reAcquisition, bankApprovesAdministrators: true },
  };
  const administrator = { ...facts, certificates: [ending(-1)] };
  const user = { ...facts, role: 'user' as const, userId: 'suzuki01', certificates: [ending(-1)] };
  for (const [own, given, approval] of [
    [strict, user, 'waiting'],
    [profile, user, 'none'],
    [strict, administrator, 'none'],
    [profile, administrator, 'none'],
    [careful, administrator, 'waiting'],
    [careful, user, 'none'],
    [careful, facts, 'none'],
    [careful, { ...administrator, permittedAt: NOW }, 'none'],
    [strict, { ...user, certificates: [] }, 'none'],
  ] as const) {
    const decided = decideIssue(own, 'enrolment', given, NOW);
    assert.equal(isRefusal(decided) ? decided.reason : decided.approval, approval);
  }
});

test('a move lasts as long as the bank’s days and the old certificate do', () => {
  for (const [change, until] of [
    [{ certificates: [used], ...moving(3) }, addDays(TODAY, 77)],
    [{ certificates: [ending(10)], ...moving(3) }, addDays(TODAY, 10)],
    [{ certificates: [ending(0)], ...moving(3) }, TODAY],
    [{ certificates: [ending(-1)], ...moving(3) }, undefined],
    [{ certificates: [used], ...moving(81) }, undefined],
    [{ certificates: [used] }, undefined],
  ] as const) {
    assert.equal(movingUntil(bank('9000'), { ...facts, ...change }, NOW), until);
  }
});
