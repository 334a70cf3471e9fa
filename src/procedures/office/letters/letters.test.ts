// Letters on both databases: in place of mails that find no recipient, printed by a person, reminded of, and expired.

import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { banksAndOffice } from '../../../../test/world/banks.ts';
import { openContract } from '../../../../test/world/customers.ts';
import { eachDatabase } from '../../../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../../../test/world/deployment.ts';
import { officerLoggedOn } from '../../../../test/world/officers.ts';
import {
  enteredForm,
  shownForm,
  type TwoOfficers,
  twoOfficers,
} from '../../../../test/world/request-forms.ts';
import { letterOfForm } from '../../../domain/letter.ts';
import { isRefusal, type Refusal } from '../../../domain/refusal.ts';
import { composeMail } from '../../../notices/compose-mail.ts';
import { type MailTransport, NoRecipientError } from '../../../notices/mail-transport.ts';
import { sendDueNotices } from '../../../notices/send-due-notices.ts';
import { doDailyWork } from '../../daily.ts';
import { approveForm } from '../forms/settle-form.ts';
import type { OfficeInput } from '../officer.ts';
import { type LetterInput, listLetters, showLetter } from './list-letters.ts';
import { type OpenedLetter, printLetter } from './print-letter.ts';

const BANK = '9000';
const DAY_MS = 24 * 60 * 60 * 1000;
const reasonOf = (answer: object | Refusal) => (isRefusal(answer) ? answer.reason : 'done');
const same = (letter: OpenedLetter) => letter;
const SENT: MailTransport = { send: () => Promise.resolve() };
const UNKNOWN: MailTransport = { send: () => Promise.reject(new NoRecipientError('550 no such user')) };

