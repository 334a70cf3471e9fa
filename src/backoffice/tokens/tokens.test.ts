// The pages of tokens over real mutual TLS: a vendor's file, an order, its approval, an end.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openContract } from '../../../test/world/customers.ts';
import type { Answer, HttpsVisitor } from '../../../test/world/https-visitor.ts';
import { reasonIn } from '../../../test/world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../../../test/world/office-face.ts';
import { passwordKey, pskcFile } from '../../../test/world/pskc.ts';

const BANK = '1283';
const TOKENS = `/${OFFICE}/desk/tokens/${BANK}`;
const BOUNDARY = 'a-boundary-of-this-test';

describe('tokens’ pages', () => {
  let face: OfficeFace;
  let operator: HttpsVisitor;
  let approver: HttpsVisitor;
  let made = 0;
  before(async () => {
    face = await openOfficeFace();
    operator = (await face.officerAt({ bankCode: BANK, role: 'operator' })).browser;
    approver = (await face.officerAt({ bankCode: BANK, role: 'approver' })).browser;
  });
  after(() => face.close());

  const newSeeds = (count: number) =>
    Array.from({ length: count }, () => {
      made += 1;
      const number = String(made).padStart(6, '0');
      return { serial: `P-${number}`, secret: Buffer.from(`secret of token ${number}`) };
    });
  const send = async (
    content: Buffer,
    { key = '', password = '', fileName = 'tokens.xml', by = operator } = {},
  ): Promise<Answer> => {
    const page = await operator.get(`${TOKENS}/register`);
    const csrf = /name="_csrf" value="([^"]*)"/.exec(page.body)?.[1] ?? '';
    const field = (name: string, value: string) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const head = `${field('_csrf', csrf)}${field('key', key)}${field('password', password)}--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: text/xml\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
    return by.post(`${TOKENS}/register`, body, {
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    });
  };
  const stocked = async (count: number) => {
    const seeds = newSeeds(count);
    const read = await send(pskcFile(seeds));
    const file = String(read.headers.location);
    await operator.get(file);
    assert.equal((await operator.submit(file, {})).status, 303);
    return seeds;
  };

  test('an encrypted file: the password is asked, what is in it is shown, then it is in stock; again it changes nothing', async () => {
    const seeds = newSeeds(2);
    const salt = Buffer.from('salt and pepper');
    const lock = {
      key: passwordKey('ひみつ', salt, 100),
      macKey: Buffer.alloc(20, 3),
      password: { salt, iterations: 100 },
    };
    const content = pskcFile(seeds, lock);
    const without = await send(content);
    assert.equal(without.status, 422);
    assert.match(without.body, /復号パスワードを入力してください。パスワードの名前：My Password 1/);
    const wrong = await send(content, { password: 'ちがう' });
    assert.equal(wrong.status, 422);
    const read = await send(content, { password: 'ひみつ' });
    assert.equal(read.status, 303, reasonIn(read.body));
    const file = String(read.headers.location);
    const shown = await operator.get(file);
    assert.match(shown.body, /まだ登録していません/);
    assert.match(shown.body, /tokens\.xml/);
    const stranger = (await face.officerAt({ bankCode: BANK, role: 'operator' })).browser;
    assert.equal(reasonIn((await stranger.get(file)).body), 'token-file-over');
    await operator.get(file);
    const confirmed = await operator.submit(file, {});
    assert.deepEqual([confirmed.status, confirmed.headers.location], [303, `${TOKENS}/stock`]);
    const stock = await operator.get(`${TOKENS}/stock`);
    for (const { serial } of seeds) assert.ok(stock.body.includes(serial));
    const twice = await operator.submit(file, {});
    assert.deepEqual([twice.status, reasonIn(twice.body)], [409, 'token-file-over']);
    const again = await send(content, { password: 'ひみつ' });
    assert.equal(again.status, 200);
    assert.match(again.body, /ファイルの2個は、すべて登録済みです。何も変更していません/);
  });

  test('faulty files: each fault in words, nothing registered', async () => {
    const bomb = Buffer.from('<!DOCTYPE x [<!ENTITY a "&b;">]><KeyContainer/>');
    const seeds = newSeeds(1);
    for (const [content, said] of [
      [bomb, /DOCTYPE/],
      [Buffer.alloc(2 * 1024 * 1024 + 10, 32), /2MBを超えています/],
      [Buffer.from(''), /ファイルが空です/],
      [pskcFile([...seeds, { ...seeds[0], serial: '<b>=x', secret: Buffer.alloc(20, 9) }]), /誤りがあります/],
      [Buffer.from('serial_number,contract_id,secret_hex\nX-1,12345678901,00'), /契約者ID・利用者IDは空欄/],
    ] as const) {
      const refused = await send(content);
      assert.equal(refused.status, 422, String(said));
      assert.match(refused.body, said);
      assert.doesNotMatch(refused.body, /<b>=x/);
    }
    assert.equal((await operator.get(TOKENS)).status, 200);
    const stock = await operator.get(`${TOKENS}/stock?from=${seeds[0]?.serial}`, {
      accept: 'application/json',
    });
    assert.ok(!stock.body.includes(seeds[0]?.serial ?? '-'));
  });

  test('given by two persons, then ended at once', async () => {
    const [seed, other] = await stocked(2);
    assert.ok(seed && other);
    const { contractId } = await openContract(face.world, BANK);
    const query = `?contract=${contractId}`;
    assert.match((await operator.get(`${TOKENS}/holder${query}`)).body, /ありません/);
    await operator.get(`${TOKENS}/give${query}`);
    const wrong = await operator.submit(`${TOKENS}/give`, { serial: 'NO-SUCH' });
    assert.equal(wrong.status, 400);
    assert.match(wrong.body, /このトークンは在庫にない/);
    const entered = await operator.submit(`${TOKENS}/give`, { serial: seed.serial, remark: '窓口でお渡し' });
    assert.equal(entered.status, 303, reasonIn(entered.body));
    const order = String(entered.headers.location);
    assert.match((await operator.get(order)).body, /別の承認者|取り下げる/);
    const shown = await approver.get(order);
    assert.match(shown.body, /承認して割り当てる/);
    assert.match(shown.body, /窓口でお渡し/);
    assert.ok((await approver.get(TOKENS)).body.includes(seed.serial));
    await approver.get(order);
    const approved = await approver.submit(`${order}/approve`, {});
    assert.equal(approved.status, 303, reasonIn(approved.body));
    assert.match((await approver.get(order)).body, /割り当て済み/);
    const holder = await operator.get(`${TOKENS}/holder${query}`);
    assert.ok(holder.body.includes(seed.serial));
    await operator.get(`${TOKENS}/end${query}`);
    assert.equal((await operator.submit(`${TOKENS}/end`, {})).status, 303);
    assert.ok(!(await operator.get(`${TOKENS}/holder${query}`)).body.includes(seed.serial));
    await operator.get(`${TOKENS}/stock/${other.serial}/discard`);
    assert.equal((await operator.submit(`${TOKENS}/stock/${other.serial}/discard`, {})).status, 303);
    assert.ok((await operator.get(`${TOKENS}/stock?state=discarded`)).body.includes(other.serial));
  });

  test('unknown customers, other banks, banks without tokens, and who may only read', async () => {
    assert.equal(
      reasonIn((await operator.get(`${TOKENS}/holder?contract=99999999999`)).body),
      'not-accepted',
    );
    const stranger = (await face.officerAt({ bankCode: '9000', role: 'operator' })).browser;
    for (const path of [
      '',
      '/stock',
      '/register',
      '/orders',
      '/holder?contract=1',
      '/orders/T1',
      '/files/1',
    ]) {
      for (const bank of [BANK, '9000']) {
        const refused = await stranger.get(`/${OFFICE}/desk/tokens/${bank}${path}`);
        assert.deepEqual([refused.status, reasonIn(refused.body)], [404, 'page-not-found'], `${bank}${path}`);
      }
    }
    const helpDesk = (await face.officerAt({ bankCode: BANK, role: 'helpDesk' })).browser;
    assert.equal((await helpDesk.get(TOKENS)).status, 200);
    assert.equal((await helpDesk.get(`${TOKENS}/register`)).status, 403);
    assert.equal((await send(pskcFile(newSeeds(1)), { by: helpDesk })).status, 403);
  });
});
