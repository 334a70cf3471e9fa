// A bank's list at the desk, on both databases: every line judged, all of it or nothing, once.

import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { banksAndOffice } from '../../../../test/world/banks.ts';
import { approve, LIST_HEADER, send, shownOrder } from '../../../../test/world/contract-orders.ts';
import { openContract } from '../../../../test/world/customers.ts';
import { eachDatabase } from '../../../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../../../test/world/deployment.ts';
import { officerLoggedOn, stepUp } from '../../../../test/world/officers.ts';
import { isRefusal } from '../../../domain/refusal.ts';
import { keepHouse } from '../../housekeeping.ts';
import { importContracts } from '../../import-contracts/import-contracts.ts';
import { enterList, showList } from './import-list.ts';
import { openApprovedLists } from './open-list.ts';
import { printFirstLetters } from './print-first-letters.ts';
import { withdrawOrder } from './settle-order.ts';

const BANK = '9000';
const reasonOf = (answer: object) => (isRefusal(answer) ? answer.reason : 'done');

let numbers = 70_000;
const newId = () => String(++numbers).padStart(11, '8');
const line = (id: string, name = '株式会社一覧', mail = 'list@customer.example') => `${id},${name},${mail}`;
const listOf = (...lines: readonly string[]) => `${[LIST_HEADER, ...lines].join('\n')}\n`;

