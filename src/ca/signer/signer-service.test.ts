// What a signer signs and what it does not, asked past the server, as one that was taken over would ask.

import assert from 'node:assert/strict';
import { generateKeyPairSync, hash, randomBytes, verify, X509Certificate } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { makeProvenWays } from '../../../test/faults/proven-ways.ts';
import { issuingOf, rootOf } from '../../../test/world/authorities.ts';
import { acquire, makeRequest, openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, PASSPHRASE, type World } from '../../../test/world/deployment.ts';
import { certIdOf } from '../../../test/world/ocsp.ts';
import { serviceInside, signerBut } from '../../../test/world/signer.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { openKeyTicket } from '../../procedures/enrol/enrolment.ts';
import { submitRequest } from '../../procedures/enrol/submit-request.ts';
import { treeHeadToSign } from '../../store/audit-tree/tree-head.ts';
import type { Store } from '../../store/store.ts';
import { revokeCertificate } from '../../store/write/certificate.ts';
import { buildTbsCertificate, parseCertificate, parseTbsCertificate } from '../../x509/certificate.ts';
import { buildTbsCertList } from '../../x509/certificate-revocation-list.ts';
import * as extensions from '../../x509/extensions.ts';
import { buildResponseData } from '../../x509/ocsp-response.ts';
import { parseSubjectPublicKeyInfo } from '../../x509/subject-public-key-info.ts';
import { encodeHolderCertificate } from '../build-certificate.ts';
import { Issuer } from '../issue-certificate.ts';
import { keyIdentifierOf } from '../key-identifier.ts';
import { caAddress, ocspAddress, revocationListAddress, revocationListOf } from '../published-addresses.ts';
import { REQUESTS, type RequestKind } from './frames.ts';
import { SignerFault } from './signer-fault.ts';
import type { SignerService } from './signer-service.ts';

const DAY = 24 * 60 * 60 * 1000;
const HOUR = 60 * 60 * 1000;
type Field = Uint8Array | string;

