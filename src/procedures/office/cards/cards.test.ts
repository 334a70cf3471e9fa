// Customer cards at the office on both databases: ordered by one person, printed once by another, and where each one is.

import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { banksAndOffice } from '../../../../test/world/banks.ts';
import { type Customer, logOn, mustAcquire, openContract } from '../../../../test/world/customers.ts';
import { eachDatabase } from '../../../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../../../test/world/deployment.ts';
import { officerLoggedOn } from '../../../../test/world/officers.ts';
import {
  enteredForm,
  shownForm,
  type TwoOfficers,
  twoOfficers,
} from '../../../../test/world/request-forms.ts';
import { isRefusal, type Refusal } from '../../../domain/refusal.ts';
import type { MadeCard } from '../../cards/replace-card.ts';
import { approveForm } from '../forms/settle-form.ts';
import { type OpenedLetter, printLetter } from '../letters/print-letter.ts';
import type { OfficeInput } from '../officer.ts';
import { type CardAct, deliverCard } from './deliver-card.ts';
import { orderCard } from './order-card.ts';
import { listCards, showCard, showCards } from './show-cards.ts';

const BANK = '9000';
const DAY_MS = 24 * 60 * 60 * 1000;
const reasonOf = (answer: object | Refusal) => (isRefusal(answer) ? answer.reason : 'done');
const cardOf = ({ content }: OpenedLetter): MadeCard => {
  assert.equal(content.kind, 'card');
  return content.kind === 'card' ? content.card : assert.fail();
};

