// Every attempt and every act of a journey leaves its record: who, what, when, from where, with which certificate,
// with what outcome and why (OWASP ASVS 16.2, 16.3). That the chain shows tampering: src/store/read/audit.test.ts.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Caller } from '../../src/procedures/deployment.ts';
import { answerEnrolmentPage } from '../../src/procedures/enrol/answer-enrolment-page.ts';
import { chooseKeyPlace, openKeyTicket } from '../../src/procedures/enrol/enrolment.ts';
import { lookUpCertificate } from '../../src/procedures/enrol/look-up-certificate.ts';
import { submitRequest } from '../../src/procedures/enrol/submit-request.ts';
import { answerLogonPage } from '../../src/procedures/log-on/answer-logon-page.ts';
import { cardQuestion } from '../../src/procedures/log-on/card-question.ts';
import { recogniseCertificate } from '../../src/procedures/log-on/recognise-certificate.ts';
import { logOff } from '../../src/procedures/log-on/session.ts';
import { suspendContract } from '../../src/procedures/suspend-contract.ts';
import { unlockContract } from '../../src/procedures/unlock.ts';
import { verifyAudit } from '../../src/store/read/audit.ts';
import type { AuditRow } from '../../src/store/tables.ts';
import { issuingOf } from '../world/authorities.ts';
import {
  type Customer,
  entriesOf,
  logOn,
  makeRequest,
  mustAcquire,
  openContract,
} from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';

const ADDRESS = '2001:db8::17';
const ADMINISTRATOR = { bankCode: '9000', role: 'administrator' } as const;

/** What a record says besides who, when and from where. */
type Told = [act: string, outcome: 'done' | 'refused', reason: string | null, certificate: 'its own' | null];

