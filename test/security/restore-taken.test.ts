// Security test 21, of what people hold: what was taken since the backup (tokens, cards, an officer's place or role) does
// not come back with it.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { restoreBackup } from '../../src/procedures/backup/restore-backup.ts';
import { replaceCardIn } from '../../src/procedures/cards/replace-card.ts';
import { endToken } from '../../src/procedures/end-token.ts';
import { journalExporter } from '../../src/procedures/journal/export-journal.ts';
import { enterOfficerOrder } from '../../src/procedures/office/officers/enter-officer-order.ts';
import { decideOfficerOrder } from '../../src/procedures/office/officers/settle-officer-order.ts';
import { stopOfficer } from '../../src/procedures/office/officers/stop-officer.ts';
import { findHolder } from '../../src/store/read/contract.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { appendAudit } from '../../src/store/write/audit.ts';
import { backUpWorld } from '../world/backup.ts';
import { banksAndOffice } from '../world/banks.ts';
import { type Customer, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';
import { makeOfficer, type OfficerPerson, officerLoggedOn, stepUp } from '../world/officers.ts';
import { giveToken } from '../world/tokens.ts';
import { must } from '../world/year.ts';

eachDatabase((name, _open, database) => {
  describe(`what was taken since the backup, on ${name}`, () => {
    let base: string;
    const at = (place: string) => join(base, place);
    let world: World;
    let restored: Store;
    const customers: Record<'ended' | 'given' | 'kept' | 'card', Customer | undefined> = {
      ended: undefined,
      given: undefined,
      kept: undefined,
      card: undefined,
    };
    const officers: Record<string, OfficerPerson> = {};

    before(async () => {
      base = await mkdtemp(join(tmpdir(), 'warifu-taken-'));
      const location = await database.fresh();
      world = await makeWorld(await openStore(location), { banks: banksAndOffice() });
      for (const one of ['ended', 'given', 'kept'] as const) {
        const customer = await openContract(world, '1283');
        await giveToken(world, customer);
        customers[one] = customer;
      }
      customers.card = await openContract(world, '9000');
      for (const one of ['suspended', 'removed', 'demoted', 'resumed']) {
        officers[one] = await makeOfficer(world, { bankCode: '9000', role: 'approver' });
      }
      const [first, second] = [
        await officerLoggedOn(world, { bankCode: '9000', role: 'approver' }),
        await officerLoggedOn(world, { bankCode: '9000', role: 'approver' }),
      ];
      const toJournal = journalExporter(world, at('journal'));
      await toJournal();
      await backUpWorld(world, location, at('backup'));

      const { ended, given, card } = customers;
      assert.ok(ended && given && card);
      must(await endToken(world, { ...ended, userId: '' }, caller()));
      await giveToken(world, given);
      const profile = world.banks.get('9000');
      const holder = await findHolder(world.store.db, { ...card, userId: '' });
      assert.ok(profile?.card && holder);
      const ofCard = { ...profile, card: profile.card };
      await world.store.transaction(async (tx) => {
        const { record } = await replaceCardIn(tx, world, ofCard, holder, caller(), world.now());
        await appendAudit(tx, [record]);
      });
      const stop = async (who: string, stopped: 'suspended' | 'removed') => {
        const { userId: officerId = '' } = officers[who] ?? {};
        const input = { ...first, bankCode: '9000', officerId, stop: stopped };
        must(await stopOfficer(world, input, caller()));
      };
      const decided = async (who: string, kind: 'role' | 'resume', said: Record<string, string>) => {
        const { userId: officerId = '' } = officers[who] ?? {};
        const entries = { officerId, ...said };
        const order = { ...first, bankCode: '9000', kind, officerId, entries, entryKey: randomUUID() };
        const { orderId } = must(await enterOfficerOrder(world, order, caller()));
        await stepUp(world, second.officer, second);
        const decision = { ...second, oneTimePassword: undefined, bankCode: '9000', orderId } as const;
        must(await decideOfficerOrder(world, { ...decision, decision: 'confirm' }, caller()));
      };
      await stop('suspended', 'suspended');
      await stop('removed', 'removed');
      await decided('demoted', 'role', { role: 'operator' });
      await stop('resumed', 'suspended');
      await decided('resumed', 'resume', {});
      await toJournal();

      restored = await openStore(await database.fresh());
      const folders = { folder: at('backup'), keyFolder: at('keys'), journalFolder: at('journal') };
      await restoreBackup(restored, { ...folders, now: world.now() });
    });
    after(async () => {
      await restored?.close();
      await world.store.close();
      await world.dispose();
      await rm(base, { recursive: true, force: true });
    });

    const activeOf = async (table: 'token' | 'customer_card', customer: Customer | undefined) => {
      assert.ok(customer);
      const holder = await findHolder(restored.db, { ...customer, userId: '' });
      const rows =
        table === 'token'
          ? restored.db
              .selectFrom('token')
              .select('state')
              .where('holder', '=', holder?.id ?? '')
          : restored.db
              .selectFrom('customer_card')
              .select('state')
              .where('contract', '=', holder?.contract ?? '');
      return (await rows.execute()).map(({ state }) => state);
    };

    test('a token that was ended or replaced, and a card that was replaced, open nothing any more', async () => {
      assert.deepEqual(await activeOf('token', customers.ended), ['ended']);
      assert.deepEqual(await activeOf('token', customers.given), ['ended']);
      assert.deepEqual(await activeOf('customer_card', customers.card), ['ended']);
      assert.deepEqual(await activeOf('token', customers.kept), ['active']);
    });

    test('an officer who was suspended, removed or given less stays so, and who was let go on goes on', async () => {
      const states: Record<string, string | undefined> = {};
      for (const [who, { userId }] of Object.entries(officers)) {
        const found = await findHolder(restored.db, { bankCode: '0000', contractId: '9000', userId });
        states[who] = found?.holderState;
      }
      assert.deepEqual(states, {
        suspended: 'suspended',
        removed: 'removed',
        demoted: 'suspended',
        resumed: 'active',
      });
    });
  });
});
