// Tokens at the office on both databases: a file is seen before it is registered, a token is given by two persons.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, beforeEach, describe, test } from 'node:test';
import { banksAndOffice } from '../../../../test/world/banks.ts';
import { openContract } from '../../../../test/world/customers.ts';
import { eachDatabase } from '../../../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../../../test/world/deployment.ts';
import { officerLoggedOn, stepUp } from '../../../../test/world/officers.ts';
import { pskcFile } from '../../../../test/world/pskc.ts';
import { type TwoOfficers, twoOfficers } from '../../../../test/world/request-forms.ts';
import { giveToken, shownBy, spendPassword } from '../../../../test/world/tokens.ts';
import { isRefusal, type Refusal } from '../../../domain/refusal.ts';
import type { NoticeParams } from '../../../notices/notice.ts';
import { findHolder } from '../../../store/read/contract.ts';
import { keepHouse } from '../../housekeeping.ts';
import { registerTokenFile } from '../../import-tokens/register-seeds.ts';
import type { OfficeInput } from '../officer.ts';
import {
  discardStockToken,
  endHolderToken,
  enterTokenOrder,
  settleTokenOrderAs,
  type TokenDecision,
} from './order-token.ts';
import { confirmTokenFile, sendTokenFile, showTokenFile } from './register-tokens.ts';
import { listStock, listTokenOrders, showHolderToken, showTokenOrder } from './show-tokens.ts';

const BANK = '1283';
const NO_SECRETS = { key: '', password: '' };
const reasonOf = (answer: object | Refusal) => (isRefusal(answer) ? answer.reason : 'done');

