// What a name or an address holds is only ever text (OWASP ASVS 1.2, 1.3; security page, test 24): in pages behind a
// certificate and before it, in mails, in lists that a spreadsheet opens. Company names on the www face:
// test/pages/acquisition.test.ts; mails as they come over the wire: src/notices/send-due-notices.test.ts.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { smtpTransport } from '../../src/notices/mail-transport.ts';
import { sendDueNotices } from '../../src/notices/send-due-notices.ts';
import { importContracts } from '../../src/procedures/import-contracts/import-contracts.ts';
import { faultyFile } from '../../src/programs/commands/import-file.ts';
import { openLetters } from '../../src/programs/commands/letters.ts';
import { bank } from '../world/banks.ts';
import { type Customer, mustAcquire, openContract } from '../world/customers.ts';
import { caller } from '../world/deployment.ts';
import type { HttpsVisitor } from '../world/https-visitor.ts';
import { type LogonFace, openLogonFace } from '../world/logon-face.ts';
import { openMailServer } from '../world/mail-server.ts';
import { pinOf, titleOf } from '../world/user-pages.ts';

/** Taken as names, for companies may be called anything that can be printed. */
const ODD = [
  '<svg onload=alert(1)>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><script>alert(1)</script>',
  '{{7*7}}<%=7*7%>{helpDesk}[x|y]',
  '=HYPERLINK("https://evil.example","x")',
  '+cmd|calc!A1',
  '@SUM(1+1)',
  '=?UTF-8?B?QmNjOiB0aGllZkBldmlsLmV4YW1wbGU=?=',
  'a,+=#\\;"<>CN=x',
  '髙﨑𠮷商店 ㈱ 外\ue000字',
  'חברת שלום 商会',
];
/** Never taken: they make a name look like another one, or a line look like two. */
const DECEPTIVE = [
  'taro\r\nBcc: thief@evil.example',
  'taro\u0000',
  'taro\u001b[31m',
  'taro\u202eexe',
  'taro\u2066x\u2069',
  'ta\u200bro',
  'ta\ufeffro',
  'taro\u00ad',
  'taro\u2028hanako',
  'taro\u2029hanako',
];
const ADDRESSES = [
  'a@customer.example\r\nBcc: thief@evil.example',
  'a@customer.example, thief@evil.example',
  '"a\r\nBcc: b"@customer.example',
  'Taro <a@customer.example>',
  'a@customer.example\u0000',
  '<svg/onload=alert(1)>@customer.example',
];

/** What must not stand in a page as it was given. */
const LIVE = /<svg|<img src=x|<script>alert|<\/title><script|\sonmouseover='/i;

let face: LogonFace;
let customer: Customer;
let browser: HttpsVisitor;
before(async () => {
  const roomy = { ...bank('9000'), users: { ...bank('9000').users, maximum: 100 } };
  face = await openLogonFace({ banks: new Map([['9000', roomy]]) });
  customer = await openContract(face.world, '9000', { companyName: ODD[0] ?? '' });
  browser = await face.logOn(customer, await mustAcquire(face.world, customer));
});
after(() => face.close());

const register = async (userId: string, name: string, mail = 'hanako@customer.example') => {
  await browser.get('/9000/users/register');
  const said = { userId, name, mail, permission: 'issue', ...pinOf(customer) };
  return browser.submit('/9000/users/register', said);
};
const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;');