eachDatabase((name, open) => {
  describe(`letters on ${name}`, () => {
    let world: World;
    let officers: TwoOfficers;
    before(async () => {
      world = await makeWorld(await open(), { banks: banksAndOffice() });
      officers = await twoOfficers(world, BANK);
    });
    beforeEach(async () => {
      await world.store.db.deleteFrom('letter').execute();
      await world.store.db.deleteFrom('notice').execute();
    });

    /** A form carried out for a contract; its mails are queued. */
    const carriedOut = async (
      contractId: string,
      kind: 'contractClose' | 'cardReissue' = 'contractClose',
    ) => {
      const formId = await enteredForm(world, officers.operator, { bankCode: BANK, kind, contractId });
      const { hash } = await shownForm(world, officers.approver, BANK, formId);
      const approval = { ...officers.approver, bankCode: BANK, formId, hash };
      assert.equal(reasonOf(await approveForm(world, approval, caller())), 'done');
      return formId;
    };
    const letters = async (state = 'waiting', officer: OfficeInput = officers.operator) => {
      const list = await listLetters(world, { ...officer, bankCode: BANK, state, page: '1' });
      assert.ok(!isRefusal(list), JSON.stringify(list));
      return list.letters;
    };
    const print = (letterId: string, officer: OfficeInput = officers.operator) =>
      printLetter(world, { ...officer, bankCode: BANK, letterId }, caller(), same);
    const withoutMail = async () => {
      const { contractId } = await openContract(world, BANK);
      await world.store.db
        .updateTable('contract')
        .set({ mail: '' })
        .where('contract_id', '=', contractId)
        .execute();
      return contractId;
    };

    test('a contract without a mail address is told by letter, at once and once', async () => {
      const contractId = await withoutMail();
      await carriedOut(contractId);
      const made = await letters();
      assert.deepEqual(
        made.map((letter) => [letter.contractId, letter.kind, letter.noticeKind]),
        [[contractId, 'notice', 'formDone']],
      );
      await sendDueNotices(world, SENT);
      assert.equal((await letters()).length, 1);
    });

    test('an address that nobody has: a letter a day later, and no mail any more', async () => {
      const { contractId } = await openContract(world, BANK);
      await carriedOut(contractId);
      await sendDueNotices(world, UNKNOWN);
      assert.deepEqual(await letters(), []);
      const tomorrow = { ...world, now: () => world.clock.now + DAY_MS };
      const { givenUp } = await sendDueNotices(tomorrow, UNKNOWN);
      assert.ok(givenUp > 0);
      assert.ok((await letters()).some(({ noticeKind }) => noticeKind === 'formDone'));
      assert.equal((await sendDueNotices(tomorrow, SENT)).sent, 0);
    });

    test('the letter says what the mail would have said; printed by whom and when, as often as asked', async () => {
      const contractId = await withoutMail();
      await carriedOut(contractId);
      const [letter] = await letters();
      assert.ok(letter);
      const first = await print(letter.id);
      assert.ok(!isRefusal(first) && first.content.kind === 'notice');
      assert.match(first.content.subject, /解約依頼書/);
      assert.match(first.content.text, /メールでお知らせできなかったため/);
      assert.doesNotMatch(first.content.text, /このメール/);
      const [printed] = await letters('printed');
      assert.equal(printed?.printedAt, world.clock.now);
      assert.match(printed?.printedByName ?? '', /見本 職員/);
      assert.equal(reasonOf(await print(letter.id, officers.approver)), 'done');
      const records = world.store.db
        .selectFrom('audit')
        .select('details')
        .where('act', '=', 'letter.printed');
      const about = (await records.where('contract_id', '=', contractId).execute()).map(({ details }) =>
        JSON.parse(details),
      );
      assert.deepEqual(
        about.map(({ letter: id, again }) => [id, again]),
        [
          [letter.id, undefined],
          [letter.id, 1],
        ],
      );
    });

    test('what nobody prints expires, its secrets are forgotten, and that is said', async () => {
      const { contractId } = await openContract(world, BANK);
      const formId = await carriedOut(contractId, 'cardReissue');
      const letterId = letterOfForm(formId);
      const later = (days: number) => ({ ...world, now: () => world.clock.now + days * DAY_MS });
      await doDailyWork(later(14));
      assert.equal((await letters()).length, 1, 'the last day counts');
      await Promise.all([doDailyWork(later(15)), doDailyWork(later(15))]);
      const [expired] = await letters('expired');
      assert.equal(expired?.id, letterId);
      const { sealed } = await world.store.db
        .selectFrom('letter')
        .select('sealed')
        .where('id', '=', letterId)
        .executeTakeFirstOrThrow();
      assert.equal(sealed.length, 0);
      assert.equal(reasonOf(await print(letterId, officers.approver)), 'letter-expired');
      const records = world.store.db.selectFrom('audit').selectAll().where('act', '=', 'letter.expired');
      assert.equal((await records.where('contract_id', '=', contractId).execute()).length, 1);
    });

    test('on business days each approver is told what waits, once a day; nobody when nothing does', async () => {
      const on = (day: string) => ({ ...world, now: () => Date.parse(`${day}T07:00:00+09:00`) });
      const told = async () => {
        const rows = await world.store.db
          .selectFrom('notice')
          .selectAll()
          .where('kind', '=', 'deskDue')
          .where('bank_code', '=', BANK)
          .orderBy('created_at')
          .execute();
        const bank = world.banks.get(BANK) ?? assert.fail();
        return rows.map((row) => composeMail(bank, row).text);
      };
      // What other tests left is not overdue on this day.
      await doDailyWork(on('2026-04-10'));
      assert.deepEqual(await told(), []);
      const { contractId } = await openContract(world, BANK);
      await carriedOut(contractId, 'cardReissue');
      await enteredForm(world, officers.operator, { bankCode: BANK, kind: 'cardReissue', contractId });
      await doDailyWork(on('2026-04-18'));
      assert.deepEqual(await told(), [], 'a Saturday');
      await Promise.all([doDailyWork(on('2026-04-20')), doDailyWork(on('2026-04-20'))]);
      const first = await told();
      const approvers = await world.store.db
        .selectFrom('officer')
        .innerJoin('holder', 'holder.id', 'officer.holder')
        .innerJoin('contract', 'contract.id', 'holder.contract')
        .select('holder.id')
        .where('officer.role', '=', 'approver')
        .where('contract.contract_id', '=', BANK)
        .execute();
      assert.equal(first.length, approvers.length);
      assert.match(first[0] ?? '', /期限を過ぎた依頼書：1件/);
      assert.match(first[0] ?? '', /未印刷の書面：1件（いちばん早い印刷期限：2026年4月24日）/);
      await doDailyWork(on('2026-04-21'));
      assert.equal((await told()).length, 2 * approvers.length);
    });

    test('another bank’s letter is absent; who may not print is told so', async () => {
      const contractId = await withoutMail();
      await carriedOut(contractId);
      const [letter] = await letters();
      assert.ok(letter);
      const stranger = await officerLoggedOn(world, { bankCode: '1635', role: 'operator' });
      for (const bankCode of [BANK, '1635']) {
        const at: LetterInput = { ...stranger, bankCode, letterId: letter.id };
        assert.equal(reasonOf(await showLetter(world, at)), 'page-not-found');
        assert.equal(reasonOf(await printLetter(world, at, caller(), same)), 'page-not-found');
      }
      const helpDesk = await officerLoggedOn(world, { bankCode: BANK, role: 'helpDesk' });
      assert.equal(reasonOf(await print(letter.id, helpDesk)), 'officer-not-allowed');
      assert.equal((await letters('waiting', helpDesk)).length, 1);
    });
  });
});
