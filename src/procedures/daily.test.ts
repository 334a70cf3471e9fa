// The daily job through a year: each end announced on its days, once, whenever and however often the job runs.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { issuingOf } from '../../test/world/authorities.ts';
import { type Customer, openContract } from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { makeWorld, NOON, type World } from '../../test/world/deployment.ts';
import { addDays, lastSecondOf } from '../domain/calendar.ts';
import { composeMail } from '../notices/compose-mail.ts';
import type { NoticeParams } from '../notices/notice.ts';
import { findHolder } from '../store/read/contract.ts';
import { planCertificates, recordCertificates, revokeCertificate } from '../store/write/certificate.ts';
import { setContractState } from '../store/write/contract.ts';
import { insertHolder } from '../store/write/holder.ts';
import { doDailyWork } from './daily.ts';

/** Announces 30 and 10 days ahead. */
const BANK = '1283';
const END = '2027-04-09';

eachDatabase((name, open) => {
  describe(`daily work on ${name}`, () => {
    let world: World;
    let made = 0;
    before(async () => {
      world = await makeWorld(await open());
      assert.deepEqual(world.banks.get(BANK)?.renewal.noticeDays, [30, 10]);
    });
    after(() => world.dispose());
    beforeEach(async () => {
      world.clock.now = NOON;
      await world.store.db.deleteFrom('notice').execute();
      await world.store.db.deleteFrom('certificate').execute();
    });

    const idOf = async ({ contractId }: Customer, userId = '') =>
      (await findHolder(world.store.db, { bankCode: BANK, contractId, userId }))?.id ??
      assert.fail('no holder');

    const addUser = async (
      customer: Customer,
      userId: string,
      said: { name?: string; mail?: string } = {},
    ) => {
      const administrator = await findHolder(world.store.db, { ...customer, bankCode: BANK, userId: '' });
      const id = randomUUID();
      await world.store.transaction((tx) =>
        insertHolder(
          tx,
          {
            id,
            contract: administrator?.contract ?? '',
            role: 'user',
            user_id: userId,
            name: said.name ?? '',
            mail: said.mail ?? '',
            state: 'active',
            permitted_at: NOON,
            acquisition_from: null,
            subject: `CN=${id}`,
            created_at: NOON,
          },
          [],
        ),
      );
      return id;
    };

    /** A signed certificate that ends with a day. */
    const certify = async (holder: string, end: string) => {
      made += 1;
      const serial = `c${String(made).padStart(5, '0')}`;
      await world.store.transaction(async (tx) => {
        await planCertificates(tx, [
          {
            serial_number: serial,
            issuer: issuingOf(world.ca).id,
            holder,
            bank_code: BANK,
            subject: 'CN=x',
            spki_sha256: serial,
            ticket: serial,
            not_before: NOON - 1,
            not_after: lastSecondOf(end),
            tbs: Uint8Array.of(0x30, 0),
            planned_at: NOON,
            way: 'enrolment',
            address: '192.0.2.7',
            approval: 'none',
          },
        ]);
        const certificate = Uint8Array.of(0x30, 0);
        await recordCertificates(tx, [
          { serialNumber: serial, certificate, fingerprint: serial, signedAt: NOON },
        ]);
        await tx
          .updateTable('certificate')
          .set({ first_logon_at: NOON })
          .where('serial_number', '=', serial)
          .execute();
      });
      return serial;
    };
    /** Nothing is told of yet, not even of how the customer came to own PINs. */
    const opened = async (bankCode: string) => {
      const customer = await openContract(world, bankCode);
      await world.store.db.deleteFrom('notice').where('kind', '=', 'pinsChosen').execute();
      return customer;
    };
    const customerEnding = async (end = END) => {
      const customer = await opened(BANK);
      const serial = await certify(await idOf(customer), end);
      return { customer, serial };
    };

    const goTo = (day: string, time = '09:00:00') => {
      world.clock.now = Date.parse(`${day}T${time}+09:00`);
    };
    const notices = async () =>
      (
        await world.store.db
          .selectFrom('notice')
          .selectAll()
          .orderBy('created_at')
          .orderBy('recipient')
          .execute()
      ).map((row) => ({ ...row, params: JSON.parse(row.params) as NoticeParams }));
    const kinds = async () => (await notices()).map(({ kind }) => kind);

    test('a year of a certificate: day −30, day −10, the day after', async () => {
      const { serial } = await customerEnding();
      const told: string[] = [];
      for (let daysLeft = 40; daysLeft >= -40; daysLeft -= 1) {
        const day = addDays(END, -daysLeft);
        goTo(day, '00:00:00');
        const before = (await kinds()).length;
        const { announced } = await doDailyWork(world);
        goTo(day, '23:59:59');
        assert.equal((await doDailyWork(world)).announced, 0);
        const now = (await notices()).slice(before);
        assert.equal(now.length, announced);
        told.push(...now.map(({ kind, params }) => `${kind} ${daysLeft} ${params.serialNumber}`));
      }
      assert.deepEqual(told, [
        `renewalDue 30 ${serial}`,
        `renewalDue 10 ${serial}`,
        `certificateExpired -1 ${serial}`,
      ]);
    });

    test('late: what is due is sent once, and nothing that was missed', async () => {
      for (const [daysLeft, expected] of [
        [27, ['renewalDue']],
        [7, ['renewalDue']],
        [0, ['renewalDue']],
        [-3, ['certificateExpired']],
        [-31, []],
      ] as const) {
        await world.store.db.deleteFrom('notice').execute();
        await world.store.db.deleteFrom('certificate').execute();
        await customerEnding();
        goTo(addDays(END, -daysLeft));
        await doDailyWork(world);
        await doDailyWork(world);
        assert.deepEqual(await kinds(), expected, `${daysLeft} days left`);
      }
    });

    test('three days late in the middle of the year: the 30 late, the 10 on its day', async () => {
      await customerEnding();
      for (const daysLeft of [31, 27, 26, 10]) {
        goTo(addDays(END, -daysLeft));
        await doDailyWork(world);
      }
      const days = (await notices()).map(({ created_at }) => created_at);
      assert.deepEqual(
        days,
        [27, 10].map((left) => Date.parse(`${addDays(END, -left)}T09:00:00+09:00`)),
      );
    });

    test('many runs at once: each mail once, the audit once', async () => {
      const serials = [];
      for (let n = 0; n < 12; n += 1) serials.push((await customerEnding()).serial);
      goTo(addDays(END, -10));
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => doDailyWork(world)));
      assert.equal(
        outcomes.reduce((sum, { announced }) => sum + announced, 0),
        12,
      );
      assert.equal((await notices()).length, 12);
      const records = await world.store.db
        .selectFrom('audit')
        .select(['certificate', 'act', 'details'])
        .where('certificate', 'in', serials)
        .execute();
      assert.equal(records.length, 12);
      assert.ok(
        records.every(
          ({ act, details }) => act === 'certificate.renewal-announced' && details === '{"days":10}',
        ),
      );
    });

    test('users hear under their own address, the administrator by one list', async () => {
      const { customer } = await customerEnding('2027-12-01');
      const hanako = await addUser(customer, 'hanako', {
        name: '見本 花子',
        mail: 'hanako@customer.example',
      });
      const taro = await addUser(customer, 'taro');
      const jiro = await addUser(customer, 'jiro', { mail: customer.mail.toUpperCase() });
      await certify(hanako, END);
      await certify(taro, addDays(END, -40));
      await certify(jiro, END);
      goTo(addDays(END, -30));
      await doDailyWork(world);
      const got = await notices();
      assert.deepEqual(
        got.map(({ kind, recipient, user_id }) => [kind, recipient, user_id]),
        [
          ['renewalDue', 'hanako@customer.example', 'hanako'],
          ['usersRunningOut', customer.mail, ''],
        ],
      );
      assert.deepEqual(
        got[1]?.params.users?.map(({ userId, ended }) => [userId, ended]),
        [
          ['taro', true],
          ['hanako', false],
          ['jiro', false],
        ],
      );
      const [, row] = await world.store.db.selectFrom('notice').selectAll().orderBy('recipient').execute();
      const profile = world.banks.get(BANK) ?? assert.fail();
      const mail = composeMail(profile, row ?? assert.fail());
      assert.match(
        mail.text,
        /^・taro：2027年2月28日（終了）\n・見本 花子（hanako）：2027年4月9日\n・jiro：/m,
      );
      // The next day has nothing new; a user who comes to the day later is a list of its own.
      goTo(addDays(END, -29));
      await certify(await addUser(customer, 'saburo'), addDays(END, 1));
      await doDailyWork(world);
      await doDailyWork(world);
      const later = (await notices()).slice(2);
      assert.deepEqual(
        later.map(({ params }) => params.users?.map(({ userId }) => userId)),
        [['saburo']],
      );
    });

    test('nothing to who renewed, was revoked, stopped or removed; what comes back is told then', async () => {
      const renewed = await customerEnding();
      await certify(await idOf(renewed.customer), addDays(END, 365));
      const revoked = await customerEnding();
      await world.store.transaction((tx) => revokeCertificate(tx, revoked.serial, 'keyCompromise', NOON));
      const suspended = await customerEnding();
      const contractOf = async (customer: Customer) =>
        (await findHolder(world.store.db, { ...customer, bankCode: BANK, userId: '' }))?.contract ?? '';
      const contract = await contractOf(suspended.customer);
      await world.store.transaction((tx) => setContractState(tx, contract, 'suspended', NOON));
      const stopped = await customerEnding();
      await world.store.db
        .updateTable('contract')
        .set({ stopped_at: NOON })
        .where('id', '=', await contractOf(stopped.customer))
        .execute();
      const removed = await addUser(renewed.customer, 'gone', { mail: 'gone@customer.example' });
      await certify(removed, END);
      await world.store.db
        .updateTable('holder')
        .set({ state: 'removed' })
        .where('id', '=', removed)
        .execute();

      goTo(addDays(END, -10));
      await doDailyWork(world);
      assert.deepEqual(await notices(), []);
      await world.store.transaction((tx) => setContractState(tx, contract, 'open', NOON));
      goTo(addDays(END, -4));
      await doDailyWork(world);
      assert.deepEqual(
        (await notices()).map(({ kind, params }) => [kind, params.serialNumber]),
        [['renewalDue', suspended.serial]],
      );
    });

    test('a bank with other days and without mails of ends', async () => {
      const profile = world.banks.get(BANK) ?? assert.fail();
      const banks = new Map([
        [
          BANK,
          {
            ...profile,
            renewal: { ...profile.renewal, noticeDays: [40, 15, 1] },
            mails: { ...profile.mails, kinds: ['renewalDue' as const] },
          },
        ],
      ]);
      await customerEnding();
      const told: number[] = [];
      for (let daysLeft = 45; daysLeft >= -5; daysLeft -= 1) {
        goTo(addDays(END, -daysLeft));
        if ((await doDailyWork({ ...world, banks })).announced > 0) told.push(daysLeft);
      }
      assert.deepEqual(told, [40, 15, 1]);
    });
  });
});
