// Backup and restore as an operator meets them: while the server runs, into an empty place, and an old database put back
// by hand. And the commands around them.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { warifu } from '../../test/world/command.ts';
import { mustAcquire, openContract } from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { readConfiguration } from './configuration.ts';
import { controlSocketOf } from './control-socket.ts';
import { type RunningServer, startServer } from './server.ts';
import { StartFault } from './start-fault.ts';

const folder = mkdtempSync(join(tmpdir(), 'warifu-backup-'));
const path = (name: string) => join(folder, name);
const environment = (data: string) => ({
  ...{ WARIFU_WWW_PORT: '0', WARIFU_LOGON_PORT: '0', WARIFU_OFFICE_PORT: '0', WARIFU_PKI_PORT: '0' },
  ...{ WARIFU_DATA: path(data), WARIFU_JOURNAL: path('journal'), WARIFU_AUDIT_HEADS: path('heads') },
});
const start = (data: string): Promise<RunningServer> => {
  const read = readConfiguration(environment(data), { demonstration: true });
  assert.ok(read.ok);
  return startServer(read.configuration);
};
const run = (data: string, ...words: string[]) => warifu(words, environment(data));

let server: RunningServer;
before(async () => {
  server = await start('data');
});
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

test('backup while the server runs, revocation, loss, restore: the certificate is still revoked', async () => {
  const { deployment } = server;
  const customer = await openContract(deployment, '9000');
  const { view } = await mustAcquire(deployment, customer);
  assert.equal(statSync(controlSocketOf(path('data'))).mode & 0o777, 0o600);

  const policy = await run('data', 'ca', 'policy', '--lang', 'en');
  const [issuing] = deployment.ca.authorities.generations;
  const fingerprint = hash('sha256', issuing.certificate, 'hex');
  assert.match(policy.out, new RegExp(`issuing-1 .*issues.*${fingerprint}`), policy.err);

  // Others go on meanwhile.
  const others = Promise.all(
    Array.from({ length: 5 }, async () => mustAcquire(deployment, await openContract(deployment, '9000'))),
  );
  const backed = await run('data', 'backup', path('backup'), '--json');
  assert.equal(backed.code, 0, backed.err);
  assert.ok(JSON.parse(backed.out).rows > 100);
  await others;
  const whole = await run('data', 'backup', 'verify', path('backup'));
  assert.equal(whole.code, 0, whole.err);
  assert.match((await run('data', 'backup', path('backup'))).err, /is not empty/);
  const tables = readFileSync(path('backup/MANIFEST.json'), 'utf8');
  assert.match(tables, /keys\/root-1/);
  assert.doesNotMatch(tables, /copy|pepper|passphrase/);

  await server.close();
  cpSync(path('data'), path('stopped'), { recursive: true });
  const serial = ['--bank', '9000', '--serial', view.serialNumber];
  const tried = await run(
    'data',
    'cert',
    'revoke',
    ...serial,
    '--reason',
    'keyCompromise',
    '--dry-run',
    '--json',
  );
  assert.deepEqual(JSON.parse(tried.out), {
    ...{
      serialNumber: view.serialNumber,
      revoked: [view.serialNumber],
      reason: 'keyCompromise',
      dryRun: true,
    },
  });
  const shown = async (data: string) =>
    JSON.parse((await run(data, 'certificate', 'show', '--serial', view.serialNumber, '--json')).out);
  assert.equal((await shown('data')).revokedAt, null);
  assert.equal((await run('data', 'cert', 'revoke', ...serial, '--reason', 'keyCompromise')).code, 0);
  server = await start('data');
  await server.close();

  // The machine is gone; what lay elsewhere is there. The secrets come from where they are kept.
  assert.match((await run('data', 'restore', path('backup'))).err, /has a certification authority already/);
  assert.match((await run('new', 'restore', path('backup'), '--dry-run')).out, /^would restore/);
  const restored = await run('new', 'restore', path('backup'));
  assert.equal(restored.code, 0, restored.err);
  assert.match(restored.out, /[1-9]\d* revocations/);
  cpSync(path('data/demo'), path('new/demo'), { recursive: true });
  assert.equal((await shown('new')).revocationReason, 'keyCompromise');
  const verified = await run('new', 'audit', 'verify', '--head', path('heads'));
  assert.equal(verified.code, 0, verified.out);
  const lists = JSON.parse((await run('new', 'crl', 'show', '--json')).out).lists as object[];
  assert.equal(lists.length, 19);
  assert.match((await run('new', 'ca', 'show')).out, /^journal +fits/m);
  assert.match((await run('new', 'ocsp', 'show')).out, /issuing-1/);
  assert.equal((await run('new', 'crl', 'save', path('full.crl'))).code, 0);
  const read = execFileSync('openssl', ['crl', '-inform', 'DER', '-in', path('full.crl'), '-noout', '-text']);
  assert.match(read.toString(), /Key Compromise|No Revoked/);
  server = await start('new');
  await mustAcquire(server.deployment, await openContract(server.deployment, '9000'));
  await server.close();

  // A copy of before, put back by hand.
  const open = async () => {
    server = await start('stopped');
  };
  await assert.rejects(open, (error) => {
    assert.ok(error instanceof StartFault);
    assert.match(error.message, /older than its journal.+warifu ca reconcile/);
    return true;
  });
  const reconciled = await run('stopped', 'ca', 'reconcile', '--end-unknown');
  assert.equal(reconciled.code, 0, reconciled.out + reconciled.err);
  assert.equal((await shown('stopped')).revocationReason, 'keyCompromise');
  server = await start('stopped');
});

