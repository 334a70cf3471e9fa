// The pages of request forms over real mutual TLS: entered a step a page, approved by a second person, blank on paper.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mustAcquire, openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import type { HttpsVisitor } from '../../../test/world/https-visitor.ts';
import { reasonIn } from '../../../test/world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../../../test/world/office-face.ts';
import { textOfPdf } from '../../../test/world/pdf.ts';
import { entriesFor } from '../../../test/world/request-forms.ts';
import { OFFICER_ROLES } from '../../domain/officer.ts';
import { checkName } from '../../domain/request-form-content.ts';
import type { FormKind } from '../../profile/bank-profile.ts';

const BANK = '9000';
const DESK = `/${OFFICE}/desk/forms`;
const FORMS = `${DESK}/${BANK}`;

eachDatabase((database, _open, { fresh }) => {
  describe(`request forms on ${database}`, () => {
    let face: OfficeFace;
    let operator: HttpsVisitor;
    let approver: HttpsVisitor;
    before(async () => {
      face = await openOfficeFace(await fresh());
      operator = (await face.officerAt({ bankCode: BANK, role: 'operator' })).browser;
      approver = (await face.officerAt({ bankCode: BANK, role: 'approver' })).browser;
    });
    after(() => face.close());

    const withCertificate = async () => {
      const customer = await openContract(face.world, BANK);
      await mustAcquire(face.world, customer);
      return customer;
    };
    const entries = (kind: FormKind, said: Record<string, string> = {}) =>
      entriesFor(face.world, BANK, kind, said);

    /** Every step of the entry, as the operator takes them; the form's address. */
    const enter = async (kind: FormKind, contractId: string): Promise<string> => {
      await operator.get(`${FORMS}/new/${kind}`);
      const chosen = await operator.submit(`${FORMS}/new/${kind}`, { contractId, userId: '' });
      const entry = String(chosen.headers.location);
      assert.equal((await operator.get(entry)).status, 200, entry);
      const confirm = await operator.submit(entry, { ...entries(kind), step: 'check' });
      assert.match(confirm.body, /登録内容の確認/);
      const entered = await operator.submit(entry, { step: 'enter' });
      assert.equal(entered.status, 303, reasonIn(entered.body));
      return String(entered.headers.location);
    };

    test('from the paper to the done form', async () => {
      const { contractId } = await withCertificate();
      const kinds = await operator.get(`${FORMS}/new`);
      assert.match(kinds.body, /再発行依頼書/);
      const form = await enter('certificateReissue', contractId);
      const shown = await operator.get(form);
      assert.match(shown.body, /承認待ち/);
      assert.doesNotMatch(shown.body, /承認して実行する/);
      const queue = await approver.get(FORMS);
      assert.ok(queue.body.includes(form.split('/').at(-1) ?? '-'));
      assert.match((await approver.get(form)).body, /承認して実行する/);
      const approved = await approver.submit(`${form}/approve`, {});
      assert.equal(approved.status, 303, reasonIn(approved.body));
      assert.match((await approver.get(form)).body, /実行済み/);
      const stale = await approver.submit(`${form}/approve`, { hash: 'x' });
      assert.equal(stale.status, 409);
      assert.equal(reasonIn(stale.body), 'form-settled');
    });

    test('what is overdue is marked, comes first, and has a list of its own', async () => {
      const { contractId } = await withCertificate();
      const [late, soon] = [await enter('revocation', contractId), await enter('contractClose', contractId)];
      const [lateId = '', soonId = ''] = [late, soon].map((form) => form.split('/').at(-1));
      await face.world.store.db
        .updateTable('request_form')
        .set({ due_on: '2026-04-09' })
        .where('id', '=', lateId)
        .execute();
      const queue = (await approver.get(FORMS)).body;
      assert.ok(queue.indexOf(lateId) < queue.indexOf(soonId));
      assert.match(queue, /期限超過（1件）/);
      const overdue = (await approver.get(`${FORMS}?state=overdue`)).body;
      assert.ok(overdue.includes(lateId) && !overdue.includes(soonId));
      const front = JSON.parse((await approver.get(`/${OFFICE}/desk`, { accept: 'application/json' })).body);
      assert.equal(front.banks[0].desk.overdueForms, 1);
    });

    test('a stale tab approves nothing', async () => {
      const { contractId } = await withCertificate();
      const form = await enter('revocation', contractId);
      const page = await approver.get(form);
      const hash = /name="hash" value="([0-9a-f]{64})"/.exec(page.body)?.[1] ?? '';
      await operator.get(`${form}/change`);
      const typed = { ...entries('revocation', { remark: '追記' }) };
      await operator.submit(`${form}/change`, { ...typed, step: 'check' });
      assert.equal((await operator.submit(`${form}/change`, { step: 'enter' })).status, 303);
      await approver.get(form);
      const refused = await approver.submit(`${form}/approve`, { hash });
      assert.equal(refused.status, 409);
      assert.equal(reasonIn(refused.body), 'form-changed');
      assert.ok(refused.body.includes(form), 'the way back to the form');
    });

    test('two operators: the second sees who was faster and loses nothing', async () => {
      const { contractId } = await withCertificate();
      const form = await enter('revocation', contractId);
      const other = await face.officerAt({ bankCode: BANK, role: 'operator' });
      await operator.get(`${form}/change`);
      await other.browser.get(`${form}/change`);
      await other.browser.submit(`${form}/change`, {
        ...entries('revocation', { applicant: '見本 一郎' }),
        step: 'check',
      });
      await other.browser.submit(`${form}/change`, { step: 'enter' });
      const typed = entries('revocation', { applicant: '見本 二郎' });
      const raced = await operator.submit(`${form}/change`, { ...typed, step: 'check' });
      assert.equal(raced.status, 409);
      assert.ok(raced.body.includes(`${other.officer.name}さんが先に訂正しました`));
      assert.ok(raced.body.includes('見本 一郎') && raced.body.includes('value="見本 二郎"'));
      const confirm = await operator.submit(`${form}/change`, { ...typed, step: 'check' });
      assert.equal(confirm.status, 200);
      assert.equal((await operator.submit(`${form}/change`, { step: 'enter' })).status, 303);
      assert.ok((await operator.get(form)).body.includes('見本 二郎'));
    });

    test('what is missing is said at its field, and what was typed stays', async () => {
      const { contractId } = await withCertificate();
      const nobody = await operator.get(`${FORMS}/new/revocation`);
      assert.equal(nobody.status, 200);
      const unknown = await operator.submit(`${FORMS}/new/revocation`, {
        contractId: '9999999999',
        userId: '',
      });
      assert.equal(unknown.status, 400);
      assert.match(unknown.body, /そのご契約先または利用者はありません/);
      const entry = `${FORMS}/new/revocation/entry?contractId=${contractId}&userId=`;
      await operator.get(entry);
      const typed = entries('revocation', {
        applicant: '',
        remark: '=HYPERLINK("x")<b>',
        [checkName('seal')]: '',
      });
      const faulty = await operator.submit(entry, { ...typed, step: 'check' });
      assert.equal(faulty.status, 400);
      assert.match(faulty.body, /form-invalid/);
      assert.match(faulty.body, /お申出の方のお名前を入力してください/);
      assert.ok(faulty.body.includes('&lt;b&gt;') && !faulty.body.includes('<b>'));
      const skipped = await operator.submit(entry, { ...typed, step: 'enter' });
      assert.equal(skipped.status, 400);
    });

    test('returned with the reason, then withdrawn with one', async () => {
      const { contractId } = await withCertificate();
      const form = await enter('revocation', contractId);
      await approver.get(`${form}/return`);
      assert.equal((await approver.submit(`${form}/return`, { remark: '' })).status, 400);
      assert.equal((await approver.submit(`${form}/return`, { remark: '印影が違います' })).status, 303);
      assert.match((await operator.get(form)).body, /印影が違います/);
      await operator.get(`${form}/withdraw`);
      assert.equal((await operator.submit(`${form}/withdraw`, { remark: 'お客様の申し出' })).status, 303);
      const json = JSON.parse((await approver.get(form, { accept: 'application/json' })).body);
      assert.equal(json.state, 'withdrawn');
      assert.deepEqual(json.acts, []);
    });

    test('every blank form of every bank is a PDF in the bank’s own words', async () => {
      for (const bankCode of ['1283', '1635', '5410', '9000', '9001']) {
        const { browser } = await face.officerAt({ bankCode, role: 'helpDesk' });
        const { forms = [], terms } = face.world.banks.get(bankCode) ?? {};
        for (const { kind, name } of forms) {
          const { status, headers, bytes } = await browser.get(`${DESK}/${bankCode}/blank/${kind}`);
          assert.deepEqual(
            [status, headers['content-type']],
            [200, 'application/pdf'],
            `${bankCode} ${kind}`,
          );
          const text = textOfPdf(bytes);
          for (const word of [name.ja, terms?.contractId.ja ?? '', 'お届け印', '金融機関使用欄']) {
            assert.ok(
              text.replaceAll(/\s/g, '').includes(word.replaceAll(/\s/g, '')),
              `${bankCode} ${kind} ${word}`,
            );
          }
          assert.equal(text.split('\f').length - 1, 1, `${bankCode} ${kind} is one sheet`);
        }
        await browser.get(`${DESK}/${bankCode}?lang=en`);
        const english = await browser.get(`${DESK}/${bankCode}/blank/revocation`);
        assert.match(textOfPdf(english.bytes), /For the bank/);
      }
    });

    const WRITES = ['change', 'withdraw', 'return', 'approve'] as const;
    const MAY: Readonly<Record<string, readonly string[]>> = {
      operator: ['new', 'change', 'withdraw'],
      approver: ['return', 'approve'],
    };

    test('every role × every route', async () => {
      const { contractId } = await withCertificate();
      for (const role of OFFICER_ROLES) {
        const bankCode = role === 'caOfficer' ? OFFICE : BANK;
        const { browser } = await face.officerAt({ bankCode, role });
        const form = await enter('contractClose', contractId);
        for (const path of [FORMS, form, `${FORMS}/blank`, `${FORMS}/blank/revocation`]) {
          assert.equal((await browser.get(path)).status, 200, `${role} ${path}`);
        }
        const entering = await browser.get(`${FORMS}/new`);
        assert.equal(entering.status, role === 'operator' ? 200 : 403, `${role} new`);
        for (const act of WRITES) {
          if (MAY[role]?.includes(act)) continue;
          await browser.get(form);
          const refused = await browser.submit(`${form}/${act}`, {
            remark: 'x',
            step: 'enter',
            version: '1',
          });
          assert.equal(reasonIn(refused.body), 'officer-not-allowed', `${role} ${act}`);
          if (act === 'approve') continue;
          const page = await browser.get(`${form}/${act}`);
          assert.equal(reasonIn(page.body), 'officer-not-allowed', `${role} ${act}`);
        }
        const json = JSON.parse((await browser.get(form, { accept: 'application/json' })).body);
        assert.equal(json.state, 'entered', role);
      }
    });

    test('another bank’s form answers as one that is not there', async () => {
      const { contractId } = await withCertificate();
      const form = await enter('revocation', contractId);
      const id = form.split('/').at(-1) ?? '';
      const plain = (body: string) =>
        body.replaceAll(/<span class="code">[^<]*<\/span>|<dd class="code">[^<]*<\/dd>|value="[^"]*"/g, '');
      for (const role of ['operator', 'approver', 'auditor', 'helpDesk'] as const) {
        const { browser } = await face.officerAt({ bankCode: '1635', role });
        for (const served of [BANK, '1635']) {
          for (const act of ['', '/return', '/withdraw']) {
            const other = await browser.get(`${DESK}/${served}/${id}${act}`);
            const absent = await browser.get(`${DESK}/${served}/FABSENT999${act}`);
            assert.equal(other.status, 404, `${role} ${served} ${act}`);
            assert.equal(plain(other.body), plain(absent.body));
          }
        }
        const [queue, none] = [await browser.get(`${DESK}/${BANK}`), await browser.get(`${DESK}/4444`)];
        assert.deepEqual([queue.status, plain(queue.body)], [404, plain(none.body)]);
        assert.ok(!(await browser.get(`${DESK}/1635`)).body.includes(id));
      }
    });
  });
});
