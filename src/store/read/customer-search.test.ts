// The help desk's questions to both databases: bounded, in one order, of one bank, and going on where they ended.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bank } from '../../../test/world/banks.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../../test/world/deployment.ts';
import { searchText } from '../../domain/search-words.ts';
import { importContracts } from '../../procedures/import-contracts/import-contracts.ts';
import { appendAudit } from '../write/audit.ts';
import { findByContractId, findByName, findByReference, findByUserId } from './customer-search.ts';
import { readRecordsOf } from './timeline.ts';

eachDatabase((name, open) => {
  describe(`customers searched on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
      for (const code of ['9000', '1635']) {
        const lines = [
          'みらい工業,ﾐﾗｲｺｳｷﾞﾖｳ',
          '未来工業,',
          'Zebra Café,',
          '𠮷野家,ヨシノヤ',
          '\u{10FFFD}外字,',
        ].map((cells, n) => `9000000${n}000,${cells},a@customer.example`);
        const file = `contract_id,company_name,company_kana,mail\n${lines.join('\n')}\n`;
        const outcome = await importContracts(world, bank(code), Buffer.from(file), caller());
        assert.ok('loaded' in outcome, JSON.stringify(outcome));
      }
    });
    after(() => world.dispose());

    for (const [typed, found] of [
      ['みらい', ['みらい工業']],
      ['ミライコウギョウ', ['みらい工業']],
      ['工業', ['みらい工業', '未来工業']],
      ['café', ['Zebra Café']],
      ['𠮷', ['𠮷野家']],
      ['よしの', ['𠮷野家']],
      ['外字', ['\u{10FFFD}外字']],
      ['%', []],
      ['ない', []],
    ] as const) {
      test(`${typed} finds ${found.join() || 'nothing'}`, async () => {
        const text = searchText(typed);
        const rows =
          text === '' ? [] : await findByName(world.store.db, '9000', text, { after: undefined, limit: 9 });
        assert.deepEqual([...new Set(rows.map((row) => row.companyName))].sort(), [...found].sort());
        assert.ok(rows.every((row) => row.bankCode === '9000'));
      });
    }

    test('page by page', async () => {
      const { db } = world.store;
      const [first] = await findByName(db, '9000', '工業', { after: undefined, limit: 1 });
      const rest = await findByName(db, '9000', '工業', { after: first, limit: 9 });
      assert.equal(rest.length, 1);
      assert.notEqual(rest[0]?.contractId, first?.contractId);
    });

    test('by ids and reference, of the bank asked only', async () => {
      const { db, transaction } = world.store;
      assert.equal((await findByContractId(db, '9000', '90000000000', 9)).length, 1);
      assert.equal((await findByContractId(db, '9001', '90000000000', 9)).length, 0);
      assert.deepEqual(await findByUserId(db, '9000', 'nobody', { after: undefined, limit: 9 }), []);
      const claim = { bankCode: '9000', contractId: 'C1' };
      const record = { ...claim, at: 1, reference: 'REFERENCE1', act: 'a.b', outcome: 'done' } as const;
      await transaction((tx) => appendAudit(tx, [record, { ...record, userId: 'u' }]));
      assert.equal((await findByReference(db, '9000', 'REFERENCE1', 9)).length, 2);
      assert.equal((await findByReference(db, '1635', 'REFERENCE1', 9)).length, 0);
      const of = async (userId: string) => (await readRecordsOf(db, { ...claim, userId, limit: 9 })).length;
      assert.deepEqual([await of(''), await of('u'), await of('v')], [1, 1, 0]);
    });
  });
});
