// The delta of the full revocation list (RFC 5280 5.2.4): whoever holds a full list that may still be believed, and the
// delta, knows what the newest full list says, whatever clocks and restores have done in between.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mustAcquire, openContract } from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../test/world/deployment.ts';
import { revokeBySerialNumber } from '../procedures/certificates/revoke-certificate.ts';
import { parseCertificateRevocationList } from '../x509/certificate-revocation-list.ts';
import { toHex } from '../x509/serial-number.ts';
import { basesInForce, ChangedEntries, changesSince, writeBases } from './delta-base.ts';
import { publishRevocationLists } from './publish-revocation-lists.ts';
import { DELTA_LIST, FULL_LIST, revocationListAddress } from './published-addresses.ts';
import { PublishedLists } from './published-lists.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

eachDatabase((name, open) => {
  describe(`the delta on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    const publish = () => publishRevocationLists(world.store, world.ca, world.now());
    const numberIn = (octets: Uint8Array | undefined) => octets && Number(`0x${toHex(octets)}`);
    const read = async (list: string) => {
      const found = await new PublishedLists(world.store, 'issuing-1').find(list);
      assert.ok(found, list);
      const { extensions, revoked, thisUpdate, nextUpdate } = parseCertificateRevocationList(found.list);
      const serials = revoked.map((one) => toHex(one.serialNumber));
      return {
        ...{ extensions, serials, thisUpdate, nextUpdate },
        ...{ number: found.number, base: numberIn(extensions.deltaCRLIndicator) },
      };
    };
    const readBoth = async () => ({ full: await read(FULL_LIST), delta: await read(DELTA_LIST) });
    const revokeOne = async () => {
      const { view } = await mustAcquire(world, await openContract(world, '9000'));
      const { serialNumber } = view;
      await revokeBySerialNumber(
        world,
        { bankCode: '9000', serialNumber, reason: 'keyCompromise' },
        caller(),
      );
      return serialNumber;
    };

    test('it comes with the full list, under its number, and tells what is new', async () => {
      await publish();
      const first = await readBoth();
      assert.deepEqual([first.delta.base, first.delta.serials], [first.full.number, []]);
      const serial = await revokeOne();
      world.clock.now += 20_000;
      await publish();
      const { full, delta } = await readBoth();
      assert.deepEqual([delta.number, delta.base], [full.number, first.full.number]);
      assert.deepEqual([delta.thisUpdate, delta.serials], [full.thisUpdate, [serial]]);
      assert.equal(delta.nextUpdate - delta.thisUpdate, 6 * HOUR);
      // The full list says where the delta is; scope of both is the same (5.2.4 c).
      assert.deepEqual(full.extensions.freshestCRL, [
        revocationListAddress(world.ca.pkiOrigin, 'issuing-1', DELTA_LIST),
      ]);
      assert.equal(full.base, undefined);
      const { freshestCRL, issuingDistributionPoint } = delta.extensions;
      assert.deepEqual([freshestCRL, issuingDistributionPoint], [undefined, undefined]);
      assert.equal((await read('3')).extensions.freshestCRL, undefined);
    });

    test('a day and a half, a clock put back and forth: with it each list in force says all', async () => {
      const fulls: Awaited<ReturnType<typeof read>>[] = [];
      for (const [moved, revokes] of [
        ...Array.from({ length: 6 }, (_, time) => [130 * MINUTE, time % 3 === 0] as const),
        [-2 * HOUR, true],
        [10_000, false],
        [30 * MINUTE, true],
        [2 * HOUR, false],
        ...Array.from({ length: 8 }, (_, time) => [170 * MINUTE, time % 5 === 0] as const),
      ] as const) {
        // Revoked under the clock as it was, and as it is now.
        if (revokes) await revokeOne();
        world.clock.now += moved;
        if (revokes) await revokeOne();
        await publish();
        const { full, delta } = await readBoth();
        fulls.push(full);
        assert.ok(delta.base !== undefined && delta.number === full.number);
        const inForce = fulls.filter(({ nextUpdate }) => nextUpdate > world.now());
        for (const { number, serials } of inForce) {
          assert.ok(number >= delta.base, 'it may be put together with this delta');
          assert.deepEqual([...new Set([...serials, ...delta.serials])].sort(), full.serials.toSorted());
        }
        assert.ok(inForce.length > 1 || fulls.length === 1);
      }
      const { full, delta } = await readBoth();
      assert.ok(delta.serials.length < full.serials.length, 'older than a day: on the full list only');
    });

    test('after the restore of an old backup it fits lists that came since', async () => {
      const rows = await world.store.db.selectFrom('revocation_list').selectAll().execute();
      world.clock.now += HOUR;
      const serial = await revokeOne();
      await publish();
      const lost = await read(FULL_LIST);
      await world.store.transaction(async (tx) => {
        await tx.deleteFrom('revocation_list').execute();
        for (const row of rows) await tx.insertInto('revocation_list').values(row).execute();
      });
      world.clock.now += MINUTE;
      const later = await revokeOne();
      await publish();
      const { full, delta } = await readBoth();
      assert.ok((delta.base ?? 0) <= lost.number && lost.number < delta.number);
      assert.ok(delta.serials.includes(serial) && delta.serials.includes(later));
      assert.deepEqual([...new Set([...lost.serials, ...delta.serials])].sort(), full.serials.toSorted());
    });
  });
});

test('bases: there and back, none that has run out, from the earliest time of all', () => {
  const bases = [
    { number: 7, thisUpdate: NOON - 3 * HOUR },
    { number: 8, thisUpdate: NOON - HOUR },
    // After a clock was put back.
    { number: 9, thisUpdate: NOON - 2 * HOUR },
  ];
  assert.deepEqual(basesInForce('', NOON, HOUR), []);
  assert.deepEqual(basesInForce(writeBases(bases), NOON, 4 * HOUR), bases);
  assert.deepEqual(basesInForce(writeBases(bases), NOON, 3 * HOUR), bases.slice(1));
  assert.deepEqual(basesInForce(writeBases(bases), NOON, 2 * HOUR), bases.slice(1), 'the last run out');
  assert.deepEqual(basesInForce(writeBases(bases), NOON, HOUR), []);
  assert.equal(changesSince(bases.slice(1), NOON), NOON - 2 * HOUR);
  assert.equal(changesSince(bases, NOON - 5 * HOUR), NOON - 5 * HOUR, 'the clock now behind all of them');
});

test('changes: those since then, and none at all when there are more than it pays for', () => {
  const one = (revokedAt: number) => ({ serialNumber: Uint8Array.of(1), revokedAt });
  const changed = new ChangedEntries(NOON, 2);
  for (const at of [NOON - 1, NOON, NOON - HOUR, NOON + 1]) changed.add(one(at));
  assert.equal(changed.entries?.count, 2);
  changed.add(one(NOON - 1));
  assert.equal(changed.entries?.count, 2);
  changed.add(one(NOON + 2));
  changed.add(one(NOON - 1));
  assert.equal(changed.entries, undefined);
});
