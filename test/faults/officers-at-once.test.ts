// 100 sessions of officers on PostgreSQL, all at the same forms at the same time: each form is carried out once or
// withdrawn, never both, and leaves one of everything.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { isRefusal } from '../../src/domain/refusal.ts';
import { enterForm } from '../../src/procedures/office/forms/enter-form.ts';
import { approveForm, withdrawForm } from '../../src/procedures/office/forms/settle-form.ts';
import { loadOfficer, type OfficeInput } from '../../src/procedures/office/officer.ts';
import { hashToken, newToken } from '../../src/procedures/secrets/token.ts';
import { banksAndOffice } from '../world/banks.ts';
import { logOn, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';
import { officerWithCertificate } from '../world/officers.ts';
import { entriesFor, shownForm } from '../world/request-forms.ts';

const BANK = '9000';
const ACCOUNTS = 5;
const SESSIONS_EACH = 10;
const FORMS = 6;

eachDatabase((name, open) => {
  if (name !== 'PostgreSQL') return;
  describe('100 sessions of officers on PostgreSQL', () => {
    test('each form is carried out once', async () => {
      const world = await makeWorld(await open(), { banks: banksAndOffice() });
      try {
        const operators = await sessionsOf(world, 'operator');
        const approvers = await sessionsOf(world, 'approver');
        assert.equal(operators.length + approvers.length, 100);
        await keepAwake(world);
        // As their requests on the office's face are (backoffice/bind-requests.ts).
        const officer = await loadOfficer(world, operators[0] ?? { certificate: undefined });
        assert.ok(!isRefusal(officer));
        const bound = { ...world, store: world.store.forBanks(officer.binding) };

        const forms = await Promise.all(Array.from({ length: FORMS }, () => entered(bound, operators)));
        const shown = await Promise.all(
          forms.map(async (formId) => {
            const { hash } = await shownForm(world, approvers[0] as OfficeInput, BANK, formId);
            return { formId, hash };
          }),
        );
        // A session has one request at a time, and begins with another form than its neighbour.
        const approveAll = async (by: OfficeInput, index: number) => {
          const answers = [];
          for (let turn = 0; turn < FORMS; turn += 1) {
            const form = shown[(index + turn) % FORMS];
            assert.ok(form);
            answers.push(await approveForm(bound, { ...by, bankCode: BANK, ...form }, caller()));
          }
          return answers;
        };
        const withdraw = async (by: OfficeInput, index: number) => {
          const formId = forms[index % FORMS] ?? '';
          return [await withdrawForm(bound, { ...by, bankCode: BANK, formId, remark: '見本' }, caller())];
        };
        const all = [...approvers.map(approveAll), ...operators.map(withdraw)];
        const answers = (await Promise.all(all)).flat();
        const reasons = new Set(answers.map((one) => (isRefusal(one) ? one.reason : 'done')));
        assert.deepEqual([...reasons].sort(), ['done', 'form-settled']);
        assert.equal(answers.filter((one) => !isRefusal(one)).length, FORMS, 'one of all for each form');

        const { db } = world.store;
        for (const formId of forms) {
          const steps = await db
            .selectFrom('request_form_step')
            .select('act')
            .where('form', '=', formId)
            .where('act', 'in', ['done', 'withdrawn'])
            .execute();
          assert.equal(steps.length, 1);
          const form = await db
            .selectFrom('request_form')
            .select(['state', 'contract'])
            .where('id', '=', formId)
            .executeTakeFirstOrThrow();
          assert.equal(steps[0]?.act, form.state);
          const done = form.state === 'done' ? 1 : 0;
          const cards = db.selectFrom('customer_card').select('state').where('contract', '=', form.contract);
          const states = (await cards.execute()).map(({ state }) => state).sort();
          assert.deepEqual(states, done === 1 ? ['active', 'ended'] : ['active']);
          const letters = await db.selectFrom('letter').select('id').where('form', '=', formId).execute();
          assert.equal(letters.length, done);
        }
      } finally {
        await world.dispose();
      }
    });
  });
});

async function sessionsOf(world: World, role: 'operator' | 'approver'): Promise<OfficeInput[]> {
  const sessions: OfficeInput[] = [];
  for (let account = 0; account < ACCOUNTS; account += 1) {
    const { officer: person, acquired } = await officerWithCertificate(world, { bankCode: BANK, role });
    const { certificate } = acquired;
    const token = await logOn(world, person, certificate);
    assert.ok(typeof token === 'string', JSON.stringify(token));
    sessions.push({ certificate, token });
    // The other sessions are as this one: logging on is not what is tried here.
    const { db } = world.store;
    const row = db.selectFrom('session').selectAll().where('token_hash', '=', hashToken(token));
    const own = await row.executeTakeFirstOrThrow();
    for (let session = 1; session < SESSIONS_EACH; session += 1) {
      const another = newToken();
      await db
        .insertInto('session')
        .values({ ...own, token_hash: hashToken(another) })
        .execute();
      sessions.push({ certificate, token: another });
    }
  }
  return sessions;
}

/** A form for a contract of its own, sent by ten operators' sessions with the same key: entered once. */
async function entered(world: World, operators: readonly OfficeInput[]): Promise<string> {
  const { contractId } = await openContract(world, BANK);
  const kind = 'cardReissue';
  const entries = entriesFor(world, BANK, kind);
  const key = randomUUID();
  const by = operators.slice(0, SESSIONS_EACH);
  const input = { bankCode: BANK, kind, contractId, userId: '', entries, entryKey: key } as const;
  const answers = await Promise.all(by.map((one) => enterForm(world, { ...one, ...input }, caller())));
  const ids = answers.flatMap((one) => ('formId' in one ? [one.formId] : []));
  assert.equal(new Set(ids).size, 1, JSON.stringify(answers[0]));
  return ids[0] ?? '';
}

/** Each one-time password makes the clock go on: everybody is put back to having been here, and approved, just now. */
async function keepAwake({ store, clock }: World): Promise<void> {
  await store.db.updateTable('session').set({ seen_at: clock.now, stepped_up_at: clock.now }).execute();
}
