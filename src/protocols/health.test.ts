// What machines that watch are told, on both databases: sound, running out, a database that is gone; and the mails.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fastify, { type FastifyInstance } from 'fastify';
import { banksAndOffice } from '../../test/world/banks.ts';
import { openContract } from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { makeWorld, NOON, type World } from '../../test/world/deployment.ts';
import { OcspAnswers } from '../ca/ocsp-answers.ts';
import { publishRevocationLists } from '../ca/publish-revocation-lists.ts';
import { publishRootLists } from '../ca/publish-root-lists.ts';
import { composeMail } from '../notices/compose-mail.ts';
import { examineHealth } from '../procedures/health/examine-health.ts';
import { raiseAlarm } from '../procedures/health/raise-alarm.ts';
import { createAdminFace } from './health.ts';
import { Metrics } from './metrics.ts';

const HOUR = 60 * 60 * 1000;

eachDatabase((name, open) => {
  describe(`health on ${name}`, () => {
    let world: World;
    let face: FastifyInstance;
    let metrics: Metrics;
    let signs = true;
    const examine = () =>
      examineHealth({ deployment: world, tlsNotAfter: undefined, signerReady: async () => signs });
    before(async () => {
      world = await makeWorld(await open(), { banks: banksAndOffice() });
      await publishRevocationLists(world.store, world.ca, world.now());
      await publishRootLists(world.store, world.ca, world.now());
      await new OcspAnswers(world.store, world.ca, world.now).open();
      metrics = new Metrics(world);
      await metrics.begin();
      face = createAdminFace({ examine, metrics: (checks) => metrics.render(checks) }, 'silent');
    });
    after(async () => {
      await face.close();
      await world.dispose();
    });
    const ask = (url: string) => face.inject({ method: 'GET', url });
    const ready = async () => {
      const { statusCode, body } = await ask('/readyz');
      const { checks } = JSON.parse(body) as { checks: { name: string; state: string }[] };
      const bad = checks.filter(({ state }) => state !== 'ok').map((one) => `${one.name} ${one.state}`);
      return [statusCode, ...bad];
    };
    // No head has been signed here: the record is covered by none once time passes.
    const uncovered = 'audit-head failed';

    test('alive and ready', async () => {
      assert.equal((await ask('/healthz')).statusCode, 200);
      assert.deepEqual(await ready(), [200]);
    });

    test('a signer that is away', async () => {
      signs = false;
      assert.deepEqual(await ready(), [503, 'signer failed']);
      signs = true;
    });

    test('a list that is not made anew is told before it is stale, and each mail once', async () => {
      world.clock.now = NOON + 12 * HOUR + 60_000;
      assert.deepEqual(await ready(), [503, 'revocation-lists failed', uncovered]);
      for (let twice = 0; twice < 2; twice += 1) await raiseAlarm(world, await examine());
      const rows = await world.store.db
        .selectFrom('notice')
        .selectAll()
        .where('kind', '=', 'alarm')
        .execute();
      const office = world.banks.get('0000') ?? assert.fail();
      assert.deepEqual(
        rows.map(({ bank_code, recipient }) => [bank_code, recipient]),
        [1, 2].map(() => ['0000', office.mails.alertsTo ?? office.helpDesk[0]?.mail]),
      );
      const mail = composeMail(
        office,
        rows.find(({ params }) => params.includes('revocation-lists')) ?? assert.fail(),
      );
      assert.match(mail.subject, /失効リスト/);
      assert.match(mail.text, /nextUpdate 2026-04-11/);
      await publishRevocationLists(world.store, world.ca, world.now());
      assert.deepEqual(await ready(), [503, uncovered]);
      world.clock.now = NOON;
    });

    test('the numbers: acts, requests, lists', async () => {
      const app = fastify();
      metrics.watch('www', app);
      app.get('/', () => 'here');
      const listening = await app.listen({ port: 0, host: '127.0.0.1' });
      await fetch(listening);
      await openContract(world, '9000');
      const { headers, body } = await ask('/metrics');
      await app.close();
      assert.match(String(headers['content-type']), /^text\/plain; version=0\.0\.4/);
      for (const line of [
        /^warifu_acts_total\{act="contract\.imported",outcome="done"\} 1$/m,
        /^warifu_http_received_total\{face="www"\} 1$/m,
        /^warifu_http_request_duration_seconds_count\{face="www",method="GET",status="200"\} 1$/m,
        /^warifu_crl_number\{issuer="issuing-1",list="full"\} \d+$/m,
        /^warifu_crl_next_update_timestamp_seconds\{issuer="root-1",list="full"\} \d+$/m,
        /^warifu_check\{check="signer"\} 1$/m,
        /^process_resident_memory_bytes \d/m,
      ]) {
        assert.match(body, line);
      }
      assert.doesNotMatch(body, /見本|keiri@/);
    });

    test('a database that is gone: alive, not ready, and still its own numbers', async () => {
      await world.store.close();
      assert.equal((await ask('/healthz')).statusCode, 200);
      assert.deepEqual(await ready(), [503, 'database failed']);
      const { statusCode, body } = await ask('/metrics');
      assert.equal(statusCode, 200);
      assert.match(body, /^warifu_check\{check="database"\} 0$/m);
    });
  });
});
