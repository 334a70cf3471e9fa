// Mails judged by a real SMTP server: headers, both languages, hostile names, a server that is down, two senders.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import PostalMime from 'postal-mime';
import { banks } from '../../test/world/banks.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { headerNames, MAIL_HEADERS, type MailServer, openMailServer } from '../../test/world/mail-server.ts';
import type { Store } from '../store/store.ts';
import { mailFolder, smtpTransport } from './mail-transport.ts';
import type { Addressee, Notice } from './notice.ts';
import { noticeOfLock, noticeOfRevocation } from './occasions.ts';
import { queueNotices } from './queue-notices.ts';
import { sendDueNotices } from './send-due-notices.ts';

const NOON = Date.parse('2026-04-10T12:00:00+09:00');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Nothing listens there. */
const DEAD = 'smtp://127.0.0.1:9';

const ADMINISTRATOR: Addressee = {
  bankCode: '9000',
  contractId: '90000012345',
  userId: '',
  role: 'administrator',
  companyName: '株式会社見本商事',
  contractMail: 'keiri@customer.example',
  language: 'ja',
  name: '',
  mail: '',
};
const USER: Addressee = {
  ...ADMINISTRATOR,
  userId: 'hanako',
  role: 'user',
  name: '見本 花子',
  mail: 'hanako@customer.example',
};

