// Another generation of the issuing CA, on both databases: the way it comes, what is refused, what is half done.

import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { issuingOf, rollOver, rootOf } from '../../../test/world/authorities.ts';
import { mustAcquire, openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, PASSPHRASE, type World } from '../../../test/world/deployment.ts';
import { signerInside } from '../../../test/world/signer.ts';
import { refreshAuthorities } from '../../ca/certification-authority.ts';
import { certifyIssuing, issuingName } from '../../ca/certify-issuing.ts';
import { readIssuingRequest } from '../../ca/issuing-request.ts';
import { SealedKeys } from '../../ca/key-files.ts';
import { keyIdentifierOf } from '../../ca/key-identifier.ts';
import { OcspAnswers } from '../../ca/ocsp-answers.ts';
import { publishRevocationLists } from '../../ca/publish-revocation-lists.ts';
import { caAddress, revocationListAddress } from '../../ca/published-addresses.ts';
import { signCertificate } from '../../ca/sign-certificate.ts';
import type { SigningKey } from '../../ca/signing-key.ts';
import { generateSigningKey } from '../../ca/signing-key.ts';
import { readAuthorities } from '../../store/read/certification-authority.ts';
import type { Store } from '../../store/store.ts';
import * as extensions from '../../x509/extensions.ts';
import { examineHealth } from '../health/examine-health.ts';
import { acceptGeneration, type CaPlace, prepareGeneration } from './accept-generation.ts';
import { rollGeneration } from './roll-generation.ts';

const DAY = 24 * 60 * 60 * 1000;
const YEAR = 366 * DAY;

const placeOf = ({ store, ca: { signer }, now }: World, dryRun = false): CaPlace => ({
  ...{ store, signer, now, dryRun },
});

/** What changes with a generation: rows, files of the signer, the end of the audit record. */
async function stateOf({ store, keyFolder }: World): Promise<unknown> {
  const { sequence } = await store.db.selectFrom('audit_head').select('sequence').executeTakeFirstOrThrow();
  return {
    ids: (await readAuthorities(store.db)).map(({ id }) => id),
    files: (await readdir(keyFolder)).sort(),
    sequence,
  };
}