eachDatabase((name, _open, database) => {
  if (name !== 'PostgreSQL') return;
  test('on PostgreSQL: backed up and revoked beside a server that issues, restored into another database', async () => {
    const place = async (data: string) => {
      const location = await database.fresh();
      const url = 'databaseUrl' in location ? location.databaseUrl : '';
      const outside = { WARIFU_JOURNAL: path('pg-journal'), WARIFU_AUDIT_HEADS: path('pg-heads') };
      return { ...environment(data), ...outside, DATABASE_URL: url };
    };
    const [here, there] = [await place('pg-data'), await place('pg-new')];
    const read = readConfiguration(here, { demonstration: true });
    assert.ok(read.ok);
    const running = await startServer(read.configuration, { logLevel: 'silent' });
    const { deployment } = running;
    const { view } = await mustAcquire(deployment, await openContract(deployment, '9000'));
    const others = Promise.all(
      Array.from({ length: 5 }, async () => mustAcquire(deployment, await openContract(deployment, '9000'))),
    );
    const backed = await warifu(['backup', path('pg-backup'), '--json'], here);
    assert.equal(backed.code, 0, backed.err);
    const late = await others;
    const serial = ['--bank', '9000', '--serial', view.serialNumber];
    const ended = await warifu(['cert', 'revoke', ...serial, '--reason', 'keyCompromise'], here);
    assert.equal(ended.code, 0, ended.err);
    await running.close();

    // Customers who came after the moment of the backup are not in it; their certificates are ended.
    const restored = await warifu(['restore', path('pg-backup')], there);
    assert.equal(restored.code, 0, restored.err);
    const reconciled = await warifu(['ca', 'reconcile', '--end-unknown'], there);
    assert.equal(reconciled.code, 0, reconciled.err);
    const shown = async (serialNumber: string) =>
      JSON.parse((await warifu(['certificate', 'show', '--serial', serialNumber, '--json'], there)).out) as {
        readonly serialNumber: string;
        readonly revocationReason: string | null;
      };
    assert.equal((await shown(view.serialNumber)).revocationReason, 'keyCompromise');
    for (const one of late) {
      const found = await shown(one.view.serialNumber);
      assert.ok([null, 'cessationOfOperation'].includes(found.revocationReason), JSON.stringify(found));
    }
    const verified = await warifu(['audit', 'verify', '--head', path('pg-heads')], there);
    assert.equal(verified.code, 0, verified.out);
  });
});

test('help on one command, and what is none', async () => {
  const { out } = await warifu(['help', 'backup']);
  assert.match(out, /^ {2}warifu backup FOLDER/);
  assert.match(out, /backup verify/);
  assert.doesNotMatch(out, /warifu serve/);
  assert.match((await warifu(['cert', 'revoke', '--help'])).out, /^ {2}warifu certificate revoke/);
  assert.equal((await warifu(['help', 'nonsense'])).code, 2);
});

test('bash completes commands, their second words and their options', async () => {
  const complete = async (...line: string[]) => {
    const script = (await warifu(['completion', 'bash'])).out;
    const words = line.map((word) => `'${word}'`).join(' ');
    const ask = `COMP_WORDS=(${words}); COMP_CWORD=${line.length - 1}; _warifu; echo "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', `${script}\n${ask}`], { encoding: 'utf8' })
      .trim()
      .split(' ');
  };
  assert.deepEqual(await complete('warifu', 'cr'), ['crl']);
  assert.deepEqual(await complete('warifu', 'crl', ''), ['show', 'save']);
  assert.deepEqual(await complete('warifu', 'certificate', 'revoke', '--r'), ['--reason']);
  assert.deepEqual(await complete('warifu', 'restore', '--d'), ['--dry-run']);
  for (const [shell, said] of [
    ['zsh', /bashcompinit/],
    ['fish', /__fish_seen_subcommand_from ca; and __fish_seen_subcommand_from reconcile' -l end-unknown$/m],
  ] as const) {
    assert.match((await warifu(['completion', shell])).out, said);
  }
  assert.equal((await warifu(['completion', 'csh'])).code, 1);
});
