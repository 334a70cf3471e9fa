// What goes wrong at the desk, on its pages: one person with two accounts, two approvers at once, an officer who is taken
// away while logged on, hostile names. A clear answer each, and nothing half done.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mustAcquire, openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import type { HttpsVisitor } from '../../../test/world/https-visitor.ts';
import { reasonIn } from '../../../test/world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../../../test/world/office-face.ts';
import { enteredForm, entriesFor } from '../../../test/world/request-forms.ts';

const BANK = '9000';
const FORMS = `/${OFFICE}/desk/forms/${BANK}`;

eachDatabase((database, _open, { fresh }) => {
  describe(`bad input at the desk on ${database}`, () => {
    let face: OfficeFace;
    let operator: Awaited<ReturnType<OfficeFace['officerAt']>>;
    before(async () => {
      face = await openOfficeFace(await fresh());
      operator = await face.officerAt({ bankCode: BANK, role: 'operator' });
    });
    after(() => face.close());

    const withCertificate = async (companyName = '株式会社見本商事') => {
      const customer = await openContract(face.world, BANK, { companyName });
      await mustAcquire(face.world, customer);
      return customer.contractId;
    };
    const enter = (contractId: string, input = operator.input) =>
      enteredForm(face.world, input, { bankCode: BANK, kind: 'revocation', contractId });
    const stateOf = async (formId: string) => {
      const json = await operator.browser.get(`${FORMS}/${formId}`, { accept: 'application/json' });
      return JSON.parse(json.body).state;
    };
    const approve = async (browser: HttpsVisitor, formId: string) => {
      await browser.get(`${FORMS}/${formId}`);
      return browser.submit(`${FORMS}/${formId}/approve`, {});
    };
    const officer = (person?: string, role: 'operator' | 'approver' = 'approver') =>
      face.officerAt({ bankCode: BANK, role, ...(person !== undefined && { person }) });

    test('a second account of the author: no button, and the approval itself is refused', async () => {
      const author = await officer('E-SAME', 'operator');
      const formId = await enter(await withCertificate(), author.input);
      const { browser } = await officer('E-SAME');
      const page = (await browser.get(`${FORMS}/${formId}`)).body;
      assert.match(page, /ご自身が登録または訂正した依頼書のため、承認できません/);
      assert.doesNotMatch(page, /承認して実行する/);
      const { hash } = JSON.parse(
        (await browser.get(`${FORMS}/${formId}`, { accept: 'application/json' })).body,
      );
      await browser.get(`${FORMS}/${formId}`);
      const refused = await browser.submit(`${FORMS}/${formId}/approve`, { hash });
      assert.deepEqual([refused.status, reasonIn(refused.body)], [403, 'form-own']);
      assert.equal(await stateOf(formId), 'entered');
    });

    test('two approvers at once: one carries it out, the other reads who was faster', async () => {
      const [one, other] = [await officer(), await officer()];
      const formId = await enter(await withCertificate());
      const answers = await Promise.all([one, other].map(({ browser }) => approve(browser, formId)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409]);
      const late = answers.find(({ status }) => status === 409);
      assert.equal(reasonIn(late?.body ?? ''), 'form-settled');
      assert.match(late?.body ?? '', /見本 職員\d+さんが/);
      assert.equal(await stateOf(formId), 'done');
    });

    for (const [how, takeAway, reason] of [
      ['suspended', { state: 'suspended' }, 'user-suspended'],
      ['removed', { state: 'removed' }, 'user-removed'],
    ] as const) {
      test(`an approver ${how} between the page and the button approves nothing`, async () => {
        const { officer: person, browser } = await officer();
        const formId = await enter(await withCertificate());
        await browser.get(`${FORMS}/${formId}`);
        await face.world.store.db
          .updateTable('holder')
          .set(takeAway)
          .where('user_id', '=', person.userId)
          .execute();
        const refused = await browser.submit(`${FORMS}/${formId}/approve`, {});
        assert.equal(reasonIn(refused.body), reason);
        assert.match(refused.body, /職員ログオン|ログオン/);
        assert.equal(await stateOf(formId), 'entered');
      });
    }

    test('names that deceive are refused, names that look like formulas or have no font are shown as they are', async () => {
      const companyName = '=HYPERLINK("x")＆\uE123見本';
      const contractId = await withCertificate(companyName);
      const { browser } = operator;
      const entry = `${FORMS}/new/revocation/entry?contractId=${contractId}&userId=`;
      for (const applicant of ['見本\u202Eりえ', '見本\u200B太郎', '見本\u0007太郎']) {
        await browser.get(entry);
        const typed = entriesFor(face.world, BANK, 'revocation', { applicant });
        const refused = await browser.submit(entry, { ...typed, step: 'check' });
        assert.equal(refused.status, 400);
        assert.match(refused.body, /お申出の方のお名前に使えない文字があります/);
      }
      await browser.get(entry);
      const typed = entriesFor(face.world, BANK, 'revocation', { applicant: "=cmd|'/c calc'!A1" });
      const confirm = await browser.submit(entry, { ...typed, step: 'check' });
      assert.ok(confirm.body.includes('<bdi>=cmd|&#39;/c calc&#39;!A1</bdi>'), 'the applicant as typed');
      assert.equal((await browser.submit(entry, { step: 'enter' })).status, 303);
      const queue = (await browser.get(FORMS)).body;
      assert.ok(queue.includes('<bdi>=HYPERLINK(&#34;x&#34;)＆\uE123見本</bdi>'), 'the company, apart');
    });

    test('an address that was changed by hand: no form, a kind that the bank has not, another’s page', async () => {
      const { browser } = operator;
      for (const [path, status] of [
        [`${FORMS}/F%00`, 404],
        [`${FORMS}/${'F'.repeat(300)}`, 404],
        [`${FORMS}/new/nothing`, 404],
        [`${FORMS}/blank/nothing`, 404],
        [`/${OFFICE}/desk/letters/${BANK}/L%F0%9F%98%80`, 404],
        [`/${OFFICE}/desk/letters/${BANK}?state=nothing&page=-1`, 200],
        [`${FORMS}?state=nothing&kind=nothing&page=1e99`, 200],
      ] as const) {
        assert.equal((await browser.get(path)).status, status, path);
      }
    });
  });
});
