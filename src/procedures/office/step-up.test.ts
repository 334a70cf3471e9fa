// Approving asks for a fresh one-time password: once in five minutes of a session, spent, counted, locked.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { banksAndOffice } from '../../../test/world/banks.ts';
import { logOn, openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../../test/world/deployment.ts';
import { officerLoggedOn } from '../../../test/world/officers.ts';
import { enteredForm, shownForm } from '../../../test/world/request-forms.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { isSteppedUp } from '../../domain/step-up.ts';
import { approveForm } from './forms/settle-form.ts';
import type { OfficeInput } from './officer.ts';

const reasonOf = (value: object) => (isRefusal(value) ? value.reason : undefined);
const MINUTE_MS = 60_000;

describe('how long it holds', () => {
  for (const [title, at, now, holds] of [
    ['never typed', null, 0, false],
    ['now', 0, 0, true],
    ['to the last millisecond', 0, 5 * MINUTE_MS - 1, true],
    ['not longer', 0, 5 * MINUTE_MS, false],
    ['a clock that was set back', 1000, 999, false],
  ] as const) {
    test(title, () => assert.equal(isSteppedUp(at, now), holds));
  }
});

eachDatabase((name, open) => {
  describe(`step-up on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open(), { banks: banksAndOffice() });
    });
    after(() => world.dispose());

    const approverAndForms = async (count: number) => {
      const operator = await officerLoggedOn(world, { bankCode: '9000', role: 'operator' });
      const approver = await officerLoggedOn(world, { bankCode: '9000', role: 'approver', stepsUp: false });
      const forms: { formId: string; hash: string }[] = [];
      for (let made = 0; made < count; made += 1) {
        const { contractId } = await openContract(world, '9000');
        const formId = await enteredForm(world, operator, {
          bankCode: '9000',
          kind: 'cardReissue',
          contractId,
        });
        forms.push({ formId, hash: (await shownForm(world, approver, '9000', formId)).hash });
      }
      const password = () => approver.officer.oneTimePassword?.() ?? '';
      return { approver, forms, password };
    };
    const approve = (by: OfficeInput, form: object | undefined, oneTimePassword?: string) =>
      approveForm(
        world,
        { ...by, bankCode: '9000', formId: '', hash: '', ...form, oneTimePassword },
        caller(),
      );
    const sessionsAct = (reference: string) =>
      world.store.db
        .selectFrom('audit')
        .select(['act', 'reason'])
        .where('reference', '=', reference)
        .execute();

    test('the logon’s own password is not enough; one typed now holds for the next approvals', async () => {
      const { approver, forms, password } = await approverAndForms(3);
      assert.equal(reasonOf(await approve(approver, forms[0])), 'step-up-needed');
      assert.equal(reasonOf(await approve(approver, forms[0], ' ')), 'step-up-needed');
      assert.equal(reasonOf(await approve(approver, forms[0], '12a456')), 'form-invalid');
      assert.equal(reasonOf(await approve(approver, forms[0], password())), undefined);
      assert.equal(reasonOf(await approve(approver, forms[1])), undefined);
      world.clock.now += 5 * MINUTE_MS;
      assert.equal(reasonOf(await approve(approver, forms[2])), 'step-up-needed');
    });

    test('one password typed in two sessions at once: it opens one of them only', async () => {
      const { approver, forms, password } = await approverAndForms(2);
      const other = await logOn(world, approver.officer, approver.acquired.certificate);
      assert.ok(typeof other === 'string');
      const typed = password();
      const answers = await Promise.all([
        approve(approver, forms[0], typed),
        approve({ ...approver, token: other }, forms[1], typed),
      ]);
      assert.deepEqual(answers.map(reasonOf).sort(), ['one-time-password-wrong', undefined].sort());
    });

    test('a right password is spent even when the approval is refused', async () => {
      const { approver, forms, password } = await approverAndForms(1);
      const typed = password();
      assert.equal(
        reasonOf(await approve(approver, { ...forms[0], hash: 'seen elsewhere' }, typed)),
        'form-changed',
      );
      const other = await logOn(world, approver.officer, approver.acquired.certificate);
      assert.ok(typeof other === 'string');
      assert.equal(
        reasonOf(await approve({ ...approver, token: other }, forms[0], typed)),
        'one-time-password-wrong',
      );
    });

    test('wrong ones are counted with those of the logon and lock; each is in the audit', async () => {
      const { approver, forms, password } = await approverAndForms(1);
      const limit = world.banks.get('0000')?.token?.failureLimit ?? 0;
      const reasons = [];
      const said = caller();
      for (let tries = 0; tries < limit; tries += 1) {
        const input = { ...approver, bankCode: '9000', formId: '', hash: '', ...forms[0] };
        reasons.push(reasonOf(await approveForm(world, { ...input, oneTimePassword: '000000' }, said)));
      }
      const [last] = reasons.splice(-1);
      assert.deepEqual(new Set(reasons), new Set(['one-time-password-wrong']));
      assert.equal(last, 'one-time-password-locked');
      assert.equal(reasonOf(await approve(approver, forms[0], password())), 'one-time-password-locked');
      const records = await sessionsAct(said.reference);
      assert.equal(records.filter(({ act }) => act === 'office.stepped-up').length, limit);
      const { row } = await shownForm(world, approver, '9000', forms[0]?.formId ?? '');
      assert.equal(row.state, 'entered');
    });

    test('an operator’s page that was open before does not help: only who may approve is asked', async () => {
      const { forms } = await approverAndForms(1);
      const operator = await officerLoggedOn(world, { bankCode: '9000', role: 'operator' });
      assert.equal(reasonOf(await approve(operator, forms[0], '000000')), 'officer-not-allowed');
    });
  });
});
