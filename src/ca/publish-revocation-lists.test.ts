// Revocation lists as they are published: when, which, with what numbers, and how long an entry stays on them.

import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, beforeEach, describe, test } from 'node:test';
import { issuingOf } from '../../test/world/authorities.ts';
import { mustAcquire, openContract } from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../test/world/deployment.ts';
import { revokeBySerialNumber } from '../procedures/certificates/revoke-certificate.ts';
import { verifyAudit } from '../store/read/audit.ts';
import { findRevocationList, readRevokedPages } from '../store/read/revocation-list.ts';
import { revokeCertificate } from '../store/write/certificate.ts';
import { insertListPiece, listValues, replaceRevocationList } from '../store/write/revocation-list.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { parseCertificateRevocationList } from '../x509/certificate-revocation-list.ts';
import { toHex } from '../x509/serial-number.ts';
import { publishRevocationLists } from './publish-revocation-lists.ts';
import { DELTA_LIST, FULL_LIST, revocationListAddress, revocationListNames } from './published-addresses.ts';
import { PublishedLists } from './published-lists.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

eachDatabase((name, open) => {
  describe(`revocation lists on ${name}`, () => {
    let world: World;
    beforeEach(async () => {
      await world?.dispose();
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    const publish = (of = world) => publishRevocationLists(of.store, of.ca, of.now());
    const namesOf = (published: readonly { name: string }[]) => published.map((one) => one.name);
    const read = async (list: string) => {
      const found = await new PublishedLists(world.store, issuingOf(world.ca).id).find(list);
      assert.ok(found, list);
      const parsed = parseCertificateRevocationList(found.list);
      assert.equal(Number(`0x${toHex(parsed.extensions.cRLNumber ?? new Uint8Array())}`), found.number);
      assert.deepEqual([parsed.thisUpdate, parsed.nextUpdate], [found.thisUpdate, found.nextUpdate]);
      return {
        ...parsed,
        number: found.number,
        serials: parsed.revoked.map((one) => toHex(one.serialNumber)),
      };
    };
    const isShard = (list: string) => list !== FULL_LIST && list !== DELTA_LIST;
    const acquire = async () => mustAcquire(world, await openContract(world, '9000'));
    const revoke = (serialNumber: string) =>
      revokeBySerialNumber(world, { bankCode: '9000', serialNumber, reason: 'keyCompromise' }, caller());
    const shardOf = (certificate: Uint8Array) => {
      const [address = ''] = parseCertificate(certificate).extensions.cRLDistributionPoints ?? [];
      const shard = /\/crl\/issuing-1\/(\d+)\.crl$/.exec(address)?.[1];
      assert.ok(shard !== undefined, address);
      return { address, shard };
    };

    test('first all of them, empty; a shard says which it is, the full one is for all', async () => {
      const names = revocationListNames(issuingOf(world.ca));
      assert.equal(names.length, 18);
      assert.deepEqual(namesOf(await publish()), names);
      for (const list of names) {
        const { serials, extensions, nextUpdate, thisUpdate } = await read(list);
        assert.deepEqual(serials, []);
        const address = revocationListAddress(world.ca.pkiOrigin, 'issuing-1', list);
        assert.deepEqual(extensions.issuingDistributionPoint, isShard(list) ? [address] : undefined);
        if (list !== DELTA_LIST) assert.equal(nextUpdate - thisUpdate, world.ca.periods.revocationListMs);
      }
      assert.deepEqual(await publish(), [], 'nothing is due');
    });

    test('a revocation: the full list, its delta and the one that its certificate names, soon, and no other', async () => {
      await publish();
      const { view, certificate } = await acquire();
      const { address, shard } = shardOf(certificate);
      assert.deepEqual(await publish(), [], 'a certificate that is good changes no list');
      await revoke(view.serialNumber);
      world.clock.now += 20_000;
      assert.deepEqual(namesOf(await publish()), [FULL_LIST, DELTA_LIST, shard]);
      for (const list of [FULL_LIST, DELTA_LIST, shard]) {
        const { serials, revoked } = await read(list);
        assert.deepEqual(serials, [view.serialNumber]);
        assert.deepEqual([revoked[0]?.reason, revoked[0]?.revokedAt], ['keyCompromise', NOON]);
      }
      assert.deepEqual((await read(shard)).extensions.issuingDistributionPoint, [address]);
      assert.deepEqual(await publish(), []);
    });

    test('the shards together say what the full list says', async () => {
      const revoked: string[] = [];
      for (let one = 0; one < 12; one += 1) {
        const { view } = await acquire();
        await revoke(view.serialNumber);
        revoked.push(view.serialNumber);
      }
      await publish();
      const shards = revocationListNames(issuingOf(world.ca)).filter(isShard);
      const together = (await Promise.all(shards.map(read))).flatMap(({ serials }) => serials);
      assert.deepEqual(together.sort(), revoked.toSorted());
      assert.deepEqual((await read(FULL_LIST)).serials.sort(), revoked.toSorted());
    });

    test('each hour all of them; numbers rise, also on a clock that is put back and in one second', async () => {
      const numbers: number[] = [];
      for (const [moved, count] of [
        [0, 18],
        [HOUR - MINUTE, 0],
        [MINUTE, 18],
        [-2 * HOUR, 18],
        [HOUR, 18],
      ] as const) {
        world.clock.now += moved;
        assert.equal((await publish()).length, count, String(moved));
        if (count > 0) numbers.push((await read(FULL_LIST)).number);
      }
      const { view } = await acquire();
      await revoke(view.serialNumber);
      await publish();
      numbers.push((await read(FULL_LIST)).number);
      assert.deepEqual(
        numbers,
        [...new Set(numbers)].toSorted((a, b) => a - b),
      );
    });

    test('after the restore of an old backup no number is used again', async () => {
      await publish();
      const backup = await world.store.db.selectFrom('revocation_list').selectAll().execute();
      world.clock.now += HOUR;
      await publish();
      world.clock.now += HOUR;
      await publish();
      const { number } = await read(FULL_LIST);
      await world.store.db.deleteFrom('revocation_list').execute();
      for (const row of backup) await world.store.db.insertInto('revocation_list').values(row).execute();
      world.clock.now += MINUTE;
      await publish();
      assert.ok((await read(FULL_LIST)).number > number);
    });

    test('an entry stays until a list of the hour has named it after the certificate’s end', async () => {
      const { view, certificate } = await acquire();
      await revoke(view.serialNumber);
      const { notAfter } = parseCertificate(certificate);
      const named = async () => {
        await publish();
        return (await read(FULL_LIST)).serials.includes(view.serialNumber);
      };
      world.clock.now = notAfter - MINUTE;
      assert.ok(await named(), 'before its end');
      world.clock.now = notAfter + 30 * MINUTE;
      assert.ok(await named(), 'no list of the hour is due, the one from before stands');
      world.clock.now = notAfter + 2 * HOUR;
      assert.ok(await named(), 'the first list of the hour after its end');
      world.clock.now += HOUR;
      assert.ok(!(await named()), 'the next');
    });

    test('revoked after its end: named once all the same', async () => {
      const { view, certificate } = await acquire();
      world.clock.now = parseCertificate(certificate).notAfter + 5 * HOUR;
      await publish();
      await revoke(view.serialNumber);
      world.clock.now += MINUTE;
      await publish();
      assert.deepEqual((await read(FULL_LIST)).serials, [view.serialNumber]);
    });

    test('a revocation that is committed late, with a time before the list, is still found', async () => {
      const { view } = await acquire();
      await publish();
      world.clock.now += MINUTE;
      await world.store.transaction((tx) =>
        revokeCertificate(tx, view.serialNumber, 'superseded', NOON - 2 * MINUTE),
      );
      assert.equal((await publish()).length, 3);
      assert.deepEqual((await read(FULL_LIST)).serials, [view.serialNumber]);
    });

    test('two at once: one publishes, and every list has a number of its own', async () => {
      const outcomes = await Promise.all([publish(), publish(), publish()]);
      assert.deepEqual(outcomes.map((one) => one.length).toSorted(), [0, 0, 18]);
    });

    test('pages: every revoked certificate once, in order, also those of one moment', async () => {
      const revoked: [number, string, string][] = [];
      for (const [moved, reason] of [
        [0, 'keyCompromise'],
        [0, 'superseded'],
        [-DAY, 'unspecified'],
        [DAY, 'cessationOfOperation'],
        [0, 'keyCompromise'],
      ] as const) {
        const { view } = await acquire();
        world.clock.now += moved;
        const at = world.now();
        await world.store.transaction((tx) => revokeCertificate(tx, view.serialNumber, reason, at));
        revoked.push([at, view.serialNumber, reason]);
      }
      for (const most of [1, 2, 3, 5, 100]) {
        const found: typeof revoked = [];
        for await (const rows of readRevokedPages(world.store.db, 'issuing-1', 0, most)) {
          assert.ok(rows.count <= most);
          while (rows.next()) found.push([rows.revokedAt, toHex(rows.serialNumber), rows.reason]);
        }
        assert.deepEqual(found, revoked.toSorted());
      }
    });

    test('a list of more octets than one value holds is found as it was published, and goes as a whole', async () => {
      const { db } = world.store;
      await publish();
      const { list: _, ...head } = (await findRevocationList(db, 'issuing-1', FULL_LIST)) ?? assert.fail();
      let making = 0;
      const replace = async (number: number, octets: readonly Uint8Array[], instead: number) => {
        const { list, pieces } = listValues(octets);
        const { issuer, name } = head;
        making += 1;
        let piece = 0;
        for (const octets of pieces) {
          piece += 1;
          const row = { issuer, name, pieces: `making ${making}`, piece, octets };
          await world.store.transaction((tx) => insertListPiece(tx, row));
        }
        const row = { ...head, number, list, pieces: piece === 0 ? '' : `making ${making}` };
        return world.store.transaction((tx) => replaceRevocationList(tx, row, instead));
      };
      const pieces = async () =>
        (await db.selectFrom('revocation_list_piece').select('piece').execute()).length;
      const long = Array.from({ length: 70 }, (_, at) => Buffer.alloc(50_000, at));
      assert.ok(await replace(head.number + 1, long, head.number));
      const found = async () => (await findRevocationList(db, 'issuing-1', FULL_LIST))?.list ?? assert.fail();
      assert.ok(Buffer.concat(long).equals(await found()));
      assert.equal(await pieces(), 7);
      assert.ok(!(await replace(head.number + 2, long.toReversed(), head.number)), 'another stands there');
      assert.ok(Buffer.concat(long).equals(await found()));
      assert.ok(await replace(head.number + 2, long.toReversed().slice(9), head.number + 1));
      assert.ok(Buffer.concat(long.toReversed().slice(9)).equals(await found()));
      assert.ok(await replace(head.number + 3, [Buffer.from('short')], head.number + 2));
      assert.equal(Buffer.from(await found()).toString(), 'short');
      assert.equal(await pieces(), 0, 'what nobody names is gone');
    });

    test('all of a publication or nothing of it: the old lists stand when the store fails', async () => {
      await publish();
      const before = await read(FULL_LIST);
      world.clock.now += HOUR;
      const broken: World = {
        ...world,
        store: {
          ...world.store,
          transaction: (work) =>
            world.store.transaction(async (tx) => {
              await work(tx);
              throw new Error('disk full');
            }),
        },
      };
      await assert.rejects(publish(broken), /disk full/);
      assert.deepEqual(await read(FULL_LIST), before);
      assert.equal((await publish()).length, 18);
    });

    test('one record for each publication, with the digest of every list', async () => {
      await publish();
      const records = await world.store.db
        .selectFrom('audit')
        .select(['details'])
        .where('act', '=', 'revocation-lists.published')
        .execute();
      assert.equal(records.length, 1);
      const found = await new PublishedLists(world.store, 'issuing-1').find('3');
      const details = JSON.parse(records[0]?.details ?? '');
      assert.equal(details['3'], `${found?.number} ${hash('sha256', found?.list ?? '', 'hex')}`);
      assert.equal((await verifyAudit(world.store.db)).firstFault, undefined);
    });
  });
});
