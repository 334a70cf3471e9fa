// The bank's list of users on both databases: what is loaded, what stays as it is, and every fault by its line.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bank } from '../../../test/world/banks.ts';
import { type Customer, identify, logOn, mustAcquire, openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { addUser, administratorOf, listUser } from '../../../test/world/users.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { findHolder } from '../../store/read/contract.ts';
import { removeUser } from '../users/remove-user.ts';
import { importUsers } from './import-users.ts';

const HEADER = 'contract_id,user_id,name,mail,permission,user_pin,user_confirmation_pin';

eachDatabase((database, open) => {
  describe(`import of users on ${database}`, () => {
    let world: World;
    let customer: Customer;
    let id: string;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    const load = (content: string | Uint8Array, code = '9000') =>
      importUsers(world, bank(code), Buffer.from(content), caller());
    const loaded = async (...rows: string[]) => {
      const outcome = await load([HEADER, ...rows, ''].join('\n'));
      assert.ok('loaded' in outcome, JSON.stringify(outcome));
      return outcome;
    };
    const faultsOf = async (content: string | Uint8Array, code = '9000') => {
      const outcome = await load(content, code);
      return 'faults' in outcome ? outcome.faults.map(({ line, message }) => `${line}: ${message}`) : [];
    };
    const countOf = async (table: 'holder' | 'notice' | 'audit' | 'secret') =>
      Number(
        (
          await world.store.db
            .selectFrom(table)
            .select(({ fn }) => fn.countAll().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      );
    const everything = () => Promise.all((['holder', 'notice', 'audit', 'secret'] as const).map(countOf));

    /** A contract of its own for each test. */
    const anew = async (code = '9000') => {
      customer = await openContract(world, code);
      id = customer.contractId;
    };
    const actsOf = (act: string) =>
      world.store.db
        .selectFrom('audit')
        .where('contract_id', '=', id)
        .where('act', '=', act)
        .select(['user_id', 'outcome', 'details'])
        .orderBy('sequence')
        .execute();

    test('before any certificate: with or without permission, PINs given or made', async () => {
      await anew();
      const outcome = await loaded(
        `${id},hanako,山田 花子,hanako@customer.example,yes,pinpin22,pinpin33`,
        `${id},jiro,鈴木 次郎,jiro@customer.example,no,,`,
        `${id},saburo,鈴木 三郎,saburo@customer.example,,pinpin44,`,
      );
      const [hanako, jiro, saburo] = outcome.loaded.map(({ firstPins }) => firstPins);
      assert.deepEqual(hanako, { userPin: 'pinpin22', userConfirmationPin: 'pinpin33' });
      assert.ok(jiro?.userPin && jiro.userConfirmationPin && jiro.userPin !== jiro.userConfirmationPin);
      assert.ok(saburo?.userPin === 'pinpin44' && saburo.userConfirmationPin);
      const permitted = [];
      for (const { userId } of outcome.loaded) {
        const holder = await findHolder(world.store.db, { bankCode: '9000', contractId: id, userId });
        assert.equal(holder?.provisional, 1);
        permitted.push(holder.permittedAt);
      }
      assert.deepEqual(permitted, [NOON, null, null]);
      assert.deepEqual(
        (await actsOf('user.imported')).map((row) => [row.user_id, row.outcome, row.details]),
        [
          ['hanako', 'done', '{"permitted":1}'],
          ['jiro', 'done', '{"permitted":0}'],
          ['saburo', 'done', '{"permitted":0}'],
        ],
      );
      const rows = await world.store.db.selectFrom('secret').select('hash').execute();
      assert.ok(rows.every(({ hash }) => hash.startsWith('$argon2id$')));
    });

    test('a permitted user acquires, another is told to wait for the administrator', async () => {
      await anew();
      const [one, other] = [
        await listUser(world, customer),
        await listUser(world, customer, { permit: false }),
      ];
      assert.ok(!isRefusal(await logOn(world, one, (await mustAcquire(world, one)).certificate)));
      const refused = await identify(world, other);
      assert.ok(isRefusal(refused));
      assert.equal(refused.cause, 'user-not-permitted');
    });

    test('mails as when the administrator registers: to the user and to the administrator', async () => {
      await anew();
      await loaded(`${id},hanako,山田 花子,hanako@customer.example,yes,,`);
      const rows = await world.store.db
        .selectFrom('notice')
        .where('contract_id', '=', id)
        .where('kind', '=', 'userRegistered')
        .select(['recipient', 'params'])
        .execute();
      assert.deepEqual(rows.map(({ recipient }) => recipient).toSorted(), [
        'hanako@customer.example',
        customer.mail,
      ]);
      assert.ok(rows.every(({ params }) => params.includes('"acquireUntil":"2026-06-29"')));
    });

    test('a second time changes nothing, whatever the users have become', async () => {
      await anew();
      const rows = [
        `${id},hanako,山田 花子,hanako@customer.example,yes,,`,
        `${id},jiro,鈴木 次郎,jiro@customer.example,no,,`,
      ];
      await loaded(...rows);
      const admin = await administratorOf(world, customer);
      assert.ok(!isRefusal(await removeUser(world, { ...admin, userId: 'jiro' }, caller())));
      const before = await everything();
      const outcome = await loaded(...rows);
      assert.deepEqual([outcome.loaded.length, outcome.unchanged.length], [0, 2]);
      assert.deepEqual(await everything(), before);
      const other = await faultsOf(`${HEADER}\n${id},jiro,別人,jiro@customer.example,no,,\n`);
      assert.match(other.join(), /^2: user jiro of .* was removed/);
    });

    test('UTF-8 with BOM, Shift_JIS with CRLF, Japanese headers and words', async () => {
      await anew();
      const header = '利用者番号,利用者ID,氏名,メールアドレス,電子証明書発行';
      const bom = await load(`\ufeff${header}\r\n${id},ｈａｎａｋｏ,山田,a@customer.example,発行する\r\n`);
      assert.ok('loaded' in bom);
      assert.deepEqual([bom.loaded[0]?.userId, bom.loaded[0]?.permit], ['hanako', true]);
      const sjis = Buffer.concat([
        Buffer.from(`contract_id,user_id,name,mail\r\n${id},jiro,`),
        Buffer.from([0x8e, 0x52, 0x93, 0x63]),
        Buffer.from(',b@customer.example\r\n'),
      ]);
      const outcome = await load(sjis);
      assert.ok('loaded' in outcome && outcome.loaded[0]?.name === '山田');
    });

    test('the greatest number of users holds: with those that are there, without those removed', async () => {
      await anew();
      const { maximum } = bank('9000').users;
      const row = (number: number) => `${id},user${number},見本,u${number}@customer.example,no,,`;
      const rows = Array.from({ length: maximum - 1 }, (_, index) => row(index + 1));
      await loaded(...rows);
      const tooMany = [HEADER, row(1), row(maximum), row(maximum + 1), ''].join('\n');
      assert.deepEqual(await faultsOf(tooMany), [
        `4: contract ${id} is full: it has at most ${maximum} users`,
      ]);
      const admin = await administratorOf(world, customer);
      assert.ok(!isRefusal(await removeUser(world, { ...admin, userId: 'user1' }, caller())));
      assert.deepEqual(await faultsOf(tooMany), []);
      const { users } = await world.store.db
        .selectFrom('holder')
        .innerJoin('contract', 'contract.id', 'holder.contract')
        .where('contract_id', '=', id)
        .where('holder.role', '=', 'user')
        .where('holder.state', '=', 'active')
        .select(({ fn }) => fn.countAll().as('users'))
        .executeTakeFirstOrThrow();
      assert.equal(Number(users), maximum);
    });

    test('two files and an administrator at once: the last place is given once', async () => {
      await anew();
      const { maximum } = bank('9000').users;
      const row = (user: string) => `${id},${user},見本,${user}@customer.example,no,,`;
      await loaded(...Array.from({ length: maximum - 1 }, (_, index) => row(`user${index}`)));
      const admin = await administratorOf(world, customer);
      const outcomes = await Promise.all([
        load(`${HEADER}\n${row('first')}\n`),
        load(`${HEADER}\n${row('second')}\n`),
        addUser(world, admin, { userId: 'third', activated: false }).catch((error: Error) => ({
          faults: [error.message],
        })),
      ]);
      assert.equal(outcomes.filter((one) => 'faults' in one).length, 2, JSON.stringify(outcomes));
    });

    test('the same file twice at once: loaded once', async () => {
      await anew();
      const file = `${HEADER}\n${id},hanako,見本,hanako@customer.example,yes,,\n`;
      const outcomes = await Promise.all([load(file), load(file)]);
      const count = outcomes.map((one) => ('loaded' in one ? one.loaded.length : -1));
      assert.deepEqual(count.toSorted(), [0, 1]);
      assert.equal((await actsOf('user.imported')).length, 1);
    });

    const FAULTS: readonly [string, (good: string) => string | Uint8Array, RegExp][] = [
      ['empty', () => '', /^0: the file is empty/],
      ['neither encoding', () => Buffer.from([0x61, 0xff, 0xff, 0x0a]), /^0: the file is neither/],
      ['an unknown column', () => 'contract_id,user,name,mail\n', /^1: unknown column "user"/],
      ['a missing column', () => 'contract_id,user_id,name\n', /^1: missing column: mail/],
      ['an open quote', (good) => `${HEADER}\n${good}\n"${good}\n`, /not CSV/],
      ['a short line', (good) => `${HEADER}\n${good}\n${id},other\n`, /^3: 2 cells/],
      [
        'no contract',
        (good) => `${HEADER}\n${good}\n99999999999,other,見本,a@b.example,,,\n`,
        /^3: there is no/,
      ],
      [
        'a bad contract id',
        (good) => `${HEADER}\n${good}\nA,other,見本,a@b.example,,,\n`,
        /^3: contract_id "A"/,
      ],
      ['no user id', (good) => `${HEADER}\n${good}\n${id},,見本,a@b.example,,,\n`, /^3: user_id is empty/],
      ['a bad user id', (good) => `${HEADER}\n${good}\n${id},a b,見本,a@b.example,,,\n`, /^3: user_id "a b"/],
      ['no name', (good) => `${HEADER}\n${good}\n${id},other,,a@b.example,,,\n`, /^3: name is empty/],
      [
        'a long name',
        (good) => `${HEADER}\n${good}\n${id},other,${'株'.repeat(61)},a@b.example,,,\n`,
        /^3: name is longer than 60/,
      ],
      [
        'a turning name',
        (good) => `${HEADER}\n${good}\n${id},other,a\u202eb,a@b.example,,,\n`,
        /^3: name has/,
      ],
      ['a bad mail', (good) => `${HEADER}\n${good}\n${id},other,見本,a@b@c,,,\n`, /^3: mail "a@b@c"/],
      [
        'a mail with a line break',
        (good) => `${HEADER}\n${good}\n${id},other,見本,"a@b.example\nBcc: c@d.example",,,\n`,
        /mail/,
      ],
      [
        'another word for yes',
        (good) => `${HEADER}\n${good}\n${id},other,見本,a@b.example,maybe,,\n`,
        /^3: permission "maybe": yes or no/,
      ],
      [
        'a short PIN',
        (good) => `${HEADER}\n${good}\n${id},other,見本,a@b.example,,1,\n`,
        /^3: user_pin: 6 to/,
      ],
      [
        'equal PINs',
        (good) => `${HEADER}\n${good}\n${id},other,見本,a@b.example,,pinpin22,pinpin22\n`,
        /^3: both PINs/,
      ],
      [
        'a user twice',
        (good) => `${HEADER}\n${good}\n${good.replace('good', 'GOOD')}\n`,
        /^3: user GOOD of \d+ stands on line 2/,
      ],
    ];
    for (const [title, fileOf, fault] of FAULTS) {
      test(`${title}: told by line, and nothing of the file is loaded`, async () => {
        await anew();
        const before = await everything();
        const faults = await faultsOf(fileOf(`${id},good,見本,good@customer.example,yes,,`));
        assert.equal(faults.length, 1, faults.join('\n'));
        assert.match(faults[0] ?? '', fault);
        assert.ok(!faults[0]?.includes('pinpin'));
        assert.deepEqual(await everything(), before);
      });
    }

    test('who is there with another name, mail or letter case is not changed', async () => {
      await anew();
      await loaded(`${id},hanako,見本,a@customer.example,no,,`);
      const changed = [
        ['hanako,別人,a@customer.example', /^2: user hanako of \d+ exists with another name or mail/],
        ['hanako,見本,b@customer.example', /^2: user hanako of \d+ exists with another name or mail/],
        ['Hanako,見本,a@customer.example', /^2: user Hanako of \d+ differs only in letter case from hanako/],
      ] as const;
      for (const [cells, fault] of changed) {
        assert.match((await faultsOf(`${HEADER}\n${id},${cells},no,,\n`)).join(), fault);
      }
    });

    test('a bank without the second PIN: none is made, and one that is given is a fault', async () => {
      await anew('5410');
      const outcome = await load(
        `contract_id,user_id,name,mail\n${id},hanako,見本,a@customer.example\n`,
        '5410',
      );
      assert.ok('loaded' in outcome);
      assert.deepEqual(Object.keys(outcome.loaded[0]?.firstPins ?? {}), ['userPin']);
      const faults = await faultsOf(`${HEADER}\n${id},jiro,見本,a@customer.example,,,pinpin22\n`, '5410');
      assert.match(faults.join(), /^2: user_confirmation_pin: bank 5410 has no such PIN/);
    });

    test('a contract of another bank is none; every fault of a file at once', async () => {
      await anew('9001');
      const faults = await faultsOf(`${HEADER}\n${id},anna,見本,a@customer.example,,,\n${id},berta,,no,,,\n`);
      assert.deepEqual(
        faults.map((fault) => fault.split(':')[0]),
        ['2', '3', '3'],
      );
    });
  });
});
