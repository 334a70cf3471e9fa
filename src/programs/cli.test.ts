// The command line as an operator meets it: run as a process, judged by what it prints and how it ends.

import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client } from 'pg';
import { OWNER } from '../../test/world/postgres.ts';
import { USAGE } from './usage.ts';

const COMMAND = join(import.meta.dirname, '../../bin/warifu.js');
const BANKS = join(import.meta.dirname, '../../banks');
const folder = mkdtempSync(join(tmpdir(), 'warifu-cli-'));
const path = (name: string) => join(folder, name);
const FREE_PORTS = {
  WARIFU_WWW_PORT: '0',
  WARIFU_LOGON_PORT: '0',
  WARIFU_OFFICE_PORT: '0',
  WARIFU_PKI_PORT: '0',
};

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

type Environment = Record<string, string>;

function start(words: readonly string[], environment: Environment): ChildProcess {
  const own = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(WARIFU_|DATABASE_URL)/.test(name)),
  );
  return spawn(process.execPath, [COMMAND, ...words], { env: { ...own, ...environment }, cwd: folder });
}

async function run(words: readonly string[], environment: Environment = {}): Promise<Ended> {
  const child = start(words, environment);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

/** Starts the server, waits for its ready line, asks it to stop. */
async function serveOnce(
  words: readonly string[],
  environment: Environment,
  meanwhile?: (out: string) => Promise<void>,
) {
  const child = start(['serve', ...words], environment);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let out = '';
  let err = '';
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  await new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      out += chunk;
      if (/^warifu ready .*\n/m.test(out)) resolve();
    });
    child.once('close', () => resolve());
  });
  try {
    await meanwhile?.(out);
  } finally {
    child.kill('SIGTERM');
  }
  return { code: await ended, out, err };
}

/** A demonstration in `data/`, stopped. */
before(async () => {
  const { code, out, err } = await serveOnce(['--demo'], FREE_PORTS);
  assert.equal(err, '');
  assert.equal(code, 0);
  assert.match(out, /^www {5}https:\/\/localhost:\d+\/$/m);
  assert.match(out.trimEnd().split('\n').at(-1) ?? '', /^warifu ready /);
});

after(() => rmSync(folder, { recursive: true }));

test('help prints the usage, which names every command', async () => {
  for (const words of [['help'], ['--help'], ['-h'], []]) {
    assert.deepEqual(await run(words), { code: 0, out: USAGE, err: '' });
  }
});

const misunderstood: [words: string[], says: RegExp][] = [
  [['sevre'], /no command `sevre`/],
  [['bank'], /no command `bank`/],
  [['bank', 'check'], /needs FOLDER/],
  [['bank', 'check', 'a', 'b'], /"b"/],
  [['serve', '--demonstration'], /no option --demonstration/],
  [['serve', '--bank', '9000'], /takes no --bank/],
  [['contract', 'import', 'a.csv'], /needs --bank/],
  [['contract', 'import', 'a.csv', '--bank'], /needs --bank/],
  [['contract', 'unlock', '--bank', '9000'], /needs --contract/],
  [['user', 'import', '--bank', '9000'], /needs FILE\.csv/],
  [['user', 'import', 'a.csv'], /needs --bank/],
  [['certificate', 'revoke', '--bank', '9000', '--serial', '4a'], /needs --reason/],
  [['certificate', 'approve', '--bank', '9000'], /needs --serial/],
  [['certificate', 'reissue', '--bank', '9000'], /needs --contract/],
  [['token', 'import', 'a.csv'], /needs --bank/],
  [['token', 'end', '--bank', '1283'], /needs --contract/],
];
for (const [words, says] of misunderstood) {
  test(`warifu ${words.join(' ')} is not understood, and says why`, async () => {
    const { code, out, err } = await run(words);
    assert.equal(code, 2);
    assert.equal(out, '');
    assert.match(err, says);
    assert.match(err, /warifu help/);
  });
}

