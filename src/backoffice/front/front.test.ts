// The way into the office: certificate, password, one-time password, role; and everybody else outside.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mustAcquire, openContract } from '../../../test/world/customers.ts';
import { reasonIn } from '../../../test/world/logon-face.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../../../test/world/office-face.ts';
import { officerWithCertificate } from '../../../test/world/officers.ts';
import { OFFICER_ROLES } from '../../domain/officer.ts';
import { FIGURES } from '../../procedures/office/figures.ts';

const NOTHING = Object.fromEntries(FIGURES.map((name) => [name, 0]));

describe('the office', () => {
  let face: OfficeFace;
  before(async () => {
    face = await openOfficeFace();
  });
  after(() => face.close());

  for (const role of OFFICER_ROLES) {
    test(`${role} logs on and sees the own banks`, async () => {
      const bankCode = role === 'caOfficer' ? OFFICE : '9000';
      const { officer, browser } = await face.officerAt({ bankCode, role });
      const page = await browser.get(`/${OFFICE}/desk`);
      assert.equal(page.status, 200);
      assert.ok(page.body.includes(officer.name));
      const json = JSON.parse((await browser.get(`/${OFFICE}/desk`, { accept: 'application/json' })).body);
      assert.equal(json.role, role);
      const banks = role === 'caOfficer' ? ['1283', '1635', '5410', '9000', '9001'] : ['9000'];
      assert.deepEqual(
        json.banks.map((bank: { code: string }) => bank.code),
        banks,
      );
    });
  }

  test('the morning’s numbers are of the own bank', async () => {
    const { world } = face;
    for (const bank of ['1635', '1635', '1283']) await mustAcquire(world, await openContract(world, bank));
    const { browser } = await face.officerAt({ bankCode: '1635', role: 'helpDesk' });
    const json = async () =>
      JSON.parse((await browser.get(`/${OFFICE}/desk`, { accept: 'application/json' })).body).banks;
    const none = Array.from({ length: 8 }, () => 0);
    assert.deepEqual(await json(), [
      {
        ...{ code: '1635', counts: { ...NOTHING, contractsOpen: 2, unused: 2 }, weeks: none, days: [] },
        desk: {
          ...{ overdueForms: 0, letters: 0, firstPrintUntil: null },
          ...{ firstLetters: 0, firstLettersUntil: null },
        },
      },
    ]);
    await world.store.db
      .updateTable('certificate')
      .set({ not_after: world.clock.now + 8 * 24 * 60 * 60 * 1000 })
      .where('bank_code', '=', '1635')
      .execute();
    const [bank] = await json();
    assert.deepEqual([bank.counts.ending, bank.weeks], [2, none.with(1, 2)]);
  });

  test('a logon leads to the desk, and log off ends it', async () => {
    const { officer, acquired } = await officerWithCertificate(face.world, {
      bankCode: '9000',
      role: 'operator',
    });
    const browser = face.visitor(acquired);
    const path = `/${OFFICE}/user`;
    await browser.get(path);
    const first = await browser.submit(path, { userPin: officer.userPin ?? '' });
    assert.equal(first.status, 303);
    await browser.get(path);
    const second = await browser.submit(path, { oneTimePassword: officer.oneTimePassword?.() ?? '' });
    assert.equal(second.headers.location, `/${OFFICE}/desk`);
    await browser.get(`/${OFFICE}/desk`);
    assert.equal((await browser.submit(`/${OFFICE}/log-off`, {})).status, 303);
    const after = await browser.get(`/${OFFICE}/desk`);
    assert.equal(reasonIn(after.body), 'session-missing');
  });

  test('with certificate and password, but without the one-time password, nobody is in', async () => {
    const { officer, acquired } = await officerWithCertificate(face.world, {
      bankCode: '9000',
      role: 'operator',
    });
    const browser = face.visitor(acquired);
    await browser.get(`/${OFFICE}/user`);
    await browser.submit(`/${OFFICE}/user`, { userPin: officer.userPin ?? '' });
    assert.equal(reasonIn((await browser.get(`/${OFFICE}/desk`)).body), 'session-missing');
  });

  test('no certificate, and a customer’s certificate: outside', async () => {
    assert.equal(reasonIn((await face.visitor().get(`/${OFFICE}/desk`)).body), 'no-certificate');
    const customer = await openContract(face.world, '9000');
    const acquired = await mustAcquire(face.world, customer);
    const answer = await face.visitor(acquired).get(`/${OFFICE}/desk`);
    assert.equal(reasonIn(answer.body), 'certificate-of-another-bank');
  });

  test('whoever is of the office’s profile and no officer is told so', async () => {
    const { officer, acquired } = await officerWithCertificate(face.world, {
      bankCode: '9000',
      role: 'operator',
    });
    await face.world.store.db.deleteFrom('officer').where('person', '=', officer.person).execute();
    const browser = face.visitor(acquired);
    for (const fields of [{ userPin: officer.userPin ?? '' }, { oneTimePassword: '' }]) {
      await browser.get(`/${OFFICE}/user`);
      const typed = 'userPin' in fields ? fields : { oneTimePassword: officer.oneTimePassword?.() ?? '' };
      await browser.submit(`/${OFFICE}/user`, typed);
    }
    assert.equal(reasonIn((await browser.get(`/${OFFICE}/desk`)).body), 'officer-unknown');
  });
});
