// Contract orders on both databases: two persons, what is seen is what is done, once; first PINs by letter, once.

import assert from 'node:assert/strict';
import { hash, randomUUID } from 'node:crypto';
import { before, beforeEach, describe, test } from 'node:test';
import { activate } from '../../../../test/world/activation.ts';
import { banksAndOffice } from '../../../../test/world/banks.ts';
import {
  approve,
  enter,
  mustEnter,
  type OrderedFor,
  shownOrder,
} from '../../../../test/world/contract-orders.ts';
import { identify, mustAcquire, openContract } from '../../../../test/world/customers.ts';
import { eachDatabase } from '../../../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../../../test/world/deployment.ts';
import { findByName } from '../../../../test/world/found-by-name.ts';
import { officerLoggedOn, stepUp } from '../../../../test/world/officers.ts';
import { addDays, dayOf } from '../../../domain/calendar.ts';
import { isRefusal } from '../../../domain/refusal.ts';
import { findHolder } from '../../../store/read/contract.ts';
import { findContractTerms } from '../../../store/read/contract-order.ts';
import { loadOfficer, type OfficeInput } from '../officer.ts';
import { type FirstLetters, printFirstLetters } from './print-first-letters.ts';
import { approveOrder, returnOrder, withdrawOrder } from './settle-order.ts';
import { listOrders, showOrder } from './show-order.ts';
import { suspendAsOfficer } from './suspend-as-officer.ts';

const BANK = '9000';
const reasonOf = (answer: object) =>
  isRefusal(answer) ? answer.reason : 'faults' in answer ? 'faults' : 'done';

const drawn = (letters: FirstLetters): FirstLetters => letters;

let numbers = 50_000;
const newId = () => String(++numbers).padStart(11, '9');

