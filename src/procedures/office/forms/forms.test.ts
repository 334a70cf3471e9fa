// Request forms on both databases: two persons, what is seen is what is done, once.

import assert from 'node:assert/strict';
import { hash, randomUUID } from 'node:crypto';
import { before, beforeEach, describe, test } from 'node:test';
import { banksAndOffice } from '../../../../test/world/banks.ts';
import { type Customer, mustAcquire, openContract } from '../../../../test/world/customers.ts';
import { eachDatabase } from '../../../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../../../test/world/deployment.ts';
import { officerLoggedOn, stepUp } from '../../../../test/world/officers.ts';
import {
  enteredForm,
  entriesFor,
  shownForm,
  type TwoOfficers,
  twoOfficers,
} from '../../../../test/world/request-forms.ts';
import { giveToken } from '../../../../test/world/tokens.ts';
import { letterOfForm } from '../../../domain/letter.ts';
import { isRefusal, type Refusal } from '../../../domain/refusal.ts';
import { checkName, fieldName } from '../../../domain/request-form-content.ts';
import type { FormKind } from '../../../profile/bank-profile.ts';
import { findHolder } from '../../../store/read/contract.ts';
import { revokeBySerialNumber } from '../../certificates/revoke-certificate.ts';
import { type OpenedLetter, printLetter } from '../letters/print-letter.ts';
import type { OfficeInput } from '../officer.ts';
import { amendForm, enterForm, findFormTarget } from './enter-form.ts';
import { approveForm, returnForm, withdrawForm } from './settle-form.ts';
import { listForms, showForm } from './show-form.ts';

const BANK = '9000';
const same = (letter: OpenedLetter) => letter;
const reasonOf = (answer: object | Refusal) => (isRefusal(answer) ? answer.reason : 'done');

