// Lists of certificates, page by page: every row once, in order, though many share an instant.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { eachDatabase } from '../../../test/world/databases.ts';
import type { Store } from '../database.ts';
import { BANK, insertHolders, NOON, toPlan } from '../fixtures/rows.ts';
import {
  CERTIFICATE_LISTS,
  type CertificateList,
  countCertificates,
  listCertificates,
} from './certificate-list.ts';

const REASONS = ['superseded', 'keyCompromise', 'unspecified'] as const;
const SPAN = { from: 0, until: NOON + 1_000_000 };

eachDatabase((name, open) => {
  describe(`lists of certificates on ${name}`, () => {
    let store: Store;
    before(async () => {
      store = await open();
      await insertHolders(store, 24);
      // Of each kind some, ends at three instants only, one holder each.
      const rows = Array.from({ length: 24 }, (_, n) => {
        const number = String(n).padStart(2, '0');
        const kind = ['used', 'unused', 'revoked', 'planned'][n % 4];
        const signed = kind !== 'planned';
        return {
          ...toPlan(number, { holder: `h${n}`, not_after: NOON + (n % 3) * 1000 }),
          ...(signed && { tbs: null }),
          certificate: signed ? Uint8Array.of(0x30, n) : null,
          fingerprint: signed ? `f${number}` : null,
          signed_at: signed ? NOON + (n % 5) : null,
          first_logon_at: kind === 'used' ? NOON : null,
          revoked_at: kind === 'revoked' ? NOON + (n % 5) : null,
          revocation_reason: kind === 'revoked' ? REASONS[n % 3] : null,
          ...(n === 5 && { bank_code: '9999' }),
        };
      });
      await store.db.insertInto('certificate').values(rows).execute();
    });

    const all = async (list: CertificateList, limit: number) => {
      const found = [];
      let after: { at: number; serialNumber: string } | undefined;
      for (;;) {
        const rows = await listCertificates(store.db, BANK, list, SPAN, { after, limit });
        found.push(...rows);
        const last = rows.at(-1);
        if (last === undefined || rows.length < limit) return found;
        after = { at: Number(last.listed_at), serialNumber: last.serial_number };
      }
    };
    const numbers = (rows: readonly { readonly serial_number: string }[]) =>
      rows.map((row) => Number(row.serial_number.slice(-2)));

    const SHOULD: Record<CertificateList, (n: number) => boolean> = {
      ending: (n) => n % 4 < 2,
      ended: (n) => n % 4 < 2,
      unused: (n) => n % 4 === 1,
      revoked: (n) => n % 4 === 2 && REASONS[n % 3] !== 'superseded',
      superseded: (n) => n % 4 === 2 && REASONS[n % 3] === 'superseded',
      issued: (n) => n % 4 !== 3,
    };
    for (const list of CERTIFICATE_LISTS) {
      test(`${list}: all of its own and nobody else’s, in order, whatever the page’s length`, async () => {
        const whole = await all(list, 100);
        const expected = Array.from({ length: 24 }, (_, n) => n).filter((n) => n !== 5 && SHOULD[list](n));
        assert.deepEqual(
          numbers(whole).sort((a, b) => a - b),
          expected,
        );
        const instants = whole.map((row) => Number(row.listed_at));
        const sorted = instants.toSorted((a, b) => (list === 'ending' || list === 'unused' ? a - b : b - a));
        assert.deepEqual(instants, sorted);
        for (const limit of [1, 2, 3, 5]) assert.deepEqual(numbers(await all(list, limit)), numbers(whole));
        assert.equal(await countCertificates(store.db, BANK, list, SPAN), expected.length);
      });
    }

    test('the span holds both its ends', async () => {
      const within = (from: number, until: number) =>
        countCertificates(store.db, BANK, 'ending', { from, until });
      const at = await within(NOON + 1000, NOON + 1000);
      assert.ok(at > 0);
      assert.equal(await within(NOON + 1001, NOON + 1999), 0);
      assert.equal(
        (await within(NOON, NOON + 2000)) - (await within(NOON, NOON + 999)),
        at + (await within(NOON + 2000, NOON + 2000)),
      );
    });
  });
});