describe('pages', () => {
  test('odd names of users: text in the sheet, the list, the user’s pages, and as JSON', async () => {
    for (const [index, name] of ODD.entries()) {
      const userId = `odd00${String(index).padStart(3, '0')}`;
      const sent = await register(userId, name);
      assert.equal(sent.status, 303, titleOf(sent));
      const pages = [String(sent.headers.location), '/9000/users', `/9000/user/${userId}`, '/9000/status'];
      for (const act of ['edit', 'permission', 'suspend', 'remove', 'first-pins'])
        pages.push(`/9000/user/${userId}/${act}`);
      for (const path of pages) {
        const { body, headers } = await browser.get(path);
        assert.doesNotMatch(body, LIVE, path);
        assert.match(String(headers['content-security-policy']), /default-src 'none'|script-src/);
        if (path === '/9000/users') assert.ok(body.includes(escaped(name)), `${name}: shown as it is`);
      }
      const json = await browser.get('/9000/users', { accept: 'application/json' });
      assert.match(String(json.headers['content-type']), /^application\/json/);
      assert.equal(json.headers['x-content-type-options'], 'nosniff');
      assert.ok(JSON.stringify(JSON.parse(json.body)).includes(JSON.stringify(name).slice(1, -1)));
    }
  });

  test('what was typed wrongly stands in the form again, as text', async () => {
    for (const name of ODD) {
      const { status, body } = await register('x', name, name);
      assert.equal(status, 400);
      assert.doesNotMatch(body, LIVE);
      assert.ok(body.includes(escaped(name)));
    }
  });

  test('names that deceive, and addresses that are more than one, are not taken', async () => {
    for (const name of DECEPTIVE) {
      const { status } = await register('decept01', name);
      assert.equal(status, 400, JSON.stringify(name));
    }
    for (const mail of ADDRESSES) {
      const { status } = await register('decept01', '見本 花子', mail);
      assert.equal(status, 400, JSON.stringify(mail));
    }
    const users = await face.world.store.db.selectFrom('holder').select('user_id').execute();
    assert.ok(!users.some(({ user_id }) => user_id === 'decept01'));
  });

  test('300 characters of a company, 60 of a user: pages hold them, more is not taken', async () => {
    const companyName = '見'.repeat(300);
    const long = await openContract(face.world, '9000', { companyName });
    const status = await (await face.logOn(long, await mustAcquire(face.world, long))).get('/9000/status');
    assert.ok(status.body.includes(companyName));
    assert.equal((await register('long0001', '花'.repeat(60))).status, 303);
    assert.equal((await register('long0002', '花'.repeat(61))).status, 400);
  });
});

describe('lists', () => {
  test('a bank’s list with names or addresses that deceive loads nothing, and says so in plain signs', async () => {
    const csv = (name: string, mail: string) =>
      `contract_id,company_name,mail\n60000000001,"${name.replaceAll('"', '""')}","${mail.replaceAll('"', '""')}"\n`;
    const lines = [
      ...DECEPTIVE.map((name) => csv(name, 'keiri@customer.example')),
      ...ADDRESSES.map((mail) => csv('株式会社見本', mail)),
    ];
    for (const line of lines) {
      const outcome = await importContracts(face.world, bank('9000'), Buffer.from(line), caller());
      assert.ok('faults' in outcome, line);
      const { lines: told } = faultyFile('list.csv', outcome.faults);
      assert.equal(told.length, 1);
      assert.doesNotMatch(told.join(), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u, JSON.stringify(told));
    }
  });

  test('no cell of the list for the letters is a formula', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'warifu-letters-'));
    const letters = await openLetters(undefined, folder, 'list.csv');
    const names = [...ODD, '-1+1', '\t=1', '\r=1'];
    await letters.write(
      ['name', 'pin'],
      names.map((name) => [name, 'abc234']),
    );
    const text = await readFile(letters.path, 'utf8');
    const rows: string[][] = parse(text);
    assert.equal(rows.length, names.length + 1);
    for (const [index, [cell = '']] of rows.slice(1).entries()) {
      assert.doesNotMatch(cell, /^[=+\-@\t\r]/, cell);
      assert.ok(cell.endsWith(names[index] ?? '?'), 'and nothing is lost');
    }
    await rm(folder, { recursive: true });
  });
});

test('mails about all of them: one recipient each, no header of theirs, one line', async (t) => {
  const server = await openMailServer();
  t.after(() => server.close());
  await sendDueNotices(face.world, smtpTransport(server.url));
  while ((await sendDueNotices(face.world, smtpTransport(server.url))).sent > 0);
  assert.ok(server.received.length > ODD.length);
  for (const { raw, to, mail } of server.received) {
    assert.equal(to.length, 1);
    assert.ok(/^(keiri|hanako)@customer\.example$/.test(to[0] ?? ''), to[0]);
    assert.doesNotMatch(raw, /^(bcc|cc):/im);
    assert.ok(!mail.headers.some(({ value }) => /evil|alert|HYPERLINK/.test(value)));
    assert.doesNotMatch(mail.text ?? '', /:\/\/|=\?/);
    assert.equal(mail.html, undefined);
  }
});
