// The pages of customer cards over real mutual TLS: ordered, printed once as a card or as a letter, followed to the end.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openContract } from '../../../test/world/customers.ts';
import type { HttpsVisitor } from '../../../test/world/https-visitor.ts';
import { reasonIn } from '../../../test/world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../../../test/world/office-face.ts';
import { textOfPdf } from '../../../test/world/pdf.ts';
import { cardShape } from '../../domain/card-question.ts';

const BANK = '9000';
const CARDS = `/${OFFICE}/desk/cards/${BANK}`;

describe('customer cards’ pages', () => {
  let face: OfficeFace;
  let operator: HttpsVisitor;
  let approver: HttpsVisitor;
  before(async () => {
    face = await openOfficeFace();
    operator = (await face.officerAt({ bankCode: BANK, role: 'operator' })).browser;
    approver = (await face.officerAt({ bankCode: BANK, role: 'approver' })).browser;
  });
  after(() => face.close());

  const contractOf = ({ contractId }: { contractId: string }) => `${CARDS}/contract/${contractId}`;
  const order = async (contract: string, reason = 'lost') => {
    const page = await operator.get(`${contract}/order`);
    assert.match(page.body, /すぐに使えなくなります/);
    const ordered = await operator.submit(`${contract}/order`, { reason });
    assert.deepEqual([ordered.status, ordered.headers.location], [303, contract], reasonIn(ordered.body));
    return cardOf((await operator.get(contract)).body);
  };
  const cardOf = (page: string) =>
    /\/card\/([0-9a-f-]{36})\/end/.exec(page)?.[1] ?? assert.fail('no card shown');
  const print = async (browser: HttpsVisitor, card: string, as: 'card' | 'letter') => {
    await browser.get(`${CARDS}/card/${card}/print`);
    return browser.submit(`${CARDS}/card/${card}/print`, { as });
  };
  const move = (
    contractId: string,
    to: { postal_code?: string; postal_address?: string; company_name?: string },
  ) => face.world.store.db.updateTable('contract').set(to).where('contract_id', '=', contractId).execute();

  test('from the order to the customer, with the card of a card printer and its sheet', async () => {
    const customer = await openContract(face.world, BANK);
    // Past the checks of what comes in.
    const company_name = '髙橋\uE000\u202E商事';
    const address = { postal_code: '100-0001', postal_address: '東京都千代田区見本1-1' };
    await move(customer.contractId, { company_name, ...address });
    const contract = contractOf(customer);
    const found = await operator.get(`${CARDS}?contract=${customer.contractId}`);
    assert.deepEqual([found.status, found.headers.location], [303, contract]);
    assert.match((await operator.get(contract)).body, /お客様がお持ちです/);
    const card = await order(contract);
    const shown = await operator.get(contract);
    assert.match(shown.body, /注文済み（印刷待ち）/);
    assert.match(shown.body, /印刷期限：/);
    assert.ok((await operator.get(CARDS)).body.includes(contract));
    assert.equal(reasonIn((await print(operator, card, 'card')).body), 'form-own');
    assert.match((await approver.get(`${CARDS}/card/${card}/print`)).body, /ご契約先[\s\S]*U\+E000/);
    const printed = await print(approver, card, 'card');
    assert.deepEqual([printed.status, printed.headers['content-type']], [200, 'application/pdf']);
    assert.match(printed.headers['cache-control'] ?? '', /no-store/);
    const [front = '', back = ''] = textOfPdf(printed.bytes).split('\f');
    assert.match(front, /お客様カード/);
    assert.ok(front.includes(customer.contractId), front);
    assert.doesNotMatch(front, /\b\d{2} +\d{2} +\d{2}\b/);
    const { card: shape } = face.world.banks.get(BANK) ?? {};
    assert.ok(shape?.kind === 'table');
    for (const row of shape.rows) {
      const cells = new RegExp(`(?:^|\\n) *${row}((?: +\\d{2}){${shape.columns.length}}) *\\n`).exec(
        back,
      )?.[1];
      assert.ok(cells, `row ${row} of\n${back}`);
    }
    assert.equal(cardShape(shape).coordinates.length, 50);
    assert.equal(reasonIn((await print(approver, card, 'card')).body), 'letter-printed');
    assert.equal(reasonIn((await print(approver, card, 'letter')).body), 'letter-printed');

    const sheet = await operator.get(`${CARDS}/card/${card}/sheet`);
    const text = textOfPdf(sheet.bytes).replaceAll(/\s/g, '');
    for (const part of ['〒100-0001', '東京都千代田区見本1-1', '髙橋〓商事御中', 'ここにカードを貼ります']) {
      assert.ok(text.includes(part), part);
    }
    assert.doesNotMatch(text, /\u202E|\uE000/);

    assert.match((await operator.get(contract)).body, /印刷済み（発送待ち）/);
    const sent = await operator.submit(`${CARDS}/card/${card}/sent`, {});
    assert.equal(sent.status, 303);
    assert.match((await operator.get(contract)).body, /配送中[\s\S]*までにお届けする予定/);
    const twice = await operator.submit(`${CARDS}/card/${card}/sent`, {});
    assert.deepEqual([twice.status, reasonIn(twice.body)], [409, 'card-settled']);
    await operator.get(contract);
    assert.equal((await operator.submit(`${CARDS}/card/${card}/received`, {})).status, 303);
    assert.match((await operator.get(contract)).body, /お客様に届きました/);
    const json = await operator.get(contract, { accept: 'application/json' });
    const { cards } = JSON.parse(json.body) as { cards: { stage: string }[] };
    assert.deepEqual(
      cards.map(({ stage }) => stage),
      ['received', 'ended'],
    );
  });

  test('a letter with the digits, where there is no card printer', async () => {
    const customer = await openContract(face.world, BANK);
    const card = await order(contractOf(customer));
    const page = await approver.get(`${CARDS}/card/${card}/print`);
    assert.match(page.body, /一度だけ/);
    const printed = await print(approver, card, 'letter');
    const text = textOfPdf(printed.bytes);
    assert.match(text, /株式会社見本商事 御中/);
    assert.equal(text.match(/^ *[1-5](?: +\d{2}){10} *$/gm)?.length, 5, text);
    assert.match(text, /新しいお客様カードのお知らせ/);
  });

  test('a lost card ends at once, after one more look', async () => {
    const customer = await openContract(face.world, BANK);
    const contract = contractOf(customer);
    const card = cardOf((await operator.get(contract)).body);
    assert.match((await operator.get(`${CARDS}/card/${card}/end`)).body, /元に戻せません/);
    assert.equal((await operator.submit(`${CARDS}/card/${card}/ended`, {})).status, 303);
    assert.match((await operator.get(contract)).body, /使えるお客様カードはありません/);
    assert.match((await operator.get(`${contract}/order`)).body, /初めての発行/);
  });

  test('unknown contracts, other banks, and who may only read', async () => {
    const customer = await openContract(face.world, BANK);
    const unknown = await operator.get(`${CARDS}?contract=00000000000`);
    assert.equal(unknown.status, 404);
    assert.match(unknown.body, /そのご契約先はありません/);
    const stranger = (await face.officerAt({ bankCode: '9001', role: 'operator' })).browser;
    const helpDesk = (await face.officerAt({ bankCode: BANK, role: 'helpDesk' })).browser;
    const card = cardOf((await operator.get(contractOf(customer))).body);
    for (const path of [
      CARDS,
      contractOf(customer),
      `${CARDS}/card/${card}/sheet`,
      `${CARDS}/card/${card}/print`,
    ]) {
      const refused = await stranger.get(path);
      assert.deepEqual([refused.status, reasonIn(refused.body)], [404, 'page-not-found'], path);
    }
    const own = `/${OFFICE}/desk/cards/9001/card/${card}/sheet`;
    assert.equal((await stranger.get(own)).status, 404);
    assert.equal((await operator.get(`/${OFFICE}/desk/cards/1283/contract/1`)).status, 404);
    const read = await helpDesk.get(contractOf(customer));
    assert.equal(read.status, 200);
    assert.doesNotMatch(
      read.body,
      /<button type="submit" class="button (?:primary|secondary)">(?!ログ)|\/order"/,
    );
    assert.equal((await helpDesk.get(`${contractOf(customer)}/order`)).status, 403);
    assert.equal((await helpDesk.submit(`${CARDS}/card/${card}/ended`, {})).status, 403);
  });
});