test('a demonstration keeps everything over a restart', async () => {
  const kept = ['customers.json', 'root.crt', 'tls.crt', 'pepper', 'ca-passphrase'].map((name) =>
    path(`data/demo/${name}`),
  );
  const before = kept.map((file) => readFileSync(file, 'utf8'));
  const { code, err } = await serveOnce(['--demo'], FREE_PORTS);
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  assert.deepEqual(
    kept.map((file) => readFileSync(file, 'utf8')),
    before,
  );
  for (const secret of ['pepper', 'ca-passphrase', 'tls.key', 'customers.json'])
    assert.equal(statSync(path(`data/demo/${secret}`)).mode & 0o777, 0o600, secret);
});

test('one root is all that there is to trust', () => {
  execFileSync('openssl', [
    'verify',
    '-x509_strict',
    '-CAfile',
    path('data/demo/root.crt'),
    path('data/demo/tls.crt'),
  ]);
});

test('a second process on the same SQLite folder is refused', async () => {
  await serveOnce(['--demo'], FREE_PORTS, async () => {
    const { code, err } = await run(['contract', 'unlock', '--bank', '9000', '--contract', '90000000001']);
    assert.equal(code, 1);
    assert.match(err, /in use by another/);
  });
});

test('contracts are unlocked and imported while the server is stopped', async () => {
  const unlock = (contract: string, bank = '9000') =>
    run(['contract', 'unlock', '--bank', bank, '--contract', contract]);
  assert.equal((await unlock('90000000001')).code, 0);
  assert.match((await unlock('99999999999')).err, /no contract 99999999999/);
  assert.match((await unlock('90000000001', '4711')).err, /no bank 4711.*9000/);

  writeFileSync(path('new.csv'), 'contract_id,company_name,mail\n55500000001,=SUM(A1),a@customer.example\n');
  const order = ['contract', 'import', 'new.csv', '--bank', '9000', '--letters', 'letters.csv'];
  const first = await run(order);
  assert.deepEqual({ code: first.code, err: first.err }, { code: 0, err: '' });
  assert.match(first.out, /1 contracts loaded/);
  assert.equal(statSync(path('letters.csv')).mode & 0o777, 0o600);
  assert.match(readFileSync(path('letters.csv'), 'utf8'), /"55500000001","'=SUM\(A1\)"/);
  assert.match((await run(order)).err, /letters\.csv is there already/);
  const second = await run(order.slice(0, -2));
  assert.match(second.out, /0 contracts loaded into bank 9000, 1 were there already/);
});

test('users are imported into contracts that are there while the server is stopped', async () => {
  const load = (content: string, ...more: string[]) => {
    writeFileSync(path('users.csv'), content);
    return run(['user', 'import', 'users.csv', '--bank', '9000', ...more]);
  };
  const list = (name: string) =>
    `contract_id,user_id,name,mail,permission,user_pin\n90000000002,hanako,${name},a@customer.example,yes,pinpin22\n`;
  const first = await load(list('=SUM(A1)'), '--letters', 'user-letters.csv');
  assert.deepEqual({ code: first.code, err: first.err }, { code: 0, err: '' });
  assert.match(
    first.out,
    /^1 users loaded into bank 9000, 0 were there already.*\nFirst PINs for the letters: /,
  );
  assert.equal(statSync(path('user-letters.csv')).mode & 0o777, 0o600);
  const letters = readFileSync(path('user-letters.csv'), 'utf8').split('\r\n');
  assert.equal(letters[0], '"contract_id","user_id","name","mail","user_pin","user_confirmation_pin"');
  assert.match(
    letters[1] ?? '',
    /^"90000000002","hanako","'=SUM\(A1\)","a@customer\.example","pinpin22","[a-z2-9]{8}"$/,
  );
  const second = await load(list('=SUM(A1)'), '--letters', 'no-letters.csv');
  assert.match(second.out, /^0 users loaded into bank 9000, 1 were there already or have been removed\.\n$/);
  assert.throws(() => statSync(path('no-letters.csv')), 'nothing to write down');
  assert.match((await load(list('x'), '--letters', 'user-letters.csv')).err, /is there already/);
  const bad = await load(`${list('別人')}99999999999,jiro,鈴木,b@customer.example,no,\n`);
  assert.equal(bad.code, 1);
  assert.match(
    bad.err,
    /nothing of it was loaded\.\n {2}line 2: user hanako .*exists.*\n {2}line 3: there is no/,
  );
  assert.doesNotMatch(bad.err, /pinpin22/);
});