eachDatabase((name, open) => {
  describe(`customer cards on ${name}`, () => {
    let world: World;
    let officers: TwoOfficers;
    let noon: number;
    before(async () => {
      world = await makeWorld(await open(), { banks: banksAndOffice() });
      officers = await twoOfficers(world, BANK);
      noon = world.clock.now;
    });
    beforeEach(() => {
      world.clock.now = noon;
    });

    const at = (officer: OfficeInput, bankCode = BANK) => ({ ...officer, bankCode });
    const view = async ({ contractId }: Pick<Customer, 'contractId'>) => {
      const shown = await showCards(world, { ...at(officers.operator), contractId });
      return isRefusal(shown) ? assert.fail(shown.reason) : shown;
    };
    const stage = async (customer: Customer) => (await view(customer)).active?.stage;
    const order = async (
      customer: Customer,
      {
        reason = 'lost',
        by = officers.operator,
        shown,
      }: { reason?: string; by?: OfficeInput; shown?: string } = {},
    ) => {
      const active = shown ?? (await view(customer)).active?.id ?? '';
      const input = { ...at(by), contractId: customer.contractId, reason, shown: active };
      return orderCard(world, input, caller());
    };
    const mustOrder = async (customer: Customer) => {
      const ordered = await order(customer);
      return isRefusal(ordered) ? assert.fail(ordered.reason) : ordered;
    };
    const print = async (cardId: string, by: OfficeInput = officers.approver) => {
      const shown = await showCard(world, { ...at(by), cardId });
      if (isRefusal(shown)) return shown;
      const letterId = shown.card.letterId ?? '';
      return printLetter(world, { ...at(by), letterId }, caller(), cardOf);
    };
    const deliver = (act: CardAct, cardId: string, by: OfficeInput = officers.operator) =>
      deliverCard(world, { ...at(by), cardId, act }, caller());

    test('from the order to the customer: the old card ends, the new one is followed to its first right answer', async () => {
      const customer = await openContract(world, BANK);
      const acquired = await mustAcquire(world, customer);
      assert.equal(await stage(customer), 'given');
      assert.equal(typeof (await logOn(world, customer, acquired.certificate)), 'string');
      const { cardId, cardNumber } = await mustOrder(customer);
      assert.equal(await stage(customer), 'ordered');
      const old = await logOn(world, customer, acquired.certificate);
      assert.equal(typeof old === 'string' ? 'logged on' : old.reason, 'card-password-wrong');
      // No cell is anywhere in the store: what is kept is sealed.
      const made = await print(cardId);
      if (isRefusal(made)) assert.fail(made.reason);
      assert.equal(made.cardNumber, cardNumber);
      assert.equal(Object.keys(made.cells).length, 50);
      const audit = JSON.stringify(await world.store.db.selectFrom('audit').select('details').execute());
      assert.ok(!audit.includes(JSON.stringify(made.cells)));
      assert.equal(await stage(customer), 'printed');
      assert.equal(reasonOf(await deliver('received', cardId)), 'card-settled');
      assert.equal(reasonOf(await deliver('sent', cardId)), 'done');
      assert.equal(reasonOf(await deliver('sent', cardId)), 'card-settled');
      assert.equal(await stage(customer), 'sent');
      for (const [days, wanted] of [
        [21, 'sent'],
        [22, 'overdue'],
      ] as const) {
        const sent_at = noon - days * DAY_MS;
        await world.store.db.updateTable('customer_card').set({ sent_at }).where('id', '=', cardId).execute();
        assert.equal(await stage(customer), wanted);
      }
      const again = await logOn(world, { ...customer, card: made }, acquired.certificate);
      assert.equal(typeof again, 'string', JSON.stringify(again));
      const { active } = await view(customer);
      assert.deepEqual([active?.stage, active?.receivedBy], ['received', null]);
    });

    test('received is also what the customer has said; a card under way is in the list, one received is not', async () => {
      const customer = await openContract(world, BANK);
      const { cardId } = await mustOrder(customer);
      const listed = async () => {
        const list = await listCards(world, { ...at(officers.operator), page: '' });
        if (isRefusal(list)) assert.fail(list.reason);
        return list.cards.some(({ id }) => id === cardId);
      };
      await print(cardId);
      await deliver('sent', cardId);
      assert.equal(await listed(), true);
      assert.equal(reasonOf(await deliver('received', cardId)), 'done');
      assert.equal(await listed(), false);
      assert.notEqual((await view(customer)).active?.receivedBy, null);
    });

    test('who ordered does not print, of twenty prints at once one shows the cells, and no print comes twice', async () => {
      const customer = await openContract(world, BANK);
      const { cardId } = await mustOrder(customer);
      assert.equal(reasonOf(await print(cardId, officers.operator)), 'form-own');
      const all = await Promise.all(Array.from({ length: 20 }, () => print(cardId)));
      const outcomes = all.map(reasonOf).sort();
      assert.deepEqual(outcomes, ['done', ...Array(19).fill('letter-printed')]);
      assert.equal(reasonOf(await print(cardId)), 'letter-printed');
      const { letter } = await world.store.db
        .selectFrom('letter')
        .select((eb) => eb.fn<number>('length', ['sealed']).as('letter'))
        .where('card', '=', cardId)
        .executeTakeFirstOrThrow();
      assert.equal(Number(letter), 0);
    });

    test('another account of the same person does not print either', async () => {
      const one = await officerLoggedOn(world, { bankCode: BANK, role: 'operator', person: 'E7000' });
      const same = await officerLoggedOn(world, { bankCode: BANK, role: 'approver', person: 'E7000' });
      const customer = await openContract(world, BANK);
      const ordered = await order(customer, { by: one });
      if (isRefusal(ordered)) assert.fail(ordered.reason);
      assert.equal(reasonOf(await print(ordered.cardId, same)), 'form-own');
    });

    test('a page sent twice orders once, ten at once order one', async () => {
      const customer = await openContract(world, BANK);
      const shown = (await view(customer)).active?.id ?? '';
      const all = await Promise.all(Array.from({ length: 10 }, () => order(customer, { shown })));
      assert.deepEqual(all.map(reasonOf).sort(), ['done', ...Array(9).fill('order-changed')]);
      assert.equal((await view(customer)).cards.length, 2);
      assert.equal(reasonOf(await order(customer, { shown })), 'order-changed');
    });

    test('a card that is replaced before it was printed is printed no more; a lost one ends at once', async () => {
      const customer = await openContract(world, BANK);
      const first = await mustOrder(customer);
      const second = await mustOrder(customer);
      assert.equal(reasonOf(await print(first.cardId)), 'letter-expired');
      assert.equal(reasonOf(await deliver('ended', second.cardId)), 'done');
      assert.equal(reasonOf(await deliver('ended', second.cardId)), 'card-settled');
      assert.equal(reasonOf(await print(second.cardId)), 'letter-expired');
      assert.equal((await view(customer)).active, undefined);
      assert.equal(reasonOf(await order(customer, { reason: 'first' })), 'done');
      const acts = await world.store.db
        .selectFrom('audit')
        .select(['act', 'outcome', 'details'])
        .where('contract_id', '=', customer.contractId)
        .execute();
      for (const act of ['card.ordered', 'card.replaced', 'card.ended', 'letter.printed']) {
        assert.ok(
          acts.some((one) => one.act === act),
          act,
        );
      }
      for (const one of acts) {
        if (['card.ordered', 'card.ended'].includes(one.act))
          assert.match(one.details, /"officer":"officer\d+"/);
      }
    });

    test('a form for a new card goes the same way', async () => {
      const customer = await openContract(world, BANK);
      const form = {
        bankCode: BANK,
        kind: 'cardReissue',
        contractId: customer.contractId,
        userId: '',
      } as const;
      const formId = await enteredForm(world, officers.operator, form);
      const { hash } = await shownForm(world, officers.approver, BANK, formId);
      const done = await approveForm(world, { ...at(officers.approver), formId, hash }, caller());
      assert.equal(reasonOf(done), 'done');
      const { active } = await view(customer);
      assert.equal(active?.stage, 'ordered');
      assert.equal(reasonOf(await print(active?.id ?? '', officers.operator)), 'form-own');
      assert.equal(reasonOf(await print(active?.id ?? '')), 'done');
      assert.equal(await stage(customer), 'printed');
    });

    test('who may not, what does not fit, and another bank', async () => {
      const customer = await openContract(world, BANK);
      const { cardId } = await mustOrder(customer);
      const helpDesk = await officerLoggedOn(world, { bankCode: BANK, role: 'helpDesk' });
      const stranger = await officerLoggedOn(world, { bankCode: '9001', role: 'operator' });
      const closed = await openContract(world, BANK);
      await world.store.db
        .updateTable('contract')
        .set({ state: 'closed' })
        .where('contract_id', '=', closed.contractId)
        .execute();
      const noCards = { contractId: '0', reason: 'lost', shown: '' };
      const elsewhere = { ...at(stranger, BANK), contractId: customer.contractId };
      for (const [wanted, answer] of [
        ['officer-not-allowed', order(customer, { by: helpDesk })],
        ['officer-not-allowed', order(customer, { by: officers.approver })],
        ['officer-not-allowed', deliver('ended', cardId, helpDesk)],
        ['officer-not-allowed', print(cardId, helpDesk)],
        ['form-invalid', order(customer, { reason: 'first' })],
        ['form-invalid', order(customer, { reason: 'whim' })],
        ['contract-closed', order(closed)],
        ['not-accepted', orderCard(world, { ...at(officers.operator), ...noCards }, caller())],
        ['page-not-found', showCards(world, elsewhere)],
        ['page-not-found', orderCard(world, { ...elsewhere, reason: 'lost', shown: '' }, caller())],
        ['page-not-found', showCard(world, { ...at(stranger, '9001'), cardId })],
        ['page-not-found', deliverCard(world, { ...at(stranger, '9001'), cardId, act: 'ended' }, caller())],
        ['page-not-found', deliver('ended', 'no-such-card')],
      ] as const) {
        assert.equal(reasonOf(await answer), wanted);
      }
      assert.equal(await stage(customer), 'ordered');
    });
  });
});
