// What is done about officers: by whom, by how many, once; and what an officer who was stopped can still do (nothing).

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { activate } from '../../../../test/world/activation.ts';
import { banksAndOffice } from '../../../../test/world/banks.ts';
import { logOn, mustAcquire, openContract } from '../../../../test/world/customers.ts';
import { eachDatabase } from '../../../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../../../test/world/deployment.ts';
import { makeOfficer, type OfficerPerson, officerLoggedOn, stepUp } from '../../../../test/world/officers.ts';
import { enteredForm, shownForm } from '../../../../test/world/request-forms.ts';
import { shownBy } from '../../../../test/world/tokens.ts';
import { OFFICER_ROLES, type OfficerRole } from '../../../domain/officer.ts';
import type { OfficerOrderKind } from '../../../domain/officer-order.ts';
import { isRefusal } from '../../../domain/refusal.ts';
import { createOfficer } from '../create-officer.ts';
import { approveForm } from '../forms/settle-form.ts';
import { loadOfficer, type OfficeInput } from '../officer.ts';
import { enterOfficerOrder } from './enter-officer-order.ts';
import { decideOfficerOrder } from './settle-officer-order.ts';
import { listOfficers, showSheetHalf } from './show-officers.ts';
import { stopOfficer } from './stop-officer.ts';

const OFFICE = '0000';
const reasonOf = (value: object | string) => (isRefusal(value) ? value.reason : undefined);

type LoggedOn = Awaited<ReturnType<typeof officerLoggedOn>>;