eachDatabase((name, open) => {
  describe(`request forms on ${name}`, () => {
    let world: World;
    let officers: TwoOfficers;
    let others: TwoOfficers;
    before(async () => {
      world = await makeWorld(await open(), { banks: banksAndOffice() });
      others = await twoOfficers(world, '1283');
      officers = await twoOfficers(world, BANK);
    });

    // Other officers' passwords let the clock run on.
    beforeEach(() => stepUp(world, officers.approver.officer, officers.approver));

    const enter = (kind: FormKind, { contractId }: Customer, userId = '') =>
      enteredForm(world, officers.operator, { bankCode: BANK, kind, contractId, userId });
    const input = (officer: OfficeInput, formId: string) => ({ ...officer, bankCode: BANK, formId });
    const approve = async (formId: string, officer: OfficeInput = officers.approver) => {
      const { hash } = await shownForm(world, officer, BANK, formId);
      return approveForm(world, { ...input(officer, formId), hash }, caller());
    };
    const print = (formId: string, officer: OfficeInput = officers.approver) =>
      printLetter(world, { ...officer, bankCode: BANK, letterId: letterOfForm(formId) }, caller(), same);
    const holderOf = async ({ contractId }: Customer) => {
      const holder = await findHolder(world.store.db, { bankCode: BANK, contractId, userId: '' });
      assert.ok(holder);
      return holder;
    };
    const inForce = async (customer: Customer) => {
      const { id } = await holderOf(customer);
      const rows = await world.store.db
        .selectFrom('certificate')
        .select('serial_number')
        .where('holder', '=', id)
        .where('revoked_at', 'is', null)
        .execute();
      return rows.length;
    };
    const actsOn = async ({ contractId }: Customer) => {
      const rows = await world.store.db
        .selectFrom('audit')
        .select(['act', 'outcome', 'reason'])
        .where('contract_id', '=', contractId)
        .orderBy('sequence')
        .execute();
      return rows.map(({ act, reason }) => (reason === null ? act : `${act} ${reason}`));
    };
    const withCertificate = async () => {
      const customer = await openContract(world, BANK);
      return { customer, acquired: await mustAcquire(world, customer) };
    };

    test('a re-issue: entered, approved, carried out, told', async () => {
      const { customer } = await withCertificate();
      const formId = await enter('certificateReissue', customer);
      const shown = await shownForm(world, officers.approver, BANK, formId);
      assert.equal(shown.row.due_on, '2026-04-17');
      assert.equal(shown.facts.ends.length, 1);
      assert.deepEqual(shown.acts, ['approve', 'return']);
      assert.equal(await inForce(customer), 1);
      assert.equal(reasonOf(await approve(formId)), 'done');
      assert.equal(await inForce(customer), 0);
      await mustAcquire(world, customer);
      const acts = await actsOn(customer);
      assert.ok(acts.includes('form.entered') && acts.includes('form.done'));
      assert.ok(acts.includes('certificate.revoked') && acts.includes('certificate.permitted'));
      const mails = await world.store.db
        .selectFrom('notice')
        .select('kind')
        .where('contract_id', '=', customer.contractId)
        .execute();
      for (const kind of ['formDone', 'revoked', 'permitted'] as const)
        assert.ok(mails.some((mail) => mail.kind === kind));
      const { steps } = await shownForm(world, officers.operator, BANK, formId);
      assert.deepEqual(
        steps.map(({ act }) => act),
        ['entered', 'done'],
      );
      // What was seen is kept, and anybody can hash it again.
      const done = steps.at(-1);
      assert.equal(done?.hash, shown.hash);
      assert.equal(hash('sha256', done?.content ?? '', 'hex'), shown.hash);
    });

    test('a revocation, a lock lifted, a contract closed', async () => {
      const { customer } = await withCertificate();
      const { contractId } = customer;
      await approve(await enter('revocation', customer));
      assert.equal(await inForce(customer), 0);
      const guess = { bank_code: BANK, contract_id: contractId, user_id: '', channel: 'open' as const };
      const wrong = { ...guess, secret: 'contractPin' as const, failures: 99, last_at: world.clock.now };
      await world.store.db.insertInto('guess_count').values(wrong).execute();
      assert.equal(reasonOf(await approve(await enter('pinUnlock', customer))), 'done');
      const left = world.store.db.selectFrom('guess_count').selectAll().where('contract_id', '=', contractId);
      assert.equal((await left.execute()).length, 0);
      assert.equal(reasonOf(await approve(await enter('contractClose', customer))), 'done');
      assert.equal((await holderOf(customer)).contractState, 'closed');
    });

    test('a new card: the old one ends at once, the cells are printed once and by no author', async () => {
      const customer = await openContract(world, BANK);
      const formId = await enter('cardReissue', customer);
      await approve(formId);
      const { contract } = await holderOf(customer);
      const cards = await world.store.db
        .selectFrom('customer_card')
        .selectAll()
        .where('contract', '=', contract)
        .execute();
      assert.deepEqual(cards.map(({ state }) => state).sort(), ['active', 'ended']);
      assert.equal(reasonOf(await print(formId, officers.operator)), 'form-own');
      const both = await Promise.all([1, 2].map(() => print(formId)));
      assert.deepEqual(both.map(reasonOf).sort(), ['done', 'letter-printed']);
      const printed = both.find((one) => !isRefusal(one));
      assert.ok(printed && 'content' in printed && printed.content.kind === 'card');
      const active = cards.find(({ state }) => state === 'active');
      assert.equal(printed.content.card.cardNumber, active?.card_number);
      const letter = await world.store.db
        .selectFrom('letter')
        .selectAll()
        .where('form', '=', formId)
        .executeTakeFirstOrThrow();
      assert.equal(letter.sealed.length, 0);
      assert.equal(letter.state, 'printed');
      assert.ok(letter.printed_by);
    });

    test('a letter that cannot be drawn keeps its secrets', async () => {
      const formId = await enter('cardReissue', await openContract(world, BANK));
      await approve(formId);
      const at = { ...officers.approver, bankCode: BANK, letterId: letterOfForm(formId) };
      const broken = () => Promise.reject(new Error('no font'));
      await assert.rejects(printLetter(world, at, caller(), broken), /no font/);
      assert.equal(reasonOf(await print(formId)), 'done');
    });

    test('a new administrator: nothing of the old one is left, the first PINs are in the letter', async () => {
      const { customer } = await withCertificate();
      const formId = await enter('newAdministrator', customer);
      await approve(formId);
      assert.equal(await inForce(customer), 0);
      const holder = await holderOf(customer);
      assert.equal(holder.provisional, 1);
      const printed = await print(formId);
      assert.ok(!isRefusal(printed) && printed.content.kind === 'pins');
      assert.equal(printed.content.addressee, '見本 花子');
      assert.notEqual(printed.content.pins.contractPin, customer.contractPin);
    });

    test('a new administrator under another mail address: the old one is told, the token ends', async () => {
      const bankCode = '1283';
      const { operator, approver } = others;
      await stepUp(world, approver.officer, approver);
      const { contractId } = await openContract(world, bankCode);
      const token = await giveToken(world, { bankCode, contractId });
      const find = () => findHolder(world.store.db, { bankCode, contractId, userId: '' });
      const before = await find();
      const target = { bankCode, kind: 'newAdministrator', contractId } as const;
      const formId = await enteredForm(world, operator, target, { newMail: 'shin-kanri＠customer.example' });
      const shown = await shownForm(world, approver, bankCode, formId);
      assert.equal(shown.content.newMail, 'shin-kanri@customer.example');
      assert.equal(shown.facts.tokenNumber, token.serialNumber);
      const approval = { ...approver, bankCode, formId, hash: shown.hash };
      assert.equal(reasonOf(await approveForm(world, approval, caller())), 'done');
      assert.equal((await find())?.contractMail, 'shin-kanri@customer.example');
      const tokens = world.store.db.selectFrom('token').select('state');
      assert.deepEqual(await tokens.where('holder', '=', before?.id ?? '').execute(), [{ state: 'ended' }]);
      const mails = await world.store.db
        .selectFrom('notice')
        .select(['kind', 'recipient'])
        .where('contract_id', '=', contractId)
        .where('kind', '!=', 'pinsChosen')
        .orderBy('kind')
        .execute();
      assert.deepEqual(
        mails
          .map(({ kind, recipient }) => `${kind} ${recipient === before?.contractMail ? 'old' : 'new'}`)
          .sort(),
        ['contractMailChanged old', 'contractMailNew new', 'formDone new', 'permitted new', 'tokenGiven old'],
      );
    });

    test('the change of method opens the window from today, where there was no certificate yet', async () => {
      const customer = await openContract(world, BANK, { acquisitionFrom: '2026-01-05' });
      const possible = world.banks.get(BANK)?.logon.passwordLogon !== 'never';
      const target = { ...officers.operator, bankCode: BANK, kind: 'methodChange', userId: '' };
      const found = await findFormTarget(world, { ...target, contractId: customer.contractId });
      assert.equal(reasonOf(found), possible ? 'done' : 'form-needless');
      if (!possible) return;
      assert.equal(reasonOf(await approve(await enter('methodChange', customer))), 'done');
      assert.equal((await holderOf(customer)).acquisitionFrom, '2026-04-10');
    });

    test('nobody approves the own entry, nor through a second account, nor an amended one', async () => {
      const { customer } = await withCertificate();
      const person = 'E-TWICE';
      const one = await officerLoggedOn(world, { bankCode: BANK, role: 'operator', person });
      const other = await officerLoggedOn(world, { bankCode: BANK, role: 'approver', person });
      const target = { bankCode: BANK, kind: 'revocation', contractId: customer.contractId } as const;
      const formId = await enteredForm(world, one, target);
      assert.deepEqual((await shownForm(world, other, BANK, formId)).acts, []);
      assert.equal(reasonOf(await approve(formId, other)), 'form-own');
      const sent = { ...input(other, formId), remark: '理由' };
      assert.equal(reasonOf(await returnForm(world, sent, caller())), 'form-own');
      const entries = entriesFor(world, BANK, 'revocation', { remark: '追記' });
      const amended = { ...input(officers.operator, formId), version: 1, entries };
      assert.equal(reasonOf(await amendForm(world, amended, caller())), 'done');
      assert.equal(reasonOf(await approve(formId, other)), 'form-own');
      assert.equal(reasonOf(await approve(formId, officers.operator)), 'officer-not-allowed');
      assert.equal(await inForce(customer), 1);
      assert.ok((await actsOn(customer)).includes('form.done form-own'));
      // The store refuses it too.
      const row = world.store.db.updateTable('request_form').where('id', '=', formId);
      const other2 = {
        decided_by: '',
        decided_person: (await shownForm(world, other, BANK, formId)).row.entered_person,
      };
      await assert.rejects(row.set({ ...other2, state: 'done', approved_hash: 'x' }).execute());
    });

    test('what was not seen is not approved: the form or its facts changed', async () => {
      const { customer } = await withCertificate();
      const formId = await enter('certificateReissue', customer);
      const { hash } = await shownForm(world, officers.approver, BANK, formId);
      const entries = entriesFor(world, BANK, 'certificateReissue', { applicant: '見本 次郎' });
      await amendForm(world, { ...input(officers.operator, formId), version: 1, entries }, caller());
      const stale = { ...input(officers.approver, formId), hash };
      assert.equal(reasonOf(await approveForm(world, stale, caller())), 'form-changed');
      const now = await shownForm(world, officers.approver, BANK, formId);
      const serialNumber = now.facts.ends[0]?.serialNumber ?? '';
      await revokeBySerialNumber(world, { bankCode: BANK, serialNumber, reason: 'unspecified' }, caller());
      assert.equal(
        reasonOf(await approveForm(world, { ...stale, hash: now.hash }, caller())),
        'form-changed',
      );
      assert.equal(reasonOf(await approve(formId)), 'done');
    });

    test('what was written into the database past the program is not carried out', async () => {
      const { customer } = await withCertificate();
      const formId = await enter('revocation', customer);
      const { row } = await shownForm(world, officers.approver, BANK, formId);
      await world.store.db
        .updateTable('request_form')
        .set({ content: row.content.replace('keyCompromise', 'unspecified') })
        .where('id', '=', formId)
        .execute();
      assert.equal(reasonOf(await approve(formId)), 'form-tampered');
      const entries = entriesFor(world, BANK, 'revocation');
      const amended = { ...input(officers.operator, formId), version: 1, entries };
      assert.equal(reasonOf(await amendForm(world, amended, caller())), 'form-tampered');
      assert.equal(await inForce(customer), 1);
    });

    test('20 approvals by two approvers at once carry out once', async () => {
      const { customer } = await withCertificate();
      const formId = await enter('certificateReissue', customer);
      const second = await officerLoggedOn(world, { bankCode: BANK, role: 'approver' });
      const { hash } = await shownForm(world, second, BANK, formId);
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          approveForm(world, { ...input(at % 2 === 0 ? second : officers.approver, formId), hash }, caller()),
        ),
      );
      const reasons = answers.map(reasonOf);
      assert.equal(reasons.filter((reason) => reason === 'done').length, 1);
      assert.equal(reasons.filter((reason) => reason === 'form-settled').length, 19);
      const acts = await actsOn(customer);
      assert.equal(acts.filter((act) => act === 'certificate.permitted').length, 1);
      assert.equal(acts.filter((act) => act === 'form.done').length, 1);
    });

    test('approved and cut off before the commit: nothing is half done, and it can be approved again', async () => {
      const { customer } = await withCertificate();
      const formId = await enter('certificateReissue', customer);
      const { hash } = await shownForm(world, officers.approver, BANK, formId);
      const dying: World = {
        ...world,
        store: {
          ...world.store,
          transaction: (work) =>
            world.store.transaction(async (tx) => {
              await work(tx);
              throw new Error('killed before the commit');
            }),
        },
      };
      const wanted = { ...input(officers.approver, formId), hash };
      await assert.rejects(approveForm(dying, wanted, caller()), /killed/);
      assert.equal(await inForce(customer), 1);
      assert.equal((await shownForm(world, officers.approver, BANK, formId)).row.state, 'entered');
      assert.equal(reasonOf(await approveForm(world, wanted, caller())), 'done');
    });

    test('of two operators, the second is told who was faster and nothing is overwritten', async () => {
      const { customer } = await withCertificate();
      const formId = await enter('revocation', customer);
      const second = await officerLoggedOn(world, { bankCode: BANK, role: 'operator' });
      const first = entriesFor(world, BANK, 'revocation', { applicant: '見本 一' });
      const later = entriesFor(world, BANK, 'revocation', { applicant: '見本 二' });
      const amended = { ...input(second, formId), version: 1, entries: first };
      assert.equal(reasonOf(await amendForm(world, amended, caller())), 'done');
      const answer = await amendForm(
        world,
        { ...input(officers.operator, formId), version: 1, entries: later },
        caller(),
      );
      assert.ok(isRefusal(answer) && answer.reason === 'form-changed');
      assert.match(String(answer.details.by), /見本 職員/);
      assert.equal((await shownForm(world, second, BANK, formId)).content.applicant, '見本 一');
    });

    test('returned with a remark, amended, approved; another one withdrawn', async () => {
      const { customer } = await withCertificate();
      const formId = await enter('revocation', customer);
      const empty = { ...input(officers.approver, formId), remark: ' ' };
      assert.equal(reasonOf(await returnForm(world, empty, caller())), 'form-invalid');
      await returnForm(world, { ...empty, remark: '印影が違います' }, caller());
      assert.equal(reasonOf(await approve(formId)), 'form-settled');
      const entries = entriesFor(world, BANK, 'revocation');
      await amendForm(world, { ...input(officers.operator, formId), version: 1, entries }, caller());
      assert.equal(reasonOf(await approve(formId)), 'done');
      const { customer: other } = await withCertificate();
      const gone = await enter('revocation', other);
      const withdrawal = { ...input(officers.operator, gone), remark: 'お客様の申し出' };
      assert.equal(reasonOf(await withdrawForm(world, withdrawal, caller())), 'done');
      assert.equal(reasonOf(await withdrawForm(world, withdrawal, caller())), 'form-settled');
      assert.equal(reasonOf(await approve(gone)), 'form-settled');
      assert.equal(await inForce(other), 1);
    });

    test('a bank’s own fields and days: what its profile asks is asked', async () => {
      const bankCode = '1635';
      const { operator } = await twoOfficers(world, bankCode);
      const { contractId } = await openContract(world, bankCode);
      const kind = 'certificateReissue';
      const page = { ...operator, bankCode, kind, userId: '', contractId, entryKey: randomUUID() };
      const entries = entriesFor(world, bankCode, kind, { [fieldName('branchName')]: '' });
      const faulty = await enterForm(world, { ...page, entries }, caller());
      assert.ok('faults' in faulty);
      assert.deepEqual([...faulty.faults], [[fieldName('branchName'), 'missing']]);
      const formId = await enteredForm(world, operator, { bankCode, kind, contractId });
      const { row, content } = await shownForm(world, operator, bankCode, formId);
      assert.equal(content.fields.branchName, '見本');
      assert.equal(row.due_on, '2026-04-21');
    });

    test('a form without a check, and a page sent twice', async () => {
      const { customer } = await withCertificate();
      const entries = entriesFor(world, BANK, 'revocation', {
        [checkName('seal')]: '',
        receivedOn: '2026-04-11',
      });
      const page = {
        ...officers.operator,
        bankCode: BANK,
        kind: 'revocation',
        userId: '',
        entryKey: randomUUID(),
      };
      const target = { ...page, contractId: customer.contractId };
      const faulty = await enterForm(world, { ...target, entries }, caller());
      assert.ok('faults' in faulty);
      assert.deepEqual([...faulty.faults].sort(), [
        [checkName('seal'), 'unchecked'],
        ['receivedOn', 'day'],
      ]);
      const good = { ...target, entries: entriesFor(world, BANK, 'revocation') };
      const twice = await Promise.all([1, 2].map(() => enterForm(world, good, caller())));
      const ids = twice.map((one) => ('formId' in one ? one.formId : reasonOf(one)));
      assert.equal(new Set(ids).size, 1, ids.join());
    });

    test('nothing to do is said at the entry', async () => {
      const customer = await openContract(world, BANK);
      const target = { ...officers.operator, bankCode: BANK, userId: '', contractId: customer.contractId };
      for (const kind of ['revocation', 'pinUnlock']) {
        assert.equal(reasonOf(await findFormTarget(world, { ...target, kind })), 'form-needless');
      }
      const nobody = { ...target, kind: 'revocation', contractId: '9999999999' };
      assert.equal(reasonOf(await findFormTarget(world, nobody)), 'not-accepted');
    });

    test('another bank’s form is absent, for every act', async () => {
      const { customer } = await withCertificate();
      const formId = await enter('revocation', customer);
      const { hash } = await shownForm(world, officers.approver, BANK, formId);
      const [operator, approver] = [
        await officerLoggedOn(world, { bankCode: '1635', role: 'operator' }),
        await officerLoggedOn(world, { bankCode: '1635', role: 'approver' }),
      ];
      for (const bankCode of [BANK, '1635']) {
        const at = { bankCode, formId, remark: 'x', hash, version: 1, entries: {} };
        const answers = [
          await showForm(world, { ...operator, ...at }),
          await amendForm(world, { ...operator, ...at }, caller()),
          await withdrawForm(world, { ...operator, ...at }, caller()),
          await approveForm(world, { ...approver, ...at }, caller()),
          await returnForm(world, { ...approver, ...at }, caller()),
          await printLetter(world, { ...approver, ...at, letterId: letterOfForm(formId) }, caller(), same),
        ];
        assert.deepEqual(
          answers.map(reasonOf),
          answers.map(() => 'page-not-found'),
        );
      }
      const queue = { bankCode: BANK, state: 'entered', kind: '', page: '1' };
      assert.equal(reasonOf(await listForms(world, { ...operator, ...queue })), 'page-not-found');
      const own = await listForms(world, { ...operator, ...queue, bankCode: '1635' });
      assert.ok(!isRefusal(own) && own.forms.every(({ id }) => id !== formId));
    });

    test('the queue: what is due first first, filtered and counted', async () => {
      const { customer } = await withCertificate();
      await enter('contractClose', customer);
      const urgent = await enter('revocation', customer);
      const queue = { ...officers.approver, bankCode: BANK, state: 'entered', page: '1' };
      const all = await listForms(world, { ...queue, kind: '' });
      assert.ok(!isRefusal(all));
      const days = all.forms.map(({ dueOn }) => dueOn);
      assert.deepEqual(days, days.toSorted());
      assert.equal(all.counts.entered, all.forms.length);
      const some = await listForms(world, { ...queue, kind: 'revocation' });
      assert.ok(!isRefusal(some) && some.forms.some(({ id }) => id === urgent));
      assert.ok(some.forms.every(({ kind }) => kind === 'revocation'));
    });
  });
});
