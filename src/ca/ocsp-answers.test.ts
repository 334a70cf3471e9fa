// OCSP answers: what is said of which certificate, that a revocation ends an answer at once, and who signs.

import assert from 'node:assert/strict';
import { createPublicKey, hash, verify, X509Certificate } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { issuingOf, rootOf } from '../../test/world/authorities.ts';
import { type Acquired, mustAcquire, openContract } from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../test/world/deployment.ts';
import { certIdOf } from '../../test/world/ocsp.ts';
import { signerBut } from '../../test/world/signer.ts';
import { revokeBySerialNumber } from '../procedures/certificates/revoke-certificate.ts';
import { verifyAudit } from '../store/read/audit.ts';
import { planCertificates } from '../store/write/certificate.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { buildOcspRequest } from '../x509/ocsp-request.ts';
import { type ParsedOcspAnswer, parseOcspResponse } from '../x509/ocsp-response.ts';
import { toHex } from '../x509/serial-number.ts';
import { OcspAnswers } from './ocsp-answers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

eachDatabase((name, open) => {
  describe(`OCSP answers on ${name}`, () => {
    let world: World;
    let answers: OcspAnswers;
    let good: Acquired;
    before(async () => {
      world = await makeWorld(await open());
      good = await acquire();
    });
    beforeEach(() => {
      world.clock.now = NOON;
      answers = new OcspAnswers(world.store, world.ca, world.now);
    });
    after(() => world.dispose());

    const acquire = async () => mustAcquire(world, await openContract(world, '9000'));
    const revoke = ({ view }: Acquired) =>
      revokeBySerialNumber(
        world,
        { bankCode: '9000', serialNumber: view.serialNumber, reason: 'keyCompromise' },
        caller(),
      );
    const requestFor = (...serials: string[]) =>
      buildOcspRequest(serials.map((serial) => certIdOf(issuingOf(world.ca), serial)));
    const keyOf = (request: Uint8Array) => Buffer.from(request).toString('latin1');
    const ask = async (request: Uint8Array, of = answers) =>
      of.kept(keyOf(request)) ?? (await of.answer(keyOf(request), () => request));
    /** What the answer says, once its signature and its signer's certificate are verified. */
    const read = async (request: Uint8Array, of = answers) => {
      const parsed = parseOcspResponse(Buffer.from((await ask(request, of)).body, 'latin1'));
      if (typeof parsed === 'string') return parsed;
      const signer = verified(parsed);
      return { ...parsed, signer, states: parsed.answers.map((one) => one.status.state) };
    };
    const statesOf = async (request: Uint8Array, of = answers) => {
      const said = await read(request, of);
      return typeof said === 'string' ? said : said.states;
    };
    const verified = ({ certificates, responseData, signature, responderKeyHash }: ParsedOcspAnswer) => {
      const signer = new X509Certificate(certificates[0] ?? new Uint8Array());
      const issuing = new X509Certificate(issuingOf(world.ca).certificate);
      assert.ok(signer.checkIssued(issuing) && signer.verify(issuing.publicKey));
      assert.ok(verify('sha256', responseData, signer.publicKey, signature));
      const { extensions, publicKey } = parseCertificate(signer.raw);
      assert.deepEqual(extensions.extendedKeyUsage, ['OCSPSigning']);
      assert.deepEqual(extensions.keyUsage, ['digitalSignature']);
      assert.ok(signer.raw.includes(Buffer.from('06092b0601050507300105', 'hex')), 'nocheck');
      assert.ok(publicKey.kind === 'ec');
      assert.deepEqual(Buffer.from(responderKeyHash), hash('sha1', publicKey.point, 'buffer'));
      return signer;
    };

    test('good, revoked with time and reason; by SHA-1 and by SHA-256', async () => {
      const bad = await acquire();
      await revoke(bad);
      for (const hashName of ['SHA-1', 'SHA-256'] as const) {
        const of = ({ view }: Acquired) =>
          buildOcspRequest([certIdOf(issuingOf(world.ca), view.serialNumber, hashName)]);
        assert.deepEqual(await statesOf(of(good)), ['good']);
        const said = await read(of(bad));
        assert.ok(typeof said !== 'string');
        const { status, thisUpdate, nextUpdate } = said.answers[0] ?? {};
        assert.deepEqual(status, { state: 'revoked', revokedAt: NOON, reason: 'keyCompromise' });
        assert.deepEqual([thisUpdate, nextUpdate], [NOON, NOON + world.ca.periods.ocspMs]);
      }
    });

    test('what we know nothing of: unauthorized, or unknown beside what we know', async () => {
      const never = '4'.repeat(32);
      assert.equal(await statesOf(requestFor(never)), 'unauthorized');
      assert.equal(await statesOf(requestFor(`${good.view.serialNumber}00`)), 'unauthorized');
      const another = rootOf(world.ca);
      const ofRoot = toHex(parseCertificate(issuingOf(world.ca).certificate).serialNumber);
      assert.equal(await statesOf(buildOcspRequest([certIdOf(another, ofRoot)])), 'unauthorized');
      assert.equal(
        await statesOf(buildOcspRequest([certIdOf(another, good.view.serialNumber)])),
        'unauthorized',
      );
      assert.deepEqual(await statesOf(requestFor(never, good.view.serialNumber, never)), [
        'unknown',
        'good',
        'unknown',
      ]);
      assert.equal(await statesOf(Uint8Array.of(0x30, 0)), 'malformedRequest');
    });

    test('planned and not signed is as unknown; revoked in that state it is revoked', async () => {
      const [row] = await world.store.db
        .selectFrom('certificate')
        .selectAll()
        .where('serial_number', '=', good.view.serialNumber)
        .execute();
      assert.ok(row);
      const serial = '5'.repeat(32);
      const tbs = Uint8Array.of(0x30, 0);
      const plan = { ...row, tbs, serial_number: serial, spki_sha256: 'x', ticket: 'x' };
      await world.store.transaction((tx) => planCertificates(tx, [plan]));
      assert.equal(await statesOf(requestFor(serial)), 'unauthorized');
      await world.store.db
        .updateTable('certificate')
        .set({ revoked_at: NOON, revocation_reason: 'unspecified' })
        .where('serial_number', '=', serial)
        .execute();
      assert.deepEqual(await statesOf(requestFor(serial)), ['revoked']);
    });

    test('the same question has the same answer, octet for octet; with a nonce never', async () => {
      const request = requestFor(good.view.serialNumber);
      const first = await ask(request);
      assert.equal(await ask(request), first);
      world.clock.now += 59 * MINUTE;
      assert.equal(await ask(request), first);
      world.clock.now += MINUTE;
      const later = await ask(request);
      assert.equal(later.said?.thisUpdate, NOON + HOUR);
      world.clock.now -= 2 * HOUR;
      assert.equal((await ask(request)).said?.thisUpdate, NOON - HOUR, 'the clock was put back');

      const nonce = new Uint8Array(32).fill(7);
      const asked = buildOcspRequest([certIdOf(issuingOf(world.ca), good.view.serialNumber)], nonce);
      const said = await read(asked);
      assert.ok(typeof said !== 'string');
      assert.deepEqual(Buffer.from(said.nonce ?? []), Buffer.from(nonce));
      assert.notDeepEqual((await ask(asked)).body, (await ask(asked)).body, 'signed anew');
    });

    test('at once is given what nothing can have changed; where others may write, nothing is', async () => {
      const one = await acquire();
      const request = requestFor(one.view.serialNumber);
      const atOnce = () => answers.kept(keyOf(request));
      assert.equal(atOnce(), undefined, 'never asked for');
      const first = await ask(request);
      const alone = world.store.dialect === 'sqlite';
      assert.equal(atOnce(), alone ? first : undefined);
      world.clock.now += HOUR;
      assert.equal(atOnce(), undefined, 'too old');
      world.clock.now = NOON;
      await openContract(world, '9000');
      assert.equal(atOnce(), undefined, 'something was written');
      assert.equal(await ask(request), first, 'nothing of this certificate');
      assert.equal(atOnce(), alone ? first : undefined);
      await revoke(one);
      assert.equal(atOnce(), undefined);
      assert.deepEqual(await statesOf(request), ['revoked']);
    });

    test('a revocation shows in the next answer, here and in another process', async () => {
      const another = new OcspAnswers(world.store, world.ca, world.now);
      const one = await acquire();
      const request = requestFor(one.view.serialNumber);
      for (const process of [answers, another]) assert.deepEqual(await statesOf(request, process), ['good']);
      await revoke(one);
      for (const process of [answers, another])
        assert.deepEqual(await statesOf(request, process), ['revoked']);
    });

    test('many who ask while it is revoked: none who asks afterwards hears that it is good', async () => {
      const one = await acquire();
      const request = requestFor(one.view.serialNumber);
      let done = false;
      const asking = Array.from({ length: 20 }, async () => {
        for (let round = 0; round < 20; round += 1) {
          const wasDone = done;
          const states = await statesOf(request);
          if (wasDone) assert.deepEqual(states, ['revoked']);
          await new Promise(setImmediate);
        }
      });
      await new Promise(setImmediate);
      await revoke(one);
      done = true;
      await Promise.all(asking);
      assert.deepEqual(await statesOf(request), ['revoked']);
    });

    test('revoked while its answer is being signed: that answer is given to nobody again', async () => {
      const one = await acquire();
      const { promise: allowed, resolve: allow } = Promise.withResolvers<void>();
      const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
      let signs = 0;
      const signer = signerBut(world.ca.signer, {
        ocspAnswer: async (...values) => {
          if (signs++ === 0) {
            reach();
            await allowed;
          }
          return world.ca.signer.ocspAnswer(...values);
        },
      });
      const slow = new OcspAnswers(world.store, { ...world.ca, signer }, world.now);
      const request = requestFor(one.view.serialNumber);
      const first = statesOf(request, slow);
      await reached;
      await revoke(one);
      // Somebody asks about another certificate meanwhile: the change has been looked at when the answer is ready.
      await statesOf(requestFor(good.view.serialNumber), slow);
      allow();
      await first;
      assert.deepEqual(await statesOf(request, slow), ['revoked']);
    });

    test('the records went on by more than is looked through: everything is asked anew', async () => {
      const one = await acquire();
      const request = requestFor(one.view.serialNumber);
      await statesOf(request);
      await revoke(one);
      const head = world.store.db.updateTable('audit_head').where('id', '=', 1);
      const { sequence } = await world.store.db
        .selectFrom('audit_head')
        .selectAll()
        .executeTakeFirstOrThrow();
      await head.set({ sequence: sequence + 10_000 }).execute();
      assert.deepEqual(await statesOf(request), ['revoked']);
      await head.set({ sequence }).execute();
      assert.deepEqual(await statesOf(request), ['revoked']);
    });

    test('the responder: one after a restart, a new one for the second week, none in clear', async () => {
      const request = () =>
        buildOcspRequest([certIdOf(issuingOf(world.ca), good.view.serialNumber)], new Uint8Array(8).fill(1));
      const signerOf = async (of: OcspAnswers) => {
        const said = await read(request(), of);
        assert.ok(typeof said !== 'string');
        return said.signer;
      };
      const first = await signerOf(answers);
      const lasts = Date.parse(first.validTo) - Date.parse(first.validFrom);
      assert.ok(lasts <= 14 * DAY + HOUR && lasts > 13 * DAY);
      const restarted = new OcspAnswers(world.store, world.ca, world.now);
      assert.equal((await signerOf(restarted)).serialNumber, first.serialNumber);
      for (const file of await readdir(world.keyFolder)) {
        assert.doesNotMatch(await readFile(join(world.keyFolder, file), 'utf8'), /PRIVATE/);
      }
      assert.ok((await readdir(world.keyFolder)).some((file) => file.startsWith('issuing-1-ocsp-')));

      world.clock.now = NOON + 8 * DAY;
      await answers.open();
      const next = new OcspAnswers(world.store, world.ca, world.now);
      assert.notEqual((await signerOf(next)).serialNumber, first.serialNumber);
      // Its own state can be asked, like that of any certificate.
      assert.deepEqual(await statesOf(requestFor(first.serialNumber.toLowerCase()), next), ['good']);
      assert.equal((await verifyAudit(world.store.db)).firstFault, undefined);
    });

    test('the next responder cannot be made: the old one goes on to its end, and no answer beyond it', async () => {
      world.clock.now = NOON + 300 * DAY;
      let broken = false;
      const store: World['store'] = {
        ...world.store,
        transaction: (work) =>
          broken ? Promise.reject(new Error('disk full')) : world.store.transaction(work),
      };
      const running = new OcspAnswers(store, world.ca, world.now);
      await running.open();
      broken = true;
      const request = requestFor(good.view.serialNumber);
      const end = NOON + 314 * DAY;
      world.clock.now = end - HOUR;
      const restarted = new OcspAnswers(store, world.ca, world.now);
      for (const process of [running, restarted]) {
        const said = await read(request, process);
        assert.ok(typeof said !== 'string');
        assert.equal(said.answers[0]?.nextUpdate, end);
      }
      world.clock.now = end;
      await assert.rejects(ask(request, restarted), /disk full/);
    });

    test('another machine with the same store and its own keys has its own responder', async () => {
      const keyFolder = await mkdtemp(join(tmpdir(), 'warifu-keys-'));
      for (const file of await readdir(world.keyFolder)) {
        if (file.includes('ocsp')) continue;
        await copyFile(join(world.keyFolder, file), join(keyFolder, file));
      }
      const there = await makeWorld(world.store, { keyFolder });
      const request = requestFor(good.view.serialNumber);
      const said = await read(request, new OcspAnswers(there.store, there.ca, there.now));
      const ours = await read(request);
      assert.ok(typeof said !== 'string' && typeof ours !== 'string');
      assert.notEqual(said.signer.serialNumber, ours.signer.serialNumber);
      await rm(keyFolder, { recursive: true });
    });

    test('nothing is signed that was not planned: interrupted in between, the plan stays and nobody uses it', async () => {
      let commits = 0;
      const keyFolder = world.keyFolder;
      const interrupted = await makeWorld(
        {
          ...world.store,
          transaction: (work) => {
            commits += 1;
            return commits === 1 ? world.store.transaction(work) : Promise.reject(new Error('power cut'));
          },
        },
        { keyFolder, now: NOON + 100 * DAY },
      );
      const of = new OcspAnswers(interrupted.store, interrupted.ca, interrupted.now);
      await assert.rejects(of.open(), /power cut/);
      const rows = await world.store.db
        .selectFrom('ocsp_responder')
        .select(['certificate', 'spki_sha256'])
        .where('signed_at', 'is', null)
        // Renewed in the background, one of another test may meet a clock that was moved on, and is not signed.
        .where('planned_at', '=', NOON + 100 * DAY)
        .execute();
      assert.equal(rows.length, 1);
      world.clock.now = NOON + 100 * DAY;
      const said = await read(requestFor(good.view.serialNumber));
      assert.ok(typeof said !== 'string');
      const spki = createPublicKey(said.signer.publicKey.export({ format: 'pem', type: 'spki' }));
      assert.notEqual(
        hash('sha256', spki.export({ format: 'der', type: 'spki' }), 'hex'),
        rows[0]?.spki_sha256,
      );
    });
  });
});