eachDatabase((name, open) => {
  describe(`contract orders on ${name}`, () => {
    let world: World;
    let officers: Readonly<Record<'operator' | 'approver', Awaited<ReturnType<typeof officerLoggedOn>>>>;
    before(async () => {
      world = await makeWorld(await open(), { banks: banksAndOffice() });
      officers = {
        operator: await officerLoggedOn(world, { bankCode: BANK, role: 'operator' }),
        approver: await officerLoggedOn(world, { bankCode: BANK, role: 'approver' }),
      };
    });
    // The world's clock runs with every password that is shown, and the last one holds for minutes only.
    beforeEach(() => stepUp(world, officers.approver.officer, officers.approver));

    const officerOf = async (by: OfficeInput) => {
      const officer = await loadOfficer(world, by);
      assert.ok(!isRefusal(officer));
      return officer;
    };
    const ordered = (kind: OrderedFor['kind'], contractId: string, said = {}) =>
      mustEnter(world, officers.operator, { bankCode: BANK, kind, contractId, said });
    const carriedOut = (orderId: string, by = officers.approver) => approve(world, by, BANK, orderId);
    const input = (officer: OfficeInput, orderId: string) => {
      const { certificate, token } = officer;
      return { certificate, token, bankCode: BANK, orderId };
    };
    const holderOf = async (contractId: string) =>
      findHolder(world.store.db, { bankCode: BANK, contractId, userId: '' });
    const actsOn = async (contractId: string) => {
      const rows = await world.store.db
        .selectFrom('audit')
        .select(['act', 'reason'])
        .where('contract_id', '=', contractId)
        .orderBy('sequence')
        .execute();
      return rows.map(({ act, reason }) => (reason === null ? act : `${act} ${reason}`));
    };
    const opened = async (contractId = newId()) => {
      const orderId = await ordered('open', contractId);
      assert.equal(reasonOf(await carriedOut(orderId)), 'done');
      return { contractId, orderId };
    };

    test('opened, approved, the letter printed once by no author, and the customer acquires', async () => {
      const contractId = newId();
      const orderId = await ordered('open', contractId);
      assert.equal(await holderOf(contractId), undefined);
      const seen = await shownOrder(world, officers.approver, BANK, orderId);
      assert.equal(reasonOf(await carriedOut(orderId)), 'done');
      const done = await shownOrder(world, officers.approver, BANK, orderId);
      assert.equal(done.steps.at(-1)?.hash, seen.hash);
      assert.equal(hash('sha256', done.steps.at(-1)?.content ?? '', 'hex'), seen.hash);
      const print = (by: OfficeInput) => printFirstLetters(world, input(by, orderId), caller(), drawn);
      assert.equal(reasonOf(await print(officers.operator)), 'order-own');
      const both = await Promise.all([print(officers.approver), print(officers.approver)]);
      assert.deepEqual(both.map(reasonOf).sort(), ['done', 'letter-printed']);
      const printed = both.find((one) => 'letters' in one);
      assert.ok(printed && 'letters' in printed);
      const [letter] = printed.letters;
      assert.ok(letter?.pins.contractPin !== undefined && letter.contractId === contractId);
      assert.equal(reasonOf(await print(officers.approver)), 'letter-printed');
      // Of the card that was made with them another officer prints the letter.
      const card = await world.store.db
        .selectFrom('letter')
        .select(['kind', 'ordered_by'])
        .where('contract', '=', letter.contract)
        .executeTakeFirst();
      assert.deepEqual(card, { kind: 'card', ordered_by: (await officerOf(officers.approver)).holder.id });
      const who = { bankCode: BANK, role: 'administrator' } as const;
      const customer = { ...letter, ...letter.pins, bankCode: BANK };
      const own = await activate(world, who, { contractId, ...letter.pins } as Record<string, string>);
      assert.ok(!isRefusal(await identify(world, { ...customer, ...own } as never)));
      const acts = await actsOn(contractId);
      for (const act of ['order.entered', 'order.done', 'contract.opened', 'order.letters-printed']) {
        assert.ok(acts.includes(act), act);
      }
      const audit = JSON.stringify(await world.store.db.selectFrom('audit').selectAll().execute());
      assert.ok(!audit.includes(letter.pins.contractPin));
      assert.ok((await findByName(world, BANK, 'ミホンショウジ')).includes(contractId));
    });

    test('before the letter nobody has PINs, and a closed contract gets no letter', async () => {
      const { contractId, orderId } = await opened();
      const secrets = await world.store.db
        .selectFrom('secret')
        .innerJoin('holder', 'holder.id', 'secret.holder')
        .innerJoin('contract', 'contract.id', 'holder.contract')
        .select('hash')
        .where('contract_id', '=', contractId)
        .execute();
      assert.deepEqual(secrets, []);
      assert.equal(reasonOf(await carriedOut(await ordered('close', contractId))), 'done');
      const printed = await printFirstLetters(world, input(officers.approver, orderId), caller(), drawn);
      assert.equal(reasonOf(printed), 'letter-printed');
    });

    test('nobody prints it without a one-time password, and none is made', async () => {
      const { orderId } = await opened();
      const cold = await officerLoggedOn(world, { bankCode: BANK, role: 'approver', stepsUp: false });
      const print = (oneTimePassword?: string) =>
        printFirstLetters(world, { ...input(cold, orderId), oneTimePassword }, caller(), drawn);
      assert.equal(reasonOf(await print()), 'step-up-needed');
      assert.equal(reasonOf(await print('000000')), 'one-time-password-wrong');
      const { letters } = await shownOrder(world, cold, BANK, orderId);
      assert.deepEqual([letters.waiting, letters.printed], [1, 0]);
      assert.equal(reasonOf(await print(cold.officer.oneTimePassword?.())), 'done');
    });

    test('nobody printed it in time: said in the queue, and two persons make another one', async () => {
      const { contractId, orderId } = await opened();
      const { letters } = await shownOrder(world, officers.approver, BANK, orderId);
      const until = letters.until ?? '';
      assert.equal(until, addDays(dayOf(world.clock.now), 30));
      const asked = input(officers.approver, orderId);
      const inTime = await enter(world, officers.operator, { bankCode: BANK, kind: 'letter', contractId });
      assert.equal(reasonOf(inTime), 'order-needless');
      // As if the order were of a day so long ago.
      await world.store.db
        .updateTable('first_letter')
        .set({ print_until: addDays(dayOf(world.clock.now), -1) })
        .where('contract_order', '=', orderId)
        .execute();
      assert.equal(reasonOf(await printFirstLetters(world, asked, caller(), drawn)), 'letter-expired');
      const over = await shownOrder(world, officers.approver, BANK, orderId);
      assert.deepEqual([over.letters.waiting, over.letters.expired], [0, 1]);
      const queue = await listOrders(world, { ...input(officers.approver, ''), state: 'done', page: '1' });
      assert.ok('orders' in queue);
      const queued = queue.orders.find(({ id }) => id === orderId);
      assert.ok((queued?.letterUntil ?? '9') < queue.today);
      const anew = await ordered('letter', contractId);
      assert.equal(reasonOf(await carriedOut(anew, officers.operator)), 'officer-not-allowed');
      assert.equal(reasonOf(await carriedOut(anew)), 'done');
      const printed = await printFirstLetters(world, input(officers.approver, anew), caller(), drawn);
      assert.ok('letters' in printed && printed.letters[0]?.contractId === contractId, reasonOf(printed));
    });

    test('first PINs that went astray are void when another letter is approved; own ones are not', async () => {
      const { contractId, orderId } = await opened();
      const print = async (id: string) => {
        const printed = await printFirstLetters(world, input(officers.approver, id), caller(), drawn);
        assert.ok('letters' in printed, reasonOf(printed));
        return { contractId, ...printed.letters[0]?.pins } as Record<string, string>;
      };
      const lost = await print(orderId);
      const anew = await ordered('letter', contractId);
      assert.equal(reasonOf(await carriedOut(anew)), 'done');
      const who = { bankCode: BANK, role: 'administrator' } as const;
      await assert.rejects(activate(world, who, lost));
      await activate(world, who, await print(anew));
      const third = await enter(world, officers.operator, { bankCode: BANK, kind: 'letter', contractId });
      assert.equal(reasonOf(third), 'order-needless', 'the customer has own PINs');
    });

    test('a change: what is said anew is found anew, and old and new address are told', async () => {
      const { contractId } = await openContract(world, BANK);
      const said = { companyName: '株式会社改名工業', companyKana: '', mail: 'new@customer.example' };
      const orderId = await ordered('change', contractId, said);
      const shown = await shownOrder(world, officers.approver, BANK, orderId);
      assert.equal(shown.facts.contract?.terms.mail, 'keiri@customer.example');
      assert.equal(reasonOf(await carriedOut(orderId)), 'done');
      const holder = await holderOf(contractId);
      const terms = await findContractTerms(world.store.db, holder?.contract ?? '');
      assert.deepEqual(
        [terms?.companyName, terms?.mail, terms?.postalCode, terms?.acquisitionFrom],
        ['株式会社改名工業', 'new@customer.example', '100-0001', '2026-04-10'],
      );
      assert.ok((await findByName(world, BANK, '改名')).includes(contractId));
      assert.ok(!(await findByName(world, BANK, '見本')).includes(contractId));
      const mails = await world.store.db
        .selectFrom('notice')
        .select(['kind', 'recipient'])
        .where('contract_id', '=', contractId)
        .where('kind', 'in', ['contractMailChanged', 'contractMailNew'])
        .orderBy('kind')
        .execute();
      assert.deepEqual(
        mails.map(({ kind, recipient }) => `${kind} ${recipient}`),
        ['contractMailChanged keiri@customer.example', 'contractMailNew new@customer.example'],
      );
    });

    test('suspended by one, resumed by two, and an emergency stop lifted with it', async () => {
      const { contractId } = await openContract(world, BANK);
      const { certificate, token } = officers.operator;
      const suspend = (remark: string, by: OfficeInput = { certificate, token }) =>
        suspendAsOfficer(world, { ...by, bankCode: BANK, contractId, remark }, caller());
      assert.equal(reasonOf(await suspend('')), 'form-invalid');
      assert.equal(reasonOf(await suspend('お客様からの電話')), 'done');
      assert.equal(reasonOf(await suspend('お客様からの電話')), 'order-needless');
      const helpDesk = await officerLoggedOn(world, { bankCode: BANK, role: 'helpDesk' });
      assert.equal(reasonOf(await suspend('x', helpDesk)), 'officer-not-allowed');
      await world.store.db
        .updateTable('contract')
        .set({ stopped_at: world.clock.now })
        .where('contract_id', '=', contractId)
        .execute();
      assert.equal(reasonOf(await carriedOut(await ordered('resume', contractId))), 'done');
      const holder = await holderOf(contractId);
      assert.deepEqual([holder?.contractState, holder?.stoppedAt], ['open', null]);
    });

    test('closed: what would end is shown, and ends', async () => {
      const customer = await openContract(world, BANK);
      await mustAcquire(world, customer);
      const { contractId } = customer;
      const orderId = await ordered('close', contractId);
      const shown = await shownOrder(world, officers.approver, BANK, orderId);
      assert.equal(shown.facts.ends.length, 1);
      assert.equal(reasonOf(await carriedOut(orderId)), 'done');
      assert.equal((await holderOf(contractId))?.contractState, 'closed');
      for (const kind of ['change', 'resume', 'close'] as const) {
        const again = await enter(world, officers.operator, { bankCode: BANK, kind, contractId });
        assert.equal(reasonOf(again), 'contract-closed', kind);
      }
    });

    test('what cannot be entered, each with its reason', async () => {
      const { contractId } = await openContract(world, BANK);
      const attempt = (kind: OrderedFor['kind'], id: string, said = {}) =>
        enter(world, officers.operator, { bankCode: BANK, kind, contractId: id, said });
      for (const [title, answer, reason] of [
        ['a number that is taken', await attempt('open', contractId), 'contract-exists'],
        ['nothing suspended', await attempt('resume', contractId), 'order-needless'],
        ['nobody', await attempt('close', newId()), 'page-not-found'],
        ['no form of an id', await attempt('open', 'A 1'), 'faults'],
        ['a turning name', await attempt('open', newId(), { companyName: '株式会社\u202eA' }), 'faults'],
        ['no mail', await attempt('open', newId(), { mail: 'a@b, c@d' }), 'faults'],
        ['no day', await attempt('open', newId(), { acquisitionFrom: '2026-02-30' }), 'faults'],
        ['a far day', await attempt('open', newId(), { acquisitionFrom: '2062-04-10' }), 'faults'],
        ['no postal code', await attempt('open', newId(), { postalCode: '12' }), 'faults'],
        ['no reason', await attempt('close', contractId, { remark: ' ' }), 'faults'],
      ] as const) {
        assert.equal(reasonOf(answer), reason, title);
      }
      const other = await officerLoggedOn(world, { bankCode: BANK, role: 'approver' });
      const entry = { bankCode: BANK, kind: 'open', contractId: newId() } as const;
      assert.equal(reasonOf(await enter(world, other, entry)), 'officer-not-allowed');
      const elsewhere = await officerLoggedOn(world, { bankCode: '1283', role: 'operator' });
      assert.equal(reasonOf(await enter(world, elsewhere, entry)), 'page-not-found');
    });

    test('the same page sent twice, also at once, is one order', async () => {
      const entryKey = randomUUID();
      const ordering = { bankCode: BANK, kind: 'open', contractId: newId(), entryKey } as const;
      const both = await Promise.all([1, 2].map(() => enter(world, officers.operator, ordering)));
      const ids = both.map((one) => ('orderId' in one ? one.orderId : reasonOf(one)));
      assert.equal(ids[0], ids[1]);
      const other = await officerLoggedOn(world, { bankCode: BANK, role: 'operator' });
      assert.equal(reasonOf(await enter(world, other, ordering)), 'form-invalid');
    });

    test('never by who entered it, whatever the account; not by an operator, not by another bank', async () => {
      const person = 'E-both';
      const writer = await officerLoggedOn(world, { bankCode: BANK, role: 'operator', person });
      const second = await officerLoggedOn(world, { bankCode: BANK, role: 'approver', person });
      const contractId = newId();
      const orderId = await mustEnter(world, writer, { bankCode: BANK, kind: 'open', contractId });
      assert.equal(reasonOf(await carriedOut(orderId, second)), 'order-own');
      assert.equal(reasonOf(await carriedOut(orderId, officers.operator)), 'officer-not-allowed');
      const returned = await returnOrder(world, { ...input(second, orderId), remark: 'x' }, caller());
      assert.equal(reasonOf(returned), 'order-own');
      const elsewhere = await officerLoggedOn(world, { bankCode: '1283', role: 'approver' });
      for (const bankCode of [BANK, '1283']) {
        const asked = { ...input(elsewhere, orderId), bankCode };
        assert.equal(reasonOf(await showOrder(world, asked)), 'page-not-found');
        assert.equal(
          reasonOf(await approveOrder(world, { ...asked, hash: 'x' }, caller())),
          'page-not-found',
        );
      }
      assert.ok((await actsOn(contractId)).includes('order.done order-own'));
      assert.equal(await holderOf(contractId), undefined);
    });

    test('of twenty approvals at once one carries it out', async () => {
      const contractId = newId();
      const orderId = await ordered('open', contractId);
      const { hash: seen } = await shownOrder(world, officers.approver, BANK, orderId);
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          approveOrder(world, { ...input(officers.approver, orderId), hash: seen }, caller()),
        ),
      );
      assert.equal(answers.filter((one) => !isRefusal(one)).length, 1);
      assert.ok(answers.every((one) => ['done', 'order-settled'].includes(reasonOf(one))));
    });

    test('two orders open one number: one is done, the other told', async () => {
      const contractId = newId();
      const ids = [await ordered('open', contractId), await ordered('open', contractId)];
      const answers = await Promise.all(ids.map((id) => carriedOut(id)));
      assert.deepEqual(answers.map(reasonOf).sort(), ['contract-exists', 'done']);
    });

    test('what changed after it was shown is not done', async () => {
      const { contractId } = await openContract(world, BANK);
      const orderId = await ordered('change', contractId, { companyName: '株式会社甲' });
      const { hash: seen } = await shownOrder(world, officers.approver, BANK, orderId);
      assert.equal(
        reasonOf(await carriedOut(await ordered('change', contractId, { companyName: '株式会社乙' }))),
        'done',
      );
      const late = await approveOrder(world, { ...input(officers.approver, orderId), hash: seen }, caller());
      assert.equal(reasonOf(late), 'order-changed');
    });

    test('altered past the program: nothing is carried out, and it says so', async () => {
      const contractId = newId();
      const orderId = await ordered('open', contractId);
      const { content } = (await shownOrder(world, officers.approver, BANK, orderId)).row;
      await world.store.db
        .updateTable('contract_order')
        .set({ content: content.replace('keiri@', 'thief@') })
        .where('id', '=', orderId)
        .execute();
      assert.equal((await shownOrder(world, officers.approver, BANK, orderId)).untouched, false);
      assert.equal(reasonOf(await carriedOut(orderId)), 'order-tampered');
      assert.equal(await holderOf(contractId), undefined);
      const { entered_by, entered_person } = (await shownOrder(world, officers.approver, BANK, orderId)).row;
      await assert.rejects(
        world.store.db
          .updateTable('contract_order')
          .set({ decided_by: entered_by, decided_person: entered_person })
          .where('id', '=', orderId)
          .execute(),
      );
    });

    test('returned and withdrawn, with a reason; afterwards nothing moves it', async () => {
      const orderId = await ordered('open', newId());
      const send = (remark: string) =>
        returnOrder(world, { ...input(officers.approver, orderId), remark }, caller());
      assert.equal(reasonOf(await send('')), 'form-invalid');
      assert.equal(reasonOf(await send('住所が違います')), 'done');
      assert.equal(reasonOf(await carriedOut(orderId)), 'order-settled');
      const asked = { ...input(officers.operator, orderId), remark: '登録し直すため' };
      assert.equal(reasonOf(await withdrawOrder(world, asked, caller())), 'done');
      assert.equal(reasonOf(await withdrawOrder(world, asked, caller())), 'order-settled');
      const list = await listOrders(world, {
        ...input(officers.approver, ''),
        state: 'withdrawn',
        page: '1',
      });
      assert.ok('orders' in list && list.orders.some(({ id }) => id === orderId));
    });

    test('an approval asks for a one-time password first', async () => {
      const cold = await officerLoggedOn(world, { bankCode: BANK, role: 'approver', stepsUp: false });
      const contractId = newId();
      const orderId = await ordered('open', contractId);
      assert.equal(reasonOf(await carriedOut(orderId, cold)), 'step-up-needed');
      assert.equal(await holderOf(contractId), undefined);
    });
  });
});
