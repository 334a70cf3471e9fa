// Mails of the running server: the way out, the morning of the day, and a stop that does not wait for a dead server.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openContract } from '../../test/world/customers.ts';
import { makeWorld, type World } from '../../test/world/deployment.ts';
import { openMailServer } from '../../test/world/mail-server.ts';
import type { MailTransport } from '../notices/mail-transport.ts';
import { openStore } from '../store/store.ts';
import { readConfiguration } from './configuration.ts';
import { mailTransportOf, sendMailsEachMinute } from './mails.ts';
import { StartFault } from './start-fault.ts';

const folder = mkdtempSync(join(tmpdir(), 'warifu-mails-'));
after(() => rmSync(folder, { recursive: true }));

function configuration(environment: Record<string, string>) {
  const read = readConfiguration({ WARIFU_DATA: folder, ...environment }, { demonstration: true });
  assert.ok(read.ok);
  return read.configuration;
}

describe('the address of the mail server', () => {
  const faulty = [
    'mail.example',
    'https://mail.example',
    'smtp://',
    'smtp://user:s3cret@:25',
    'smtps:mail.example:465',
  ];
  for (const url of faulty) {
    test(`refused, and not shown: ${url}`, async () => {
      await assert.rejects(mailTransportOf(configuration({ WARIFU_SMTP_URL: url })), (error) => {
        assert.ok(error instanceof StartFault);
        assert.match(error.message, /WARIFU_SMTP_URL.*smtps:/);
        assert.doesNotMatch(error.message, /s3cret/);
        return true;
      });
    });
  }

  test('may stand in a file', async () => {
    const server = await openMailServer();
    try {
      writeFileSync(join(folder, 'smtp'), `${server.url}\n`);
      const transport = await mailTransportOf(configuration({ WARIFU_SMTP_URL_FILE: join(folder, 'smtp') }));
      await transport.send({
        messageId: '<1@bank.example>',
        from: { name: '銀行', address: 'no-reply@bank.example' },
        to: 'a@b.example',
        subject: '件名',
        text: '本文\n',
        language: 'ja',
        date: 0,
        kind: 'revoked',
      });
      assert.equal(server.received[0]?.mail.subject, '件名');
    } finally {
      await server.close();
    }
  });

  test('TLS is demanded of a server elsewhere', async () => {
    const server = await openMailServer();
    try {
      // Another name for this machine that is not known to be it.
      const url = server.url.replace('127.0.0.1', '0.0.0.0');
      const transport = await mailTransportOf(configuration({ WARIFU_SMTP_URL: url }));
      const mail = {
        messageId: '<1@b.example>',
        from: { name: '', address: 'a@b.example' },
        to: 'a@b.example',
      };
      const rest = { subject: 's', text: 't', language: 'en' as const, date: 0, kind: 'revoked' };
      await assert.rejects(transport.send({ ...mail, ...rest }), /STARTTLS|TLS/);
      assert.deepEqual(server.received, []);
    } finally {
      await server.close();
    }
  });
});

describe('each minute', () => {
  let world: World;
  before(async () => {
    world = await makeWorld(await openStore({ dataFolder: join(folder, 'store') }));
  });
  after(async () => {
    await world.store.close();
    await world.dispose();
  });
  const silent = { log: { warn: () => {}, error: () => {} } } as unknown as Parameters<
    typeof sendMailsEachMinute
  >[2];
  const settle = async (done: () => boolean) => {
    for (let turns = 0; turns < 2_000 && !done(); turns += 1) await wait(1);
  };

  test('the day’s mails are queued at start and in the morning, and what is due goes out', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const subjects: string[] = [];
    /** When the day's work was done: whoever asks for all banks does it. */
    const worked = new Set<number>();
    const banks = new Proxy(world.banks, {
      get: (target, name) => {
        if (name === 'values') worked.add(world.clock.now);
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const transport: MailTransport = { send: async (mail) => void subjects.push(mail.subject) };
    world.clock.now = Date.parse('2026-04-10T03:00:00+09:00');
    const stop = sendMailsEachMinute({ ...world, banks }, transport, silent);
    const minutes = async (now: string) => {
      world.clock.now = Date.parse(now);
      t.mock.timers.tick(60_000);
      await wait(30);
    };
    await settle(() => worked.size === 1);
    assert.equal(worked.size, 1);
    await wait(30);
    for (const [now, expected] of [
      ['2026-04-10T06:59:00+09:00', 1],
      ['2026-04-10T07:00:00+09:00', 2],
      ['2026-04-10T23:59:00+09:00', 2],
      ['2026-04-11T06:59:59+09:00', 2],
      ['2026-04-11T07:00:00+09:00', 3],
      ['2026-04-14T12:00:00+09:00', 4],
    ] as const) {
      await minutes(now);
      assert.equal(worked.size, expected, now);
    }
    await openContract(world, '9000', { activated: false });
    await world.store.db
      .insertInto('notice')
      .values({
        id: 'n1',
        kind: 'revoked',
        bank_code: '9000',
        contract_id: '1',
        user_id: '',
        recipient: 'a@b.example',
        language: 'ja',
        params:
          '{"companyName":"x","contractTail":"1","role":"administrator","userId":"","userName":"","own":true}',
        dedupe_key: 'n1',
        created_at: 0,
        attempts: 0,
        next_try_at: 0,
      })
      .execute();
    await minutes('2026-04-14T12:01:00+09:00');
    await settle(() => subjects.length > 0);
    assert.equal(subjects.length, 1);
    await stop();
    await minutes('2026-04-16T12:00:00+09:00');
    assert.equal(worked.size, 4);
  });
});