test('tokens are imported and ended while the server is stopped', async () => {
  const customers = JSON.parse(readFileSync(path('data/demo/customers.json'), 'utf8'));
  const [first] = customers.filter(({ bank }: { bank: string }) => bank === '1283');
  const [token] = first.tokens;
  assert.equal(token.holder, 'administrator');
  const list = (serial: string, secret: string) =>
    `serial_number,contract_id,secret_base32\n${serial},${first.contractId},${secret}\n`;
  const load = (content: string) => {
    writeFileSync(path('tokens.csv'), content);
    return run(['token', 'import', 'tokens.csv', '--bank', '1283']);
  };
  const same = await load(list(token.serialNumber, token.secret));
  assert.match(same.out, /^0 tokens loaded into bank 1283, 1 were there already/);
  const fresh = await load(list('NEW-1', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'));
  assert.deepEqual({ code: fresh.code, err: fresh.err }, { code: 0, err: '' });
  assert.match(fresh.out, new RegExp(`^1 tokens loaded.*\nEnded by new ones: ${token.serialNumber}\\.`));
  const bad = await load(list('NEW-2', 'JBSWY3DP'));
  assert.equal(bad.code, 1);
  assert.match(bad.err, /nothing of it was loaded.*\n {2}line 2: the secret has 40 bits/);

  const end = (contract: string) => run(['token', 'end', '--bank', '1283', '--contract', contract]);
  assert.match((await end(first.contractId)).out, /^token NEW-1 of .* has ended/);
  assert.match((await end(first.contractId)).out, /has no token/);
  assert.match((await end('99999999999')).err, /no contract 99999999999/);
});

test('certificates are re-issued and revoked, a stop is lifted, while the server is stopped', async () => {
  const administrator = ['--bank', '9000', '--contract', '90000000001'];
  const reissued = await run(['certificate', 'reissue', ...administrator]);
  assert.deepEqual({ code: reissued.code, err: reissued.err }, { code: 0, err: '' });
  assert.match(reissued.out, /may acquire a certificate from today to \d{4}-\d\d-\d\d; revoked now: 0\./);
  const nobody = await run(['certificate', 'reissue', ...administrator, '--user', 'nobody']);
  assert.match(nobody.err, /no user nobody of contract 90000000001/);

  const revoke = (serial: string, reason = 'keyCompromise') =>
    run(['certificate', 'revoke', '--bank', '9000', '--serial', serial, '--reason', reason]);
  assert.match((await revoke('4A:5B', 'because')).err, /no reason because.*keyCompromise/);
  assert.match((await revoke('00:4A:5B')).err, /no certificate 4a5b: check the serial number/);

  const approve = ['certificate', 'approve', '--bank', '9000', '--serial', '00:4A:5B'];
  assert.match((await run(approve)).err, /no certificate 4a5b: check the serial number/);

  const resumed = await run(['contract', 'resume', ...administrator]);
  assert.match(resumed.out, /was not stopped/);
  const absent = await run(['contract', 'resume', '--bank', '9000', '--contract', '99999999999']);
  assert.match(absent.err, /no contract 99999999999/);
});

test('a list with a fault loads nothing and names the line', async () => {
  writeFileSync(
    path('bad.csv'),
    'contract_id,company_name,mail\n55500000002,A,a@b.example\n1,B,b@b.example\n',
  );
  const { code, err } = await run(['contract', 'import', 'bad.csv', '--bank', '9000']);
  assert.equal(code, 1);
  assert.match(err, /nothing of it was loaded/);
  assert.match(err, /line 3: contract_id "1"/);
  const missing = await run(['contract', 'import', 'absent.csv', '--bank', '9000']);
  assert.match(missing.err, /absent\.csv cannot be read \(ENOENT\)/);
});

test('bank check judges the project’s own banks, and a broken one', async () => {
  const good = await run(['bank', 'check', BANKS]);
  assert.deepEqual({ code: good.code, err: good.err }, { code: 0, err: '' });
  assert.match(good.out, /^9000 .*in order/m);
  breakBank();
  const bad = await run(['bank', 'check', path('broken')]);
  assert.equal(bad.code, 1);
  assert.match(bad.err, /profile\.json: activation\.windowDays: .*Cure:/);
});

function breakBank(): void {
  cpSync(join(BANKS, '9000'), path('broken/9000'), { recursive: true });
  const file = path('broken/9000/profile.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"windowDays": 80/, '"windowDays": 8000'));
}

test('a profile with an error stops the start and names file, entry and cure', async () => {
  breakBank();
  const { code, err } = await run(['serve', '--demo'], { WARIFU_BANKS: 'broken', WARIFU_DATA: 'data-2' });
  assert.equal(code, 1);
  assert.match(err, /profile\.json: activation\.windowDays/);
  assert.doesNotMatch(err, /^ +at /m);
});

const unstartable: [title: string, environment: () => Environment | Promise<Environment>, says: RegExp][] = [
  [
    'a wrong passphrase',
    () => ({ WARIFU_CA_PASSPHRASE: 'another passphrase altogether' }),
    /WARIFU_CA_PASSPHRASE_FILE/,
  ],
  ['a short passphrase', () => ({ WARIFU_CA_PASSPHRASE: 'short' }), /at least 12/],
  [
    'a secret’s file that is not there',
    () => ({ WARIFU_PEPPER_FILE: 'absent' }),
    /WARIFU_PEPPER_FILE.*absent/,
  ],
  ['a data folder in the way', () => ({ WARIFU_DATA: COMMAND }), /WARIFU_DATA/],
  ['a variable that makes no sense', () => ({ WARIFU_WWW_PORT: 'x' }), /WARIFU_WWW_PORT is not a number/],
  ['an address of another machine', () => ({ WARIFU_HOST: '203.0.113.1' }), /WARIFU_HOST/],
  [
    'a database that is not there',
    () => ({ DATABASE_URL: 'postgresql://127.0.0.1:9/none' }),
    /127\.0\.0\.1:9|DATABASE_URL/,
  ],
];
for (const [title, environment, says] of unstartable) {
  test(`${title}: one clear sentence, no stack`, async () => {
    const { code, out, err } = await run(['serve', '--demo'], { ...FREE_PORTS, ...(await environment()) });
    assert.equal(code, 1, err);
    assert.equal(out, '');
    assert.match(err, says);
    assert.doesNotMatch(err, /^ +at /m);
  });
}

test('a port in use: which one, and how to choose another', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const taken = other.address();
  assert.ok(taken !== null && typeof taken === 'object');
  const { code, err } = await run(['serve', '--demo'], {
    ...FREE_PORTS,
    WARIFU_LOGON_PORT: String(taken.port),
  });
  other.close();
  assert.equal(code, 1);
  assert.match(err, new RegExp(`port ${taken.port} for the logon face is in use.*WARIFU_LOGON_PORT`));
});

test('a data folder that cannot be written', {
  skip: process.getuid?.() === 0 && 'root may write anywhere',
}, async () => {
  mkdirSync(path('closed'));
  chmodSync(path('closed'), 0o500);
  const { code, err } = await run(['serve', '--demo'], { ...FREE_PORTS, WARIFU_DATA: 'closed' });
  assert.equal(code, 1);
  assert.match(err, /WARIFU_DATA/);
});

test('production refuses specimens, WARIFU_NOW, and a start without its files', async () => {
  const none = await run(['serve'], { WARIFU_NOW: '2026-04-01T09:00:00+09:00' });
  assert.equal(none.code, 1);
  for (const variable of ['WARIFU_NOW', 'WARIFU_TLS_CERT_FILE', 'WARIFU_TLS_KEY_FILE', 'WARIFU_PEPPER_FILE'])
    assert.match(none.err, new RegExp(`^  ${variable} `, 'm'));
  const files = {
    WARIFU_TLS_CERT_FILE: path('data/demo/tls.crt'),
    WARIFU_TLS_KEY_FILE: path('data/demo/tls.key'),
    WARIFU_CA_PASSPHRASE: 'a passphrase of production',
    WARIFU_PEPPER: 'p'.repeat(32),
    WARIFU_SMTP_URL: 'smtp://127.0.0.1:9',
    WARIFU_DATA: 'production',
  };
  const specimens = await run(['serve'], { ...FREE_PORTS, ...files });
  assert.equal(specimens.code, 1);
  assert.match(specimens.err, /9000.*specimens/);
});

test('production serves with its own files, and makes no demonstration', async () => {
  cpSync(join(BANKS, '9000'), path('banks/9000'), { recursive: true });
  const profile = path('banks/9000/profile.json');
  writeFileSync(profile, readFileSync(profile, 'utf8').replace('"specimen": true', '"specimen": false'));
  const production = {
    WARIFU_BANKS: 'banks',
    WARIFU_DATA: 'production',
    WARIFU_HOST: '127.0.0.1',
    WARIFU_TLS_CERT_FILE: path('data/demo/tls.crt'),
    WARIFU_TLS_KEY_FILE: path('data/demo/tls.key'),
    WARIFU_CA_PASSPHRASE: 'a passphrase of production',
    WARIFU_PEPPER: 'p'.repeat(32),
    WARIFU_SMTP_URL: 'smtp://127.0.0.1:9',
  };
  const { code, err } = await serveOnce([], { ...FREE_PORTS, ...production });
  assert.equal(code, 0);
  assert.doesNotMatch(err, /"level":[4-6]0|^[^{]/m);
  assert.throws(() => statSync(path('production/demo')));
  const elsewhere = await run(['serve'], { ...FREE_PORTS, ...production, WARIFU_DOMAIN: 'bank.example' });
  assert.match(elsewhere.err, /WARIFU_TLS_CERT_FILE: is not for bank\.example/);
});

const CLUSTER = process.env.WARIFU_TEST_POSTGRES;

test('production with an office refuses a database user whom row-level security does not bind', {
  skip: CLUSTER === undefined && 'npm test starts PostgreSQL',
}, async () => {
  cpSync(join(BANKS, '9000'), path('own/banks/9000'), { recursive: true });
  cpSync(join(BANKS, '../office/0000'), path('own/office/0000'), { recursive: true });
  for (const one of ['banks/9000', 'office/0000']) {
    const profile = path(`own/${one}/profile.json`);
    writeFileSync(profile, readFileSync(profile, 'utf8').replace('"specimen": true', '"specimen": false'));
  }
  const above = `warifu_above_${process.pid}`;
  const database = `warifu_cli_${process.pid}`;
  const administer = async (...statements: readonly string[]) => {
    const client = new Client({ connectionString: CLUSTER });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  const url = (user: string) => {
    const own = new URL(CLUSTER ?? '');
    own.username = user;
    own.pathname = `/${database}`;
    return own.href;
  };
  const production = (user: string) => ({
    ...FREE_PORTS,
    ...{ WARIFU_BANKS: 'own/banks', WARIFU_OFFICE: 'own/office/0000', WARIFU_DATA: 'own/data' },
    ...{ WARIFU_TLS_CERT_FILE: path('data/demo/tls.crt'), WARIFU_TLS_KEY_FILE: path('data/demo/tls.key') },
    ...{ WARIFU_CA_PASSPHRASE: 'a passphrase of production', WARIFU_PEPPER: 'p'.repeat(32) },
    ...{ WARIFU_SMTP_URL: 'smtp://127.0.0.1:9', DATABASE_URL: url(user) },
  });
  await administer(
    `create database ${database} owner ${OWNER}`,
    // Whatever its owner may, and above the policies.
    `create role ${above} login bypassrls in role ${OWNER}`,
  );
  try {
    const bound = await serveOnce([], production(OWNER));
    assert.equal(bound.code, 0, bound.err);
    const { code, err } = await run(['serve'], production(above));
    assert.equal(code, 1, err);
    assert.match(err, /DATABASE_URL is a superuser or has BYPASSRLS.*make an ordinary user/);
  } finally {
    await administer(`drop database ${database} with (force)`, `drop role ${above}`);
  }
});
