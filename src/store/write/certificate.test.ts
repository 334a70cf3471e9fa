// What must never happen to a certificate does not, because the database refuses it.

import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { eachDatabase } from '../../../test/world/databases.ts';
import type { Store } from '../database.ts';
import { insertHolders, NOON, toPlan, toRecord } from '../fixtures/rows.ts';
import type { NewCertificateRow } from '../tables.ts';
import { markFirstLogon, planCertificates, recordCertificates, revokeCertificate } from './certificate.ts';

eachDatabase((name, open) => {
  describe(`certificates on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await insertHolders(store, 130);
    });
    const plan = (...rows: NewCertificateRow[]) => store.transaction((tx) => planCertificates(tx, rows));
    const record = (...names: string[]) =>
      store.transaction((tx) =>
        recordCertificates(
          tx,
          names.map((one) => toRecord(one)),
        ),
      );
    const stored = (serial: string) =>
      store.db.selectFrom('certificate').selectAll().where('serial_number', '=', serial).executeTakeFirst();

    test('a planned one comes back byte for byte', async () => {
      assert.deepEqual(await plan(toPlan('a')), new Set(['serial-a']));
      assert.deepEqual(await stored('serial-a'), {
        ...toPlan('a'),
        certificate: null,
        fingerprint: null,
        signed_at: null,
        first_logon_at: null,
        revoked_at: null,
        revocation_reason: null,
        announced_days: null,
      });
    });

    const taken: readonly [string, NewCertificateRow][] = [
      ['the serial number', toPlan('b', { holder: 'h1', serial_number: 'serial-a' })],
      ['the ticket', toPlan('b', { holder: 'h1', ticket: 'ticket-a' })],
      ['the key', toPlan('b', { holder: 'h1', spki_sha256: 'key-a' })],
      ['the holder, by another unsigned one', toPlan('b')],
    ];
    for (const [what, second] of taken) {
      test(`${what} is taken: left out, the others go in`, async () => {
        await plan(toPlan('a'));
        assert.deepEqual(await plan(second, toPlan('c', { holder: 'h2' })), new Set(['serial-c']));
      });
      test(`${what} is taken in the same group: the first goes in`, async () => {
        assert.deepEqual(await plan(toPlan('a'), second), new Set(['serial-a']));
      });
    }

    test('a holder who is not there, or a CA: nothing goes in', async () => {
      await assert.rejects(plan(toPlan('a'), toPlan('b', { holder: 'nobody' })), /foreign key/i);
      await assert.rejects(
        plan(toPlan('a'), toPlan('b', { holder: 'h1', issuer: 'nobody' })),
        /foreign key/i,
      );
      assert.equal(await stored('serial-a'), undefined);
    });

    test('128 at once', async () => {
      const rows = Array.from({ length: 128 }, (_, n) => toPlan(`${n}`, { holder: `h${n}` }));
      assert.equal((await plan(...rows)).size, 128);
      const { recorded, replaced } = await record(...rows.map((_, n) => `${n}`));
      assert.deepEqual([recorded.size, replaced], [128, []]);
    });

    test('nothing at all', async () => {
      assert.deepEqual(await plan(), new Set());
      assert.deepEqual(await record(), { recorded: new Set(), replaced: [] });
    });

    test('recorded once; the second time changes nothing', async () => {
      await plan(toPlan('a'));
      assert.deepEqual(await record('a', 'unplanned'), { recorded: new Set(['serial-a']), replaced: [] });
      const row = await stored('serial-a');
      assert.deepEqual(row?.certificate, toRecord('a').certificate);
      assert.equal(row?.signed_at, NOON + 5);
      assert.deepEqual(await record('a'), { recorded: new Set(), replaced: [] });
      assert.deepEqual(await stored('serial-a'), row);
    });

    test('revoked before it is signed: never recorded, and its holder is free for another', async () => {
      await plan(toPlan('a'));
      assert.equal(
        await store.transaction((tx) => revokeCertificate(tx, 'serial-a', 'unspecified', NOON)),
        true,
      );
      assert.equal((await record('a')).recorded.size, 0);
      assert.deepEqual(await plan(toPlan('b')), new Set(['serial-b']));
    });

    test('a newer one supersedes what was never logged on with, and only that', async () => {
      for (const one of ['used', 'revoked', 'unused']) {
        await plan(toPlan(one));
        await record(one);
        if (one === 'used') await store.transaction((tx) => markFirstLogon(tx, 'serial-used', NOON + 6));
        if (one === 'revoked') {
          await store.transaction((tx) => revokeCertificate(tx, 'serial-revoked', 'keyCompromise', NOON + 6));
        }
      }
      await plan(toPlan('of-another', { holder: 'h1' }));
      await record('of-another');
      await plan(toPlan('new'));
      const { recorded, replaced } = await record('new');
      assert.deepEqual([...recorded], ['serial-new']);
      assert.deepEqual(replaced, [{ serialNumber: 'serial-unused', holder: 'h0' }]);
      const rows = await store.db
        .selectFrom('certificate')
        .select(['serial_number', 'revocation_reason'])
        .execute();
      assert.deepEqual(Object.fromEntries(rows.map((row) => [row.serial_number, row.revocation_reason])), {
        'serial-used': null,
        'serial-revoked': 'keyCompromise',
        'serial-unused': 'superseded',
        'serial-of-another': null,
        'serial-new': null,
      });
    });

    test('the first revocation and the first logon stand', async () => {
      await plan(toPlan('a'));
      await record('a');
      const twice = async (act: (at: number) => Promise<boolean>) => [
        await act(NOON + 7),
        await act(NOON + 8),
      ];
      const logon = (at: number) => store.transaction((tx) => markFirstLogon(tx, 'serial-a', at));
      const revoke = (at: number) =>
        store.transaction((tx) => revokeCertificate(tx, 'serial-a', 'cessationOfOperation', at));
      assert.deepEqual(await twice(logon), [true, false]);
      assert.deepEqual(await twice(revoke), [true, false]);
      const row = await stored('serial-a');
      assert.deepEqual([row?.first_logon_at, row?.revoked_at], [NOON + 7, NOON + 7]);
      assert.equal(await store.transaction((tx) => revokeCertificate(tx, 'none', 'superseded', NOON)), false);
    });

    test('100 at once for one holder: one goes in', async () => {
      const tries = Array.from({ length: 100 }, (_, n) => plan(toPlan(`${n}`)));
      const planned = (await Promise.all(tries)).flatMap((one) => [...one]);
      assert.equal(planned.length, 1);
    });

    test('groups that name the same holders in opposite order both end', async () => {
      const rows = (mark: string) =>
        Array.from({ length: 60 }, (_, n) => toPlan(`${mark}${n}`, { holder: `h${n}` }));
      const [there, back] = await Promise.all([plan(...rows('x')), plan(...rows('y').reverse())]);
      assert.equal((there?.size ?? 0) + (back?.size ?? 0), 60);
    });
  });
});
