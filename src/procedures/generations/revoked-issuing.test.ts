// The root has revoked an issuing CA (RFC 5280 6.1.3 (a)(3), RFC 6960 2.7), on both databases: it issues nothing any
// more, neither here nor in the signer, all that it issued ends, and whoever lost a certificate gets another way to one.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { issuingOf, rollOver, rootOf } from '../../../test/world/authorities.ts';
import {
  type Acquired,
  acquire,
  type Customer,
  logOn,
  mustAcquire,
  openContract,
} from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, PASSPHRASE, type World } from '../../../test/world/deployment.ts';
import { certIdOf } from '../../../test/world/ocsp.ts';
import { serviceInside, signerInside } from '../../../test/world/signer.ts';
import type { CaCertificate } from '../../ca/authorities.ts';
import { refreshAuthorities } from '../../ca/certification-authority.ts';
import { SealedKeys } from '../../ca/key-files.ts';
import { OcspAnswers } from '../../ca/ocsp-answers.ts';
import { publishRevocationLists } from '../../ca/publish-revocation-lists.ts';
import { publishRootLists, takeBroughtList } from '../../ca/publish-root-lists.ts';
import { FULL_LIST } from '../../ca/published-addresses.ts';
import { signRootList } from '../../ca/root-acts.ts';
import type { CaRevocationReason } from '../../ca/root-register.ts';
import { REQUESTS } from '../../ca/signer/frames.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { NoticeParams } from '../../notices/notice.ts';
import { readAuthorities } from '../../store/read/certification-authority.ts';
import { findRevocationList } from '../../store/read/revocation-list.ts';
import type { CertificateRow } from '../../store/tables.ts';
import { revokeCertificate } from '../../store/write/certificate.ts';
import { markAuthorityRevoked } from '../../store/write/certification-authority.ts';
import { parseCertificate } from '../../x509/certificate.ts';
import { parseCertificateRevocationList } from '../../x509/certificate-revocation-list.ts';
import { buildOcspRequest } from '../../x509/ocsp-request.ts';
import { parseOcspResponse } from '../../x509/ocsp-response.ts';
import { serialNumberToHex } from '../../x509/serial-number.ts';
import { examineHealth } from '../health/examine-health.ts';
import { findSession } from '../log-on/session.ts';
import { acceptGeneration, prepareGeneration } from './accept-generation.ts';
import { certificateEnder } from './end-certificates.ts';
import { reopenForHolders } from './reopen-for-holders.ts';
import { rollGeneration } from './roll-generation.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const reasonOf = (value: object | string) => (isRefusal(value) ? value.reason : undefined);