eachDatabase((name, open) => {
  describe(`what is recorded on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    /** Does something as a caller of its own and gives the answer with the records that it left. */
    async function recorded<T>(act: (by: Caller) => Promise<T>): Promise<{ answer: T; rows: AuditRow[] }> {
      world.clock.now += 1000;
      const by = caller(ADDRESS);
      const answer = await act(by);
      const rows = await world.store.db
        .selectFrom('audit')
        .selectAll()
        .where('reference', '=', by.reference)
        .orderBy('sequence')
        .execute();
      for (const row of rows) {
        assert.equal(row.at, world.clock.now);
        assert.equal(row.address, ADDRESS);
        assert.equal(row.bank_code, '9000');
      }
      return { answer, rows };
    }

    /** Asserts exactly these records, all of one customer. */
    async function leaves<T>(
      customer: Customer,
      serialNumber: string | undefined,
      act: (by: Caller) => Promise<T>,
      ...expected: Told[]
    ): Promise<T> {
      const { answer, rows } = await recorded(act);
      const told = rows.map((row) => [row.contract_id, row.act, row.outcome, row.reason, row.certificate]);
      const serial = serialNumber ?? rows.at(-1)?.certificate ?? null;
      assert.deepEqual(
        told,
        expected.map(([what, outcome, reason, certificate]) => [
          customer.contractId,
          what,
          outcome,
          reason,
          certificate === null ? null : serial,
        ]),
      );
      return answer;
    }

    test('a journey from the first wrong PIN to the log off', async () => {
      const customer = await openContract(world, '9000');
      const identify = (change: Record<string, string>) => (by: Caller) =>
        answerEnrolmentPage(
          world,
          { ...ADMINISTRATOR, page: 0, fields: { ...entriesOf(customer), ...change } },
          by,
        );
      const wrong = { contractPin: 'wrong999' };
      await leaves(customer, undefined, identify(wrong), [
        'enrolment.identified',
        'refused',
        'pin-wrong',
        null,
      ]);
      const proven = await leaves(customer, undefined, identify({}), [
        'enrolment.identified',
        'done',
        null,
        null,
      ]);
      assert.ok(!isRefusal(proven));
      const key = { ...ADMINISTRATOR, token: proven.token };
      const choose = (keyPlace: string) => (by: Caller) => chooseKeyPlace(world, { ...key, keyPlace }, by);
      const notAllowed = 'key-place-not-allowed';
      await leaves(customer, undefined, choose('moon'), ['enrolment.key-place', 'refused', notAllowed, null]);
      await leaves(customer, undefined, choose('file'), ['enrolment.key-place', 'done', null, null]);

      const opened = await openKeyTicket(world, key);
      assert.ok(!isRefusal(opened));
      const made = await makeRequest();
      const submit = (request: Uint8Array) => (by: Caller) =>
        submitRequest(world, { ...key, ticket: opened.ticket, request }, by);
      const malformed = submit(made.request.subarray(1));
      await leaves(customer, undefined, malformed, [
        'enrolment.requested',
        'refused',
        'request-malformed',
        null,
      ]);
      const got = await leaves(
        customer,
        undefined,
        submit(made.request),
        ['certificate.planned', 'done', null, 'its own'],
        ['certificate.issued', 'done', null, 'its own'],
      );
      assert.ok(!isRefusal(got));
      const { certificate, view } = got;
      const its = view.serialNumber;
      await leaves(customer, its, submit(made.request), ['certificate.fetched', 'done', null, 'its own']);

      const shown = { ...ADMINISTRATOR, certificate };
      const recognise = (by: Caller) => recogniseCertificate(world, shown, by);
      await leaves(customer, its, recognise, ['logon.certificate-shown', 'done', null, 'its own']);
      const answer = (page: number, fields: Record<string, string>, token?: string) => (by: Caller) =>
        answerLogonPage(world, { ...shown, token, page, fields }, by);
      await leaves(customer, its, answer(0, wrong), [
        'logon.page-answered',
        'refused',
        'pin-wrong',
        'its own',
      ]);
      const pin = { contractPin: customer.contractPin };
      const first = await leaves(customer, its, answer(0, pin), [
        'logon.page-answered',
        'done',
        null,
        'its own',
      ]);
      assert.ok(!isRefusal(first));
      const question = await cardQuestion(world, { ...shown, token: first.token });
      assert.ok(!isRefusal(question) && question.kind === 'table');
      const cells = question.cells.map(({ column, row }) => customer.card?.cells[column + row] ?? '');
      const right = cells.join('');
      const wrongCells = { cardPassword: right.replace(/./, (digit) => (digit === '0' ? '1' : '0')) };
      await leaves(customer, its, answer(1, wrongCells, first.token), [
        'logon.page-answered',
        'refused',
        'card-password-wrong',
        'its own',
      ]);
      const second = await leaves(customer, its, answer(1, { cardPassword: right }, first.token), [
        'logon.completed',
        'done',
        null,
        'its own',
      ]);
      assert.ok(!isRefusal(second) && second.open);
      const off = (by: Caller) => logOff(world, { ...shown, token: second.token }, by);
      await leaves(customer, its, off, ['logon.ended', 'done', null, 'its own']);
      assert.deepEqual((await recorded(off)).rows, [], 'what does nothing leaves nothing');
    });

    test('the certificate that takes another’s place, and the one that is shown in vain', async () => {
      const customer = await openContract(world, '9000');
      const old = await mustAcquire(world, customer);
      const fresh = await mustAcquire(world, customer);
      const rows = await world.store.db
        .selectFrom('audit')
        .selectAll()
        .where('certificate', '=', old.view.serialNumber)
        .orderBy('sequence')
        .execute();
      const revoked = rows.at(-1);
      assert.deepEqual([revoked?.act, revoked?.outcome], ['certificate.revoked', 'done']);
      assert.deepEqual(JSON.parse(revoked?.details ?? ''), {
        reason: 'superseded',
        replacedBy: fresh.view.serialNumber,
      });
      const shown = { ...ADMINISTRATOR, certificate: old.certificate };
      await leaves(customer, old.view.serialNumber, (by) => recogniseCertificate(world, shown, by), [
        'logon.certificate-shown',
        'refused',
        'certificate-superseded',
        'its own',
      ]);
      assert.equal(typeof (await logOn(world, customer, fresh.certificate)), 'string');
    });

    test('who shows nothing, or what is nobody’s, is recorded without a name', async () => {
      for (const [certificate, reason] of [
        [undefined, 'no-certificate'],
        [issuingOf(world.ca).certificate, 'certificate-unknown-issuer'],
      ] as const) {
        const { rows } = await recorded((by) =>
          recogniseCertificate(world, { ...ADMINISTRATOR, certificate }, by),
        );
        assert.deepEqual(
          rows.map((row) => [row.act, row.outcome, row.reason, row.contract_id, row.certificate]),
          [['logon.certificate-shown', 'refused', reason, null, null]],
        );
      }
    });

    test('looking up, suspending, unlocking', async () => {
      const customer = await openContract(world, '9000');
      const { contractId } = customer;
      const lookUp = (change: Record<string, string>) => (by: Caller) =>
        lookUpCertificate(world, { ...ADMINISTRATOR, fields: { ...entriesOf(customer), ...change } }, by);
      await leaves(customer, undefined, lookUp({ contractPin: 'wrong999' }), [
        'certificate.looked-up',
        'refused',
        'pin-wrong',
        null,
      ]);
      await leaves(customer, undefined, lookUp({}), ['certificate.looked-up', 'done', null, null]);
      const contract = { bankCode: '9000', contractId };
      await leaves(customer, undefined, (by) => suspendContract(world, contract, by), [
        'contract.suspended',
        'done',
        null,
        null,
      ]);
      await leaves(customer, undefined, (by) => unlockContract(world, contract, by), [
        'contract.unlocked',
        'done',
        null,
        null,
      ]);
    });

    test('a claimed id with line breaks, colours or turned text never reaches the record', async () => {
      for (const contractId of [
        '1000\r\n0001',
        '10000\u001b[31m1',
        '\u202e10000000001',
        '1000\u20280001',
        '10000000\0',
      ]) {
        const { answer, rows } = await recorded((by) =>
          answerEnrolmentPage(
            world,
            {
              ...ADMINISTRATOR,
              page: 0,
              fields: { contractId, contractPin: 'a23456', contractConfirmationPin: 'b23456' },
            },
            by,
          ),
        );
        assert.equal(isRefusal(answer) && answer.reason, 'form-invalid');
        assert.deepEqual(rows, []);
      }
      const all = await world.store.db.selectFrom('audit').selectAll().execute();
      const deceptive = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;
      for (const row of all) assert.doesNotMatch(Object.values(row).join(' '), deceptive);
    });

    test('the chain holds after all of it', async () => {
      const { firstFault } = await verifyAudit(world.store.db);
      assert.equal(firstFault, undefined);
    });
  });
});
