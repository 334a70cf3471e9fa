// The contracts' desk over real mutual TLS, on both databases: step by step as officers take them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LIST_HEADER, typed } from '../../../test/world/contract-orders.ts';
import { openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import type { Answer, HttpsVisitor } from '../../../test/world/https-visitor.ts';
import { reasonIn } from '../../../test/world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../../../test/world/office-face.ts';

const BANK = '9000';
const CONTRACTS = `/${OFFICE}/desk/contracts/${BANK}`;
const BOUNDARY = 'a boundary of this test'.replaceAll(' ', '-');

let numbers = 30_000;
const newId = () => String(++numbers).padStart(11, '7');

eachDatabase((name, _open, { fresh }) => {
  describe(`the contracts' desk on ${name}`, () => {
    let face: OfficeFace;
    let operator: HttpsVisitor;
    let approver: HttpsVisitor;
    before(async () => {
      face = await openOfficeFace(await fresh());
      operator = (await face.officerAt({ bankCode: BANK, role: 'operator' })).browser;
      approver = (await face.officerAt({ bankCode: BANK, role: 'approver' })).browser;
    });
    after(() => face.close());

    /** Every step of the entry; the order's address. */
    const enter = async (path: string, said: Record<string, string>): Promise<string> => {
      await operator.get(`${CONTRACTS}/${path}`);
      const confirm = await operator.submit(`${CONTRACTS}/${path}`, { ...said, step: 'check' });
      assert.match(confirm.body, /申請内容の確認/, reasonIn(confirm.body));
      const entered = await operator.submit(`${CONTRACTS}/${path}`, { step: 'enter' });
      assert.equal(entered.status, 303, reasonIn(entered.body));
      return String(entered.headers.location);
    };
    const approve = async (order: string): Promise<Answer> => {
      await approver.get(order);
      return approver.submit(`${order}/approve`, {});
    };
    /** Sends a file as a browser does; `token: false`: without what stands before it in the form. */
    const upload = async (
      content: string,
      { by = operator, fileName = '一覧.csv', token = true } = {},
    ): Promise<Answer> => {
      const page = await operator.get(`${CONTRACTS}/import`);
      const csrf = /name="_csrf" value="([^"]*)"/.exec(page.body)?.[1] ?? '';
      const part = (header: string, value: string) =>
        `--${BOUNDARY}\r\nContent-Disposition: form-data; ${header}\r\n\r\n${value}\r\n`;
      const body = [
        ...(token ? [part('name="_csrf"', csrf)] : []),
        part(`name="list"; filename="${fileName}"`, content),
        `--${BOUNDARY}--\r\n`,
      ];
      const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
      return by.post(`${CONTRACTS}/import`, body.join(''), headers);
    };

    test('opened, approved, the letter as PDF for the approver alone', async () => {
      const contractId = newId();
      const desk = await operator.get(CONTRACTS);
      assert.match(desk.body, /契約を新しく登録する/);
      assert.match(desk.body, /<a href="\/0000\/desk\/contracts" aria-current="page">/);
      const order = await enter('open', typed({ contractId }));
      assert.match((await operator.get(order)).body, /承認待ち/);
      const shown = await approver.get(order);
      assert.match(shown.body, /承認して実行する/);
      assert.match(shown.body, /株式会社見本商事/);
      assert.ok((await approver.get(CONTRACTS)).body.includes(order.split('/').at(-1) ?? '-'));
      assert.equal((await approve(order)).status, 303);
      const mine = await operator.get(order);
      assert.match(mine.body, /申請を登録した職員は印刷できません/);
      const refused = await operator.submit(`${order}/letters`, {});
      assert.deepEqual([refused.status, reasonIn(refused.body)], [403, 'order-own']);
      assert.match((await approver.get(order)).body, /未印刷 1通/);
      const letter = await approver.submit(`${order}/letters`, {});
      assert.deepEqual([letter.status, letter.headers['content-type']], [200, 'application/pdf']);
      assert.equal(letter.headers['cache-control'], 'no-store');
      assert.ok(letter.body.startsWith('%PDF-'));
      await approver.get(order);
      const again = await approver.submit(`${order}/letters`, {});
      assert.deepEqual([again.status, reasonIn(again.body)], [409, 'letter-printed']);
    });

    test('what is wrong is said at its field, and what was typed stays', async () => {
      await operator.get(`${CONTRACTS}/open`);
      const said = typed({ contractId: 'A 1', companyName: '株式会社\u202eA', mail: 'x' });
      const answer = await operator.submit(`${CONTRACTS}/open`, { ...said, step: 'check' });
      assert.equal(answer.status, 400);
      for (const fault of [
        /桁数または文字の種類が違います/,
        /文字の向きを変える文字/,
        /形が正しくありません/,
      ]) {
        assert.match(answer.body, fault);
      }
      assert.match(answer.body, /value="東京都見本区見本1-1"/);
    });

    test('the customer’s page leads to change, suspension and resumption', async () => {
      const { contractId } = await openContract(face.world, BANK);
      const customer = `/${OFFICE}/desk/customers/${BANK}/${contractId}`;
      const page = await operator.get(customer);
      assert.match(page.body, new RegExp(`${CONTRACTS}/change/${contractId}`));
      const order = await enter(`change/${contractId}`, typed({ mail: 'neu@customer.example' }));
      assert.ok((await operator.get(customer)).body.includes(order), 'what waits is named');
      const shown = await approver.get(order);
      assert.match(shown.body, /keiri@customer\.example.*neu@customer\.example/s);
      assert.match(shown.body, /変更前と変更後のメールアドレスの両方へ/);
      assert.equal((await approve(order)).status, 303);
      await operator.get(`${CONTRACTS}/suspend/${contractId}`);
      const bare = await operator.submit(`${CONTRACTS}/suspend/${contractId}`, { remark: '' });
      assert.equal(bare.status, 400);
      const done = await operator.submit(`${CONTRACTS}/suspend/${contractId}`, { remark: '盗難の電話' });
      assert.deepEqual([done.status, done.headers.location], [303, customer]);
      const suspended = await operator.get(customer);
      assert.ok(!suspended.body.includes(`suspend/${contractId}`));
      assert.ok(suspended.body.includes(`resume/${contractId}`));
      const resume = await enter(`resume/${contractId}`, { remark: '本人確認済み' });
      assert.equal((await approve(resume)).status, 303);
      const auditor = (await face.officerAt({ bankCode: BANK, role: 'auditor' })).browser;
      assert.ok(!(await auditor.get(customer)).body.includes('/change/'));
    });

    test('a list: sent, shown line by line, entered, approved', async () => {
      const [one, other] = [newId(), newId()];
      const sent = await upload(
        `${LIST_HEADER}\n${one},=甲,a@customer.example\n${other},乙,b@customer.example\n`,
      );
      assert.equal(sent.status, 303, reasonIn(sent.body));
      const list = String(sent.headers.location);
      const shown = await operator.get(list);
      assert.match(shown.body, /新規（2行）/);
      assert.match(shown.body, /表計算ソフトが数式とみなす/);
      assert.match(shown.body, /一覧\.csv/);
      const entered = await operator.submit(list, {});
      assert.equal(entered.status, 303, reasonIn(entered.body));
      const order = String(entered.headers.location);
      assert.ok((await approver.get(order)).body.includes(list), 'the approver looks at every line too');
      assert.equal((await approve(order)).status, 303);
      assert.match((await approver.get(order)).body, /未印刷 2通/);
      assert.match((await approver.get(list)).body, /ファイルの内容は消去しました/);
    });

    test('a list with one bad line: no button, and entering it all the same is refused', async () => {
      const sent = await upload(`${LIST_HEADER}\n${newId()},甲,a@customer.example\nx,<b>,\u202e\n`);
      const list = String(sent.headers.location);
      const shown = await operator.get(list);
      assert.match(shown.body, /登録できません/);
      assert.match(shown.body, /&lt;b&gt;/);
      assert.doesNotMatch(shown.body, /承認を申請する|\u202e/);
      const entered = await operator.submit(list, {});
      assert.deepEqual([entered.status, reasonIn(entered.body)], [422, 'list-faulty']);
      assert.match(entered.body, /3行目/);
      const json = await operator.get(`${list}?shown=faulty`, { accept: 'application/json' });
      assert.equal((JSON.parse(json.body) as { lines: unknown[] }).lines.length, 1);
    });

    test('a forged upload, an empty one, one by who may not; the connection goes on', async () => {
      const content = `${LIST_HEADER}\n${newId()},甲,a@customer.example\n`;
      const forged = await upload(content + 'x'.repeat(300_000), { token: false });
      assert.deepEqual([forged.status, reasonIn(forged.body)], [403, 'csrf-token-missing']);
      const nothing = await upload('', { fileName: '' });
      assert.equal(nothing.status, 400);
      assert.match(nothing.body, /ファイルを選んでください/);
      const helpDesk = (await face.officerAt({ bankCode: BANK, role: 'helpDesk' })).browser;
      await helpDesk.get(CONTRACTS);
      for (const path of ['open', 'import']) {
        const refused = await helpDesk.get(`${CONTRACTS}/${path}`);
        assert.deepEqual([refused.status, reasonIn(refused.body)], [403, 'officer-not-allowed'], path);
      }
      assert.equal((await operator.get(CONTRACTS)).status, 200);
    });

    test('returned with a reason, and entered anew from it', async () => {
      const contractId = newId();
      const order = await enter('open', typed({ contractId, companyName: '株式会社誤記' }));
      await approver.get(`${order}/return`);
      assert.equal((await approver.submit(`${order}/return`, { remark: '' })).status, 400);
      assert.equal((await approver.submit(`${order}/return`, { remark: '社名が違います' })).status, 303);
      const shown = await operator.get(order);
      assert.match(shown.body, /社名が違います/);
      const anew = /href="([^"]*open\?from=[^"]*)"/.exec(shown.body)?.[1] ?? '';
      assert.match((await operator.get(anew)).body, /value="株式会社誤記"/);
    });

    test('another bank’s officer sees nothing of it', async () => {
      const order = await enter('open', typed({ contractId: newId() }));
      const other = (await face.officerAt({ bankCode: '1283', role: 'approver' })).browser;
      for (const path of [order, CONTRACTS, `${CONTRACTS}/open`, order.replace(BANK, '1283')]) {
        const answer = await other.get(path);
        assert.ok([403, 404].includes(answer.status), `${path} ${answer.status}`);
        assert.ok(!answer.body.includes('見本商事'));
      }
    });
  });
});
