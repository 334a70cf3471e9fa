// What is said of the deployment's health, at the edges.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alarmsIn, type HealthFacts, judgeHealth, stateOf } from './health.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-04-10T12:00:00+09:00');
const list = (hours: number, left: number) => ({
  thisUpdate: NOW + left - hours * HOUR,
  nextUpdate: NOW + left,
});

const SOUND: HealthFacts = {
  signerReady: true,
  lists: [list(24, 23 * HOUR), list(24, 23 * HOUR)],
  rootLists: [list(180 * 24, 90 * DAY)],
  revokedIssuing: [],
  issuing: 'issuing-1',
  responderNotAfter: NOW + 7 * DAY,
  issuingNotAfter: NOW + 3000 * DAY,
  nextIssuesFrom: undefined,
  tlsNotAfter: NOW + 60 * DAY,
  mailWaitingSince: undefined,
  auditUncoveredSince: NOW - 30_000,
};

for (const [what, facts, expected] of [
  ['all is well', {}, []],
  ['no signer', { signerReady: false }, ['signer failed']],
  ['a list of a day with half of it left', { lists: [list(24, 12 * HOUR)] }, []],
  ['a list of a day with less', { lists: [list(24, 12 * HOUR - 1)] }, ['revocation-lists failed']],
  ['a list of a week with a day left', { lists: [list(168, DAY)] }, []],
  ['a list of a week with less', { lists: [list(168, DAY - 1)] }, ['revocation-lists failed']],
  ['one list of many that is stale', { lists: [list(24, DAY), list(24, -1)] }, ['revocation-lists failed']],
  ['a list that is not there', { lists: [list(24, DAY), undefined] }, ['revocation-lists failed']],
  ['a root’s list with a month left', { rootLists: [list(180 * 24, 30 * DAY)] }, []],
  ['a root’s list with less', { rootLists: [list(180 * 24, 30 * DAY - 1)] }, ['root-list warning']],
  ['a root’s list of a month with ten days left', { rootLists: [list(30 * 24, 10 * DAY)] }, []],
  ['a root’s list that ran out', { rootLists: [list(24, DAY), list(180 * 24, 0)] }, ['root-list failed']],
  ['a root’s list that is not there', { rootLists: [undefined] }, ['root-list failed']],
  [
    'the issuing CA revoked, and no other',
    { revokedIssuing: [{ id: 'issuing-1', certificatesEnded: true }] },
    ['issuing-ca failed'],
  ],
  [
    'one revoked, its certificates on their way to the end',
    { issuing: 'issuing-2', revokedIssuing: [{ id: 'issuing-1', certificatesEnded: false }] },
    ['root-list warning'],
  ],
  [
    'one revoked, its certificates ended, another issues',
    { issuing: 'issuing-2', revokedIssuing: [{ id: 'issuing-1', certificatesEnded: true }] },
    [],
  ],
  ['no responder', { responderNotAfter: undefined }, ['ocsp-responder failed']],
  ['a responder that was not renewed', { responderNotAfter: NOW + 6 * DAY - 1 }, ['ocsp-responder warning']],
  ['a responder of a last day', { responderNotAfter: NOW + DAY }, ['ocsp-responder failed']],
  ['an issuing CA of two years', { issuingNotAfter: NOW + 730 * DAY }, ['issuing-ca warning']],
  ['an issuing CA that should be followed', { issuingNotAfter: NOW + 821 * DAY }, ['issuing-ca warning']],
  ['an issuing CA with time for another', { issuingNotAfter: NOW + 823 * DAY }, []],
  [
    'an issuing CA that is followed in time',
    { issuingNotAfter: NOW + 800 * DAY, nextIssuesFrom: NOW + 30 * DAY },
    [],
  ],
  [
    'an issuing CA whose certificates are shorter until the next',
    { issuingNotAfter: NOW + 20 * DAY, nextIssuesFrom: NOW + 10 * DAY },
    ['issuing-ca warning'],
  ],
  [
    'an issuing CA that ends before the next',
    { issuingNotAfter: NOW + 20 * DAY, nextIssuesFrom: NOW + 21 * DAY },
    ['issuing-ca failed'],
  ],
  [
    'the last issuing CA has ended',
    { issuingNotAfter: NOW - DAY, lists: [], rootLists: [], responderNotAfter: NOW - DAY },
    ['ocsp-responder failed', 'issuing-ca failed'],
  ],
  ['an issuing CA of a month', { issuingNotAfter: NOW + 30 * DAY }, ['issuing-ca failed']],
  ['a TLS certificate of three weeks', { tlsNotAfter: NOW + 20 * DAY }, ['tls-certificate warning']],
  ['a TLS certificate that has ended', { tlsNotAfter: NOW }, ['tls-certificate failed']],
  ['no TLS certificate to look at', { tlsNotAfter: undefined }, []],
  ['mail that waits for a month', { mailWaitingSince: NOW - 30 * DAY }, ['mail warning']],
  ['records that no head covers', { auditUncoveredSince: NOW - 6 * 60_000 }, ['audit-head warning']],
  ['and that for long', { auditUncoveredSince: NOW - HOUR - 1 }, ['audit-head failed']],
] as const) {
  test(what, () => {
    const checks = judgeHealth({ ...SOUND, ...facts }, NOW);
    const bad = checks.filter(({ state }) => state !== 'ok');
    assert.deepEqual(
      bad.map(({ name, state }) => `${name} ${state}`),
      expected,
    );
    assert.equal(stateOf(checks), expected[0]?.split(' ')[1] ?? 'ok');
    const told = expected.filter((one) => !one.startsWith('mail')).map((one) => one.split(' ')[0]);
    assert.deepEqual(
      alarmsIn(checks).map(({ check }) => check),
      told,
    );
  });
}