eachDatabase((name, open) => {
  describe(`lists at the contracts' desk on ${name}`, () => {
    let world: World;
    let officers: Readonly<Record<'operator' | 'approver', Awaited<ReturnType<typeof officerLoggedOn>>>>;
    before(async () => {
      world = await makeWorld(await open(), { banks: banksAndOffice() });
      officers = {
        operator: await officerLoggedOn(world, { bankCode: BANK, role: 'operator' }),
        approver: await officerLoggedOn(world, { bankCode: BANK, role: 'approver' }),
      };
    });
    beforeEach(() => stepUp(world, officers.approver.officer, officers.approver));

    const as = (who: 'operator' | 'approver') => {
      const { certificate, token } = officers[who];
      return { certificate, token, bankCode: BANK };
    };
    const sent = async (...given: readonly (string | Uint8Array)[]) => {
      const [first] = given;
      const content = first instanceof Uint8Array ? first : listOf(...given.map(String));
      const answer = await send(world, officers.operator, BANK, content);
      assert.ok('listId' in answer, JSON.stringify(answer));
      const view = await showList(world, { ...as('operator'), listId: answer.listId });
      assert.ok('outcome' in view);
      return view;
    };
    const entered = async (listId: string) => {
      const answer = await enterList(world, { ...as('operator'), listId }, caller());
      assert.ok('orderId' in answer, JSON.stringify(answer));
      return answer.orderId;
    };
    const count = async () => {
      const all = world.store.db.selectFrom('contract').select(({ fn }) => fn.countAll().as('n'));
      return Number((await all.executeTakeFirstOrThrow()).n);
    };

    test('sent, looked at, entered, approved: all of it is there, and a second time changes nothing', async () => {
      const ids = Array.from({ length: 1203 }, newId);
      const registered = await openContract(world, BANK, {
        companyName: '株式会社一覧',
        mail: 'list@customer.example',
      });
      const before = await count();
      const lines = [...ids, registered.contractId].map((id) => line(id));
      const view = await sent(...lines);
      assert.deepEqual(view.outcome.counts, { fresh: 1203, unchanged: 1, differing: 0, faulty: 0 });
      assert.equal(view.lines.length, 100);
      const rest = await showList(world, { ...as('approver'), listId: view.list.id, from: 1200 });
      assert.ok('lines' in rest);
      assert.deepEqual(
        rest.lines.slice(-2).map((one) => `${one.line} ${one.class}`),
        ['1204 fresh', '1205 unchanged'],
      );
      assert.equal(await count(), before);
      const orderId = await entered(view.list.id);
      assert.equal(await entered(view.list.id), orderId, 'sent twice, it is one order');
      const shown = await shownOrder(world, officers.approver, BANK, orderId);
      assert.equal(shown.content.list?.sha256, view.list.sha256);
      assert.equal(reasonOf(await approve(world, officers.approver, BANK, orderId)), 'done');
      assert.equal(await count(), before + 1203);
      const parts = await world.store.db.selectFrom('contract_list_part').selectAll().execute();
      assert.deepEqual(parts, [], 'the file is gone');
      const again = await sent(...lines);
      assert.deepEqual(again.outcome.counts, { fresh: 0, unchanged: 1204, differing: 0, faulty: 0 });
      const needless = await enterList(world, { ...as('operator'), listId: again.list.id }, caller());
      assert.equal(reasonOf(needless), 'order-needless');
      const asked = { ...as('approver'), orderId };
      const printed = await printFirstLetters(world, asked, caller(), ({ letters }) => letters.length);
      const { letters } = await shownOrder(world, officers.approver, BANK, orderId);
      assert.deepEqual(
        [printed, letters],
        [50, { waiting: 1153, printed: 50, expired: 0, until: '2026-05-10' }],
      );
      const audits = await world.store.db
        .selectFrom('audit')
        .select('contract_id')
        .where('act', '=', 'contract.opened')
        .execute();
      assert.equal(audits.length, 1203);
    });

    test('the import command, given the same file, finds nothing to do', async () => {
      const list = listOf(line(newId()), line(newId()));
      const answer = await send(world, officers.operator, BANK, list);
      assert.ok('listId' in answer);
      await approve(world, officers.approver, BANK, await entered(answer.listId));
      const profile = world.banks.get(BANK);
      assert.ok(profile);
      const outcome = await importContracts(world, profile, Buffer.from(list), caller());
      assert.ok('loaded' in outcome);
      assert.deepEqual([outcome.loaded.length, outcome.unchanged.length], [0, 2]);
    });

    const good = line('80000000001');
    const SHIFT_JIS = [0x8a, 0x94, 0x8e, 0xae, 0x89, 0xef, 0x8e, 0xd0, 0xf0, 0x40];
    for (const [title, content, found] of [
      ['neither encoding', Buffer.from([0x61, 0xff, 0xff, 0x0a]), '0 faulty encoding'],
      ['nothing', Buffer.from(''), '0 faulty empty'],
      ['an unknown column', Buffer.from('contract_id,company\n'), '1 faulty unknown-column company'],
      ['a missing column', Buffer.from('contract_id,company_name\n'), '1 faulty missing-column mail'],
      ['a column twice', Buffer.from('mail,mail\n'), '1 faulty column-twice mail'],
      ['an open quote', Buffer.from(`${LIST_HEADER}\n"x,会社\n`), '2 faulty csv'],
      ['an endless quote', Buffer.from(`${LIST_HEADER}\n"${'x'.repeat(99_999)}\n`), '2 faulty csv'],
      ['a short line', Buffer.from(listOf(good, '80000000002,会社')), '3 faulty cells 2 / 3'],
      ['a bad id', Buffer.from(listOf(line('A 1'))), '2 faulty form A 1'],
      ['no name', Buffer.from(listOf(line('80000000001', ''))), '2 faulty missing '],
      ['a long name', Buffer.from(listOf(line('80000000001', '株'.repeat(301)))), '2 faulty too-long 株'],
      ['a turning name', Buffer.from(listOf(line('80000000001', 'a\u202eb'))), '2 faulty deceptive a'],
      ['a bad mail', Buffer.from(listOf(line('80000000001', '会社', 'a@x@y'))), '2 faulty mail a@x@y'],
      ['an id twice', Buffer.from(listOf(good, good)), '3 faulty double 2'],
      [
        'a PIN: nobody here is to know one',
        Buffer.from(`${LIST_HEADER},contract_pin\n${good},pinpin22\n`),
        '2 faulty secret-given ',
      ],
      [
        'a day that is none',
        Buffer.from(`${LIST_HEADER},起算日\n${good},2026-02-30\n`),
        '2 faulty day 2026-02-30',
      ],
      ['another language', Buffer.from(`${LIST_HEADER},language\n${good},fr\n`), '2 faulty language fr'],
      ['no postal code', Buffer.from(`${LIST_HEADER},郵便番号\n${good},12\n`), '2 faulty postal 12'],
    ] as const) {
      test(`${title}: told by line, and cannot be entered`, async () => {
        const view = await sent(content);
        const bad = view.lines.filter((one) => one.class === 'faulty');
        const [fault] = bad[0]?.faults ?? [];
        assert.equal(bad.length, 1);
        assert.ok(
          `${bad[0]?.line} faulty ${fault?.code} ${fault?.about ?? ''}`.startsWith(found),
          JSON.stringify(bad),
        );
        const refused = await enterList(world, { ...as('operator'), listId: view.list.id }, caller());
        assert.equal(reasonOf(refused), 'list-faulty');
        assert.ok(isRefusal(refused) && refused.details.line === bad[0]?.line);
      });
    }

    test('BOM, Shift_JIS, a formula, characters of the bank’s own: taken, and pointed out', async () => {
      const sjis = Buffer.concat([
        Buffer.from(`contract_id,company_name,mail\r\n${newId()},`),
        Buffer.from(SHIFT_JIS),
        Buffer.from(`,a@customer.example\r\n${newId()},=cmd,a@customer.example\r\n`),
      ]);
      const view = await sent(sjis);
      assert.deepEqual(
        view.lines.map(({ companyName, notes }) => [companyName, ...notes].join()),
        ['株式会社\ue000,private-use', '=cmd,formula'],
      );
      assert.deepEqual([view.outcome.noted, view.list.encoding, view.possible], [2, 'shift_jis', true]);
      const bom = await sent(Buffer.from(`\ufeff${listOf(line(newId()))}`));
      assert.equal(bom.outcome.counts.fresh, 1);
    });

    test('registered otherwise: a list adds, it does not change', async () => {
      const { contractId } = await openContract(world, BANK);
      const view = await sent(line(contractId, '株式会社別名', 'keiri@customer.example'));
      assert.deepEqual(
        view.lines.map((one) => `${one.class} ${one.faults[0]?.about}`),
        ['differing 株式会社見本商事'],
      );
      const refused = await enterList(world, { ...as('operator'), listId: view.list.id }, caller());
      assert.equal(reasonOf(refused), 'list-faulty');
    });

    test('one bad line at the end of many is found, and nothing is loaded', async () => {
      const before = await count();
      function* lines() {
        yield `${LIST_HEADER}\n`;
        for (let index = 0; index < 5_000; index++) yield `${line(String(60_000_000_000 + index))}\n`;
        yield `${line('60000004999')}\n`;
      }
      const answer = await send(world, officers.operator, BANK, lines());
      assert.ok('listId' in answer);
      const asked = { ...as('operator'), listId: answer.listId, shown: 'faulty' } as const;
      const view = await showList(world, asked);
      assert.ok('lines' in view);
      assert.deepEqual(
        view.lines.map((one) => [one.line, one.faults[0]?.code, one.faults[0]?.about]),
        [[5_002, 'double', '5001']],
      );
      assert.equal(await count(), before);
    });

    test('too many octets, or lines: a clear answer, and nothing is kept', async () => {
      for (const limits of [
        { octets: 300, lines: 1000 },
        { octets: 100_000, lines: 9 },
      ]) {
        const lines = Array.from({ length: 20 }, () => line(newId()));
        const answer = await send(world, officers.operator, BANK, listOf(...lines), limits);
        assert.equal(reasonOf(answer), 'list-too-large');
      }
    });

    test('opened by somebody else meanwhile: nothing of the list is loaded', async () => {
      const [one, other] = [newId(), newId()];
      const view = await sent(line(one), line(other));
      const orderId = await entered(view.list.id);
      await openContract(world, BANK, {
        contractId: other,
        companyName: '株式会社一覧',
        mail: 'list@customer.example',
      });
      const before = await count();
      assert.equal(reasonOf(await approve(world, officers.approver, BANK, orderId)), 'order-changed');
      assert.equal(await count(), before);
    });

    /** A list of so many contracts, entered. */
    const enteredList = async (lines: number) => {
      const view = await sent(...Array.from({ length: lines }, () => line(newId())));
      return { listId: view.list.id, orderId: await entered(view.list.id) };
    };
    const openedLine = async (listId: string) => {
      const row = world.store.db.selectFrom('contract_list').select('opened_line').where('id', '=', listId);
      return (await row.executeTakeFirstOrThrow()).opened_line;
    };

    test('others come in between: nobody waits for a whole list', async () => {
      const { listId, orderId } = await enteredList(650);
      const seen = new Set<number | null>();
      let approved = false;
      const others = async () => {
        while (!approved) {
          seen.add(await openedLine(listId));
          // On SQLite nothing of this waits for anything.
          await othersTurn();
          await world.store.transaction((tx) => tx.selectFrom('contract').select('id').limit(1).execute());
        }
      };
      const approving = approve(world, officers.approver, BANK, orderId).finally(() => {
        approved = true;
      });
      const [done] = await Promise.all([approving, others()]);
      assert.equal(reasonOf(done), 'done');
      assert.ok(seen.size > 3, `${[...seen]}`);
      assert.equal(await openedLine(listId), null);
    });

    test('cut off in the middle: nothing else opens contracts, and it goes on to its end, each once', async () => {
      const { listId, orderId } = await enteredList(450);
      const before = await count();
      let transactions = 0;
      const failing: World['store'] = {
        ...world.store,
        // The approval, and two batches.
        transaction: (work) => {
          transactions += 1;
          return transactions <= 3 ? world.store.transaction(work) : Promise.reject(new Error('power cut'));
        },
      };
      await assert.rejects(
        approve({ ...world, store: failing }, officers.approver, BANK, orderId),
        /power cut/,
      );
      assert.equal(await count(), before + 200);
      const shown = await shownOrder(world, officers.approver, BANK, orderId);
      assert.deepEqual([shown.row.state, shown.openedLine], ['done', 201]);
      const second = await enteredList(1);
      const early = await approve(world, officers.approver, BANK, second.orderId);
      assert.equal(reasonOf(early), 'import-under-way');
      const profile = world.banks.get(BANK) ?? assert.fail();
      const command = await importContracts(world, profile, Buffer.from(listOf(line(newId()))), caller());
      assert.match(JSON.stringify(command), /is being opened/);
      await Promise.all([
        openApprovedLists(world),
        openApprovedLists({ ...world }),
        openApprovedLists(world),
      ]);
      assert.equal(await count(), before + 450);
      assert.equal(await openedLine(listId), null);
      const records = world.store.db.selectFrom('audit').select(['act', 'details']);
      const acts = (await records.where('act', 'in', ['contract.opened', 'list.imported']).execute())
        .filter(({ details }) => JSON.parse(details).order === orderId)
        .map(({ act }) => act);
      assert.equal(acts.filter((act) => act === 'contract.opened').length, 450);
      assert.equal(acts.filter((act) => act === 'list.imported').length, 1);
      assert.equal((await shownOrder(world, officers.approver, BANK, orderId)).letters.waiting, 450);
      assert.equal(reasonOf(await approve(world, officers.approver, BANK, second.orderId)), 'done');
    });

    test('a file altered past the program is not loaded', async () => {
      const [mine, others] = [await sent(line(newId())), await sent(line(newId()))];
      const orderId = await entered(mine.list.id);
      const { sealed } = await world.store.db
        .selectFrom('contract_list_part')
        .select('sealed')
        .where('list', '=', others.list.id)
        .executeTakeFirstOrThrow();
      await world.store.db
        .updateTable('contract_list_part')
        .set({ sealed })
        .where('list', '=', mine.list.id)
        .execute();
      assert.equal(reasonOf(await approve(world, officers.approver, BANK, orderId)), 'order-tampered');
    });

    test('withdrawn, its file goes at once; one that came to nothing, after a day', async () => {
      const [first, second] = [await sent(line(newId())), await sent(line(newId()))];
      const orderId = await entered(first.list.id);
      const asked = { ...as('operator'), orderId, remark: '差し替え' };
      assert.equal(reasonOf(await withdrawOrder(world, asked, caller())), 'done');
      world.clock.now += 25 * 60 * 60 * 1000;
      await keepHouse(world);
      world.clock.now -= 25 * 60 * 60 * 1000;
      const left = world.store.db.selectFrom('contract_list_part').select('list');
      const lists = new Set((await left.execute()).map(({ list }) => list));
      assert.ok(!lists.has(first.list.id) && !lists.has(second.list.id));
    });

    test('who may not, and another bank', async () => {
      const answer = await send(world, officers.approver, BANK, listOf(line(newId())));
      assert.equal(reasonOf(answer), 'officer-not-allowed');
      const view = await sent(line(newId()));
      const elsewhere = await officerLoggedOn(world, { bankCode: '1283', role: 'operator' });
      for (const bankCode of [BANK, '1283']) {
        const { certificate, token } = elsewhere;
        const asked = { certificate, token, bankCode, listId: view.list.id };
        assert.equal(reasonOf(await showList(world, asked)), 'page-not-found');
        assert.equal(reasonOf(await enterList(world, asked, caller())), 'page-not-found');
      }
    });
  });
});
