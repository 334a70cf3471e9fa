// The list of a root that lies with the deployment's keys: published once, anew when half of its months are over, by one
// of several processes, and with what the root has revoked; a root that is carried away stops nothing.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { issuingOf, rootOf } from '../../test/world/authorities.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { makeWorld, NOON, PASSPHRASE, type World } from '../../test/world/deployment.ts';
import { serviceInside } from '../../test/world/signer.ts';
import { findRevocationList } from '../store/read/revocation-list.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { parseCertificateRevocationList } from '../x509/certificate-revocation-list.ts';
import { serialNumberToHex } from '../x509/serial-number.ts';
import { SealedKeys } from './key-files.ts';
import { publishRootLists } from './publish-root-lists.ts';
import { FULL_LIST } from './published-addresses.ts';
import { readNamedRoot } from './root.ts';
import { signRootList } from './root-acts.ts';
import { readRootListState } from './root-list-state.ts';
import { REQUESTS } from './signer/frames.ts';

const DAY = 24 * 60 * 60 * 1000;

eachDatabase((name, open) => {
  describe(`the root’s list on ${name}`, () => {
    let world: World;
    let away: string;
    before(async () => {
      world = await makeWorld(await open());
      away = await mkdtemp(join(tmpdir(), 'warifu-away-'));
    });
    after(async () => {
      await world.dispose();
      await rm(away, { recursive: true });
    });
    const publish = () => publishRootLists(world.store, world.ca, world.now());
    const published = async () =>
      (await findRevocationList(world.store.db, 'root-1', FULL_LIST)) ?? assert.fail('none is published');
    const at = (days: number) => {
      world.clock.now = NOON + days * DAY;
    };

    test('first there is none; then one, whoever publishes; again nothing is signed or written', async () => {
      assert.deepEqual((await readRootListState(world.store.db, world.ca.authorities, NOON)).rootLists, [
        undefined,
      ]);
      const outcomes = await Promise.all([publish(), publish()]);
      assert.deepEqual(outcomes.flat(), ['root-1']);
      const { list, number, next_update: nextUpdate } = await published();
      const { issuer, revoked, extensions } = parseCertificateRevocationList(list);
      assert.deepEqual(Buffer.from(issuer), Buffer.from(rootOf(world.ca).subject));
      assert.deepEqual([revoked, extensions.issuingDistributionPoint], [[], undefined]);
      assert.equal(new Date(nextUpdate).toISOString(), '2026-10-10T03:00:00.000Z');
      at(80);
      assert.deepEqual(await publish(), []);
      assert.equal((await published()).number, number);
    });

    test('half of its months are over: the next, with a higher number; and by a clock that was put back', async () => {
      const { number } = await published();
      at(92);
      assert.deepEqual(await publish(), ['root-1']);
      const next = await published();
      assert.ok(next.number > number);
      at(-3);
      assert.deepEqual(await publish(), ['root-1']);
      assert.ok((await published()).number > next.number);
      at(92);
    });

    test('the root revokes the issuing CA on the folder of keys: the list says so, and the health', async () => {
      const { certificate, spkiSha256 } = rootOf(world.ca);
      const root = { id: 'root-1', spkiSha256 };
      const keys = new SealedKeys(world.keyFolder, PASSPHRASE);
      const serialNumber = serialNumberToHex(parseCertificate(issuingOf(world.ca).certificate).serialNumber);
      const by = { at: world.now(), persons: [] };
      await signRootList({ folder: world.keyFolder, keys }, root, by, { serialNumber, reason: 'superseded' });
      assert.deepEqual(await publish(), ['root-1']);
      const { revoked } = parseCertificateRevocationList((await published()).list);
      assert.deepEqual(
        revoked.map((one) => [serialNumberToHex(one.serialNumber), one.reason]),
        [[serialNumber, 'superseded']],
      );
      const state = await readRootListState(world.store.db, world.ca.authorities, world.now());
      assert.deepEqual(state.revokedIssuing, [{ id: 'issuing-1', certificatesEnded: false }]);
      // Once revoked it stays on every list that follows.
      at(190);
      await publish();
      assert.equal(parseCertificateRevocationList((await published()).list).revoked.length, 1);
      assert.equal((await readNamedRoot(world.keyFolder, root)).certificate.der.length, certificate.length);
    });

    test('who asks the signer says only what time it is, and that must be about right', async () => {
      const { pkiOrigin } = world.ca;
      const { store, keyFolder, now } = world;
      const service = serviceInside({ store, keyFolder, passphrase: PASSPHRASE, pkiOrigin, now });
      const { spkiSha256 } = rootOf(world.ca);
      const ask = (id: string, key: string, time: number) =>
        service.answer(
          REQUESTS.rootList,
          [id, key, String(time)].map((one) => Buffer.from(one)),
        );
      await assert.rejects(ask('root-1', spkiSha256, now() + 2 * DAY), /not of today/);
      await assert.rejects(ask('root-1', '0'.repeat(64), now()), /register/);
      await assert.rejects(ask('issuing-1', issuingOf(world.ca).spkiSha256, now()), /register/);
      const before = await readdir(keyFolder);
      const [list] = await ask('root-1', spkiSha256, now() + 1000);
      assert.deepEqual(Buffer.from(list as Uint8Array), Buffer.from((await published()).list));
      assert.deepEqual(await readdir(keyFolder), before);
    });

    test('the root is carried away: its list stays, and nothing fails', async () => {
      for (const file of await readdir(world.keyFolder)) {
        if (/^root-1-.*(\.key|\.\d{6})\.json$/.test(file)) {
          await rename(join(world.keyFolder, file), join(away, file));
        }
      }
      const { number } = await published();
      at(190 + 95);
      assert.deepEqual(await publish(), []);
      assert.equal((await published()).number, number);
    });
  });
});
