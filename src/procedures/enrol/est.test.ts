// Programs that acquire and renew (EST), on both databases: the same rules as the pages', and who tries to get past
// them (security test 26: renewal hijack).

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { rootOf } from '../../../test/world/authorities.ts';
import { type Acquired, openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { type Asked, banksWithDevices, enrolmentToken, requestFor } from '../../../test/world/est.ts';
import { administratorOf } from '../../../test/world/users.ts';
import { certificatesOf, goToDayFromEnd, logOnAgain, must, reasonOf } from '../../../test/world/year.ts';
import { parseCertificate } from '../../x509/certificate.ts';
import { formatName } from '../../x509/name.ts';
import { revokeBySerialNumber } from '../certificates/revoke-certificate.ts';
import { enrolByToken } from './enrol-by-token.ts';
import { renewByCertificate } from './renew-by-certificate.ts';

const HOUR = 60 * 60 * 1000;

eachDatabase((name, open) => {
  describe(`EST on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open(), { banks: banksWithDevices() });
    });
    beforeEach(() => {
      world.clock.now = NOON;
    });
    after(() => world.dispose());

    const enrol = (
      given: { readonly enrolment: string; readonly token: string },
      request = requestFor().request,
      more: Partial<Parameters<typeof enrolByToken>[1]> = {},
    ) =>
      enrolByToken(world, { bankCode: undefined, channelBindings: [], ...given, request, ...more }, caller());
    const renew = (
      certificate: Uint8Array | undefined,
      asked: Asked = certificate ? { of: certificate } : {},
      bankCode?: string,
    ) =>
      renewByCertificate(
        world,
        { bankCode, certificate, channelBindings: [], request: requestFor(asked).request },
        caller(),
      );
    const inUse = async (bankCode = '9000') => administratorOf(world, await openContract(world, bankCode));

    test('a token yields one certificate, named after the contract; the same request gets the same one', async () => {
      const customer = await openContract(world, '9000');
      const given = await enrolmentToken(world, customer);
      const { request } = requestFor({
        subject: [{ type: 'CN', value: 'whatever' }],
        alternativeName: 'x.test',
      });
      const first = must(await enrol(given, request));
      const { subjectName, extensions } = parseCertificate(first.certificate);
      assert.match(formatName(subjectName), new RegExp(customer.contractId));
      assert.equal(extensions.subjectAlternativeName, undefined);
      assert.deepEqual(must(await enrol(given, request)).certificate, first.certificate);
      assert.equal(reasonOf(await enrol(given)), 'request-already-made');
      assert.equal((await certificatesOf(world, customer)).length, 1);
    });

    test('one token, twenty keys at once: one certificate', async () => {
      const customer = await openContract(world, '9000');
      const given = await enrolmentToken(world, customer);
      const answers = await Promise.all(Array.from({ length: 20 }, () => enrol(given)));
      assert.equal(answers.filter((one) => reasonOf(one) === undefined).length, 1);
      assert.equal((await certificatesOf(world, customer)).length, 1);
    });

    test('a token is of one enrolment, one bank, one hour', async () => {
      const [mine, others] = [await openContract(world, '9000'), await openContract(world, '9000')];
      const given = await enrolmentToken(world, mine);
      const { enrolment } = await enrolmentToken(world, others);
      for (const [tried, more] of [
        [{ ...given, enrolment }, {}],
        [{ ...given, token: `${given.token}x` }, {}],
        [{ ...given, token: '' }, {}],
        [{ ...given, enrolment: `'; --\0` }, {}],
        [given, { bankCode: '1635' }],
      ] as const) {
        assert.equal(reasonOf(await enrol(tried, undefined, more)), 'enrolment-over');
      }
      world.clock.now += HOUR;
      assert.equal(reasonOf(await enrol(given)), 'enrolment-over');
      assert.equal((await certificatesOf(world, mine)).length, 0);
    });

    test('a request that names a connection must have come over it', async () => {
      const given = await enrolmentToken(world, await openContract(world, '9000'));
      const { request } = requestFor({ challengePassword: 'dGxz' });
      assert.equal(reasonOf(await enrol(given, request)), 'possession-not-proven');
      assert.equal(reasonOf(await enrol(given, request, { channelBindings: ['dGxz'] })), undefined);
    });

    test('the certificate itself renews, under its own names, and is superseded by the new one’s first logon', async () => {
      const { customer, acquired } = await inUse();
      goToDayFromEnd(world, acquired, -10);
      const renewed = must(await renew(acquired.certificate));
      assert.equal(renewed.view.commonName, acquired.view.commonName);
      const [old, next] = await certificatesOf(world, customer);
      assert.deepEqual([old?.revoked_at, next?.way], [null, 'renewal']);
      await logOnAgain(world, customer, { ...acquired, ...renewed });
      assert.equal((await certificatesOf(world, customer))[0]?.revocation_reason, 'superseded');
      assert.equal(reasonOf(await renew(acquired.certificate)), 'certificate-superseded');
    });

    for (const [what, asked] of [
      ['another subject', { subject: [{ type: 'CN', value: 'device' }] }],
      ['no subject of its own, a changed one by attribute', { changeSubjectName: true }],
      ['an alternative name', { alternativeName: 'bank.example' }],
    ] as const) {
      test(`hijack: ${what}`, async () => {
        const { customer, acquired } = await inUse();
        goToDayFromEnd(world, acquired, -10);
        const request = 'subject' in asked ? asked : { ...asked, of: acquired.certificate };
        assert.equal(reasonOf(await renew(acquired.certificate, request)), 'request-names-changed');
        assert.equal((await certificatesOf(world, customer)).length, 1);
      });
    }

    test('hijack: another’s subject with one’s own certificate', async () => {
      const [mine, others] = [await inUse(), await inUse()];
      goToDayFromEnd(world, mine.acquired, -10);
      const asked = { of: others.acquired.certificate };
      assert.equal(reasonOf(await renew(mine.acquired.certificate, asked)), 'request-names-changed');
    });

    for (const [days, reason] of [
      [-31, 'renewal-not-open'],
      [-30, undefined],
      [0, undefined],
      [1, 'certificate-expired'],
      [91, 'certificate-expired'],
    ] as const) {
      test(`${days} days from the last one: ${reason ?? 'renewed'}`, async () => {
        const { acquired } = await inUse();
        goToDayFromEnd(world, acquired, days);
        assert.equal(reasonOf(await renew(acquired.certificate)), reason);
      });
    }

    test('revoked, unused, of another bank, of nobody, none at all', async () => {
      const { acquired } = await inUse();
      const other = await openContract(world, '9000');
      const unused = must(await enrol(await enrolmentToken(world, other)));
      goToDayFromEnd(world, acquired, -10);
      const tried = async (certificate: Uint8Array | undefined, bankCode?: string) =>
        reasonOf(await renew(certificate, certificate ? { of: acquired.certificate } : {}, bankCode));
      assert.equal(await tried(acquired.certificate, '1635'), 'certificate-of-another-bank');
      assert.equal(await tried(rootOf(world.ca).certificate), 'certificate-unknown-issuer');
      assert.equal(await tried(undefined), 'no-certificate');
      assert.equal(reasonOf(await renew(unused.certificate)), 'renewal-not-open');
      await revoke(acquired);
      assert.equal(await tried(acquired.certificate), 'certificate-revoked');
    });

    test('revoked while the request is on its way', async () => {
      const { customer, acquired } = await inUse();
      goToDayFromEnd(world, acquired, -10);
      await Promise.all([renew(acquired.certificate), revoke(acquired)]);
      const live = (await certificatesOf(world, customer)).filter((one) => one.revoked_at === null);
      assert.equal(live.length, 0);
    });

    test('who ends a certificate ends what it has renewed by itself', async () => {
      const { customer, acquired } = await inUse();
      goToDayFromEnd(world, acquired, -10);
      must(await renew(acquired.certificate));
      assert.equal((await revoke(acquired)).revoked.length, 2);
      const rows = await certificatesOf(world, customer);
      assert.deepEqual(
        rows.map((one) => one.revocation_reason),
        ['keyCompromise', 'keyCompromise'],
      );
    });

    test('where renewal asks for a secret, and where keys live in files only, a program does not renew', async () => {
      for (const bankCode of ['1635', '9001']) {
        const { acquired } = await inUse(bankCode);
        goToDayFromEnd(world, acquired, 0);
        assert.equal(reasonOf(await renew(acquired.certificate)), 'program-not-allowed', bankCode);
      }
    });

    test('who is locked out does not renew past the lock', async () => {
      const { customer, acquired } = await inUse();
      goToDayFromEnd(world, acquired, -10);
      for (let wrong = 0; wrong < 10; wrong += 1) {
        await logOnAgain(world, { ...customer, contractPin: 'wrong999' }, acquired).catch(() => {});
      }
      assert.equal(reasonOf(await renew(acquired.certificate)), 'pin-locked');
    });

    const revoke = async ({ view: { serialNumber } }: Acquired) =>
      must(
        await revokeBySerialNumber(
          world,
          { bankCode: '9000', serialNumber, reason: 'keyCompromise' },
          caller(),
        ),
      );
  });
});
