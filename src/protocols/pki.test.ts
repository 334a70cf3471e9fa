// Revocation lists over HTTP: the newest, by the addresses that certificates name, and once to who has it already.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mustAcquire, openContract } from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../test/world/deployment.ts';
import { openPkiFace, type PkiFace } from '../../test/world/pki-face.ts';
import { publishRevocationLists } from '../ca/publish-revocation-lists.ts';
import { revokeBySerialNumber } from '../procedures/certificates/revoke-certificate.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { parseCertificateRevocationList } from '../x509/certificate-revocation-list.ts';
import { toHex } from '../x509/serial-number.ts';

eachDatabase((name, open) => {
  describe(`revocation lists over HTTP on ${name}`, () => {
    let world: World;
    let face: PkiFace;
    before(async () => {
      world = await makeWorld(await open());
      face = await openPkiFace(world);
    });
    after(async () => {
      await face.close();
      await world.dispose();
    });
    const publish = () => publishRevocationLists(world.store, world.ca, world.now());
    const serialsOf = async (response: Response) => {
      const parsed = parseCertificateRevocationList(new Uint8Array(await response.arrayBuffer()));
      return parsed.revoked.map((one) => toHex(one.serialNumber));
    };

    test('none before the first is published, and none of names that there are not', async () => {
      assert.equal((await fetch(`${face.origin}/crl/issuing-1.crl`)).status, 404);
      await publish();
      for (const path of ['issuing-1.crl', 'issuing-1/delta.crl', 'issuing-1/0.crl', 'issuing-1/15.crl']) {
        assert.equal((await fetch(`${face.origin}/crl/${path}`)).status, 200, path);
      }
      for (const path of ['root-1.crl', 'issuing-1/16.crl', 'issuing-1/00.crl', 'issuing-2/0.crl', 'x']) {
        assert.equal((await fetch(`${face.origin}/crl/${path}`)).status, 404, path);
      }
    });

    test('who looks around is led to the page of the CA certificates', async () => {
      const { status, headers } = await fetch(face.origin, { redirect: 'manual' });
      assert.deepEqual(
        [status, headers.get('location')],
        [303, `${world.addresses.wwwOrigin}/ca-certificates`],
      );
    });

    test('as long as the store fails, what was published before', async () => {
      let failing = false;
      const db = new Proxy(world.store.db, {
        get(target, name) {
          if (failing) assert.fail('disk failed');
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
      const broken = await openPkiFace({ ...world, store: { ...world.store, db } });
      const ask = async (list: string) => (await fetch(`${broken.origin}/crl/${list}.crl`)).status;
      try {
        assert.equal(await ask('issuing-1'), 200);
        failing = true;
        assert.deepEqual([await ask('issuing-1'), await ask('issuing-1/1')], [200, 500]);
      } finally {
        await broken.close();
      }
    });

    test('after a revocation the full list and the certificate’s own say so', async () => {
      const { view, certificate } = await mustAcquire(world, await openContract(world, '9000'));
      const [address = ''] = parseCertificate(certificate).extensions.cRLDistributionPoints ?? [];
      const own = `${face.origin}${new URL(address).pathname}`;
      const full = `${face.origin}/crl/issuing-1.crl`;
      const before = await fetch(full);
      const etag = before.headers.get('etag') ?? '';
      assert.deepEqual(await serialsOf(before), []);
      assert.equal((await fetch(full, { headers: { 'if-none-match': etag } })).status, 304);
      await revokeBySerialNumber(
        world,
        { bankCode: '9000', serialNumber: view.serialNumber, reason: 'keyCompromise' },
        caller(),
      );
      world.clock.now += 60_000;
      await publish();
      for (const list of [own, full, full.replace('.crl', '/delta.crl')]) {
        const response = await fetch(list, { headers: { 'if-none-match': etag } });
        assert.equal(response.headers.get('content-type'), 'application/pkix-crl');
        assert.equal(response.headers.get('cache-control'), 'public, max-age=30');
        assert.equal(Date.parse(response.headers.get('last-modified') ?? ''), world.clock.now);
        assert.deepEqual(await serialsOf(response), [view.serialNumber]);
      }
    });
  });
});
