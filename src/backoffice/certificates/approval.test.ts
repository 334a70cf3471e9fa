// An administrator's certificate that waits for the bank, in the office over mutual TLS: what the page says, who may
// approve, and that the certificate then logs on; and what the customer is told before.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { bank } from '../../../test/world/banks.ts';
import { type Acquired, acquire, type Customer, logOn } from '../../../test/world/customers.ts';
import { NOON, type World } from '../../../test/world/deployment.ts';
import { reasonIn } from '../../../test/world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../../../test/world/office-face.ts';
import { goToDayFromEnd, must, newAdministrator, reasonOf } from '../../../test/world/year.ts';
import { OFFICER_ROLES } from '../../domain/officer.ts';

const LIST = `/${OFFICE}/desk/certificates`;
const JSON_ONLY = { accept: 'application/json' };

describe('certificates that wait for the bank', () => {
  let face: OfficeFace;
  let careful: World;
  let customer: Customer;
  let waiting: Acquired;
  let path: string;
  before(async () => {
    face = await openOfficeFace();
    const profile = bank('9000');
    const reAcquisition = { ...profile.reAcquisition, bankApprovesAdministrators: true };
    const banks = new Map([...face.world.banks, ['9000', { ...profile, reAcquisition }]]);
    careful = { ...face.world, banks };
  });
  beforeEach(async () => {
    face.world.clock.now = NOON;
    const administrator = await newAdministrator(careful);
    ({ customer } = administrator);
    goToDayFromEnd(careful, administrator.acquired, 3);
    waiting = must(await acquire(careful, customer));
    path = `${LIST}/9000/${waiting.view.serialNumber}`;
  });
  after(() => face.close());

  for (const role of OFFICER_ROLES) {
    const may = role === 'approver';
    test(`${role} ${may ? 'approves' : 'does not approve'}`, async () => {
      const { officer, browser } = await face.officerAt({
        bankCode: role === 'caOfficer' ? OFFICE : '9000',
        role,
      });
      const page = await browser.get(path);
      assert.match(page.body, /承認待ち/);
      assert.match(page.body, /折り返し/);
      assert.equal(page.body.includes(`${path}/approve"`), may);
      const asked = await browser.get(`${path}/approve`);
      assert.equal(asked.status, may ? 200 : 403);
      if (may) assert.ok(asked.body.includes(customer.contractId) && asked.body.includes('192.0.2.7'));
      else await browser.get(LIST);
      const answer = await browser.submit(`${path}/approve`, {});
      assert.deepEqual([answer.status, answer.headers.location], may ? [303, path] : [403, undefined]);
      const first = await logOn(careful, customer, waiting.certificate);
      assert.equal(reasonOf(first), may ? undefined : 'certificate-waiting');
      const records = await careful.store.db
        .selectFrom('audit')
        .select(['act', 'contract_id', 'details'])
        .where('certificate', '=', waiting.view.serialNumber)
        .where('act', 'in', ['certificate.released', 'office.certificate-approved'])
        .orderBy('act')
        .execute();
      assert.deepEqual(
        records.map(({ act }) => act),
        may ? ['certificate.released', 'office.certificate-approved'] : [],
      );
      if (!may) return;
      assert.equal(records[1]?.contract_id, customer.contractId);
      assert.ok(records[1]?.details.includes(`"officer":"${officer.userId}"`));
      const over = await browser.get(`${path}/approve`);
      assert.deepEqual([over.status, reasonIn(over.body)], [409, 'approval-over']);
      assert.ok(!(await browser.get(path)).body.includes(`${path}/approve"`));
    });
  }

  test('another bank’s is absent', async () => {
    const { browser } = await face.officerAt({ bankCode: '1283', role: 'approver' });
    for (const one of [path, path.replace('/9000/', '/1283/')]) {
      const answer = await browser.get(`${one}/approve`, JSON_ONLY);
      assert.equal(JSON.parse(answer.body).reason, 'page-not-found');
    }
    await browser.get(LIST);
    const answer = await browser.submit(`${path}/approve`, {});
    assert.equal(reasonIn(answer.body), 'page-not-found');
    assert.equal(reasonOf(await logOn(careful, customer, waiting.certificate)), 'certificate-waiting');
  });

  test('the customer is told that the bank approves, and whom to call', async () => {
    const visitor = face.visitor(waiting);
    const { name } = bank('9000');
    const japanese = (await visitor.get('/9000/administrator')).body;
    assert.equal(reasonIn(japanese), 'certificate-waiting');
    assert.ok(japanese.includes(`${name.ja}の確認を待っています`) && japanese.includes('へご連絡ください'));
    await visitor.get('/9000/administrator?lang=en');
    const english = (await visitor.get('/9000/administrator')).body;
    assert.ok(english.includes(`Waiting for ${name.en}`) && english.includes('approve it'));
  });
});
