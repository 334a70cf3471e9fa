// The pages of letters over real mutual TLS: the list, one letter, its PDF; printed once by somebody else than its author.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import type { HttpsVisitor } from '../../../test/world/https-visitor.ts';
import { reasonIn } from '../../../test/world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../../../test/world/office-face.ts';
import { stepUp } from '../../../test/world/officers.ts';
import { textOfPdf } from '../../../test/world/pdf.ts';
import { enteredForm } from '../../../test/world/request-forms.ts';
import type { FormKind } from '../../profile/bank-profile.ts';

const BANK = '9000';
const FORMS = `/${OFFICE}/desk/forms/${BANK}`;
const LETTERS = `/${OFFICE}/desk/letters/${BANK}`;
const bare = (text: string) => text.replaceAll(/\s/g, '');

eachDatabase((database, _open, { fresh }) => {
  describe(`letters’ pages on ${database}`, () => {
    let face: OfficeFace;
    let operator: Awaited<ReturnType<OfficeFace['officerAt']>>;
    let approver: HttpsVisitor;
    let approving: Awaited<ReturnType<OfficeFace['officerAt']>>;
    before(async () => {
      face = await openOfficeFace(await fresh());
      operator = await face.officerAt({ bankCode: BANK, role: 'operator' });
      approving = await face.officerAt({ bankCode: BANK, role: 'approver' });
      approver = approving.browser;
    });
    after(() => face.close());
    // The world's clock runs with every password that is shown, and the last one holds for minutes only.
    beforeEach(() => stepUp(face.world, approving.officer, approving.input));

    const carriedOut = async (kind: FormKind, contractId: string, said = {}): Promise<string> => {
      const formId = await enteredForm(
        face.world,
        operator.input,
        { bankCode: BANK, kind, contractId },
        said,
      );
      await approver.get(`${FORMS}/${formId}`);
      const approved = await approver.submit(`${FORMS}/${formId}/approve`, {});
      assert.equal(approved.status, 303, reasonIn(approved.body));
      return formId;
    };
    const move = (contractId: string, to: { postal_code?: string; postal_address?: string; mail?: string }) =>
      face.world.store.db.updateTable('contract').set(to).where('contract_id', '=', contractId).execute();
    const print = async (browser: HttpsVisitor, letter: string) => {
      await browser.get(`${LETTERS}/${letter}`);
      return browser.submit(`${LETTERS}/${letter}/print`, {});
    };

    test('a card: in the list, not for its author, once, with the address in the window', async () => {
      const { contractId } = await openContract(face.world, BANK);
      await move(contractId, { postal_code: '530-0001', postal_address: '大阪府大阪市北区見本一丁目2番3号' });
      const formId = await carriedOut('cardReissue', contractId);
      const letter = `L${formId}`;
      assert.ok((await approver.get(LETTERS)).body.includes(letter));
      assert.ok((await approver.get(`${FORMS}/${formId}`)).body.includes(`${LETTERS}/${letter}`));
      const own = await operator.browser.get(`${LETTERS}/${letter}`);
      assert.match(own.body, /ご自身が登録・訂正した依頼書、または注文したカードの書面/);
      assert.equal(reasonIn((await print(operator.browser, letter)).body), 'form-own');
      const page = await approver.get(`${LETTERS}/${letter}`);
      assert.match(page.body, /一度しか印刷できません/);
      const printed = await print(approver, letter);
      assert.deepEqual([printed.status, printed.headers['content-type']], [200, 'application/pdf']);
      assert.match(printed.headers['cache-control'] ?? '', /no-store/);
      const text = bare(textOfPdf(printed.bytes));
      for (const part of [
        '〒530-0001',
        '大阪府大阪市北区見本一丁目2番3号',
        '株式会社見本商事御中',
        contractId,
      ]) {
        assert.ok(text.includes(part), part);
      }
      const again = await print(approver, letter);
      assert.deepEqual([again.status, reasonIn(again.body)], [409, 'letter-printed']);
      const gone = (await approver.get(`${LETTERS}/${letter}`)).body;
      assert.match(gone, /さんが印刷しました/);
      assert.doesNotMatch(gone, /書面のPDFを開いて印刷する/);
      assert.ok((await approver.get(`${LETTERS}?state=printed`)).body.includes(letter));
    });

    test('two who print at once: one has it', async () => {
      const { contractId } = await openContract(face.world, BANK);
      const letter = `L${await carriedOut('cardReissue', contractId)}`;
      const second = (await face.officerAt({ bankCode: BANK, role: 'approver' })).browser;
      const both = await Promise.all([approver, second].map((browser) => print(browser, letter)));
      assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    });

    test('first PINs go to the new administrator; what has no font is a 〓, and said before', async () => {
      const { contractId } = await openContract(face.world, BANK, { companyName: '株式会社\uE123見本' });
      const letter = `L${await carriedOut('newAdministrator', contractId, { newAdministrator: '髙橋 𠮷郎\uE124' })}`;
      const page = (await approver.get(`${LETTERS}/${letter}`)).body;
      assert.match(
        page,
        /印刷できない文字があります[\s\S]*ご契約先[\s\S]*U\+E123[\s\S]*宛名の方[\s\S]*U\+E124/,
      );
      assert.equal(page.match(/U\+/g)?.length, 2, 'and nothing else');
      const text = bare(textOfPdf((await print(approver, letter)).bytes));
      assert.ok(text.includes('株式会社〓見本') && text.includes('郎〓様'), text);
      const { terms } = face.world.banks.get(BANK) ?? assert.fail();
      assert.ok(text.includes(terms.contractPin.ja) && text.includes(terms.contractConfirmationPin.ja));
    });

    test('what shows secrets asks for a one-time password first, and prints once it is typed', async () => {
      const { contractId } = await openContract(face.world, BANK);
      const letter = `L${await carriedOut('cardReissue', contractId)}`;
      const cold = await face.officerAt({ bankCode: BANK, role: 'approver', stepsUp: false });
      assert.match((await cold.browser.get(`${LETTERS}/${letter}`)).body, /id="oneTimePassword"/);
      const refused = await print(cold.browser, letter);
      assert.deepEqual([refused.status, reasonIn(refused.body)], [403, 'step-up-needed']);
      await cold.browser.get(`${LETTERS}/${letter}`);
      const oneTimePassword = cold.officer.oneTimePassword?.() ?? '';
      const printed = await cold.browser.submit(`${LETTERS}/${letter}/print`, { oneTimePassword });
      assert.deepEqual([printed.status, printed.headers['content-type']], [200, 'application/pdf']);
    });

    test('a card’s letter that nobody printed in time leads to where another card is ordered', async () => {
      const { contractId } = await openContract(face.world, BANK);
      const letter = `L${await carriedOut('cardReissue', contractId)}`;
      const change = { state: 'expired', sealed: new Uint8Array() } as const;
      await face.world.store.db.updateTable('letter').set(change).where('id', '=', letter).execute();
      const page = (await approver.get(`${LETTERS}/${letter}`)).body;
      assert.match(page, /新しいカードを注文してください/);
      assert.doesNotMatch(page, /同じ種類の依頼書/);
      const next = `/${OFFICE}/desk/cards/${BANK}/contract/${contractId}`;
      assert.ok(page.includes(`href="${next}"`));
      assert.match((await operator.browser.get(next)).body, /新しいカードを注文する/);
    });

    test('a mail that reached nobody becomes a letter, in the customer’s language, as often as asked', async () => {
      const { contractId } = await openContract(face.world, BANK);
      await move(contractId, { mail: '' });
      await carriedOut('contractClose', contractId);
      const list = JSON.parse((await operator.browser.get(LETTERS, { accept: 'application/json' })).body);
      const [letter] = list.letters.filter((one: { contractId: string }) => one.contractId === contractId);
      assert.equal(letter.noticeKind, 'formDone');
      assert.match((await operator.browser.get(`${LETTERS}/${letter.id}`)).body, /住所の登録がありません/);
      for (const browser of [operator.browser, approver]) {
        const printed = await print(browser, letter.id);
        assert.match(bare(textOfPdf(printed.bytes)), /お手続きが終わりました/);
      }
    });

    test('who reads and does not print; another bank’s letter is absent', async () => {
      const { contractId } = await openContract(face.world, BANK);
      const letter = `L${await carriedOut('cardReissue', contractId)}`;
      for (const role of ['helpDesk', 'auditor'] as const) {
        const { browser } = await face.officerAt({ bankCode: BANK, role });
        const page = (await browser.get(`${LETTERS}/${letter}`)).body;
        assert.doesNotMatch(page, /書面のPDFを開いて印刷する/);
        assert.equal(reasonIn((await print(browser, letter)).body), 'officer-not-allowed', role);
      }
      const { browser } = await face.officerAt({ bankCode: '1635', role: 'operator' });
      for (const path of [LETTERS, `${LETTERS}/${letter}`, `/${OFFICE}/desk/letters/1635/${letter}`]) {
        const answer = await browser.get(path);
        assert.deepEqual([answer.status, reasonIn(answer.body)], [404, 'page-not-found'], path);
      }
    });
  });
});