eachDatabase((name, open) => {
  describe(`the signer on ${name}`, () => {
    let store: Store;
    let world: World;
    let service: SignerService;
    let spki: Uint8Array;
    let ours: readonly [string, string];

    const ask = (kind: RequestKind, fields: readonly Field[], of = service) =>
      of.answer(
        REQUESTS[kind],
        fields.map((field) => Buffer.from(field)),
      );
    const isRefused = (error: unknown) => error instanceof SignerFault && error.code === 'refused';
    /** Why it does not sign these octets as a holder's certificate, or nothing when it does. */
    const judge = async (tbs: Uint8Array, serial?: string): Promise<string> => {
      const number = serial ?? Buffer.from(parseTbsCertificate(tbs).serialNumber).toString('hex');
      // Past the store, where it reads plans: the rules stand before and behind it.
      const options = {
        store,
        keyFolder: world.keyFolder,
        passphrase: PASSPHRASE,
        pkiOrigin: world.ca.pkiOrigin,
      };
      const handed = serviceInside({ ...options, now: world.now }, { readPlans: undefined });
      const [signature = '', why = ''] = await ask('certificates', [...ours, number, tbs], handed);
      if (signature.length > 0) assert.ok(signedByCa(tbs, signature as Uint8Array));
      return String(why);
    };
    const signedByCa = (content: Uint8Array, signature: Uint8Array) =>
      verify('sha256', content, new X509Certificate(issuingOf(world.ca).certificate).publicKey, signature);

    before(async () => {
      store = await open();
      world = await makeWorld(store);
      const { keyFolder, now } = world;
      service = serviceInside({
        store,
        keyFolder,
        passphrase: PASSPHRASE,
        pkiOrigin: world.ca.pkiOrigin,
        now,
      });
      ours = [issuingOf(world.ca).id, issuingOf(world.ca).spkiSha256];
      spki = new X509Certificate(issuingOf(world.ca).certificate).publicKey.export({
        format: 'der',
        type: 'spki',
      });
    });
    after(() => world.dispose());

    /** A holder's certificate as the server builds it, with something else in it. */
    const holder = async (
      other: Partial<Parameters<typeof buildTbsCertificate>[0]> = {},
      change: (list: extensions.Extension[]) => extensions.Extension[] = (list) => list,
    ): Promise<Uint8Array> => {
      const { pkiOrigin, policyId } = world.ca;
      const issuing = issuingOf(world.ca);
      const serialNumber = Uint8Array.from(randomBytes(16));
      serialNumber[0] = 0x41;
      const number = other.serialNumber ?? serialNumber;
      const key = other.subjectPublicKeyInfo ?? freshKey();
      const list = revocationListOf(issuing, Buffer.from(number).toString('hex'));
      return buildTbsCertificate({
        serialNumber: number,
        signatureAlgorithm: issuing.key.algorithm,
        issuer: issuing.subject,
        notBefore: NOON - 600_000,
        notAfter: NOON + 365 * DAY,
        subject: [{ type: 'CN', value: '00000000001' }],
        subjectPublicKeyInfo: key,
        extensions: change([
          extensions.authorityKeyIdentifier(keyIdentifierOf(issuing.key.subjectPublicKeyInfo)),
          extensions.basicConstraints({ cA: false }),
          extensions.keyUsage(['digitalSignature']),
          extensions.extendedKeyUsage(['clientAuth']),
          extensions.certificatePolicies([policyId]),
          extensions.cRLDistributionPoints([revocationListAddress(pkiOrigin, issuing.id, list)]),
          extensions.authorityInfoAccess({
            ocsp: ocspAddress(pkiOrigin),
            caIssuers: caAddress(pkiOrigin, issuing.id),
          }),
          extensions.subjectKeyIdentifier(keyIdentifierOf(key)),
        ]),
        ...other,
      });
    };
    const freshKey = () =>
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'der', type: 'spki' });
    const replaced = (extension: extensions.Extension) => (list: extensions.Extension[]) =>
      list.map((one) => (one.oid === extension.oid ? extension : one));

    test('a holder’s certificate in order is signed', async () => {
      assert.equal(await judge(await holder()), '');
    });

    const wrong: readonly [string, () => Promise<Uint8Array>, RegExp][] = [
      ['a CA', () => holder({}, replaced(extensions.basicConstraints({ cA: true }))), /basic-constraints/],
      [
        'a signer of certificates',
        () => holder({}, replaced(extensions.keyUsage(['keyCertSign']))),
        /key-usage/,
      ],
      ['a server', () => holder({}, replaced(extensions.extendedKeyUsage(['serverAuth']))), /key-usage/],
      ['a responder', () => holder({}, replaced(extensions.extendedKeyUsage(['OCSPSigning']))), /key-usage/],
      [
        'an alternative name',
        () =>
          holder({}, (list) => [
            ...list,
            extensions.subjectAlternativeName({ dns: ['bank.example'], ip: [] }),
          ]),
        /not for holders/,
      ],
      ['another policy', () => holder({}, replaced(extensions.certificatePolicies(['1.2.3']))), /policy/],
      [
        'another OCSP address',
        () =>
          holder(
            {},
            replaced(
              extensions.authorityInfoAccess({
                ocsp: 'http://evil.example/ocsp',
                caIssuers: caAddress(world.ca.pkiOrigin, 'issuing-1'),
              }),
            ),
          ),
        /OCSP address/,
      ],
      [
        'another list',
        () => holder({}, replaced(extensions.cRLDistributionPoints(['http://evil.example/a.crl']))),
        /crl-distribution-points/,
      ],
      ['another issuer', () => holder({ issuer: rootOf(world.ca).subject }), /issuer/],
      ['another algorithm', () => holder({ signatureAlgorithm: 'ecdsa-with-SHA384' }), /algorithm/],
      ['three years', () => holder({ notAfter: NOON + 3 * 365 * DAY }), /too long/],
      ['a beginning last week', () => holder({ notBefore: NOON - 7 * DAY }), /not valid from today/],
      ['a beginning next week', () => holder({ notBefore: NOON + 7 * DAY }), /not valid from today/],
      ['the key of the CA itself', () => holder({ subjectPublicKeyInfo: spki }), /the CA itself/],
      [
        'a responder’s number',
        () => holder({ serialNumber: Uint8Array.from(randomBytes(20), low) }),
        /serial/,
      ],
    ];
    for (const [title, make, says] of wrong) {
      test(`${title}: not signed`, async () => {
        assert.match(await judge(await make()), says);
      });
    }

    test('octets that are no certificate, and another’s number: not signed', async () => {
      for (const octets of [Buffer.alloc(0), Buffer.from('sign this'), randomBytes(500)])
        assert.match(await judge(octets, '41'.repeat(16)), /well-formed|serial/);
      const whole = await holder();
      assert.match(await judge(whole.subarray(0, -1), '41'.repeat(16)), /well-formed/);
      assert.match(await judge(whole, '41'.repeat(16)), /serial|list/);
    });

    test('a number is signed once: again the same octets, never others', async () => {
      const first = await holder();
      const { serialNumber } = parseTbsCertificate(first);
      assert.equal(await judge(first), '');
      assert.equal(await judge(first), '');
      const other = await holder({ serialNumber, subject: [{ type: 'CN', value: '00000000002' }] });
      assert.match(await judge(other), /signed before/);
    });

    if (name === 'PostgreSQL') {
      test('what is not planned in the store is not signed, and what is is read from there', async () => {
        const tbs = await holder();
        const number = Buffer.from(parseTbsCertificate(tbs).serialNumber).toString('hex');
        const [signature, why] = await ask('certificates', [...ours, number, tbs]);
        assert.deepEqual([signature, why], ['', 'not planned']);
        const [way] = await makeProvenWays(store, 1, NOON);
        assert.ok(way);
        const opened = await openKeyTicket(world, way);
        assert.ok(!isRefusal(opened));
        const { request } = await makeRequest();
        const got = await submitRequest(world, { ...way, ticket: opened.ticket, request }, caller());
        assert.ok(!isRefusal(got));
        const signed = parseCertificate(got.certificate);
        assert.ok(signedByCa(signed.tbs, signed.signature));
        // Signed and recorded, it is no plan any more.
        const [, again] = await ask('certificates', [...ours, got.view.serialNumber, '']);
        assert.equal(again, 'not planned');
      });

      test('a plan that was given up is none any more', async () => {
        const signer = signerBut(world.ca.signer, {
          certificate: () => Promise.reject(new SignerFault('unavailable', 'away')),
        });
        const issuer = new Issuer(store, { ...world.ca, signer }, world.now, async () => {});
        assert.ok(isRefusal(await acquire({ ...world, issuer }, await openContract(world, '9000'))));
        const { serial_number: serial } = await store.db
          .selectFrom('certificate')
          .select('serial_number')
          .where('certificate', 'is', null)
          .executeTakeFirstOrThrow();
        const asked = () => ask('certificates', [...ours, serial, '']);
        assert.equal((await asked())[1], '', 'as long as it stands');
        await store.transaction((tx) => revokeCertificate(tx, serial, 'unspecified', NOON));
        assert.deepEqual(await asked(), ['', 'not planned']);
      });
    }

    test('no second ceremony beside the first', async () => {
      await assert.rejects(ask('ceremony', [String(NOON)]), isRefused);
    });

    const list = (number: number, other: Partial<Parameters<typeof buildTbsCertList>[0]> = {}) =>
      buildTbsCertList({
        signatureAlgorithm: issuingOf(world.ca).key.algorithm,
        issuer: issuingOf(world.ca).subject,
        thisUpdate: NOON,
        nextUpdate: NOON + DAY,
        entries: [],
        authorityKeyIdentifier: keyIdentifierOf(issuingOf(world.ca).key.subjectPublicKeyInfo),
        number,
        deltaAddress,
        ...other,
      });
    const deltaAddress = 'http://pki.test:8080/crl/issuing-1/delta.crl';

    test('lists: of this CA, under their own name, their number rising', async () => {
      const signList = (tbs: Uint8Array, of = 'full') => ask('revocationList', [...ours, of, tbs]);
      assert.ok(signedByCa(list(5), (await signList(list(5)))[0] as Uint8Array));
      // The same again for who has lost it.
      await signList(list(5));
      const notRising = (error: unknown) =>
        error instanceof SignerFault && error.code === 'number-not-rising' && error.detail === '5';
      await assert.rejects(signList(list(4)), notRising);
      await assert.rejects(signList(list(5, { nextUpdate: NOON + 2 * DAY })), notRising);
      await signList(list(6));
      const point = (shard: number) => revocationListAddress(world.ca.pkiOrigin, 'issuing-1', String(shard));
      const shard = { deltaAddress: undefined, distributionPoint: point(3) };
      await signList(list(1, shard), '3');
      const delta = { deltaAddress: undefined, baseNumber: 5 };
      await signList(list(6, delta), 'delta');
      for (const [tbs, of] of [
        [list(9, { issuer: rootOf(world.ca).subject })],
        [list(9, { authorityKeyIdentifier: randomBytes(20) })],
        [list(9, { signatureAlgorithm: 'ecdsa-with-SHA512' })],
        [list(9, { nextUpdate: NOON + 30 * DAY })],
        [list(9, { thisUpdate: NOON - 9 * DAY, nextUpdate: NOON - 8 * DAY })],
        [list(9, shard)],
        [list(9, { deltaAddress: undefined })],
        [list(9, { deltaAddress: point(3) })],
        [list(9, { baseNumber: 5 })],
        [list(9, delta)],
        [list(9), 'delta'],
        [list(9, { ...delta, deltaAddress })],
        [list(9, { ...delta, baseNumber: 10 }), 'delta'],
        [list(9, { ...delta, distributionPoint: point(3) }), 'delta'],
        [list(9), '3'],
        [list(9, { ...shard, deltaAddress }), '3'],
        [list(9, { ...shard, baseNumber: 5 }), '3'],
        [list(9), 'other'],
        [list(9, { entries: [Buffer.from('no entry')] })],
        [await holder()],
        [Buffer.alloc(0)],
      ] as [Uint8Array, string?][]) {
        await assert.rejects(signList(tbs, of), isRefused);
      }
    });

    test('responders: with the signer’s own keys, for a fortnight; answers: as that responder', async () => {
      const key = (await ask('makeResponderKey', ['issuing-1']))[0] as Uint8Array;
      const { pkiOrigin } = world.ca;
      const issuing = issuingOf(world.ca);
      const responder = (subjectPublicKeyInfo: Uint8Array, notAfter = NOON + 14 * DAY) =>
        buildTbsCertificate({
          serialNumber: Uint8Array.from(randomBytes(20), low),
          signatureAlgorithm: issuing.key.algorithm,
          issuer: issuing.subject,
          notBefore: NOON - HOUR,
          notAfter,
          subject: [{ type: 'CN', value: 'responder' }],
          subjectPublicKeyInfo,
          extensions: [
            extensions.authorityKeyIdentifier(keyIdentifierOf(issuing.key.subjectPublicKeyInfo)),
            extensions.subjectKeyIdentifier(keyIdentifierOf(subjectPublicKeyInfo)),
            extensions.basicConstraints({ cA: false }),
            extensions.keyUsage(['digitalSignature']),
            extensions.extendedKeyUsage(['OCSPSigning']),
            extensions.ocspNoCheck(),
            extensions.authorityInfoAccess({ caIssuers: caAddress(pkiOrigin, issuing.id) }),
          ],
        });
      const good = responder(key);
      assert.ok(signedByCa(good, (await ask('responder', [...ours, good]))[0] as Uint8Array));
      for (const tbs of [responder(freshKey()), responder(key, NOON + 60 * DAY), await holder()])
        await assert.rejects(ask('responder', [...ours, tbs]), isRefused);

      const name = hash('sha256', key, 'hex');
      const publicKey = parseSubjectPublicKeyInfo(key);
      assert.ok(publicKey?.kind === 'ec');
      const keyHash = hash('sha1', publicKey.point, 'buffer');
      const certId = certIdOf(issuingOf(world.ca), '41'.repeat(16));
      const answers = [{ certId, status: { state: 'good' as const } }];
      const answer = (responderKeyHash: Uint8Array, nextUpdate = NOON + DAY) =>
        buildResponseData({ responderKeyHash, producedAt: NOON, thisUpdate: NOON, nextUpdate, answers });
      await ask('ocspAnswers', ['issuing-1', name, answer(keyHash)]);
      for (const data of [answer(randomBytes(20)), answer(keyHash, NOON + 30 * DAY), good, Buffer.from('x')])
        await assert.rejects(ask('ocspAnswers', ['issuing-1', name, data]), isRefused);
    });

    test('heads of the audit record: later than those before, and of their form', async () => {
      const key = hash('sha256', (await ask('makeTreeHeadKey', []))[0] as Uint8Array, 'hex');
      const head = (timestamp: number) => treeHeadToSign({ size: 3, root: randomBytes(32), timestamp });
      await ask('treeHead', [key, head(NOON)]);
      await assert.rejects(ask('treeHead', [key, head(NOON)]), SignerFault);
      await ask('treeHead', [key, head(NOON + 1)]);
      for (const octets of [randomBytes(50), Buffer.alloc(0), await holder()])
        await assert.rejects(ask('treeHead', [key, octets]), isRefused);
    });

    test('names that lead out of the folder, fields that are missing, kinds that are none', async () => {
      const bad: [number, Field[]][] = [
        [REQUESTS.hold, ['../../etc', '0'.repeat(64)]],
        [REQUESTS.hold, ['issuing-1', '../passwd']],
        [REQUESTS.hold, []],
        [REQUESTS.certificates, [...ours, 'odd']],
        [REQUESTS.makeResponderKey, ['a/b-1']],
        [REQUESTS.treeHead, [ours[1]]],
        [REQUESTS.ceremony, ['soon']],
        [REQUESTS.prepareGeneration, ['../issuing-2', '', '']],
        [REQUESTS.prepareGeneration, ['issuing-2', 'RSA-1024', '']],
        [REQUESTS.prepareGeneration, []],
        [REQUESTS.certifyGeneration, [...ours, '0'.repeat(64), '0', '1']],
        [REQUESTS.certifyGeneration, ['../root-1', '0'.repeat(64), '0'.repeat(64), '0', '1']],
        [REQUESTS.acceptGeneration, ['no certificate', '']],
        [REQUESTS.acceptGeneration, []],
        [99, []],
      ];
      for (const [kind, fields] of bad) {
        await assert.rejects(
          service.answer(
            kind,
            fields.map((field) => Buffer.from(field)),
          ),
        );
      }
      assert.equal(await judge(encodeHolderCertificate(world.ca, await content()).tbs), '');
    });

    const content = async () => ({
      issuing: issuingOf(world.ca),
      subject: [{ type: 'CN', value: 'x' }] as const,
      notBefore: NOON,
      notAfter: NOON + DAY,
      subjectPublicKeyInfo: freshKey(),
    });
  });
});

/** The first octet of a serial number: positive, without a leading zero. */
function low(octet: number, at: number): number {
  return at === 0 ? 0x41 : octet;
}
