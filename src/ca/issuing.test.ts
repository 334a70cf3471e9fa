import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { issuingOf, rootOf } from '../../test/world/authorities.ts';
import {
  acquire,
  identify,
  logOn,
  makeRequest,
  openContract,
  ticketFor,
} from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { caller, makeWorld, NOON, PASSPHRASE, type World } from '../../test/world/deployment.ts';
import { signerInside } from '../../test/world/signer.ts';
import { isRefusal } from '../domain/refusal.ts';
import { announceIssued } from '../notices/announce-issued.ts';
import { submitRequest } from '../procedures/enrol/submit-request.ts';
import { keepHouse } from '../procedures/housekeeping.ts';
import { verifyAudit } from '../store/read/audit.ts';
import { findHolder } from '../store/read/contract.ts';
import { setContractState } from '../store/write/contract.ts';
import { openCertificationAuthority } from './certification-authority.ts';
import { Issuer } from './issue-certificate.ts';
import { KeyFileError } from './key-file-error.ts';

eachDatabase((name, open) => {
  describe(`certification authority on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    /** A customer whose issuing stopped between its two commits, as after kill -9. */
    const interrupted = async () => {
      const customer = await openContract(world, '9000');
      const token = (await identify(world, customer)) as string;
      const ticket = await ticketFor(world, customer, token);
      const key = await makeRequest();
      const input = { bankCode: '9000', role: 'administrator', token, ticket, request: key.request } as const;
      const stopped: World = {
        ...world,
        issuer: new Issuer(
          {
            ...world.store,
            // The second transaction of an issuing is the record: there the power goes.
            transaction: (() => {
              let commits = 0;
              return (work) => {
                commits += 1;
                return commits === 1 ? world.store.transaction(work) : Promise.reject(new Error('power cut'));
              };
            })(),
          },
          world.ca,
          world.now,
          announceIssued(world.banks),
        ),
      };
      await assert.rejects(submitRequest(stopped, input, caller()), /power cut/);
      return { customer, input };
    };

    test('the ceremony: a root that signs itself, an issuing CA below it, sealed keys, one record', async () => {
      const root = new X509Certificate(rootOf(world.ca).certificate);
      const issuing = new X509Certificate(issuingOf(world.ca).certificate);
      assert.ok(root.checkIssued(root) && root.verify(root.publicKey) && root.ca);
      assert.ok(issuing.checkIssued(root) && issuing.verify(root.publicKey) && issuing.ca);
      assert.equal(root.publicKey.asymmetricKeyDetails?.namedCurve, 'secp384r1');
      assert.equal(issuing.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1');
      const files = await readdir(world.keyFolder);
      assert.equal(files.filter((file) => file.endsWith('.key.json')).length, 2);
      assert.equal(files.filter((file) => file.endsWith('.ca.json')).length, 2);
      for (const file of files) {
        assert.doesNotMatch(await readFile(join(world.keyFolder, file), 'utf8'), /PRIVATE/);
      }
    });

    test('a second start opens the same CA; another passphrase or a missing key file does not', async () => {
      const { store, keyFolder, now } = world;
      const { pkiOrigin } = world.ca;
      const open = (other: { readonly passphrase?: string; readonly keyFolder?: string } = {}) => {
        const given = { store, keyFolder, passphrase: PASSPHRASE, pkiOrigin, now, ...other };
        return openCertificationAuthority({ store, signer: signerInside(given), now: NOON, pkiOrigin });
      };
      assert.deepEqual(issuingOf(await open()).certificate, issuingOf(world.ca).certificate);
      const isOf = (fault: string) => (error: unknown) =>
        error instanceof KeyFileError && error.fault === fault;
      await assert.rejects(open({ passphrase: 'other' }), isOf('wrong-passphrase'));
      await assert.rejects(open({ keyFolder: '/nowhere' }), isOf('missing'));
    });

    test('interrupted between its commits: the sweep finishes it, and the customer goes on', async () => {
      const { customer, input } = await interrupted();
      const waiting = await submitRequest(world, input, caller());
      assert.ok(isRefusal(waiting) && waiting.reason === 'issuing-in-progress');
      world.clock.now += 31_000;
      const { finished } = await keepHouse(world);
      assert.equal(finished.length, 1);
      const got = await submitRequest(world, input, caller());
      assert.ok(!isRefusal(got));
      assert.equal(got.view.serialNumber, finished[0]);
      assert.equal(typeof (await logOn(world, customer, got.certificate)), 'string');
      assert.deepEqual(await keepHouse(world), { finished: [], givenUp: [] });
      world.clock.now = NOON;
    });

    test('interrupted and found late, or of a contract closed meanwhile: given up, revoked, never signed', async () => {
      const late = await interrupted();
      world.clock.now += 2 * 60 * 60 * 1000;
      const { givenUp } = await keepHouse(world);
      assert.equal(givenUp.length, 1);
      const row = await world.store.db
        .selectFrom('certificate')
        .selectAll()
        .where('serial_number', '=', givenUp[0] ?? '')
        .executeTakeFirstOrThrow();
      assert.equal(row.certificate, null);
      assert.notEqual(row.revoked_at, null);
      assert.ok(!isRefusal(await acquire(world, late.customer)));

      const closed = await interrupted();
      const holder = await findHolder(world.store.db, { ...closed.customer, userId: '' });
      await world.store.transaction((tx) =>
        setContractState(tx, holder?.contract ?? '', 'closed', world.now()),
      );
      world.clock.now += 31_000;
      assert.equal((await keepHouse(world)).givenUp.length, 1);
      world.clock.now = NOON;
    });

    test('two sweeps at once settle an issuing once', async () => {
      await interrupted();
      world.clock.now += 31_000;
      const outcomes = await Promise.all([keepHouse(world), keepHouse(world)]);
      assert.equal(outcomes.flatMap((one) => one.finished).length, 1);
      world.clock.now = NOON;
    });

    test('the issuing of a moment ago is left alone', async () => {
      await interrupted();
      assert.deepEqual(await keepHouse(world), { finished: [], givenUp: [] });
      if (world.store.dialect === 'sqlite') {
        assert.equal((await keepHouse(world, { atStart: true })).finished.length, 1);
      }
    });

    test('the audit record is whole after all of it', async () => {
      const { firstFault } = await verifyAudit(world.store.db);
      assert.equal(firstFault, undefined);
    });
  });
});
