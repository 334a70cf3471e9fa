import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { activate } from '../../../test/world/activation.ts';
import { bank } from '../../../test/world/banks.ts';
import { type Customer, entriesOf, identify } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../../test/world/deployment.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { importContracts } from './import-contracts.ts';

const HEADER =
  'contract_id,company_name,mail,acquisition_from,contract_pin,contract_confirmation_pin,card_number';

eachDatabase((name, open) => {
  describe(`import on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    const load = (content: string | Uint8Array, code = '9000') =>
      importContracts(world, bank(code), Buffer.from(content), caller());
    const faultsOf = async (content: string | Uint8Array, code = '9000') => {
      const outcome = await load(content, code);
      return 'faults' in outcome ? outcome.faults.map(({ line, message }) => `${line}: ${message}`) : [];
    };
    const count = async () =>
      Number(
        (
          await world.store.db
            .selectFrom('contract')
            .select((select) => select.fn.countAll().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      );

    test('a file is loaded, with what it leaves out generated; its customer can activate and acquire', async () => {
      const outcome = await load(`${HEADER}\n90000000001,株式会社一,a@customer.example,2026-04-01,,,\n`);
      assert.ok('loaded' in outcome);
      const [one] = outcome.loaded;
      assert.ok(one !== undefined && one.contractPin !== one.contractConfirmationPin);
      assert.equal(Object.keys(one.card?.cells ?? {}).length, 50);
      const customer: Customer = { ...one, bankCode: '9000' };
      const who = { bankCode: '9000', role: 'administrator' } as const;
      const own = await activate(world, who, entriesOf(customer));
      assert.ok(!isRefusal(await identify(world, { ...customer, ...own })));
    });

    test('given PINs and card are kept, and nothing is stored in clear', async () => {
      const outcome = await load(`${HEADER}\n90000000002,会社,a@customer.example,,pinpin22,pinpin33,C-77\n`);
      assert.ok('loaded' in outcome && outcome.loaded[0]?.contractPin === 'pinpin22');
      const rows = await world.store.db.selectFrom('secret').selectAll().execute();
      assert.ok(rows.every((row) => row.hash.startsWith('$argon2id$') && !row.hash.includes('pinpin')));
      const audit = JSON.stringify(await world.store.db.selectFrom('audit').selectAll().execute());
      assert.ok(!audit.includes('pinpin'));
    });

    test('a second time changes nothing', async () => {
      const file = `${HEADER}\n90000000003,会社,a@customer.example,,,,\n90000000004,会社,b@customer.example,,,,\n`;
      await load(file);
      const before = await count();
      const outcome = await load(file);
      assert.ok('loaded' in outcome);
      assert.deepEqual([outcome.loaded.length, outcome.unchanged.length], [0, 2]);
      assert.equal(await count(), before);
    });

    test('UTF-8 with BOM, Shift_JIS with CRLF, Japanese headers', async () => {
      await load(`\ufeff${HEADER}\r\n90000000005,会社,a@customer.example,,,,\r\n`);
      const sjis = Buffer.concat([
        Buffer.from('contract_id,company_name,mail\r\n90000000006,'),
        Buffer.from([0x8a, 0x94, 0x8e, 0xae, 0x89, 0xef, 0x8e, 0xd0, 0xf0, 0x40]),
        Buffer.from(',a@customer.example\r\n'),
      ]);
      const outcome = await load(sjis);
      assert.ok('loaded' in outcome);
      assert.equal(outcome.loaded[0]?.companyName, '株式会社\ue000');
      const japanese = await load('利用者番号,会社名,メールアドレス\n90000000007,会社,a@customer.example\n');
      assert.ok('loaded' in japanese && japanese.loaded.length === 1);
    });

    test('names that could deceive a page or a list are kept as they are, unless they hide their direction', async () => {
      for (const [index, companyName] of ['<b>&"\'', '=HYPERLINK("x")', '株'.repeat(300)].entries()) {
        const cell = `"${companyName.replaceAll('"', '""')}"`;
        const outcome = await load(`${HEADER}\n9000000010${index},${cell},a@customer.example,,,,\n`);
        assert.ok('loaded' in outcome && outcome.loaded[0]?.companyName === companyName);
      }
    });

    const good = '90000000200,会社,a@customer.example,,,,';
    for (const [title, file, fault] of [
      ['empty', '', /^0: the file is empty/],
      ['neither encoding', Buffer.from([0x61, 0xff, 0xff, 0x0a]), /^0: the file is neither/],
      ['an unknown column', 'contract_id,company,mail\n', /^1: unknown column "company"/],
      ['a missing column', 'contract_id,company_name\n', /^1: missing column: mail/],
      ['a column twice', 'contract_id,company_name,mail,mail\n', /^1: column "mail" stands twice/],
      ['an open quote', `${HEADER}\n${good}\n"90000000201,会社,a@x.example,,,,\n`, /not CSV/],
      ['a short line', `${HEADER}\n${good}\n90000000201,会社\n`, /^3: 2 cells/],
      ['a bad id', `${HEADER}\n${good}\nA 1,会社,a@x.example,,,,\n`, /^3: contract_id "A 1"/],
      ['no name', `${HEADER}\n${good}\n90000000201,,a@x.example,,,,\n`, /^3: company_name is empty/],
      [
        'a long name',
        `${HEADER}\n90000000201,${'株'.repeat(301)},a@x.example,,,,\n`,
        /^2: company_name is longer/,
      ],
      ['a turning name', `${HEADER}\n90000000201,a\u202eb,a@x.example,,,,\n`, /^2: company_name has control/],
      ['a bad mail', `${HEADER}\n90000000201,会社,a@x@y,,,,\n`, /^2: mail/],
      ['a mail with a line break', `${HEADER}\n90000000201,会社,"a@x.example\nBcc: b",,,,\n`, /mail/],
      [
        'a day that is none',
        `${HEADER}\n90000000201,会社,a@x.example,2026-02-30,,,\n`,
        /^2: acquisition_from/,
      ],
      ['a short PIN', `${HEADER}\n90000000201,会社,a@x.example,,1,,\n`, /^2: contractPin/],
      ['equal PINs', `${HEADER}\n90000000201,会社,a@x.example,,pinpin22,pinpin22,\n`, /^2: both PINs/],
      ['an id twice', `${HEADER}\n${good}\n${good}\n`, /^3: contract 90000000200 stands on line 2/],
    ] as const) {
      test(`${title}: told by line, and nothing of the file is loaded`, async () => {
        const before = await count();
        const faults = await faultsOf(file);
        assert.equal(faults.length, 1, faults.join('\n'));
        assert.match(faults[0] ?? '', fault);
        assert.equal(await count(), before);
      });
    }

    test('a contract that exists with another name is not changed', async () => {
      await load(`${HEADER}\n90000000300,会社,a@customer.example,,,,\n`);
      assert.match(
        (await faultsOf(`${HEADER}\n90000000300,別会社,a@customer.example,,,,\n`)).join(),
        /^2: contract 90000000300 exists/,
      );
    });

    test('every fault of a file at once', async () => {
      const faults = await faultsOf(`${HEADER}\nx,,no,,,,\ny,,no,,,,\n`);
      assert.deepEqual([...new Set(faults.map((fault) => fault.split(':')[0]))], ['2', '3']);
      assert.equal(faults.length, 6);
    });
  });
});
