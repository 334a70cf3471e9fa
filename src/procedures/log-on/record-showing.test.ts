// Who reloads the page that greets a certificate does not fill the records; what was recorded stays to be found.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { type Acquired, mustAcquire, openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { examineCertificate } from './examine-certificate.ts';
import { recogniseCertificate } from './recognise-certificate.ts';
import { SHOWING_SPAN_MS } from './record-showing.ts';

const AT_ENTRANCE = { bankCode: '9000', role: 'administrator' } as const;

eachDatabase((name, open) => {
  describe(`records of what is shown, on ${name}`, () => {
    let world: World;
    let acquired: Acquired;
    before(async () => {
      world = await makeWorld(await open());
      acquired = await mustAcquire(world, await openContract(world, '9000'));
    });
    afterEach(() => {
      // So long that nothing of one test stands in another's way.
      world.clock.now += 2 * SHOWING_SPAN_MS;
    });
    after(() => {
      world.clock.now = NOON;
      return world.dispose();
    });

    const count = async () => {
      const rows = await world.store.db
        .selectFrom('audit')
        .where('act', 'in', ['logon.certificate-shown', 'certificate.examined'])
        .select('sequence')
        .execute();
      return rows.length;
    };
    let references = 0;
    const from = (address = '192.0.2.7') => {
      references += 1;
      return { ...caller(), address, reference: `SHOWN${String(references).padStart(5, '0')}` };
    };
    const leaves = async (records: number, act: () => Promise<unknown>) => {
      const before = await count();
      await act();
      assert.equal((await count()) - before, records);
    };
    const show = (certificate: Uint8Array | undefined, by = from()) =>
      recogniseCertificate(world, { ...AT_ENTRANCE, certificate }, by);

    test('a hundred reloads leave one record', () =>
      leaves(1, async () => {
        for (let times = 0; times < 100; times += 1) {
          assert.ok(!isRefusal(await show(acquired.certificate)));
        }
      }));

    test('so do a hundred at once', () =>
      leaves(1, () => Promise.all(Array.from({ length: 100 }, () => show(acquired.certificate)))));

    test('after some minutes there is another', async () => {
      await leaves(1, () => show(acquired.certificate));
      world.clock.now += SHOWING_SPAN_MS - 1;
      await leaves(0, () => show(acquired.certificate));
      world.clock.now += 1;
      await leaves(1, () => show(acquired.certificate));
    });

    test('another address, another answer, another act: each has its own', async () => {
      await leaves(1, () => show(acquired.certificate));
      await leaves(1, () => show(acquired.certificate, from('192.0.2.8')));
      await leaves(1, () => show(undefined));
      await leaves(1, () =>
        recogniseCertificate(
          world,
          { ...AT_ENTRANCE, role: 'user', certificate: acquired.certificate },
          from(),
        ),
      );
      await leaves(1, () =>
        examineCertificate(world, { bankCode: '9000', certificate: acquired.certificate }, from()),
      );
      await leaves(0, () => show(acquired.certificate));
    });

    test('certificates that anybody can make are all one', () =>
      leaves(1, async () => {
        for (let number = 0; number < 20; number += 1) await show(Uint8Array.of(number));
      }));

    test('a refusal names the reference under which it was recorded', async () => {
      const first = from();
      const refused = await show(undefined, first);
      assert.ok(isRefusal(refused));
      assert.equal(refused.details.recordedAs, undefined);
      const again = await show(undefined);
      assert.ok(isRefusal(again));
      assert.equal(again.details.recordedAs, first.reference);
    });
  });
});
