// Serial numbers (RFC 5280 4.1.2.2; security page, test 10): random, positive, never twice. The collision that chance
// does not give is made by the database: a trigger puts a row with the same number in front of the plan.

import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Store } from '../../src/store/store.ts';
import { integer } from '../../src/x509/der.ts';
import {
  serialNumberToHex,
  TIMED_SERIAL_RANDOM_OCTETS,
  timedSerialNumber,
} from '../../src/x509/serial-number.ts';
import { assertPromises } from '../faults/promises.ts';
import { acquire, type Customer, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { makeWorld, NOON, type World } from '../world/deployment.ts';

const SERIALS = 1_000_000;
/** Drawn at a time. */
const DRAWN = 1_000;

test(`${SERIALS} serial numbers of one second: positive, at most 20 octets, all different, 96 bits by chance`, () => {
  const seen = new Set<string>();
  const ones = new Array<number>(128).fill(0);
  for (let drawn = 0; drawn < SERIALS; drawn += DRAWN) {
    const random = randomBytes(DRAWN * TIMED_SERIAL_RANDOM_OCTETS);
    for (let at = 0; at < random.length; at += TIMED_SERIAL_RANDOM_OCTETS) {
      const serialNumber = timedSerialNumber(NOON, random.subarray(at, at + TIMED_SERIAL_RANDOM_OCTETS));
      const [tag, length = 0, first = 0x80] = integer(serialNumber);
      if (tag !== 2 || length > 20 || first >= 0x80 || first === 0)
        assert.fail(serialNumberToHex(serialNumber));
      seen.add(Buffer.from(serialNumber).toString('latin1'));
      for (let bit = 0; bit < 128; bit += 1) {
        ones[bit] = (ones[bit] as number) + (((serialNumber[bit >> 3] as number) >> (7 - (bit & 7))) & 1);
      }
    }
  }
  assert.equal(seen.size, SERIALS);
  // Six standard deviations: met by chance once in some five million runs of this test.
  const most = 6 * Math.sqrt(SERIALS / 4);
  for (const count of ones.slice(32))
    assert.ok(Math.abs(count - SERIALS / 2) < most, `${count} of ${SERIALS}`);
});

/** The ticket of a row that stands in the way begins so. */
const SQUATTER = 'squatter-';

/**
 * From now on the serial numbers of the next so many plans are taken just before they go in, by rows that are like
 * theirs but of this holder, under another key and ticket, and given up.
 */
async function takeSerials({ db, dialect }: Store, holder: string, times: number): Promise<void> {
  const tables = await db.introspection.getTables();
  const columns = tables.find((table) => table.name === 'certificate')?.columns.map((column) => column.name);
  const own: Record<string, string> = {
    holder: `'${holder}'`,
    spki_sha256: 'new.serial_number',
    ticket: `'${SQUATTER}' || new.serial_number`,
    revoked_at: '1',
    revocation_reason: "'unspecified'",
  };
  const values = columns?.map((column) => own[column] ?? `new.${column}`);
  const take = `insert into certificate (${columns?.join(', ')}) values (${values?.join(', ')});`;
  const open = `new.ticket not like '${SQUATTER}%' and
    (select count(*) from certificate where ticket like '${SQUATTER}%') < ${times}`;
  if (dialect === 'sqlite') {
    await sql
      .raw(`create trigger squatter before insert on certificate when ${open} begin ${take} end`)
      .execute(db);
    return;
  }
  await sql
    .raw(
      `create function squat() returns trigger language plpgsql as $$
        begin if ${open} then ${take} end if; return new; end $$`,
    )
    .execute(db);
  await sql
    .raw('create trigger squatter before insert on certificate for each row execute function squat()')
    .execute(db);
}

async function letGo({ db, dialect }: Store): Promise<void> {
  await sql.raw(`drop trigger squatter${dialect === 'sqlite' ? '' : ' on certificate'}`).execute(db);
  if (dialect === 'postgres') await sql.raw('drop function squat').execute(db);
}

eachDatabase((name, open) => {
  describe(`a serial number that is taken, on ${name}`, () => {
    let world: World;
    let holder: string;
    before(async () => {
      world = await makeWorld(await open());
      await openContract(world, '9000');
      const row = await world.store.db.selectFrom('holder').select('id').executeTakeFirstOrThrow();
      holder = row.id;
    });
    after(() => world.dispose());

    const squatters = () =>
      world.store.db
        .selectFrom('certificate')
        .select(['serial_number', 'certificate'])
        .where('ticket', 'like', `${SQUATTER}%`)
        .execute();
    const clear = () =>
      world.store.db.deleteFrom('certificate').where('ticket', 'like', `${SQUATTER}%`).execute();

    test('another one is drawn, and the others of the group are not held up', async () => {
      const customers: Customer[] = [];
      for (let count = 0; count < 5; count += 1) customers.push(await openContract(world, '9000'));
      await takeSerials(world.store, holder, 2);
      const got = await Promise.all(customers.map((customer) => acquire(world, customer)));
      await letGo(world.store);
      const serials = got.map((one) => (isRefusal(one) ? one.reason : one.view.serialNumber));
      const taken = await squatters();
      assert.equal(taken.length, 2);
      for (const { serial_number, certificate } of taken) {
        assert.ok(!serials.includes(serial_number));
        assert.equal(certificate, null, 'nobody signs what another process has planned');
      }
      const told = await world.store.db
        .selectFrom('audit')
        .select('act')
        .where('act', '=', 'certificate.serial-taken')
        .execute();
      assert.equal(told.length, 2);
      await clear();
      const rows = await assertPromises(world.store, world.ca);
      assert.deepEqual(new Set(rows.keys()), new Set(serials));
    });

    test('busy: a broken source of chance ends in a refusal, not in a loop, and nothing is signed', async () => {
      const customer = await openContract(world, '9000');
      const before = (await assertPromises(world.store, world.ca)).size;
      await takeSerials(world.store, holder, 1000);
      const got = await acquire(world, customer);
      await letGo(world.store);
      assert.equal(isRefusal(got) && got.reason, 'busy');
      assert.equal((await squatters()).length, 3);
      await clear();
      assert.equal((await assertPromises(world.store, world.ca)).size, before);
      assert.ok(!isRefusal(await acquire(world, customer)), 'and then it goes on');
    });

    test('the database refuses a second row, whoever writes it', async () => {
      const row = await world.store.db.selectFrom('certificate').selectAll().executeTakeFirstOrThrow();
      const second = { ...row, ticket: randomUUID(), spki_sha256: randomUUID(), fingerprint: randomUUID() };
      await assert.rejects(
        world.store.db
          .insertInto('certificate')
          .values({ ...second, revoked_at: NOON, revocation_reason: 'unspecified' })
          .execute(),
        /unique/i,
      );
    });
  });
});
