// After a rollover, on both databases and over real mutual TLS: who has a certificate of the first generation logs on,
// renews into the second, and each generation answers for its own.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import type { IssuingAuthority } from '../../src/ca/authorities.ts';
import { SealedKeys } from '../../src/ca/key-files.ts';
import { OcspAnswers } from '../../src/ca/ocsp-answers.ts';
import { publishRevocationLists } from '../../src/ca/publish-revocation-lists.ts';
import { publishRootLists } from '../../src/ca/publish-root-lists.ts';
import { revocationListOf } from '../../src/ca/published-addresses.ts';
import { signRootList } from '../../src/ca/root-acts.ts';
import { makeBackup, prepareFolder } from '../../src/procedures/backup/make-backup.ts';
import { restoreBackup } from '../../src/procedures/backup/restore-backup.ts';
import { journalExporter } from '../../src/procedures/journal/export-journal.ts';
import { recogniseCertificate } from '../../src/procedures/log-on/recognise-certificate.ts';
import { findRevocationList } from '../../src/store/read/revocation-list.ts';
import { openStore, readStore, type StoreLocation } from '../../src/store/store.ts';
import { parseCertificate } from '../../src/x509/certificate.ts';
import { parseCertificateRevocationList } from '../../src/x509/certificate-revocation-list.ts';
import { buildOcspRequest } from '../../src/x509/ocsp-request.ts';
import { parseOcspResponse } from '../../src/x509/ocsp-response.ts';
import { toHex } from '../../src/x509/serial-number.ts';
import { issuingOf, rollOver, rootOf } from '../world/authorities.ts';
import type { Acquired, Customer } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller, makeWorld, PASSPHRASE, type World } from '../world/deployment.ts';
import { banksWithDevices, requestFor } from '../world/est.ts';
import { type LogonFace, openLogonFace, reasonIn } from '../world/logon-face.ts';
import { certIdOf } from '../world/ocsp.ts';
import { openPkiFace, type PkiFace } from '../world/pki-face.ts';
import { renew } from '../world/renewals.ts';
import { certificatesOf, goToDayFromEnd, logOnAgain, must } from '../world/year.ts';

const execute = promisify(execFile);