eachDatabase((name, open) => {
  describe(`a revoked issuing CA on ${name}`, () => {
    let world: World;
    let answers: OcspAnswers;
    /** Logs on; has one that was never used; has one that was revoked before, for itself; has none yet. */
    let people: Record<'inUse' | 'unused' | 'revoked' | 'late', Customer>;
    let held: Record<'inUse' | 'unused' | 'revoked', Acquired>;
    let session: string;
    before(async () => {
      world = await makeWorld(await open());
      const contract = () => openContract(world, '9000');
      people = {
        inUse: await contract(),
        unused: await contract(),
        revoked: await contract(),
        late: await contract(),
      };
      held = {
        inUse: await mustAcquire(world, people.inUse),
        unused: await mustAcquire(world, people.unused),
        revoked: await mustAcquire(world, people.revoked),
      };
      session = String(await logOn(world, people.inUse, held.inUse.certificate));
      await world.store.transaction((tx) =>
        revokeCertificate(tx, held.revoked.view.serialNumber, 'keyCompromise', NOON),
      );
      await publishRootLists(world.store, world.ca, NOON);
      answers = new OcspAnswers(world.store, world.ca, world.now);
      world.clock.now += MINUTE;
    });
    after(() => world.dispose());

    const placeOf = () => ({ store: world.store, signer: world.ca.signer, now: world.now, dryRun: false });
    const revoke = async (ca: CaCertificate, reason: CaRevocationReason) => {
      const { id, spkiSha256 } = rootOf(world.ca);
      const place = { folder: world.keyFolder, keys: new SealedKeys(world.keyFolder, PASSPHRASE) };
      const serialNumber = serialNumberToHex(parseCertificate(ca.certificate).serialNumber);
      const by = { at: world.now(), persons: [] };
      return signRootList(place, { id, spkiSha256 }, by, { serialNumber, reason });
    };
    const shown = ({ certificate }: Acquired) =>
      ({ bankCode: '9000', role: 'administrator', certificate }) as const;
    const stateOf = async ({ view }: Acquired) => {
      const issuing = world.ca.authorities.find(view.issuer) ?? assert.fail(view.issuer);
      const request = buildOcspRequest([certIdOf(issuing, view.serialNumber)]);
      const said = await answers.answer(Buffer.from(request).toString('hex'), () => request);
      const parsed = parseOcspResponse(Buffer.from(said.body, 'latin1'));
      return typeof parsed === 'string' ? parsed : parsed.answers[0]?.status;
    };
    const failing = async () => {
      const deployment = world;
      const checks = await examineHealth({
        deployment,
        signerReady: async () => true,
        tlsNotAfter: undefined,
      });
      return checks.flatMap(({ name: check, state, detail }) =>
        ['issuing-ca', 'root-list'].includes(check) && state !== 'ok' ? [`${check} ${state}: ${detail}`] : [],
      );
    };
    const rowOf = ({ view }: Acquired): Promise<CertificateRow> =>
      world.store.db
        .selectFrom('certificate')
        .selectAll()
        .where('serial_number', '=', view.serialNumber)
        .executeTakeFirstOrThrow();
    const recordsOf = async (act: string) =>
      world.store.db.selectFrom('audit').selectAll().where('act', '=', act).orderBy('sequence').execute();
    const published = async (issuer: string) =>
      (await findRevocationList(world.store.db, issuer, FULL_LIST)) ?? assert.fail('no list');
    const listed = async (issuer: string) =>
      parseCertificateRevocationList((await published(issuer)).list).revoked.map((one) =>
        serialNumberToHex(one.serialNumber),
      );

    test('from the root’s list on: nobody logs on, the open session is over, nothing is issued', async () => {
      assert.deepEqual(await stateOf(held.inUse), { state: 'good' });
      const given = { store: world.store, keyFolder: world.keyFolder, now: world.now };
      const other = await makeWorld(world.store, {
        keyFolder: world.keyFolder,
        now: world.now(),
        signer: signerInside({ ...given, passphrase: PASSPHRASE, pkiOrigin: world.ca.pkiOrigin }),
      });
      await revoke(issuingOf(world.ca), 'cACompromise');
      assert.equal(reasonOf(await findSession(world, { ...shown(held.inUse), token: session })), undefined);
      world.clock.now += MINUTE;
      assert.deepEqual(await publishRootLists(world.store, world.ca, world.now()), ['root-1']);

      const opened = await findSession(world, { ...shown(held.inUse), token: session });
      assert.equal(reasonOf(opened), 'certificate-ca-revoked');
      assert.equal(
        reasonOf(await logOn(world, people.unused, held.unused.certificate)),
        'certificate-ca-revoked',
      );
      assert.equal(
        reasonOf(await logOn(world, people.revoked, held.revoked.certificate)),
        'certificate-revoked',
      );
      assert.equal(reasonOf(await acquire(world, people.late)), 'issuing-ca-revoked');
      assert.equal(reasonOf(await acquire(world, people.inUse)), 'certificate-ca-revoked');
      const revoked = { state: 'revoked', revokedAt: world.now() - MINUTE };
      assert.deepEqual(await stateOf(held.inUse), revoked, 'though it was said to be good before');
      const [record] = await recordsOf('ca.revoked');
      assert.match(String(record?.details), /"id":"issuing-1".*"reason":"cACompromise"/);
      assert.match((await failing()).join(), /issuing-ca failed: the root has revoked issuing-1/);

      // Another process of the same database hears of it when it next looks.
      assert.equal(other.ca.authorities.find('issuing-1')?.revoked, undefined);
      other.clock.now = world.now();
      assert.equal(await refreshAuthorities(other.store, other.ca, other.now()), true);
      assert.equal(reasonOf(await acquire(other, people.late)), 'issuing-ca-revoked');
      other.ca.signer.close();
    });

    test('the signer certifies nobody with it, also after a new start and whoever asks; its lists it signs', async () => {
      const { store, keyFolder, ca, now } = world;
      const inside = { store, keyFolder, passphrase: PASSPHRASE, pkiOrigin: ca.pkiOrigin, now };
      const { view, certificate } = held.unused;
      const { tbs } = parseCertificate(certificate);
      const { id, spkiSha256 } = issuingOf(ca);
      const fields = [id, spkiSha256, view.serialNumber, tbs].map((one) => Buffer.from(one));
      const service = serviceInside(inside);
      await assert.rejects(service.answer(REQUESTS.certificates, fields), { code: 'revoked' });
      await assert.rejects(ca.signer.certificate(issuingOf(ca), view.serialNumber, tbs), {
        code: 'revoked',
      });
      const files = (await readdir(keyFolder)).filter((file) => file.includes('.revoked-'));
      assert.equal(files.length, 1, 'kept once, however often it is told');

      // A server that has not heard of it plans, is told by the signer, and the plan is never signed.
      const rows = await readAuthorities(store.db);
      ca.authorities.replace(rows.map((one) => ({ ...one, revoked_at: null, revocation_known_at: null })));
      assert.equal(reasonOf(await acquire(world, people.late)), 'issuing-ca-revoked');
      assert.equal(await refreshAuthorities(store, ca, now()), true);
      await publishRevocationLists(store, ca, now());
      assert.deepEqual(await listed('issuing-1'), [held.revoked.view.serialNumber]);
    });

    test('a list of somebody else’s is not obeyed', async () => {
      const { store, keyFolder, ca, now } = world;
      const inside = { store, keyFolder, passphrase: PASSPHRASE, pkiOrigin: ca.pkiOrigin, now };
      const ask = (of: CaCertificate, list: Uint8Array) =>
        serviceInside(inside).answer(REQUESTS.takeRootList, [
          Buffer.from(of.id),
          Buffer.from(of.spkiSha256),
          Buffer.from(list),
        ]);
      const [own, root] = [(await published('issuing-1')).list, (await published('root-1')).list];
      await assert.rejects(ask(rootOf(ca), own), /not signed by root-1/);
      await assert.rejects(ask(issuingOf(ca), own), /no root/);
      await assert.rejects(ask(rootOf(ca), turned(root)), /not signed by root-1/);
      await assert.rejects(ask(rootOf(ca), Buffer.from('none')), /no revocation list/);
      await assert.rejects(takeBroughtList(store, ca.authorities, turned(root), now()), /not signed by/);
    });

    test('all that it issued is revoked, once, and each holder is told; then the record says that it is done', async () => {
      const end = certificateEnder(world);
      const ended = async () =>
        (await readAuthorities(world.store.db)).find(({ id }) => id === 'issuing-1')?.certificates_ended_at;
      // With the plan that was never signed.
      const counts = await Promise.all([end(), certificateEnder(world)()]);
      assert.equal(counts[0] + counts[1], 3);
      assert.equal(await ended(), null, 'another server may not have heard yet');
      for (const one of [held.inUse, held.unused]) {
        const { revoked_at, revocation_reason } = await rowOf(one);
        assert.deepEqual([revoked_at, revocation_reason], [world.now(), 'unspecified']);
      }
      assert.equal((await rowOf(held.revoked)).revocation_reason, 'keyCompromise');
      assert.equal(
        reasonOf(await logOn(world, people.inUse, held.inUse.certificate)),
        'certificate-ca-revoked',
      );
      const told = await world.store.db
        .selectFrom('notice')
        .select('params')
        .where('kind', '=', 'revoked')
        .execute();
      const causes = told.map(({ params }) => (JSON.parse(params) as NoticeParams).revocation);
      assert.deepEqual(causes, ['issuerRevoked', 'issuerRevoked', 'issuerRevoked']);
      const records = (await recordsOf('certificate.revoked')).filter(({ details }) =>
        details.includes('"by":"ca"'),
      );
      assert.equal(records.length, 3);

      world.clock.now += MINUTE;
      assert.equal(await end(), 0);
      assert.equal(await ended(), world.now());
      assert.equal(await end(), 0);
      await publishRevocationLists(world.store, world.ca, world.now());
      assert.equal((await listed('issuing-1')).length, 4);
    });

    test('another generation issues at once; who lost a certificate may acquire, and is told once', async () => {
      const reopen = (generation: string, bankCode?: string) =>
        reopenForHolders(world, { generation, bankCode }, caller());
      await assert.rejects(reopen('issuing-1'), /no other issuing CA/);
      await assert.rejects(reopen('issuing-2'), /no issuing CA that its root has revoked/);
      const at = world.now();
      const second = await rollOver(world);
      assert.deepEqual([second.id, second.issuesFrom, world.now()], ['issuing-2', at, at]);
      assert.deepEqual(await failing(), []);
      const issued = await mustAcquire(world, people.late);
      assert.equal(issued.view.issuer, 'issuing-2');
      assert.deepEqual(await stateOf(issued), { state: 'good' });

      assert.equal(reasonOf(await acquire(world, people.inUse)), 'certificate-ca-revoked');
      assert.equal(await reopen('issuing-1', '9001'), 0);
      assert.equal(
        await reopen('issuing-1', '9000'),
        2,
        'not whoever was revoked before, nor who has another',
      );
      assert.equal(await reopen('issuing-1'), 0);
      const again = await mustAcquire(world, people.inUse);
      assert.equal(again.view.issuer, 'issuing-2');
      assert.equal(reasonOf(await logOn(world, people.inUse, again.certificate)), undefined);
      assert.equal(
        reasonOf(await logOn(world, people.inUse, held.inUse.certificate)),
        'certificate-ca-revoked',
      );
    });

    test('the next that waits takes over before its day; without another nothing is issued', async () => {
      const third = await rollGeneration(placeOf(), '2027-04-01', undefined, caller());
      await refreshAuthorities(world.store, world.ca, world.now());
      const { authorities } = world.ca;
      const states = () => authorities.generations.map((one) => authorities.stateOf(one, world.now()));
      assert.deepEqual(states(), ['revoked', 'issuing', 'waiting']);
      const second = authorities.find('issuing-2') ?? assert.fail();
      await revoke(second, 'superseded');
      world.clock.now += MINUTE;
      await publishRootLists(world.store, world.ca, world.now());
      assert.deepEqual(states(), ['revoked', 'revoked', 'issuing']);
      const { view } = await mustAcquire(world, await openContract(world, '9000'));
      assert.equal(view.issuer, third.id);

      await revoke(authorities.find(third.id) ?? assert.fail(), 'cessationOfOperation');
      world.clock.now += MINUTE;
      await publishRootLists(world.store, world.ca, world.now());
      assert.equal(reasonOf(await acquire(world, await openContract(world, '9000'))), 'issuing-ca-revoked');
      assert.match((await failing()).join(), /issuing-ca failed: the root has revoked issuing-2/);
    });

    test('one that was revoked before it was accepted is not', async () => {
      const { spkiSha256 } = await prepareGeneration(placeOf(), undefined, caller());
      const period = { notBefore: world.now(), notAfter: world.now() + 3000 * DAY };
      const certificate = await world.ca.signer.certifyGeneration(rootOf(world.ca), spkiSha256, period);
      await revoke({ ...issuingOf(world.ca), certificate }, 'superseded');
      const accept = () => acceptGeneration(placeOf(), certificate, '2026-06-01', caller());
      world.clock.now += MINUTE;
      await publishRootLists(world.store, world.ca, world.now());
      await assert.rejects(accept, /root-1 has revoked it/);
      await assert.rejects(world.ca.signer.acceptGeneration(certificate, false), /its root has revoked it/);
    });

    test('what is revoked stays so, whatever is said later', async () => {
      const before = (await readAuthorities(world.store.db)).map((one) => one.revocation_reason);
      const again = { id: 'issuing-1', revokedAt: world.now(), reason: 'superseded' };
      assert.equal(
        await world.store.transaction((tx) => markAuthorityRevoked(tx, again, world.now())),
        false,
      );
      assert.deepEqual(
        (await readAuthorities(world.store.db)).map((one) => one.revocation_reason),
        before,
      );
    });
  });
});

/** With the last bit turned, which is the signature's. */
function turned(der: Uint8Array): Uint8Array {
  const other = Uint8Array.from(der);
  other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
  return other;
}