eachDatabase((name, open) => {
  describe(`tokens at the office on ${name}`, () => {
    let world: World;
    let officers: TwoOfficers;
    let seeds = 0;
    before(async () => {
      world = await makeWorld(await open(), { banks: banksAndOffice() });
      officers = await twoOfficers(world, BANK);
    });
    // Other officers' passwords let the clock run on.
    beforeEach(() => stepUp(world, officers.approver.officer, officers.approver));

    const at = (officer: OfficeInput, bankCode = BANK) => ({ ...officer, bankCode });
    const newSeeds = (count: number) =>
      Array.from({ length: count }, () => {
        seeds += 1;
        const number = String(seeds).padStart(6, '0');
        return { serial: `S-${number}`, secret: Buffer.from(`secret of token ${number}`) };
      });
    const send = (content: Uint8Array, by: OfficeInput = officers.operator, secrets = NO_SECRETS) =>
      sendTokenFile(world, { ...at(by), fileName: 'seeds\u202E.pskc', content, secrets });
    const confirm = (fileId: string, by: OfficeInput = officers.operator) =>
      confirmTokenFile(world, { ...at(by), fileId }, caller());
    /** In stock, by their serial numbers. */
    const stocked = async (count: number) => {
      const made = newSeeds(count);
      const read = await send(pskcFile(made));
      assert.ok('fileId' in read, JSON.stringify(read));
      assert.equal(reasonOf(await confirm(read.fileId ?? '')), 'done');
      return made;
    };
    const counts = async () => {
      const stock = await listStock(world, { ...at(officers.operator), state: 'free', from: '' });
      return isRefusal(stock) ? assert.fail(stock.reason) : stock.counts;
    };
    const orderFor = (
      contractId: string,
      serialNumber: string,
      {
        by = officers.operator,
        entryKey = randomUUID(),
        remark = '',
      }: { by?: OfficeInput; entryKey?: string; remark?: string } = {},
    ) => {
      const entry = { ...at(by), contractId, userId: '', serialNumber, remark, entryKey };
      return enterTokenOrder(world, entry, caller());
    };
    const mustOrder = async (contractId: string, serialNumber: string) => {
      const entered = await orderFor(contractId, serialNumber);
      return isRefusal(entered) ? assert.fail(entered.reason) : entered.orderId;
    };
    const settle = async (
      orderId: string,
      act: TokenDecision['act'] = 'approve',
      { by = officers.approver, hash }: { by?: OfficeInput; hash?: string } = {},
    ) => {
      const shown = await showTokenOrder(world, { ...at(officers.operator), orderId });
      if (isRefusal(shown)) return shown;
      return settleTokenOrderAs(world, { ...at(by), orderId, act, hash: hash ?? shown.hash }, caller());
    };
    const active = async (contractId: string) => {
      const view = await showHolderToken(world, { ...at(officers.operator), contractId, userId: '' });
      return isRefusal(view) ? assert.fail(view.reason) : view.active?.serialNumber;
    };

    test('a file is shown before it is registered; sent again it changes nothing and says so', async () => {
      const made = newSeeds(3);
      const before = await counts();
      const read = await send(pskcFile(made));
      assert.ok('fileId' in read && read.fresh === 3 && read.unchanged.length === 0);
      assert.deepEqual(await counts(), before);
      const shown = await showTokenFile(world, { ...at(officers.operator), fileId: read.fileId ?? '' });
      assert.ok(!isRefusal(shown) && shown.file.fileName === 'seeds.pskc');
      const both = await Promise.all([confirm(read.fileId ?? ''), confirm(read.fileId ?? '')]);
      assert.deepEqual(both.map(reasonOf).sort(), ['done', 'token-file-over']);
      assert.equal((await counts()).free, before.free + 3);
      const again = await send(pskcFile([...made, ...newSeeds(1)]));
      assert.ok('fileId' in again && again.fresh === 1 && again.unchanged.length === 3);
      const same = await send(pskcFile(made));
      assert.deepEqual(same, { fileId: undefined, fresh: 0, unchanged: made.map(({ serial }) => serial) });
      const stored = JSON.stringify(await world.store.db.selectFrom('token_stock').selectAll().execute());
      for (const { secret } of made) assert.ok(!stored.includes(secret.toString('base64')));
    });

    test('a list goes into stock too; whom its tokens are for, and other secrets for known ones, are faults', async () => {
      const [one, two] = newSeeds(2);
      assert.ok(one && two);
      const hex = (secret: Buffer) => secret.toString('hex');
      const list = (...lines: string[]) =>
        Buffer.from(['serial_number,contract_id,secret_hex', ...lines].join('\n'));
      const faultsOf = async (content: Buffer) => {
        const read = await send(content);
        return 'faults' in read ? read.faults.map(({ line, code }) => `${line} ${code}`) : reasonOf(read);
      };
      const read = await send(list(`${one.serial},,${hex(one.secret)}`));
      assert.ok('fileId' in read && reasonOf(await confirm(read.fileId ?? '')) === 'done');
      for (const [content, faults] of [
        [list(`${two.serial},12345678901,${hex(two.secret)}`), ['2 key-holder']],
        [list(`${one.serial},,${hex(two.secret)}`), ['2 known-otherwise']],
        [list(`${two.serial},,${hex(one.secret)}`), ['2 known-otherwise']],
        [list(`${two.serial},,zz`, `${two.serial},,${hex(two.secret)}`), ['2 key-secret']],
        [
          list(`${two.serial},,${hex(two.secret)}`, `${two.serial},,${hex(two.secret)}`),
          ['3 key-serial-twice', '3 key-secret-twice'],
        ],
        [Buffer.from('serial\nx'), ['1 unknown-column']],
        [Buffer.from('serial_number,secret_hex\n'), ['0 no-keys']],
        [Buffer.from(''), ['0 empty']],
      ] as const) {
        assert.deepEqual(await faultsOf(content), faults);
      }
    });

    test('what was not confirmed within an hour is gone, and nobody else confirms it', async () => {
      const read = await send(pskcFile(newSeeds(1)));
      assert.ok('fileId' in read);
      const fileId = read.fileId ?? '';
      const other = await officerLoggedOn(world, { bankCode: BANK, role: 'operator' });
      assert.equal(reasonOf(await confirm(fileId, other)), 'token-file-over');
      const later = { ...world, now: () => world.clock.now + 61 * 60_000 };
      await keepHouse(later);
      assert.equal(reasonOf(await confirm(fileId)), 'token-file-over');
    });

    test('given by two persons: the new token works, the one before does not', async () => {
      const { contractId } = await openContract(world, BANK);
      const holder = await findHolder(world.store.db, { bankCode: BANK, contractId, userId: '' });
      const old = await giveToken(world, { bankCode: BANK, contractId });
      const [seed] = await stocked(1);
      assert.ok(seed && holder);
      const orderId = await mustOrder(contractId, seed.serial);
      assert.equal(await active(contractId), old.serialNumber);
      assert.equal(
        reasonOf(await settle(orderId, 'approve', { by: officers.operator })),
        'officer-not-allowed',
      );
      assert.equal(reasonOf(await settle(orderId, 'approve', { hash: 'x' })), 'order-changed');
      assert.equal(reasonOf(await settle(orderId)), 'done');
      assert.equal(reasonOf(await settle(orderId)), 'order-settled');
      assert.equal(await active(contractId), seed.serial);
      const token = { ...old, serialNumber: seed.serial, secret: seed.secret };
      const spend = async (one: typeof old) =>
        (await spendPassword(world, holder.id, shownBy(one, world.clock.now), true)).right;
      assert.equal(await spend(old), false);
      assert.equal(await spend(token), true);
      const mails = await world.store.db
        .selectFrom('notice')
        .select(['recipient', 'params'])
        .where('kind', '=', 'tokenGiven')
        .where('contract_id', '=', contractId)
        .orderBy('created_at')
        .execute();
      // The one of the bank's list before, and this one; a stale approval tells nobody.
      const told = mails.map(({ params }) => (JSON.parse(params) as NoticeParams).token);
      assert.deepEqual(told, [
        { tail: old.serialNumber.slice(-4), replaced: false },
        { tail: seed.serial.slice(-4), replaced: true },
      ]);
      assert.ok(mails.every(({ recipient }) => recipient === holder.contractMail));
      // Its secret is where it is used, and nowhere else.
      const { sealed_secret: rest, state } = await world.store.db
        .selectFrom('token_stock')
        .select(['sealed_secret', 'state'])
        .where('serial_number', '=', seed.serial)
        .executeTakeFirstOrThrow();
      assert.deepEqual([rest.length, state], [0, 'given']);
      const same = await send(pskcFile([seed]));
      assert.ok('fileId' in same && same.fresh === 0, 'a token that was given does not come back');
      const acts = await world.store.db
        .selectFrom('audit')
        .select('act')
        .where('contract_id', '=', contractId)
        .execute();
      for (const act of ['token.ordered', 'token.order-approved', 'token.given']) {
        assert.ok(
          acts.some((one) => one.act === act),
          act,
        );
      }
    });

    test('twenty approvals at once give it once; a token and a holder are in one order at a time', async () => {
      const [first, second, third] = await stocked(3);
      const [one, two] = [await openContract(world, BANK), await openContract(world, BANK)];
      assert.ok(first && second && third);
      const orders = await Promise.all([
        orderFor(one.contractId, first.serial),
        orderFor(two.contractId, first.serial),
        orderFor(one.contractId, second.serial),
      ]);
      const done = orders.filter((order) => !isRefusal(order)).length;
      assert.ok(done >= 1 && done <= 2, JSON.stringify(orders));
      for (const order of orders) if (isRefusal(order)) assert.equal(order.reason, 'token-taken');
      const entryKey = randomUUID();
      const own = await openContract(world, BANK);
      const twice = await Promise.all([1, 2].map(() => orderFor(own.contractId, third.serial, { entryKey })));
      const [id, same] = twice.map((order) => (isRefusal(order) ? order.reason : order.orderId));
      assert.equal(id, same);
      const all = await Promise.all(Array.from({ length: 20 }, () => settle(id ?? '')));
      assert.deepEqual(all.map(reasonOf).sort(), ['done', ...Array(19).fill('order-settled')]);
    });

    test('returned, withdrawn, stale, altered', async () => {
      const [one, two, three, four] = await stocked(4);
      assert.ok(one && two && three && four);
      const { contractId } = await openContract(world, BANK);
      const returned = await mustOrder(contractId, one.serial);
      assert.equal(
        reasonOf(await settle(returned, 'return', { by: officers.operator })),
        'officer-not-allowed',
      );
      assert.equal(reasonOf(await settle(returned, 'return')), 'done');
      const withdrawn = await mustOrder(contractId, one.serial);
      assert.equal(reasonOf(await settle(withdrawn, 'withdraw', { by: officers.operator })), 'done');
      assert.equal(reasonOf(await settle(withdrawn)), 'order-settled');
      const stale = await mustOrder(contractId, two.serial);
      const shown = await showTokenOrder(world, { ...at(officers.approver), orderId: stale });
      assert.ok(!isRefusal(shown));
      await giveToken(world, { bankCode: BANK, contractId });
      assert.equal(reasonOf(await settle(stale, 'approve', { hash: shown.hash })), 'order-changed');
      await world.store.db
        .updateTable('token_order')
        .set({ stock: (await idOf(three.serial)) ?? '' })
        .where('id', '=', stale)
        .execute();
      assert.equal(reasonOf(await settle(stale)), 'order-tampered');
      const list = await listTokenOrders(world, { ...at(officers.operator), state: 'withdrawn', page: '' });
      assert.ok(!isRefusal(list) && list.orders.some(({ id }) => id === withdrawn));
    });
    const idOf = async (serial: string) =>
      (
        await world.store.db
          .selectFrom('token_stock')
          .select('id')
          .where('serial_number', '=', serial)
          .executeTakeFirst()
      )?.id;

    test('a lost token ends at once; a broken one in stock is given to nobody', async () => {
      const { contractId } = await openContract(world, BANK);
      const token = await giveToken(world, { bankCode: BANK, contractId });
      const end = () => endHolderToken(world, { ...at(officers.operator), contractId, userId: '' }, caller());
      assert.deepEqual(await end(), { serialNumber: token.serialNumber });
      assert.deepEqual(await end(), { serialNumber: undefined });
      const [broken, waits] = await stocked(2);
      assert.ok(broken && waits);
      const discard = (serialNumber: string, by: OfficeInput = officers.operator, bankCode = BANK) =>
        discardStockToken(world, { ...at(by, bankCode), serialNumber }, caller());
      assert.equal(reasonOf(await discard(broken.serial)), 'done');
      assert.equal(reasonOf(await discard(broken.serial)), 'token-taken');
      assert.equal(reasonOf(await orderFor(contractId, broken.serial)), 'token-taken');
      const orderId = await mustOrder(contractId, waits.serial);
      assert.equal(reasonOf(await discard(waits.serial)), 'token-taken');
      assert.equal(reasonOf(await settle(orderId)), 'done');
    });

    test('the command line registers by the same way', async () => {
      const profile = world.banks.get(BANK);
      assert.ok(profile?.token);
      const bank = { ...profile, token: profile.token };
      const file = { name: 'a.pskc', content: pskcFile(newSeeds(2)), secrets: NO_SECRETS };
      assert.deepEqual(await registerTokenFile(world, bank, file, caller()), { registered: 2, unchanged: 0 });
      assert.deepEqual(await registerTokenFile(world, bank, file, caller()), { registered: 0, unchanged: 2 });
    });

    test('who may not, what does not fit, and another bank', async () => {
      const [seed] = await stocked(1);
      assert.ok(seed);
      const { contractId } = await openContract(world, BANK);
      const orderId = await mustOrder(contractId, seed.serial);
      const helpDesk = await officerLoggedOn(world, { bankCode: BANK, role: 'helpDesk' });
      const stranger = await officerLoggedOn(world, { bankCode: '9000', role: 'operator' });
      const closed = await openContract(world, BANK);
      await world.store.db
        .updateTable('contract')
        .set({ state: 'closed' })
        .where('contract_id', '=', closed.contractId)
        .execute();
      const file = { fileName: '', content: pskcFile(newSeeds(1)), secrets: NO_SECRETS };
      await stepUp(world, officers.approver.officer, officers.approver);
      for (const [wanted, answer] of [
        ['officer-not-allowed', send(file.content, helpDesk)],
        ['officer-not-allowed', send(file.content, officers.approver)],
        ['officer-not-allowed', orderFor(contractId, seed.serial, { by: helpDesk })],
        ['officer-not-allowed', endHolderToken(world, { ...at(helpDesk), contractId, userId: '' }, caller())],
        ['not-accepted', orderFor('99999999999', seed.serial)],
        ['token-taken', orderFor(contractId, 'NO-SUCH')],
        ['form-invalid', orderFor(contractId, seed.serial, { entryKey: 'short' })],
        ['form-invalid', orderFor(contractId, seed.serial, { remark: 'x'.repeat(301) })],
        ['contract-closed', orderFor(closed.contractId, seed.serial)],
        // A bank without tokens, and another bank's.
        ['page-not-found', sendTokenFile(world, { ...at(stranger, '9000'), ...file })],
        ['page-not-found', sendTokenFile(world, { ...at(stranger), ...file })],
        ['page-not-found', showTokenOrder(world, { ...at(stranger), orderId })],
        ['page-not-found', showHolderToken(world, { ...at(stranger), contractId, userId: '' })],
        ['page-not-found', showTokenOrder(world, { ...at(officers.operator), orderId: 'T0' })],
      ] as const) {
        assert.equal(reasonOf(await answer), wanted);
      }
    });

    test('who entered an order does not approve it by another account', async () => {
      const [seed] = await stocked(1);
      assert.ok(seed);
      const { contractId } = await openContract(world, BANK);
      const one = await officerLoggedOn(world, { bankCode: BANK, role: 'operator', person: 'E7100' });
      const same = await officerLoggedOn(world, { bankCode: BANK, role: 'approver', person: 'E7100' });
      const entered = await orderFor(contractId, seed.serial, { by: one });
      if (isRefusal(entered)) assert.fail(entered.reason);
      assert.equal(reasonOf(await settle(entered.orderId, 'approve', { by: same })), 'order-own');
      const noStepUp = await officerLoggedOn(world, { bankCode: BANK, role: 'approver', stepsUp: false });
      assert.equal(reasonOf(await settle(entered.orderId, 'approve', { by: noStepUp })), 'step-up-needed');
    });
  });
});