eachDatabase((name, open) => {
  describe(`generations on ${name}`, () => {
    let store: Store;
    let world: World;
    let rootKey: SigningKey;
    before(async () => {
      store = await open();
      world = await makeWorld(store);
      rootKey = await new SealedKeys(world.keyFolder, PASSPHRASE).open(rootOf(world.ca));
    });
    after(() => world.dispose());

    const roll = (day: string, dryRun = false) =>
      rollGeneration(placeOf(world, dryRun), day, undefined, caller());

    test('days on which no generation can begin change nothing', async () => {
      const before = await stateOf(world);
      for (const [day, why] of [
        ['tomorrow', /no day/],
        ['2026-02-30', /no day/],
        ['2026-04-09', /is over/],
        ['2025-04-10', /is over/],
        ['2036-05-01', /ends on .* before that/],
      ] as const) {
        await assert.rejects(roll(day), why);
        await assert.rejects(roll(day, true), why);
      }
      assert.deepEqual(await stateOf(world), before);
    });

    test('a dry run says what would be, and does nothing', async () => {
      const before = await stateOf(world);
      const would = await roll('2026-05-01', true);
      assert.equal(would.id, 'issuing-2');
      assert.equal(would.issuesFrom, Date.parse('2026-05-01T00:00:00+09:00'));
      assert.deepEqual(await stateOf(world), before);
    });

    /** A certificate as the root signs it, with something else in it. */
    const offered = async (
      other: {
        readonly key?: Uint8Array;
        readonly signer?: SigningKey;
        readonly fields?: Partial<Parameters<typeof signCertificate>[1]>;
        readonly change?: (list: extensions.Extension[]) => extensions.Extension[];
      } = {},
    ): Promise<Uint8Array> => {
      const { request } = await prepareGeneration(placeOf(world), undefined, caller());
      const { subject, subjectPublicKeyInfo } = readIssuingRequest(Buffer.from(request));
      const { change = (list) => list } = other;
      const key = other.key ?? subjectPublicKeyInfo;
      return signCertificate(other.signer ?? rootKey, {
        issuer: rootOf(world.ca).subject,
        subject,
        subjectKey: key,
        notBefore: NOON,
        notAfter: NOON + 10 * YEAR,
        extensions: change([
          extensions.authorityKeyIdentifier(keyIdentifierOf(rootKey.subjectPublicKeyInfo)),
          extensions.subjectKeyIdentifier(keyIdentifierOf(key)),
          extensions.basicConstraints({ cA: true, pathLength: 0 }),
          extensions.keyUsage(['keyCertSign', 'cRLSign']),
          extensions.cRLDistributionPoints([revocationListAddress(world.ca.pkiOrigin, 'root-1')]),
          extensions.authorityInfoAccess({ caIssuers: caAddress(world.ca.pkiOrigin, 'root-1') }),
        ]),
        ...other.fields,
      });
    };
    const replaced =
      (one: extensions.Extension, without = one.oid) =>
      (list: extensions.Extension[]) => [...list.filter(({ oid }) => oid !== without), one];
    const without = (one: extensions.Extension) => (list: extensions.Extension[]) =>
      list.filter(({ oid }) => oid !== one.oid);
    const accept = (certificate: Uint8Array, day = '2026-06-01', dryRun = false) =>
      acceptGeneration(placeOf(world, dryRun), certificate, day, caller());
    const stranger = generateSigningKey('P-256').key;

    test('prepared twice, also by two at once: one request', async () => {
      const { request, id } = await prepareGeneration(placeOf(world), undefined, caller());
      assert.equal(id, 'issuing-2');
      await assert.rejects(prepareGeneration(placeOf(world), 'P-384', caller()), /prepared already, P-256/);
      const again = await prepareGeneration(placeOf(world), undefined, caller());
      assert.equal(again.request, request);
      const { subject, kind } = readIssuingRequest(Buffer.from(request));
      assert.equal(kind, 'P-256');
      assert.match(Buffer.from(subject).toString('latin1'), /Warifu Issuing CA 2/);
    });

    const OFFERED: readonly (readonly [string, () => Promise<Uint8Array>, RegExp])[] = [
      ['what is no certificate', async () => randomBytes(300), /holds no certificate/],
      ['the root itself', async () => rootOf(world.ca).certificate, /certificate of root-1/],
      [
        'the one that issues',
        async () => issuingOf(world.ca).certificate,
        /certificate of issuing-1, which was accepted/,
      ],
      [
        'another key',
        () => offered({ key: stranger.subjectPublicKeyInfo }),
        /none that `warifu ca prepare` made/,
      ],
      ['another root', () => offered({ signer: stranger }), /no root that the signer knows/],
      ['another issuer', () => offered({ fields: { issuer: issuingOf(world.ca).subject } }), /no root/],
      ['another name', () => offered({ fields: { subject: issuingName(9) } }), /name/],
      [
        'another address of the root’s list',
        () => offered({ change: replaced(extensions.cRLDistributionPoints(['http://evil.example/a.crl'])) }),
        /list/,
      ],
      [
        'no address of the root',
        () => offered({ change: without(extensions.authorityInfoAccess({ caIssuers: 'http://a.example' })) }),
        /address of the root/,
      ],
      [
        'a CA that may have others below it',
        () => offered({ change: replaced(extensions.basicConstraints({ cA: true })) }),
        /path length/,
      ],
      [
        'no CA',
        () => offered({ change: replaced(extensions.basicConstraints({ cA: false })) }),
        /path length/,
      ],
      ['another use', () => offered({ change: replaced(extensions.keyUsage(['keyCertSign'])) }), /key usage/],
      [
        'an extended key usage',
        () => offered({ change: (list) => [...list, extensions.extendedKeyUsage(['clientAuth'])] }),
        /2\.5\.29\.37/,
      ],
      [
        'another key identifier',
        () => offered({ change: replaced(extensions.subjectKeyIdentifier(randomBytes(20))) }),
        /subject key identifier/,
      ],
      [
        'another key identifier of the root',
        () => offered({ change: replaced(extensions.authorityKeyIdentifier(randomBytes(20))) }),
        /authority key identifier/,
      ],
      [
        'an end after the root’s',
        () => offered({ fields: { notAfter: NOON + 30 * YEAR } }),
        /after its root/,
      ],
      ['a year only', () => offered({ fields: { notAfter: NOON + YEAR } }), /two years at least/],
      [
        'a beginning after its day',
        () => offered({ fields: { notBefore: NOON + 90 * DAY } }),
        /valid only from/,
      ],
      ['a bit turned', async () => turned(await offered()), /no root that the signer knows/],
    ];
    test('what is not the certificate of the prepared key is refused, and changes nothing', async () => {
      await offered();
      const { ids, files } = (await stateOf(world)) as { ids: string[]; files: string[] };
      for (const [what, make, why] of OFFERED) {
        await assert.rejects(accept(await make()), why, what);
      }
      const now = (await stateOf(world)) as { ids: string[]; files: string[] };
      assert.deepEqual([now.ids, now.files], [ids, files]);
    });

    test('killed between the signer and the store: the same command goes on', async () => {
      const certificate = certifyIssuing(rootKey, {
        ...{ root: { id: 'root-1', certificate: rootOf(world.ca).certificate } },
        ...{ pkiOrigin: world.ca.pkiOrigin, notBefore: NOON, notAfter: NOON + 10 * YEAR },
        ...readIssuingRequest(
          Buffer.from((await prepareGeneration(placeOf(world), undefined, caller())).request),
        ),
      });
      const dying: Store = { ...store, transaction: () => Promise.reject(new Error('killed')) };
      const day = '2026-06-01';
      await assert.rejects(
        acceptGeneration({ ...placeOf(world), store: dying }, certificate, day, caller()),
        /killed/,
      );
      // Whoever begins anew meanwhile is given the same key again, not another one.
      assert.equal((await prepareGeneration(placeOf(world), undefined, caller())).id, 'issuing-2');
      const outcomes = await Promise.allSettled([accept(certificate), accept(certificate)]);
      assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
      await assert.rejects(accept(certificate), /was accepted and issues from 2026-05-31T15:00/);
      const rows = await readAuthorities(store.db);
      assert.deepEqual(
        rows.map(({ id, root, issues_from }) => [id, root, issues_from]),
        [
          ['issuing-1', 'root-1', NOON],
          ['issuing-2', 'root-1', Date.parse('2026-06-01T00:00:00+09:00')],
          ['root-1', null, null],
        ],
      );
      const [record] = await store.db
        .selectFrom('audit')
        .selectAll()
        .where('act', '=', 'ca.accepted')
        .execute();
      const details = JSON.parse(record?.details ?? '{}') as { certificate?: string };
      assert.deepEqual(Buffer.from(details.certificate ?? '', 'base64'), Buffer.from(certificate));
    });

    test('one that waits is no fault without lists; one that issues is', async () => {
      const publish = () => publishRevocationLists(store, world.ca, world.now());
      const failing = async () => {
        const checks = await examineHealth({
          deployment: world,
          signerReady: async () => true,
          tlsNotAfter: undefined,
        });
        return checks.filter(({ state }) => state === 'failed').map(({ name: check }) => check);
      };
      await publish();
      await new OcspAnswers(store, world.ca, world.now).open();
      assert.equal(await refreshAuthorities(store, world.ca, NOON), true);
      assert.equal(await refreshAuthorities(store, world.ca, NOON), false);
      const usual = (await failing()).filter((check) => check !== 'audit-head' && check !== 'root-list');
      assert.deepEqual(usual, []);
      world.clock.now = Date.parse('2026-06-01T00:00:00+09:00');
      assert.ok((await failing()).includes('revocation-lists'));
      await publish();
      await new OcspAnswers(store, world.ca, world.now).open();
      const then = await failing();
      assert.ok(!then.includes('revocation-lists') && !then.includes('ocsp-responder'), then.join());
      world.clock.now = NOON;
    });

    test('every server has heard of it, and begins with it on the day and not before', async () => {
      const { keyFolder, ca, now } = world;
      const given = { store, keyFolder, passphrase: PASSPHRASE, pkiOrigin: ca.pkiOrigin, now };
      const other = await makeWorld(store, { keyFolder, signer: signerInside(given) });
      const running = [world, other];
      const issuers = async (at: number): Promise<(string | undefined)[]> => {
        for (const one of running) one.clock.now = at;
        return Promise.all(
          running.map(async (one) => {
            const { view } = await mustAcquire(one, await openContract(one, '9000'));
            const row = await store.db
              .selectFrom('certificate')
              .select('issuer')
              .where('serial_number', '=', view.serialNumber)
              .executeTakeFirst();
            return row?.issuer;
          }),
        );
      };
      const midnight = Date.parse('2026-06-01T00:00:00+09:00');
      assert.deepEqual(await issuers(midnight - 1), ['issuing-1', 'issuing-1']);
      assert.deepEqual(await issuers(midnight), ['issuing-2', 'issuing-2']);
      // A clock that is set back: what was in force then.
      assert.deepEqual(await issuers(midnight - 1), ['issuing-1', 'issuing-1']);
      world.clock.now = midnight;
    });

    test('one that waits, and another after it; none before it', async () => {
      world.clock.now -= DAY;
      await assert.rejects(roll('2026-06-01'), /issuing-2 issues from .* later day/);
      const third = await rollOver(world, { day: '2027-06-01', keyKind: 'P-384' });
      assert.equal(third.id, 'issuing-3');
      assert.equal(third.key.algorithm, 'ecdsa-with-SHA384');
      const states = world.ca.authorities.generations.map((one) =>
        world.ca.authorities.stateOf(one, world.now()),
      );
      assert.deepEqual(states, ['answering', 'answering', 'issuing']);
    });

    test('at its very end nothing is issued any more, and the customer is told why', async () => {
      const { now } = world.clock;
      const { notAfter } = world.ca.authorities.issuingAt(now);
      world.clock.now = notAfter - DAY;
      const last = await mustAcquire(world, await openContract(world, '9000'));
      assert.equal(last.view.notAfter, notAfter);
      const late = await openContract(world, '9000');
      world.clock.now = notAfter;
      await assert.rejects(mustAcquire(world, late), /issuing-ca-ended/);
      world.clock.now = now;
    });

    test('a key that the signer has not: told at once, and nothing is planned with it', async () => {
      await store.transaction((tx) =>
        tx
          .insertInto('certification_authority')
          .values({
            ...{ id: 'issuing-4', role: 'issuing', subject: 'CN=x', root: 'root-1', crl_shards: 0 },
            subject_der: issuingOf(world.ca).subject,
            certificate: issuingOf(world.ca).certificate,
            spki_sha256: hash('sha256', 'x', 'hex'),
            ...{ not_before: NOON, not_after: NOON + 10 * YEAR, created_at: NOON, issues_from: world.now() },
          })
          .execute(),
      );
      await assert.rejects(refreshAuthorities(store, world.ca, world.now()), { name: 'KeyFileError' });
      const customer = await openContract(world, '9000');
      await assert.rejects(mustAcquire(world, customer), /signer-unavailable/);
      const { planned } = await store.db
        .selectFrom('certificate')
        .select((e) => e.fn.countAll<number>().as('planned'))
        .where('issuer', '=', 'issuing-4')
        .executeTakeFirstOrThrow();
      assert.equal(Number(planned), 0);
    });
  });
});

/** With the last bit turned, which is the signature's. */
function turned(der: Uint8Array): Uint8Array {
  const other = Uint8Array.from(der);
  other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
  return other;
}
