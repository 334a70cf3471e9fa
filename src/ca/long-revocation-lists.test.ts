// Lists of more entries than are read, or stored, at once: each stands there once, in its shard too; and to revoke one
// more writes as many rows as to revoke the first.

import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { issuingOf } from '../../test/world/authorities.ts';
import { type Acquired, mustAcquire, openContract } from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../test/world/deployment.ts';
import { isRefusal } from '../domain/refusal.ts';
import { revokeBySerialNumber } from '../procedures/certificates/revoke-certificate.ts';
import { findHolder } from '../store/read/contract.ts';
import { parseCertificateRevocationList } from '../x509/certificate-revocation-list.ts';
import { serialNumberToHex } from '../x509/serial-number.ts';
import { publishRevocationLists } from './publish-revocation-lists.ts';
import { DELTA_LIST, FULL_LIST, revocationListNames, revocationListOf } from './published-addresses.ts';
import { PublishedLists } from './published-lists.ts';

const MANY = 9_500;
const TOGETHER = 1_000;
/** Few instants, so that many share one where a page ends. */
const INSTANTS = 7;

eachDatabase((name, open) => {
  describe(`long lists on ${name}`, () => {
    let world: World;
    let first: Acquired;
    let last: Acquired;
    let written: number[];
    const serials: string[] = [];

    const revoke = async ({ view: { serialNumber } }: Acquired) => {
      const order = { bankCode: '9000', serialNumber, reason: 'keyCompromise' } as const;
      assert.ok(!isRefusal(await revokeBySerialNumber(world, order, caller())));
      serials.push(serialNumber);
    };
    /** How many rows it has written. */
    const rowsWritten = async (work: () => Promise<void>) => {
      if (name !== 'SQLite') {
        await work();
        return 0;
      }
      const count = async () =>
        (await sql<{ n: number }>`select total_changes() as n`.execute(world.store.db)).rows[0]?.n ?? 0;
      const before = await count();
      await work();
      return (await count()) - before;
    };
    before(async () => {
      world = await makeWorld(await open());
      const customer = await openContract(world, '9000');
      first = await mustAcquire(world, customer);
      last = await mustAcquire(world, await openContract(world, '9000'));
      written = [await rowsWritten(() => revoke(first))];

      const holder = await findHolder(world.store.db, { ...customer, userId: '' });
      const rows = Array.from({ length: MANY }, (_, n) => {
        const serial = `4${hash('sha256', `serial ${n}`, 'hex').slice(1, 32)}`;
        serials.push(serial);
        return {
          ...{ serial_number: serial, issuer: issuingOf(world.ca).id, holder: holder?.id ?? '' },
          ...{ bank_code: '9000', subject: `CN=${n}`, spki_sha256: `key ${n}`, ticket: `ticket ${n}` },
          ...{ not_before: NOON, not_after: NOON + 1e10, tbs: Uint8Array.of(0), planned_at: NOON },
          ...({ way: 'enrolment', address: '', approval: 'none' } as const),
          ...({ revoked_at: NOON + (n % INSTANTS) * 1000, revocation_reason: 'superseded' } as const),
        };
      });
      for (let at = 0; at < MANY; at += TOGETHER) {
        await world.store.transaction((tx) =>
          tx
            .insertInto('certificate')
            .values(rows.slice(at, at + TOGETHER))
            .execute(),
        );
      }
      written.push(await rowsWritten(() => revoke(last)));
      world.clock.now += 60_000;
      await publishRevocationLists(world.store, world.ca, world.now());
    });
    after(() => world.dispose());

    const namedBy = async (list: string) => {
      const found = await new PublishedLists(world.store, issuingOf(world.ca).id).find(list);
      const { revoked } = parseCertificateRevocationList(found?.list ?? new Uint8Array());
      return revoked.map(({ serialNumber }) => serialNumberToHex(serialNumber)).sort();
    };

    test('the full list names each once', async () => {
      assert.deepEqual(await namedBy(FULL_LIST), serials.toSorted());
    });

    test('each shard names those that name it', async () => {
      const issuing = issuingOf(world.ca);
      const bySerial = Map.groupBy(serials, (serial) => revocationListOf(issuing, serial));
      for (const list of revocationListNames(issuing)) {
        if (list === FULL_LIST || list === DELTA_LIST) continue;
        assert.deepEqual(await namedBy(list), (bySerial.get(list) ?? []).sort(), list);
      }
    });

    test('to revoke one more writes as many rows as to revoke the first', {
      skip: name !== 'SQLite' && 'PostgreSQL does not count them for a connection',
    }, () => {
      assert.equal(written[0], written[1]);
      assert.ok((written[0] ?? 0) > 0);
    });
  });
});