eachDatabase((name, open) => {
  describe(`sending on ${name}`, () => {
    let store: Store;
    let server: MailServer;
    let clock = NOON;
    let made = 0;
    const now = () => clock;
    before(async () => {
      store = await open();
      server = await openMailServer();
    });
    after(() => server.close());
    beforeEach(async () => {
      clock = NOON;
      server.received.length = 0;
      server.refuses.clear();
      await store.db.deleteFrom('notice').execute();
    });

    const queue = (...notices: Notice[]) =>
      store.transaction((tx) => queueNotices(tx, banks, notices, clock));
    const revoked = (about: Addressee = ADMINISTRATOR) => {
      made += 1;
      return noticeOfRevocation(about, { serialNumber: `5e${made}`, reason: 'keyCompromise' }, clock);
    };
    const send = (url = server.url) => sendDueNotices({ store, banks, now }, smtpTransport(url));
    const rows = () => store.db.selectFrom('notice').selectAll().orderBy('recipient').execute();
    const first = async () => (await rows())[0] ?? assert.fail('no row');

    test('a mail as it comes over the wire, in Japanese', async () => {
      await queue(
        noticeOfRevocation(ADMINISTRATOR, { serialNumber: '3f2a', reason: 'keyCompromise' }, clock),
      );
      assert.deepEqual(await send(), { sent: 1, failed: 0, givenUp: 0 });
      const [got] = server.received;
      assert.ok(got);
      assert.equal(got.from, banks.get('9000')?.mails.from);
      assert.deepEqual(got.to, ['keiri@customer.example']);
      assert.equal(got.mail.subject, '【見本】電子証明書を失効しました');
      assert.deepEqual(got.mail.from, {
        name: banks.get('9000')?.name.ja,
        address: banks.get('9000')?.mails.from,
      });
      assert.deepEqual(got.mail.to, [{ name: '', address: 'keiri@customer.example' }]);
      assert.match(got.mail.text ?? '', /^【見本】.*\n\n株式会社見本商事 様\n\n.*3f2a.*紛失・盗難/s);
      assert.equal(got.mail.html, undefined);
      assert.deepEqual(headerNames(got), MAIL_HEADERS);
      const header = (key: string) => got.mail.headers.find((one) => one.key === key)?.value;
      assert.equal(header('auto-submitted'), 'auto-generated');
      assert.equal(header('content-language'), 'ja');
      assert.equal(header('content-type'), 'text/plain; charset=utf-8');
      assert.equal(header('content-transfer-encoding'), 'base64');
      assert.equal(Date.parse(got.mail.date ?? ''), NOON);
      assert.equal(got.mail.messageId, `<${(await first()).id}@mihon-chuo.example>`);
      assert.ok(
        [...got.raw].every((character) => character < '\x80'),
        'nothing but ASCII on the wire',
      );
      assert.ok(
        got.raw.split('\r\n').every((line) => line.length <= 998),
        'RFC 5322 2.1.1',
      );
      const row = await first();
      assert.deepEqual([row.sent_at, row.next_try_at, row.attempts], [NOON, null, 1]);
      assert.deepEqual(await send(), { sent: 0, failed: 0, givenUp: 0 });
    });

    test('in English, to a user and to the administrator, each under its own address', async () => {
      await queue(
        noticeOfLock({ ...USER, language: 'en' }, { secrets: ['userPin'], withCertificate: false }, clock),
      );
      await send();
      const sorted = server.received.toSorted((a, b) => String(a.to).localeCompare(String(b.to)));
      assert.deepEqual(
        sorted.map(({ to }) => to),
        [['hanako@customer.example'], ['keiri@customer.example']],
      );
      const [user, administrator] = sorted;
      assert.match(user?.mail.subject ?? '', /^\(Specimen\) Locked: /);
      assert.match(user?.mail.text ?? '', /^To 株式会社見本商事, 見本 花子$/m);
      assert.match(administrator?.mail.text ?? '', /^To 株式会社見本商事$/m);
    });

    test('names with anything in them change no header and add no recipient', async () => {
      const hostile = [
        'A\r\nBcc: thief@evil.example',
        'A\nSubject: x\n\n<b>body</b>',
        '=?UTF-8?B?QmNjOiB0aGllZkBldmlsLmV4YW1wbGU=?=',
        '\u202egnp.exe\u2066\u200b',
        '"><img src=x onerror=alert(1)>',
        '=HYPERLINK("https://evil.example","x")',
        'a@b.example, thief@evil.example',
        '\u0000\u001b[31m{helpDesk}[x|y]',
        '外\ue000字'.repeat(100),
        '.\r\nQUIT\r\n',
      ];
      for (const companyName of hostile) {
        await queue(revoked({ ...USER, companyName, name: companyName, userId: companyName }));
      }
      await send();
      assert.equal(server.received.length, 2 * hostile.length);
      for (const got of server.received) {
        assert.deepEqual(headerNames(got), MAIL_HEADERS, got.raw);
        assert.equal(got.mail.subject, '【見本】電子証明書を失効しました');
        assert.ok(['keiri@customer.example', 'hanako@customer.example'].includes(got.to.join()));
        const text = got.mail.text ?? '';
        assert.doesNotMatch(text, /:\/\/|=\?|\p{Cf}|(?!\n)\p{Cc}/u);
        assert.doesNotMatch(text, /^(Bcc|Subject|QUIT)/m);
      }
    });

    test('an address that is none is kept and tried never; the other recipient gets the mail', async () => {
      for (const mail of [
        'a@b.example\r\nBcc: c@d.example',
        'a@b.example, c@d.example',
        '<a@b.example>',
        'x',
      ])
        await queue(revoked({ ...USER, mail }));
      assert.equal((await send()).sent, 4);
      assert.ok(server.received.every(({ to }) => to.join() === 'keiri@customer.example'));
      const unusable = (await rows()).filter((row) => row.sent_at === null);
      assert.equal(unusable.length, 4);
      for (const row of unusable) {
        assert.deepEqual([row.next_try_at, row.attempts], [null, 0]);
        assert.match(row.last_error ?? '', /not a mail address/);
      }
    });

    test('what happened once is told once; what the bank does not tell is not queued', async () => {
      const notice = revoked();
      await queue(notice, notice);
      await queue(notice);
      assert.equal((await rows()).length, 1);
      const quiet = new Map(
        [...banks].map(([code, one]) => [code, { ...one, mails: { ...one.mails, kinds: [] } }]),
      );
      await store.transaction((tx) => queueNotices(tx, quiet, [revoked()], clock));
      assert.equal((await rows()).length, 1);
    });

    test('rolled back with the act that it tells of', async () => {
      const act = store.transaction(async (tx) => {
        await queueNotices(tx, banks, [revoked()], clock);
        throw new Error('the act fails');
      });
      await assert.rejects(act, /the act fails/);
      assert.deepEqual(await rows(), []);
    });

    test('a server down for a day: nothing is lost, tries grow rare, and then all arrive once', async () => {
      for (let n = 0; n < 12; n += 1) await queue(revoked());
      let tries = 0;
      for (const until = NOON + DAY; clock < until; clock += MINUTE) {
        const outcome = await send(DEAD);
        assert.equal(outcome.sent, 0);
        if (outcome.failed > 0) assert.match(outcome.unreachable ?? '', /ECONNREFUSED|connect/i);
        tries += outcome.failed;
      }
      assert.ok(tries >= 12 * 5 && tries <= 12 * 9, `${tries} tries`);
      for (const row of await rows()) {
        assert.ok(row.next_try_at !== null && row.next_try_at <= clock + 6 * HOUR);
        assert.match(row.last_error ?? '', /ECONNREFUSED|connect/i);
      }
      for (const until = clock + 6 * HOUR; clock <= until; clock += 10 * MINUTE) await send();
      assert.equal(server.received.length, 12);
      assert.equal(new Set(server.received.map(({ mail }) => mail.messageId)).size, 12);
      assert.ok((await rows()).every((row) => row.sent_at !== null && row.last_error === null));
    });

    test('waits of 1, 5, 30 minutes, 2 hours, then 6; given up after a week', async () => {
      await queue(revoked());
      const waits: number[] = [];
      for (;;) {
        await send(DEAD);
        const { next_try_at } = await first();
        if (next_try_at === null) break;
        waits.push((next_try_at - clock) / MINUTE);
        clock = next_try_at;
      }
      assert.deepEqual(waits.slice(0, 6), [1, 5, 30, 120, 360, 360]);
      assert.ok(clock - NOON >= 7 * DAY && clock - NOON < 8 * DAY);
      clock += 30 * DAY;
      assert.deepEqual(await send(), { sent: 0, failed: 0, givenUp: 0 });
      assert.equal((await first()).sent_at, null);
    });

    test('a recipient that the server refuses holds nobody else up', async () => {
      server.refuses.set('keiri@customer.example', { code: 550, message: 'no such mailbox' });
      for (let n = 0; n < 7; n += 1) await queue(revoked(USER));
      assert.deepEqual(await send(), { sent: 7, failed: 7, givenUp: 0 });
      const [, refused] = await store.db
        .selectFrom('notice')
        .selectAll()
        .where('recipient', '=', 'keiri@customer.example')
        .execute();
      assert.match(refused?.last_error ?? '', /550/);
      assert.equal(refused?.next_try_at, NOON + MINUTE);
    });

    test('two senders at once: each mail once', async () => {
      for (let n = 0; n < 40; n += 1) await queue(revoked());
      const outcomes = await Promise.all([send(), send(), send()]);
      assert.equal(
        outcomes.reduce((sum, { sent }) => sum + sent, 0),
        40,
      );
      assert.equal(server.received.length, 40);
      assert.equal(new Set(server.received.map(({ mail }) => mail.messageId)).size, 40);
    });

    test('a sender that dies with a mail in hand: another sends it ten minutes later', async () => {
      await queue(revoked());
      const died = sendDueNotices({ store, banks, now }, { send: () => new Promise(() => {}) });
      void died;
      for (let claimed = false; !claimed; claimed = (await first()).attempts === 1)
        await new Promise((resolve) => setImmediate(resolve));
      assert.equal((await send()).sent, 0);
      clock += 10 * MINUTE;
      assert.equal((await send()).sent, 1);
    });

    test('one that cannot be written is a failure of its own', async () => {
      await queue(revoked(), { ...revoked(), about: { ...ADMINISTRATOR, contractMail: 'b@c.example' } });
      await store.db
        .updateTable('notice')
        .set({ bank_code: '0001' })
        .where('recipient', '=', 'b@c.example')
        .execute();
      assert.deepEqual(await send(), { sent: 1, failed: 1, givenUp: 0 });
      assert.match((await first()).last_error ?? '', /no bank 0001/);
    });

    test('stopped between two batches, it goes on at the next start', async () => {
      for (let n = 0; n < 8; n += 1) await queue(revoked());
      const stop = new AbortController();
      const transport = smtpTransport(server.url);
      const { sent } = await sendDueNotices(
        { store, banks, now },
        {
          send: async (mail) => {
            stop.abort();
            await transport.send(mail);
          },
        },
        { signal: stop.signal },
      );
      assert.equal(sent, 5);
      assert.equal((await send()).sent, 3);
    });

    test('without a server the demonstration finds its mails in a folder', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'warifu-mail-'));
      try {
        await queue(revoked());
        await sendDueNotices({ store, banks, now }, mailFolder(join(folder, 'mail')));
        const files = await readdir(join(folder, 'mail'));
        assert.equal(files.length, 1);
        assert.match(files[0] ?? '', /^2026-04-10T030000-revoked-[0-9a-f]{8}\.eml$/);
        const raw = await readFile(join(folder, 'mail', files[0] ?? ''));
        assert.equal((await PostalMime.parse(raw)).subject, '【見本】電子証明書を失効しました');
        assert.doesNotMatch(raw.toString('latin1'), /[^\r]\n/);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  });
});
