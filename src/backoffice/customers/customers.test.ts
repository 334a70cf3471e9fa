// The help desk over mutual TLS: every kind of search, one customer's page and timeline with the real causes, what is
// recorded, and nothing of another bank in any role and on any route.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  type Acquired,
  type Customer,
  entriesOf,
  mustAcquire,
  openContract,
} from '../../../test/world/customers.ts';
import { caller, NOON } from '../../../test/world/deployment.ts';
import type { HttpsVisitor } from '../../../test/world/https-visitor.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../../../test/world/office-face.ts';
import { OFFICER_ROLES, type OfficerRole } from '../../domain/officer.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { answerEnrolmentPage } from '../../procedures/enrol/answer-enrolment-page.ts';
import { importContracts } from '../../procedures/import-contracts/import-contracts.ts';

const LIST = `/${OFFICE}/desk/customers`;
const JSON_ONLY = { accept: 'application/json' };
const at = (query: string) => `${LIST}?q=${encodeURIComponent(query)}`;

describe('the help desk', () => {
  let face: OfficeFace;
  let customer: Customer;
  let acquired: Acquired;
  let elsewhere: Customer;
  let abroad: Acquired;
  const refused = caller('198.51.100.9');
  const theirs = caller('198.51.100.8');
  const strange = caller('198.51.100.7');

  before(async () => {
    face = await openOfficeFace();
    const { world } = face;
    customer = await openContract(world, '9000', { companyName: '株式会社見本<b>商事' });
    acquired = await mustAcquire(world, customer);
    elsewhere = await openContract(world, '1283', { companyName: '株式会社見本商事' });
    abroad = await mustAcquire(world, elsewhere);
    for (const [one, from] of [
      [customer, refused],
      [elsewhere, theirs],
      [{ ...customer, contractId: '99999999999' }, strange],
    ] as const) {
      const fields = {
        ...entriesOf(one),
        contractPin: customer.contractPin.replace(/.$/, (c) => (c === '1' ? '2' : '1')),
      };
      const asked = { bankCode: one.bankCode, role: 'administrator', page: 0, fields } as const;
      const answer = await answerEnrolmentPage(world, asked, from);
      assert.ok(isRefusal(answer) && answer.reason === 'not-accepted', JSON.stringify(answer));
    }
    const kana =
      'contract_id,company_name,company_kana,mail\n90000077777,みらい工業,ﾐﾗｲｺｳｷﾞｮｳ,a@customer.example\n';
    const bank = world.banks.get('9000');
    assert.ok(bank && 'loaded' in (await importContracts(world, bank, Buffer.from(kana), caller())));
  });
  after(() => face.close());

  const ask = async (browser: HttpsVisitor, path: string) => {
    const answer = await browser.get(path, JSON_ONLY);
    return { status: answer.status, json: JSON.parse(answer.body) };
  };
  const officerAt = (role: OfficerRole, bankCode = '9000') =>
    face.officerAt({ bankCode: role === 'caOfficer' ? OFFICE : bankCode, role });
  const people = (json: { groups: { kind: string; customers: { contractId: string }[] }[] }) =>
    json.groups.map(({ kind, customers }) => `${kind} ${customers.map((one) => one.contractId).join()}`);

  test('each kind is found by its form, and the search is recorded', async () => {
    const { officer, browser } = await officerAt('helpDesk');
    const { contractId } = customer;
    const serial = acquired.view.serialNumber;
    for (const [query, found] of [
      [contractId, `contractId ${contractId}`],
      [
        ` ${contractId.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))} `,
        `contractId ${contractId}`,
      ],
      ['見本', `name ${contractId}`],
      ['（株）見本', `name ${contractId}`],
      ['みらい', 'name 90000077777'],
      ['ミライコウギヨウ', 'name 90000077777'],
      ['工業', 'name 90000077777'],
      [serial, `serialNumber ${contractId}`],
      [serial.toUpperCase().replace(/..(?!$)/g, '$&:'), `serialNumber ${contractId}`],
      [refused.reference, `reference ${contractId}`],
      [refused.reference.toLowerCase().replaceAll('0', 'o'), `reference ${contractId}`],
    ] as const) {
      const { json } = await ask(browser, at(query));
      assert.deepEqual(people(json), [found], query);
    }
    const records = await face.world.store.db
      .selectFrom('audit')
      .selectAll()
      .where('act', '=', 'office.searched')
      .orderBy('sequence')
      .execute();
    const [, , first] = records;
    assert.equal(records.length, 11);
    assert.equal(first?.bank_code, '9000');
    assert.deepEqual(JSON.parse(first?.details ?? ''), {
      found: 1,
      kinds: 'name',
      officer: officer.userId,
      query: '見本',
    });
  });

  test('nothing found says as what it was searched; what has no form is told so', async () => {
    const { browser } = await officerAt('helpDesk');
    const none = await browser.get(at('00000000000'));
    assert.ok(none.body.includes('見つかりませんでした') && none.body.includes('契約者ID'), none.body);
    assert.ok((await browser.get(at('＊＊'))).body.includes('検索できるどの形にも合いません'));
    const markup = await browser.get(at('<script>alert(1)</script>'));
    assert.ok(!markup.body.includes('<script>alert'));
    assert.equal((await ask(browser, `${LIST}?q=a&after=x`)).status, 404);
    assert.equal((await ask(browser, `${at('あ'.repeat(500))}`)).status, 200);
  });

  test('more goes on where the page ended, each once', async () => {
    const { world } = face;
    const bank = world.banks.get('9001');
    const lines = Array.from(
      { length: 45 },
      (_, n) => `A${String(n).padStart(9, '0')},続${n}見本,a@customer.example`,
    );
    const form = bank?.identifiers.contractId;
    const ids = lines.map((line, n) => `${String(n).padStart(form?.minLength ?? 8, '0')}${line.slice(10)}`);
    const outcome =
      bank &&
      (await importContracts(
        world,
        bank,
        Buffer.from(`contract_id,company_name,mail\n${ids.join('\n')}\n`),
        caller(),
      ));
    assert.ok(outcome && 'loaded' in outcome, JSON.stringify(outcome));
    const { browser } = await officerAt('operator', '9001');
    const seen: string[] = [];
    let more: string | undefined = '';
    for (let pages = 0; more !== undefined && pages < 5; pages++) {
      const next: string = more === '' ? '' : `&after=${encodeURIComponent(more)}`;
      const { json } = await ask(browser, at('続') + next);
      seen.push(...json.groups[0].customers.map((one: { contractId: string }) => one.contractId));
      more = json.groups[0].more;
    }
    assert.deepEqual([seen.length, new Set(seen).size], [45, 45]);
  });

  test('a customer’s page: facts, what was refused and why, what was mailed; and no secret', async () => {
    const { browser } = await officerAt('helpDesk');
    await face.world.store.db
      .updateTable('notice')
      .set({ sent_at: NOON, next_try_at: null, attempts: 1 })
      .where('contract_id', '=', customer.contractId)
      .execute();
    const path = `${LIST}/9000/${customer.contractId}`;
    const { json } = await ask(browser, path);
    const refusal = json.timeline.find((one: { outcome?: string }) => one.outcome === 'refused');
    assert.deepEqual(
      [refusal.reason, refusal.reference, refusal.address],
      ['pin-wrong', refused.reference, refused.address],
    );
    assert.ok(json.timeline.some((one: { mail?: string }) => one.mail === 'certificateIssued'));
    assert.deepEqual(json.wrongEntries[0].failures, 1);
    const page = await browser.get(path);
    assert.ok(page.body.includes('お客様へのご案内') && page.body.includes('本当の理由'));
    assert.ok(page.body.includes('見本&lt;b&gt;商事'));
    assert.ok(page.body.includes('にメールサーバーが受け取りました'));
    const secrets = await face.world.store.db.selectFrom('secret').select('hash').execute();
    for (const secret of [
      customer.contractPin,
      customer.contractConfirmationPin,
      ...secrets.map(({ hash }) => hash),
    ]) {
      assert.ok(
        secret !== undefined && !page.body.includes(secret) && !JSON.stringify(json).includes(secret),
      );
    }
    assert.doesNotMatch(page.body, /argon2|[0-9a-f]{64}/);
    const switched = await browser.get(`${at(customer.contractId)}&lang=en`);
    assert.equal(switched.headers.location, at(customer.contractId));
    const english = await browser.get(path);
    assert.ok(english.body.includes('What to tell the customer'));
  });

  test('a timeline goes back to the first record, each entry once', async () => {
    const { browser } = await officerAt('auditor');
    const seen: string[] = [];
    let query = '';
    for (let pages = 0; pages < 10; pages++) {
      const { json } = await ask(browser, `${LIST}/9000/${customer.contractId}${query}`);
      seen.push(...json.timeline.map((one: object) => JSON.stringify(one)));
      if (json.more === undefined) break;
      const { sequence, queuedAt, noticeId } = json.more;
      query = `?before=${sequence}.${queuedAt}.${noticeId}`;
    }
    assert.equal(new Set(seen).size, seen.length);
    assert.match(seen.at(-1) ?? '', /contract\.imported/);
  });

  for (const role of OFFICER_ROLES) {
    test(`${role}: the own banks’ customers, and another bank’s as absent`, async () => {
      const { browser } = await officerAt(role);
      const never = '77777777777';
      const own = [at(customer.contractId), at(acquired.view.serialNumber), at(refused.reference)];
      for (const path of own) assert.equal((await ask(browser, path)).json.groups.length, 1, path);
      assert.equal((await ask(browser, `${LIST}/9000/${customer.contractId}`)).status, 200);
      const others = [elsewhere.contractId, abroad.view.serialNumber, theirs.reference];
      const all = role === 'caOfficer';
      for (const query of others) {
        const { json } = await ask(browser, at(query));
        assert.equal(json.groups.length, all ? 1 : 0, query);
      }
      const absent = await ask(browser, `${LIST}/9000/${never}`);
      for (const path of [
        `1283/${elsewhere.contractId}`,
        `1283/${never}`,
        `4711/${never}`,
        `9000/${elsewhere.contractId}x`,
      ]) {
        const { status, json } = await ask(browser, `${LIST}/${path}`);
        if (all && path.endsWith(elsewhere.contractId)) assert.equal(status, 200);
        else
          assert.deepEqual(
            [status, { ...json, reference: '' }],
            [absent.status, { ...absent.json, reference: '' }],
            path,
          );
      }
    });
  }

  test('who is not logged on finds nothing', async () => {
    for (const path of [at('見本'), `${LIST}/9000/${customer.contractId}`]) {
      assert.equal((await ask(face.visitor(), path)).json.reason, 'no-certificate');
    }
  });

  test('a reference under which a stranger tried what does not exist', async () => {
    const { browser } = await officerAt('helpDesk');
    const page = await browser.get(at(strange.reference));
    assert.ok(page.body.includes('登録されたご契約はありません') && page.body.includes('99999999999'));
  });
});