eachDatabase((name, open) => {
  describe(`officers about officers on ${name}`, () => {
    let world: World;
    let first: LoggedOn;
    let second: LoggedOn;
    before(async () => {
      world = await makeWorld(await open(), { banks: banksAndOffice() });
      first = await officerLoggedOn(world, { bankCode: '9000', role: 'approver' });
      second = await officerLoggedOn(world, { bankCode: '9000', role: 'approver' });
    });
    after(() => world.dispose());

    /** Each makes the clock go on by minutes, so that whoever sits idle is logged off. */
    const caOfficer = () => officerLoggedOn(world, { bankCode: OFFICE, role: 'caOfficer' });

    let ids = 0;
    const entries = (said: Record<string, string> = {}) => {
      ids += 1;
      return {
        ...{ officerId: `fresh${ids}`, name: '見本 新人', mail: 'fresh@office.example', person: `N${ids}` },
        ...{ role: 'operator', ...said },
      };
    };
    const enter = (
      by: OfficeInput,
      kind: OfficerOrderKind,
      said: Record<string, string>,
      bankCode = '9000',
      entryKey: string = randomUUID(),
    ) => {
      const { officerId = '' } = said;
      return enterOfficerOrder(
        world,
        { ...by, bankCode, kind, officerId, entries: said, entryKey },
        caller(),
      );
    };
    const decide = (
      by: LoggedOn,
      orderId: string,
      decision: 'confirm' | 'decline' = 'confirm',
      bankCode = '9000',
    ) =>
      decideOfficerOrder(world, { ...by, oneTimePassword: undefined, bankCode, orderId, decision }, caller());
    const ordered = async (...said: Parameters<typeof enter>) => {
      const entered = await enter(...said);
      assert.ok(!isRefusal(entered), JSON.stringify(entered));
      return entered.orderId;
    };
    const fresh = () => stepUp(world, second.officer, second);
    const listed = async (officerId: string) => {
      const view = await listOfficers(world, { ...first, bankCode: '9000' });
      assert.ok(!isRefusal(view));
      return view.officers.find(({ holder }) => holder.userId === officerId);
    };

    test('who may enter: approvers for their bank, certificate officers for every bank and the office', async () => {
      for (const role of OFFICER_ROLES) {
        const bankCode = role === 'caOfficer' ? OFFICE : '9000';
        const officer = await officerLoggedOn(world, { bankCode, role, stepsUp: false });
        const may = role === 'approver' || role === 'caOfficer';
        const answer = reasonOf(await enter(officer, 'create', entries()));
        assert.equal(answer, may ? undefined : 'officer-not-allowed', role);
        const elsewhere = reasonOf(await enter(officer, 'create', entries(), '1283'));
        const absent = may ? 'page-not-found' : 'officer-not-allowed';
        assert.equal(elsewhere, role === 'caOfficer' ? undefined : absent, role);
        const office = reasonOf(await enter(officer, 'create', entries({ role: 'caOfficer' }), OFFICE));
        assert.equal(office, role === 'caOfficer' ? undefined : absent, role);
      }
    });

    for (const [title, said, reason] of [
      ['a certificate officer of a bank', { role: 'caOfficer' }, 'form-invalid'],
      ['an unknown role', { role: 'master' }, 'form-invalid'],
      ['no staff number', { person: ' ' }, 'form-invalid'],
      ['a name that turns the writing', { name: 'a\u202eb' }, 'form-invalid'],
      ['a mail address with a line end', { mail: 'a@b.example\r\nBcc: x@y.example' }, 'form-invalid'],
    ] as const) {
      test(`not entered: ${title}`, async () => {
        assert.equal(reasonOf(await enter(first, 'create', entries(said))), reason);
      });
    }

    test('sent twice it is entered once; an id that is taken is refused', async () => {
      const said = entries();
      const key = randomUUID();
      const answers = await Promise.all([1, 2, 3].map(() => enter(first, 'create', said, '9000', key)));
      assert.deepEqual(answers.map(reasonOf).sort(), ['order-settled', 'order-settled', undefined].sort());
      const taken = { ...entries(), officerId: first.officer.userId };
      assert.equal(reasonOf(await enter(second, 'create', taken)), 'user-id-taken');
    });

    test('made known by two: the sheet in two halves, each once, and the officer’s first day with both', async () => {
      const said = entries();
      const orderId = await ordered(first, 'create', said);
      assert.equal(await listed(said.officerId), undefined, 'nobody yet');
      await stepUp(world, first.officer, first);
      assert.equal(reasonOf(await decide(first, orderId)), 'order-own');
      await fresh();
      assert.equal(reasonOf(await decide(second, orderId)), undefined);
      assert.equal(reasonOf(await decide(second, orderId)), 'order-settled');
      assert.equal((await listed(said.officerId))?.holder.createdBy, await holderOf(first));

      const half = (by: OfficeInput) => showSheetHalf(world, { ...by, bankCode: '9000', orderId }, caller());
      const [app, password] = [await half(first), await half(second)];
      assert.ok(!isRefusal(app) && !isRefusal(password));
      assert.deepEqual([app.half, password.half], ['app', 'password']);
      assert.match(app.secret, /^otpauth:/);
      for (const by of [first, second, await caOfficer()])
        assert.equal(reasonOf(await half(by)), 'officer-sheet-shown');
      for (const table of ['officer_order', 'audit', 'notice'] as const) {
        const rows = JSON.stringify(await world.store.db.selectFrom(table).selectAll().execute());
        assert.ok(!rows.includes(password.secret), table);
      }

      const person = await firstDay(said.officerId, password.secret, app.secret);
      const { certificate } = await mustAcquire(world, person);
      const token = await logOn(world, person, certificate);
      assert.ok(typeof token === 'string', JSON.stringify(token));
      const officer = await loadOfficer(world, { certificate, token });
      assert.ok(!isRefusal(officer));
      assert.deepEqual([officer.role, officer.person], ['operator', said.person]);
    });

    test('the second account of who entered confirms nothing, nor does who it is about', async () => {
      const { person } = first.officer;
      const again = await officerLoggedOn(world, { bankCode: '9000', role: 'approver', person });
      const orderId = await ordered(first, 'create', entries());
      assert.equal(reasonOf(await decide(again, orderId)), 'order-own');
      // Entered by somebody else for a second account of the second approver.
      const own = await ordered(first, 'create', entries({ person: second.officer.person }));
      await fresh();
      assert.equal(reasonOf(await decide(second, own)), 'officer-own');
      assert.equal(
        reasonOf(await enter(second, 'create', entries({ person: second.officer.person }))),
        'officer-own',
      );
      assert.equal(
        reasonOf(await enter(first, 'role', { officerId: again.officer.userId, role: 'operator' })),
        'officer-own',
      );
    });

    test('confirmed twenty times at once: carried out once', async () => {
      const orderId = await ordered(first, 'create', entries());
      await fresh();
      const answers = await Promise.all(Array.from({ length: 20 }, () => decide(second, orderId)));
      assert.equal(answers.filter((one) => !isRefusal(one)).length, 1);
      assert.deepEqual(new Set(answers.map(reasonOf)), new Set([undefined, 'order-settled']));
    });

    test('declined: nothing is done, and nothing can be any more', async () => {
      const orderId = await ordered(first, 'create', entries());
      assert.equal(reasonOf(await decide(first, orderId, 'decline')), undefined);
      await fresh();
      assert.equal(reasonOf(await decide(second, orderId)), 'order-settled');
    });

    test('another bank’s order is absent', async () => {
      const orderId = await ordered(first, 'create', entries());
      const other = await officerLoggedOn(world, { bankCode: '1283', role: 'approver' });
      for (const bankCode of ['9000', '1283']) {
        assert.equal(reasonOf(await decide(other, orderId, 'confirm', bankCode)), 'page-not-found');
      }
    });

    test('another role counts from the next request on; a role that changed meanwhile is not changed again', async () => {
      const officer = await officerLoggedOn(world, { bankCode: '9000', role: 'helpDesk' });
      const { userId: officerId } = officer.officer;
      const orders = [];
      for (const role of ['operator', 'auditor'])
        orders.push(await ordered(first, 'role', { officerId, role }));
      await fresh();
      assert.equal(reasonOf(await decide(second, orders[0] ?? '')), undefined);
      assert.equal(await roleOf(officer), 'operator');
      assert.equal(reasonOf(await decide(second, orders[1] ?? '')), 'officer-changed');
      assert.equal(await roleOf(officer), 'operator');
    });

    test('suspended while logged on: out at the next request, and back by two persons only', async () => {
      const officer = await officerLoggedOn(world, { bankCode: '9000', role: 'operator' });
      const { userId: officerId } = officer.officer;
      const stop = (by: OfficeInput, stopped: 'suspended' | 'removed' = 'suspended') =>
        stopOfficer(world, { ...by, bankCode: '9000', officerId, stop: stopped }, caller());
      assert.equal(reasonOf(await stop(officer)), 'officer-not-allowed');
      assert.equal(reasonOf(await stop(first)), undefined);
      assert.equal(reasonOf(await stop(first)), undefined, 'twice');
      assert.equal(reasonOf(await loadOfficer(world, officer)), 'user-suspended');
      const orderId = await ordered(first, 'resume', { officerId });
      await stepUp(world, first.officer, first);
      assert.equal(reasonOf(await decide(first, orderId)), 'order-own');
      await fresh();
      assert.equal(reasonOf(await decide(second, orderId)), undefined);
      assert.equal(
        reasonOf(await loadOfficer(world, officer)),
        'session-over',
        'the old session stays ended',
      );
      assert.equal(typeof (await logOn(world, officer.officer, officer.acquired.certificate)), 'string');

      assert.equal(reasonOf(await stop(second, 'removed')), undefined);
      assert.equal(reasonOf(await loadOfficer(world, officer)), 'certificate-revoked');
      assert.equal(reasonOf(await stop(first)), 'officer-changed');
      assert.equal(reasonOf(await enter(first, 'resume', { officerId })), 'officer-changed');
      assert.equal(reasonOf(await enter(first, 'create', { ...entries(), officerId })), 'user-id-taken');
    });

    test('nobody stops oneself, under whatever account', async () => {
      const { person } = first.officer;
      const again = await makeOfficer(world, { bankCode: '9000', role: 'operator', person });
      for (const officerId of [first.officer.userId, again.userId]) {
        const answer = await stopOfficer(
          world,
          { ...first, bankCode: '9000', officerId, stop: 'removed' },
          caller(),
        );
        assert.equal(reasonOf(answer), 'officer-own');
      }
    });

    test('an approver who is removed while approvals are under way: carried out before, or refused; never half', async () => {
      const operator = await officerLoggedOn(world, { bankCode: '9000', role: 'operator' });
      const leaving = await officerLoggedOn(world, { bankCode: '9000', role: 'approver', stepsUp: false });
      const forms: { formId: string; hash: string }[] = [];
      for (let count = 0; count < 6; count += 1) {
        const { contractId } = await openContract(world, '9000');
        const target = { bankCode: '9000', kind: 'cardReissue', contractId } as const;
        const formId = await enteredForm(world, operator, target);
        forms.push({ formId, hash: (await shownForm(world, leaving, '9000', formId)).hash });
      }
      await stepUp(world, leaving.officer, leaving);
      const remove = {
        ...first,
        bankCode: '9000',
        officerId: leaving.officer.userId,
        stop: 'removed',
      } as const;
      const approve = (form: { formId: string; hash: string }) =>
        approveForm(world, { ...leaving, oneTimePassword: undefined, bankCode: '9000', ...form }, caller());
      const [answers] = await Promise.all([
        Promise.all(forms.map(approve)),
        stopOfficer(world, remove, caller()),
      ]);
      for (const [index, answer] of answers.entries()) {
        const { state } = (await shownForm(world, first, '9000', forms[index]?.formId ?? '')).row;
        assert.equal(state, isRefusal(answer) ? 'entered' : 'done');
        if (isRefusal(answer))
          assert.ok(['session-over', 'certificate-revoked'].includes(answer.reason), answer.reason);
      }
      for (const form of forms) assert.equal(reasonOf(await approve(form)), 'certificate-revoked');
    });

    test('a lost telephone: everything old ends, the new comes in two halves, the officer is told by mail', async () => {
      const officer = await officerLoggedOn(world, { bankCode: '9000', role: 'operator' });
      const { userId: officerId } = officer.officer;
      const ca = await caOfficer();
      const orderId = await ordered(ca, 'renew', { officerId });
      assert.equal(reasonOf(await loadOfficer(world, officer)), undefined, 'until it is confirmed');
      await fresh();
      assert.equal(reasonOf(await decide(second, orderId)), undefined);
      assert.equal(reasonOf(await loadOfficer(world, officer)), 'certificate-revoked');
      const half = async (by: OfficeInput) => {
        const shown = await showSheetHalf(world, { ...by, bankCode: '9000', orderId }, caller());
        assert.ok(!isRefusal(shown));
        return shown.secret;
      };
      const person = await firstDay(officerId, await half(second), await half(ca));
      const { certificate } = await mustAcquire(world, person);
      assert.equal(typeof (await logOn(world, person, certificate)), 'string');
      const mails = await world.store.db
        .selectFrom('notice')
        .select('kind')
        .where('recipient', '=', officer.officer.mail)
        .execute();
      const kinds = new Set(mails.map(({ kind }) => kind));
      assert.ok(kinds.has('revoked') && kinds.has('pinsChosen'), [...kinds].join());
    });

    test('written in the database past the program: a role, a person, a state, an order; none of it counts', async () => {
      const officer = await officerLoggedOn(world, { bankCode: '9000', role: 'operator' });
      const holder = await holderOf(officer);
      const { db } = world.store;
      const row = await db
        .selectFrom('officer')
        .selectAll()
        .where('holder', '=', holder)
        .executeTakeFirstOrThrow();
      for (const change of [{ role: 'approver' }, { person: 'E9999' }, { created_at: 1 }] as const) {
        await db.updateTable('officer').set(change).where('holder', '=', holder).execute();
        assert.equal(reasonOf(await loadOfficer(world, officer)), 'officer-tampered', JSON.stringify(change));
        assert.equal((await listed(officer.officer.userId))?.untouched, false);
        await db.updateTable('officer').set(row).where('holder', '=', holder).execute();
      }
      assert.equal(await roleOf(officer), 'operator');
      // A suspension taken back by hand.
      const { userId: officerId } = officer.officer;
      await stopOfficer(world, { ...first, bankCode: '9000', officerId, stop: 'suspended' }, caller());
      await db.updateTable('holder').set({ state: 'active' }).where('id', '=', holder).execute();
      await db.updateTable('session').set({ ended_at: null }).where('holder', '=', holder).execute();
      assert.equal(reasonOf(await loadOfficer(world, officer)), 'user-suspended');
      await db.updateTable('officer').set({ state: 'active' }).where('holder', '=', holder).execute();
      assert.equal(reasonOf(await loadOfficer(world, officer)), 'officer-tampered');

      const orderId = await ordered(first, 'create', entries());
      const ca = await caOfficer();
      const other = await holderOf(ca);
      await db
        .updateTable('officer_order')
        .set({ entered_by: other, entered_person: ca.officer.person })
        .where('id', '=', orderId)
        .execute();
      await stepUp(world, first.officer, first);
      assert.equal(reasonOf(await decide(first, orderId)), 'order-tampered');
    });

    test('two first officers of a bank at once: both are made known', async () => {
      const make = (officerId: string) =>
        createOfficer(
          world,
          { ...entries(), bankCode: '5410', officerId, role: 'operator' as OfficerRole },
          caller(),
        );
      const answers = await Promise.all(['one1', 'two2', 'three3', 'four4'].map(make));
      assert.deepEqual(answers.map(reasonOf), [undefined, undefined, undefined, undefined]);
    });

    const holderOf = async (by: OfficeInput): Promise<string> => {
      const officer = await loadOfficer(world, by);
      assert.ok(!isRefusal(officer), JSON.stringify(officer));
      return officer.holder.id;
    };
    const roleOf = async (by: OfficeInput) => {
      const officer = await loadOfficer(world, by);
      return isRefusal(officer) ? officer.reason : officer.role;
    };

    /** With both halves of a sheet: the own password, and what the app shows. */
    async function firstDay(userId: string, password: string, appUri: string): Promise<OfficerPerson> {
      const secret = base32(new URL(appUri).searchParams.get('secret') ?? '');
      const own = await activate(
        world,
        { bankCode: OFFICE, role: 'user' },
        { contractId: '9000', userId, userPin: password },
      );
      const token = {
        secret,
        serialNumber: '',
        kind: 'totp',
        algorithm: 'SHA1',
        digits: 6,
        stepSeconds: 30,
      } as const;
      return {
        customer: { bankCode: OFFICE, contractId: '9000' } as OfficerPerson['customer'],
        ...{ userId, name: '見本 新人', mail: 'fresh@office.example', role: 'operator', person: '' },
        ...own,
        oneTimePassword: () => {
          world.clock.now += 30_000;
          return shownBy(token, world.clock.now);
        },
      };
    }
  });
});

/** RFC 4648, 6. */
function base32(text: string): Buffer {
  const bits = [...text].map((sign) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'),
  );
  const octets = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(octets.map((octet) => Number.parseInt(octet, 2)));
}