eachDatabase((name, _open, database) => {
  describe(`after a rollover on ${name}`, () => {
    let base: string;
    let location: StoreLocation;
    let face: LogonFace;
    let pki: PkiFace;
    let world: World;
    let first: IssuingAuthority;
    let second: IssuingAuthority;
    let customer: Customer;
    let old: Acquired;
    let renewed: Acquired;
    let device: { customer: Customer; acquired: Acquired };
    let toJournal: () => Promise<void>;
    const publish = () => publishRevocationLists(world.store, world.ca, world.now());

    before(async () => {
      base = await mkdtemp(join(tmpdir(), 'warifu-rollover-'));
      location = await database.fresh();
      face = await openLogonFace({ location, banks: banksWithDevices() });
      ({ world } = face);
      pki = await openPkiFace(world);
      first = issuingOf(world.ca);
      toJournal = journalExporter(world, join(base, 'journal'));
      ({ customer, acquired: old } = await face.customerWithCertificate());
      await logOnAgain(world, customer, old);
      device = await face.customerWithCertificate();
      await logOnAgain(world, device.customer, device.acquired);
      await publish();
      await toJournal();
      await backUp(join(base, 'backup'));
      goToDayFromEnd(world, old, -20);
      second = await rollOver(world);
      await publish();
    });
    after(async () => {
      await pki.close();
      await face.close();
      await rm(base, { recursive: true });
    });

    const backUp = async (folder: string) => {
      await prepareFolder(folder);
      const order = { folder, keyFolder: world.keyFolder, now: world.now() };
      if (world.store.copyTo === undefined) {
        return readStore(location, (db) => makeBackup(db, { ...order, database: 'postgres' }));
      }
      const copy = await mkdtemp(join(base, 'copy-'));
      await world.store.copyTo(join(copy, 'warifu.db'));
      return readStore({ dataFolder: copy }, (db) => makeBackup(db, { ...order, database: 'sqlite' }));
    };

    test('a server that runs asks browsers for certificates of both from then on', async () => {
      const asked = execute('openssl', ['s_client', '-connect', `127.0.0.1:${face.port}`]);
      asked.child.stdin?.end();
      const { stdout } = await asked;
      for (const ca of ['Root CA 1', 'Issuing CA 1', 'Issuing CA 2']) {
        assert.match(stdout, new RegExp(`CN ?= ?Warifu ${ca}`));
      }
    });

    test('with a certificate of before: logged on, renewed into the next generation, and superseded', async () => {
      await face.logOn(customer, old);
      const session = await logOnAgain(world, customer, old);
      renewed = must(await renew(world, session, 'administrator'));
      const issuer = new X509Certificate(second.certificate);
      assert.ok(new X509Certificate(renewed.certificate).verify(issuer.publicKey));
      assert.deepEqual(renewed.chain, [second.certificate]);
      const { authorityInfoAccess, cRLDistributionPoints } = parseCertificate(renewed.certificate).extensions;
      assert.deepEqual(authorityInfoAccess?.caIssuers, ['http://pki.test:8080/ca/issuing-2.crt']);
      const shard = revocationListOf(second, renewed.view.serialNumber);
      assert.deepEqual(cRLDistributionPoints, [`http://pki.test:8080/crl/issuing-2/${shard}.crl`]);
      await face.logOn(customer, renewed);
      const [before, now] = await certificatesOf(world, customer);
      assert.deepEqual(
        [before?.issuer, before?.revocation_reason, now?.issuer, now?.revocation_reason],
        ['issuing-1', 'superseded', 'issuing-2', null],
      );
      const shown = { bankCode: '9000', certificate: old.certificate };
      const refused = await recogniseCertificate(world, shown, caller());
      assert.equal('refused' in refused && refused.reason, 'certificate-superseded');
    });

    test('each generation has lists of its own, at its own addresses; what is revoked stands on its own CA’s', async () => {
      await publish();
      const revokedOn = async (issuer: IssuingAuthority, list: string) => {
        const row = await findRevocationList(world.store.db, issuer.id, list);
        const parsed = parseCertificateRevocationList(row?.list ?? new Uint8Array());
        assert.deepEqual(parsed.issuer, issuer.subject);
        const path = `/crl/${issuer.id}${list === 'full' ? '' : `/${list}`}.crl`;
        const served = new Uint8Array(await (await fetch(`${pki.origin}${path}`)).arrayBuffer());
        assert.deepEqual(served, new Uint8Array(row?.list ?? []));
        return parsed.revoked.map(({ serialNumber }) => toHex(serialNumber));
      };
      const { serialNumber } = old.view;
      assert.deepEqual(await revokedOn(first, 'full'), [serialNumber]);
      assert.deepEqual(await revokedOn(first, revocationListOf(first, serialNumber)), [serialNumber]);
      assert.deepEqual(await revokedOn(second, 'full'), []);
      for (const { id, certificate } of [rootOf(world.ca), first, second]) {
        const served = await (await fetch(`${pki.origin}/ca/${id}.crt`)).arrayBuffer();
        assert.deepEqual(new Uint8Array(served), new Uint8Array(certificate));
      }
      assert.equal((await fetch(`${pki.origin}/ca/issuing-3.crt`)).status, 404);
      assert.equal((await fetch(`${pki.origin}/crl/issuing-3.crl`)).status, 404);
    });

    test('OCSP: each generation by its own responder, in the name of no other', async () => {
      const answers = new OcspAnswers(world.store, world.ca, world.now);
      await answers.open();
      const ask = async (...certIds: Uint8Array[]) => {
        const request = buildOcspRequest(certIds);
        const { body } = await answers.answer(toHex(request), () => request);
        const said = parseOcspResponse(Buffer.from(body, 'latin1'));
        if (typeof said === 'string') return said;
        const responder = new X509Certificate(said.certificates[0] ?? new Uint8Array());
        const by = [first, second].filter(({ certificate }) => {
          const issuer = new X509Certificate(certificate);
          return responder.checkIssued(issuer) && responder.verify(issuer.publicKey);
        });
        return [by.map(({ id }) => id).join(), ...said.answers.map(({ status }) => status.state)];
      };
      const [before, now] = [old.view.serialNumber, renewed.view.serialNumber];
      for (const hashName of ['SHA-1', 'SHA-256'] as const) {
        const of = (issuer: { readonly certificate: Uint8Array }, serial: string) =>
          certIdOf(issuer, serial, hashName);
        assert.deepEqual(await ask(of(first, before)), ['issuing-1', 'revoked']);
        assert.deepEqual(await ask(of(second, now)), ['issuing-2', 'good']);
        assert.equal(await ask(of(second, before)), 'unauthorized');
        assert.equal(await ask(of(first, now)), 'unauthorized');
        assert.equal(await ask(of(rootOf(world.ca), now)), 'unauthorized');
        assert.deepEqual(await ask(of(first, before), of(second, now)), ['issuing-1', 'revoked', 'unknown']);
        assert.deepEqual(await ask(of(first, now), of(second, now)), ['issuing-2', 'unknown', 'good']);
      }
    });

    test('EST: every CA certificate, and a device renewed from one generation into the next', async () => {
      const { body } = await face.visitor().get('/.well-known/est/cacerts');
      const octets = Buffer.from(body, 'base64');
      for (const { certificate } of [rootOf(world.ca), first, second])
        assert.ok(octets.includes(Buffer.from(certificate)));
      const { request } = requestFor({ of: device.acquired.certificate });
      const answer = await face
        .visitor(device.acquired)
        .post('/.well-known/est/simplereenroll', request, { 'content-type': 'application/pkcs10' });
      assert.equal(answer.status, 200, answer.body);
      const issuers = (await certificatesOf(world, device.customer)).map(({ issuer }) => issuer);
      assert.deepEqual(issuers, ['issuing-1', 'issuing-2']);
    });

    test('certificate-ca-revoked: the root revokes the first; its certificates end with words, the others do not', async () => {
      await publishRootLists(world.store, world.ca, world.now());
      const { id, spkiSha256 } = rootOf(world.ca);
      const place = { folder: world.keyFolder, keys: new SealedKeys(world.keyFolder, PASSPHRASE) };
      const serialNumber = toHex(parseCertificate(first.certificate).serialNumber);
      world.clock.now += 1000;
      const by = { at: world.now(), persons: [] };
      await signRootList(place, { id, spkiSha256 }, by, { serialNumber, reason: 'cACompromise' });
      assert.deepEqual(await publishRootLists(world.store, world.ca, world.now()), ['root-1']);
      const visitor = face.visitor(device.acquired);
      for (const [language, words] of [
        ['ja', /<h1[^>]*>発行元の認証局の失効により、この電子証明書は使えません<\/h1>/],
        ['en', /<h1[^>]*>The certification authority that issued this certificate has been revoked<\/h1>/],
      ] as const) {
        await visitor.get(`/9000/administrator?lang=${language}`);
        const { status, body } = await visitor.get('/9000/administrator');
        assert.deepEqual([status, reasonIn(body)], [403, 'certificate-ca-revoked']);
        assert.match(body, words);
        assert.match(body, new RegExp(device.acquired.view.commonName), 'which one was received');
        assert.match(body, /\/9000\/enrolment\/administrator/);
      }
      const { request } = requestFor({ of: device.acquired.certificate });
      const type = { 'content-type': 'application/pkcs10' };
      const est = await visitor.post('/.well-known/est/simplereenroll', request, type);
      assert.match(est.body, /certificate-ca-revoked/);
      const cacerts = Buffer.from((await visitor.get('/.well-known/est/cacerts')).body, 'base64');
      const has = ({ certificate }: { readonly certificate: Uint8Array }) =>
        cacerts.includes(Buffer.from(certificate));
      assert.deepEqual([first, second].map(has), [false, true]);
      const other = await face.visitor(renewed).get('/9000/administrator');
      assert.equal(other.status, 200, 'another generation’s');
    });

    test('a backup of before and the journal: the next generation is there again, as soon as its key is', async () => {
      await toJournal();
      const store = await openStore(await database.fresh());
      const keyFolder = join(base, 'keys');
      const order = { folder: join(base, 'backup'), keyFolder, journalFolder: join(base, 'journal') };
      await restoreBackup(store, { ...order, now: world.now() });
      const open = () => makeWorld(store, { keyFolder, now: world.now() });
      await assert.rejects(open(), /issuing-2/);
      for (const file of await readdir(world.keyFolder)) {
        if (/^issuing-2-[0-9a-f]{16}\./.test(file))
          await cp(join(world.keyFolder, file), join(keyFolder, file));
      }
      const restored = await open();
      assert.deepEqual(
        restored.ca.authorities.generations.map(({ id, issuesFrom, root, certificate }) => [
          ...[id, issuesFrom, root],
          Buffer.from(certificate).toString('hex'),
        ]),
        [first, second].map(({ id, issuesFrom, root, certificate }) => [
          ...[id, issuesFrom, root],
          Buffer.from(certificate).toString('hex'),
        ]),
      );
      // The revocation too, though the root's register is the backup's: its old list takes nothing back.
      assert.equal(restored.ca.authorities.find('issuing-1')?.revoked?.reason, 'cACompromise');
      restored.clock.now += 200 * 24 * 60 * 60 * 1000;
      await assert.rejects(
        publishRootLists(store, restored.ca, restored.now()),
        /does not name issuing-1, which root-1 has revoked/,
      );
      const [before, now] = await certificatesOf(restored, customer);
      assert.deepEqual([before?.revocation_reason, now?.issuer], ['superseded', 'issuing-2']);
      await restored.dispose();
      await store.close();
    });

    test('when the first has ended it says nothing any more, and its certificate stays where it was', async () => {
      const { now } = world.clock;
      world.clock.now = first.notAfter + 1000;
      const lists = await publish();
      assert.deepEqual([...new Set(lists.map(({ issuer }) => issuer))], ['issuing-2']);
      assert.equal((await fetch(`${pki.origin}/ca/issuing-1.crt`)).status, 200);
      world.clock.now = now;
    });
  });
});
