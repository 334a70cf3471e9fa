// Officers made known: for whom, with which role, once; and what becomes of them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { banksAndOffice } from '../../../test/world/banks.ts';
import { openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../../test/world/deployment.ts';
import { makeOfficer, officerLoggedOn } from '../../../test/world/officers.ts';
import { OFFICE_ACTS, OFFICER_ROLES } from '../../domain/officer.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { findHolder } from '../../store/read/contract.ts';
import { readOfficers } from '../../store/read/officer.ts';
import { revokeCertificate } from '../../store/write/certificate.ts';
import { createOfficer, type NewOfficer } from './create-officer.ts';
import { bankOfOfficer, loadOfficer, loadOfficerFor } from './officer.ts';

const OFFICE = '0000';
const NEW: NewOfficer = {
  bankCode: '9000',
  officerId: 'tanto1',
  name: '見本 担当子',
  mail: 'tanto@office.example',
  role: 'operator',
  person: 'E1000',
};
const reasonOf = (value: object) =>
  isRefusal(value) ? [value.reason, value.details.field].filter(Boolean).join(' ') : undefined;

eachDatabase((name, open) => {
  describe(`officers on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open(), { banks: banksAndOffice() });
    });
    after(() => world.dispose());

    for (const [title, change, reason] of [
      ['an unknown bank', { bankCode: '4711' }, 'bank-unknown'],
      ['an operator of the office itself', { bankCode: OFFICE }, 'form-invalid role'],
      ['a certificate officer of a bank', { role: 'caOfficer' }, 'form-invalid role'],
      ['no person', { person: ' ' }, 'form-invalid person'],
      ['a person with a line break', { person: 'E1\n000' }, 'form-invalid person'],
      ['an id with signs', { officerId: 'a/b' }, 'form-invalid userId'],
      ['no name', { name: '' }, 'form-invalid name'],
      ['a mail address with a line break', { mail: 'a@b.example\r\nBcc: c@d.example' }, 'form-invalid mail'],
    ] as const) {
      test(`${title}: ${reason}, and nothing is written`, async () => {
        const claim = { bankCode: OFFICE, contractId: '9000', userId: NEW.officerId };
        assert.equal(reasonOf(await createOfficer(world, { ...NEW, ...change }, caller())), reason);
        assert.equal(await findHolder(world.store.db, claim), undefined);
      });
    }

    test('made known once: the sheet has what the first day needs, and the database none of it', async () => {
      const sheet = await createOfficer(world, NEW, caller());
      assert.ok(!isRefusal(sheet));
      assert.match(sheet.firstPassword, /^\S{12,}$/);
      assert.match(sheet.appUri, /^otpauth:\/\/totp\/.*secret=[A-Z2-7]{32}/);
      assert.equal(sheet.acquireUntil, '2026-04-24');
      assert.equal(reasonOf(await createOfficer(world, NEW, caller())), 'user-id-taken');
      const [officer, ...more] = await readOfficers(world.store.db, OFFICE, '9000');
      assert.deepEqual([officer?.officerRole, officer?.person, more.length], ['operator', 'E1000', 0]);
      const secret = /secret=([A-Z2-7]+)/.exec(sheet.appUri)?.[1] ?? '';
      for (const table of ['secret', 'token', 'audit', 'notice'] as const) {
        const rows = JSON.stringify(await world.store.db.selectFrom(table).selectAll().execute());
        assert.ok(!rows.includes(sheet.firstPassword) && !rows.includes(secret), table);
      }
    });

    test('the same id serves at another bank, and two at once are one', async () => {
      const elsewhere = { ...NEW, bankCode: '1635' };
      assert.equal(reasonOf(await createOfficer(world, elsewhere, caller())), undefined);
      const two = { ...NEW, officerId: 'tanto2' };
      const answers = await Promise.all([1, 2].map(() => createOfficer(world, two, caller())));
      assert.deepEqual(answers.map(reasonOf).sort(), ['user-id-taken', undefined].sort());
    });

    test('each role may what it may, of its own bank', async () => {
      const may: Record<string, string[]> = {};
      for (const role of OFFICER_ROLES) {
        const own = role === 'caOfficer' ? OFFICE : '9000';
        const input = await officerLoggedOn(world, { bankCode: own, role });
        const officer = await loadOfficer(world, input);
        assert.ok(!isRefusal(officer));
        assert.equal(isRefusal(bankOfOfficer(officer, '9000')), false);
        assert.equal(
          reasonOf(bankOfOfficer(officer, '1283')),
          role === 'caOfficer' ? undefined : 'page-not-found',
        );
        assert.equal(
          reasonOf(bankOfOfficer(officer, OFFICE)),
          'page-not-found',
          'the office has no customers',
        );
        may[role] = [];
        for (const act of OFFICE_ACTS) {
          const reason = reasonOf(await loadOfficerFor(world, input, act));
          if (reason === undefined) may[role].push(act);
          else assert.equal(reason, 'officer-not-allowed');
        }
      }
      assert.ok(may.operator?.includes('certificates.revoke') && !may.operator.includes('audit.read'));
      assert.ok(
        !may.helpDesk?.includes('certificates.revoke') && !may.auditor?.includes('certificates.revoke'),
      );
      assert.ok(may.auditor?.includes('audit.read') && may.caOfficer?.includes('audit.read'));
    });

    test('a revoked certificate ends the officer’s session at the next request', async () => {
      const input = await officerLoggedOn(world, { bankCode: '9000', role: 'approver' });
      assert.equal(reasonOf(await loadOfficer(world, input)), undefined);
      const { serialNumber } = input.acquired.view;
      await world.store.transaction((tx) =>
        revokeCertificate(tx, serialNumber, 'keyCompromise', world.clock.now),
      );
      assert.equal(reasonOf(await loadOfficer(world, input)), 'certificate-revoked');
    });

    test('a customer’s session, and an officer’s at a bank’s logon, are worth nothing here', async () => {
      const customer = await openContract(world, '9000');
      const officer = await makeOfficer(world, { bankCode: '9000', role: 'operator' });
      assert.notEqual(customer.contractId, officer.customer.contractId);
      const answer = await loadOfficer(world, { certificate: undefined, token: 'guessed' });
      assert.equal(reasonOf(answer), 'no-certificate');
    });

    test('without an office nobody is let in', async () => {
      const banks = new Map([...world.banks].filter(([, bank]) => bank.kind !== 'office'));
      assert.equal(reasonOf(await createOfficer({ ...world, banks }, NEW, caller())), 'bank-unknown');
      assert.equal(
        reasonOf(await loadOfficer({ ...world, banks }, { certificate: undefined })),
        'page-not-found',
      );
    });
  });
});
