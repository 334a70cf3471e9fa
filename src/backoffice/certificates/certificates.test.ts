// The office's lists of certificates over mutual TLS: what each holds, whose they are, how one ends; and nothing of
// another bank, in any way of asking.

import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { type Acquired, logOn, mustAcquire, openContract } from '../../../test/world/customers.ts';
import { NOON } from '../../../test/world/deployment.ts';
import type { HttpsVisitor } from '../../../test/world/https-visitor.ts';
import { reasonIn } from '../../../test/world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../../../test/world/office-face.ts';
import { OFFICER_ROLES } from '../../domain/officer.ts';
import { revokeCertificate } from '../../store/write/certificate.ts';

const LIST = `/${OFFICE}/desk/certificates`;
const JSON_ONLY = { accept: 'application/json' };
const DAY_MS = 24 * 60 * 60 * 1000;

describe('certificates in the office', () => {
  let face: OfficeFace;
  let used: Acquired;
  let unused: Acquired;
  let revoked: Acquired;
  let elsewhere: Acquired;
  before(async () => {
    face = await openOfficeFace();
    const { world } = face;
    const acquired = async (bank: string, companyName?: string) => {
      const customer = await openContract(world, bank, companyName === undefined ? {} : { companyName });
      return { customer, own: await mustAcquire(world, customer) };
    };
    const { customer, own } = await acquired('9000', '=HYPERLINK("http://evil.example")');
    used = own;
    assert.equal(typeof (await logOn(world, customer, used.certificate)), 'string');
    unused = (await acquired('9000', '<svg onload=alert(1)>')).own;
    revoked = (await acquired('9000')).own;
    elsewhere = (await acquired('1283')).own;
    await world.store.transaction((tx) =>
      revokeCertificate(tx, revoked.view.serialNumber, 'keyCompromise', NOON),
    );
  });
  after(() => face.close());

  const numbersOf = async (browser: HttpsVisitor, query: string): Promise<string[]> => {
    const answer = await browser.get(`${LIST}?${query}`, JSON_ONLY);
    assert.equal(answer.status, 200, answer.body);
    const { certificates } = JSON.parse(answer.body) as { certificates: { serialNumber: string }[] };
    return certificates.map((one) => one.serialNumber);
  };
  const at = (role: 'operator' | 'helpDesk' = 'operator', bankCode = '9000') =>
    face.officerAt({ bankCode, role });

  test('each list has its own', async () => {
    const { browser } = await at();
    assert.deepEqual(await numbersOf(browser, 'list=unused'), [unused.view.serialNumber]);
    assert.deepEqual(await numbersOf(browser, 'list=revoked'), [revoked.view.serialNumber]);
    assert.deepEqual(await numbersOf(browser, 'list=ending&days=90'), []);
    assert.deepEqual(await numbersOf(browser, 'list=ended'), []);
  });

  test('ending and ended, to the second', async () => {
    const { clock } = face.world;
    const before = clock.now;
    const live = [used, unused].map((one) => one.view.serialNumber).sort();
    try {
      for (const [now, list, found] of [
        [used.view.notAfter - 30 * DAY_MS - 1000, 'ending', false],
        [used.view.notAfter - 30 * DAY_MS, 'ending', true],
        [used.view.notAfter, 'ending', true],
        [used.view.notAfter, 'ended', false],
        [used.view.notAfter + 1000, 'ended', true],
        [used.view.notAfter + 1000, 'ending', false],
      ] as const) {
        clock.now = now;
        const { browser } = await at();
        // Logging on has moved the clock by the steps of an app.
        clock.now = now;
        assert.deepEqual(
          (await numbersOf(browser, `list=${list}`)).sort(),
          found ? live : [],
          `${now} ${list}`,
        );
      }
    } finally {
      clock.now = before;
    }
  });

  test('a page shows the fields and no markup of a customer’s', async () => {
    const { browser } = await at('helpDesk');
    const list = await browser.get(`${LIST}?list=unused`);
    assert.ok(list.body.includes('&lt;svg onload=alert(1)&gt;') && !list.body.includes('<svg onload'));
    const page = await browser.get(`${LIST}/9000/${unused.view.serialNumber}`);
    assert.ok(page.body.includes(unused.view.serialNumber.toUpperCase()));
    assert.ok(page.body.includes('-----BEGIN CERTIFICATE-----'));
    assert.ok(!page.body.includes('/revoke"'), 'the help desk revokes nothing');
    const pem = await browser.get(`${LIST}/9000/${unused.view.serialNumber}/pem`);
    const [own = '', issuer = ''] = pem.body.split(/(?<=END CERTIFICATE-----\n)/);
    assert.ok(new X509Certificate(own).checkIssued(new X509Certificate(issuer)));
  });

  test('who has not acquired, by the day that the time ends; who is locked', async () => {
    const { world } = face;
    const day = 24 * 60 * 60 * 1000;
    const opened = async (bank: string, companyName: string, daysAgo: number) =>
      openContract(world, bank, {
        companyName,
        acquisitionFrom: new Date(NOON - daysAgo * day).toISOString().slice(0, 10),
      });
    // 80 days from the application: day 75 has five left, day 81 is one too late.
    await opened('9001', 'まだ五日', 75);
    await opened('9001', 'もう一日', 81);
    await opened('9001', '昔', 200);
    await mustAcquire(world, await openContract(world, '9001', { companyName: '取得済み' }));
    await opened('1283', 'よそ', 81);
    const { browser } = await at('helpDesk', '9001');
    const companies = async (query: string) => {
      const { body } = await browser.get(`${LIST}?${query}`, JSON_ONLY);
      return (JSON.parse(body).holders as { companyName: string }[]).map((one) => one.companyName);
    };
    assert.deepEqual(await companies('list=acquiring&days=10'), ['まだ五日']);
    assert.deepEqual(await companies('list=notAcquired&days=10'), ['もう一日']);
    assert.deepEqual(await companies('list=notAcquired&days=90'), ['もう一日']);
    assert.deepEqual(await companies('list=locked'), []);
    for (const wrong of ['list=acquiring&of=1283', 'list=locked&after=x', 'list=acquiring&days=7']) {
      const { body } = await browser.get(`${LIST}?${wrong}`, JSON_ONLY);
      assert.equal(JSON.parse(body).reason, 'page-not-found', wrong);
    }
    const page = await browser.get(`${LIST}?list=notAcquired`);
    assert.ok(
      page.body.includes('<bdi>もう一日</bdi>') && !page.body.includes('/reports/new/'),
      'no file for the help desk',
    );
    assert.equal(reasonIn((await browser.get(`${LIST}.csv?list=unused`)).body), 'officer-not-allowed');
  });

  test('a list as a file: every column, no formula, and it is recorded', async () => {
    const { browser } = await at();
    const file = await browser.get(`${LIST}.csv?list=unused`);
    assert.match(String(file.headers['content-disposition']), /certificates-9000-unused\.csv/);
    assert.equal(file.body.split('\r\n').length, 3);
    const { db } = face.world.store;
    const recorded = await db
      .selectFrom('audit')
      .select('details')
      .where('act', '=', 'office.certificates-exported')
      .execute();
    assert.ok(recorded.at(-1)?.details.includes('"list":"unused"'));
    const live = face.world.clock.now;
    face.world.clock.now = used.view.notAfter - DAY_MS;
    const { browser: later } = await at();
    const ending = await later.get(`${LIST}.csv?list=ending`);
    face.world.clock.now = live;
    assert.ok(ending.body.includes(`"'=HYPERLINK(""http://evil.example"")"`), ending.body);
  });

  for (const role of OFFICER_ROLES) {
    const may = role === 'operator' || role === 'approver' || role === 'caOfficer';
    test(`${role} ${may ? 'revokes' : 'does not revoke'}`, async () => {
      const { world } = face;
      const own = await mustAcquire(world, await openContract(world, '9001'));
      const { officer, browser } = await face.officerAt({
        bankCode: role === 'caOfficer' ? OFFICE : '9001',
        role,
      });
      const path = `${LIST}/9001/${own.view.serialNumber}/revoke`;
      await browser.get(path);
      const wrong = await browser.submit(path, { reason: 'because' });
      assert.equal(reasonIn(wrong.body), may ? 'form-invalid' : 'officer-not-allowed');
      await browser.get(path);
      const answer = await browser.submit(path, { reason: 'keyCompromise' });
      assert.equal(answer.status, may ? 303 : 403);
      const status = JSON.parse((await browser.get(path.replace('/revoke', ''), JSON_ONLY)).body).status;
      assert.equal(status, may ? 'revoked' : 'unused');
      const records = await world.store.db
        .selectFrom('audit')
        .select(['act', 'details', 'contract_id'])
        .where('certificate', '=', own.view.serialNumber)
        .where('act', 'like', '%revoked')
        .orderBy('act')
        .execute();
      assert.deepEqual(
        records.map(({ act }) => act),
        may ? ['certificate.revoked', 'office.certificate-revoked'] : [],
      );
      if (may) assert.ok(records[1]?.details.includes(`"officer":"${officer.userId}"`));
      if (!may) return;
      await browser.get(path);
      assert.equal(
        (await browser.submit(path, { reason: 'unspecified' })).status,
        303,
        'twice changes nothing',
      );
    });
  }

  test('another bank’s certificate, list, file and end are as absent as what never was', async () => {
    const { browser } = await at();
    const { serialNumber } = elsewhere.view;
    const never = serialNumber.replace(/^./, '0');
    for (const suffix of ['', '/pem', '/revoke']) {
      const absent = await browser.get(`${LIST}/9000/${never}${suffix}`, JSON_ONLY);
      for (const path of [`${LIST}/1283/${serialNumber}`, `${LIST}/9000/${serialNumber}`, `${LIST}/4711/1`]) {
        const answer = await browser.get(path + suffix, JSON_ONLY);
        const [one, other] = [answer, absent].map(({ status, body }) => [status, JSON.parse(body).reason]);
        assert.deepEqual(one, other, path + suffix);
      }
    }
    for (const path of [`${LIST}?of=1283`, `${LIST}.csv?of=1283`, `${LIST}?of=4711`, `${LIST}?list=other`]) {
      assert.equal(JSON.parse((await browser.get(path, JSON_ONLY)).body).reason, 'page-not-found', path);
    }
    await browser.get(`${LIST}/9000/${unused.view.serialNumber}/revoke`);
    const answer = await browser.submit(`${LIST}/1283/${serialNumber}/revoke`, { reason: 'unspecified' });
    assert.equal(reasonIn(answer.body), 'page-not-found');
    const row = await face.world.store.db
      .selectFrom('certificate')
      .select('revoked_at')
      .where('serial_number', '=', serialNumber)
      .executeTakeFirstOrThrow();
    assert.equal(row.revoked_at, null);
  });
});
