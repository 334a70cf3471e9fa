import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CardFacts, expectedDays, stageOf } from './card-delivery.ts';

const SENT = Date.UTC(2026, 3, 1, 3);
const ORDERED: CardFacts = {
  state: 'active',
  orderedAt: 1,
  sentAt: null,
  receivedAt: null,
  letterState: 'waiting',
};

test('where a card is', () => {
  const days = { earliest: 2, latest: 5 };
  for (const [facts, today, stage, said] of [
    [{}, '2026-04-01', 'ordered'],
    [{ letterState: 'expired' }, '2026-04-01', 'unprinted'],
    [{ letterState: null }, '2026-04-01', 'unprinted'],
    [{ letterState: 'printed' }, '2026-04-01', 'printed'],
    [{ letterState: 'printed', sentAt: SENT }, '2026-04-01', 'sent'],
    [{ letterState: 'printed', sentAt: SENT }, '2026-04-22', 'sent'],
    [{ letterState: 'printed', sentAt: SENT }, '2026-04-23', 'overdue'],
    [{ letterState: 'printed', sentAt: SENT }, '2026-04-06', 'sent', days],
    [{ letterState: 'printed', sentAt: SENT }, '2026-04-07', 'overdue', days],
    [{ letterState: 'printed', sentAt: SENT, receivedAt: 2 }, '2027-01-01', 'received'],
    // Answered from before anybody said that it was sent.
    [{ letterState: 'printed', receivedAt: 2 }, '2026-04-01', 'received'],
    [{ state: 'ended', sentAt: SENT }, '2026-04-01', 'ended'],
    [{ orderedAt: null, letterState: null }, '2026-04-01', 'given'],
  ] as const) {
    assert.equal(stageOf({ ...ORDERED, ...facts }, today, said), stage, JSON.stringify(facts));
  }
  assert.deepEqual(expectedDays(SENT), { from: '2026-04-15', until: '2026-04-22' });
  assert.deepEqual(expectedDays(SENT, days), { from: '2026-04-03', until: '2026-04-06' });
});
