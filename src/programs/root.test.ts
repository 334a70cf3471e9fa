// The offline root as those who hold its ceremonies meet it: commands run as processes, judged by OpenSSL; and a
// deployment under it that never has its key.

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { textOfPdf } from '../../test/world/pdf.ts';
import { readRootOf } from '../ca/root.ts';
import { formatName } from '../x509/name.ts';
import { createRoot, type NewRootOptions, revokeIssuing, signIssuing, signList } from './commands/root.ts';

const COMMAND = join(import.meta.dirname, '../../bin/warifu.js');
const PKI = 'http://pki.test';
let folder: string;
const path = (...names: string[]) => join(folder, ...names);
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warifu-root-'));
  await writeFile(path('passphrase'), 'a passphrase of the root\n');
});
after(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Without a database and without a deployment's settings, as on a machine that has never seen one. */
function warifu(
  words: readonly string[],
  typed = '',
  environment: Record<string, string> = {},
): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, WARIFU_CA_PASSPHRASE_FILE: path('passphrase'), ...environment };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [COMMAND, ...words], { env, cwd: folder }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
    child.stdin?.end(typed);
  });
}

async function done(...given: Parameters<typeof warifu>): Promise<string> {
  const { code, out, err } = await warifu(...given);
  assert.equal(code, 0, err);
  return out;
}

async function refused(why: RegExp, ...given: Parameters<typeof warifu>): Promise<void> {
  const { code, err } = await warifu(...given);
  assert.equal(code, 1, `not refused: ${given[0].join(' ')}`);
  assert.match(err, why);
  assert.doesNotMatch(err, /\n\s+at /);
}

const openssl = (...words: string[]) =>
  execFileSync('openssl', words, { encoding: 'utf8', cwd: folder, stdio: 'pipe' });

function requestOf(name: string, key: string[] = ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256']): string {
  openssl('genpkey', '-algorithm', ...key, '-out', `${name}.key`);
  openssl('req', '-new', '-key', `${name}.key`, '-subj', `/C=JP/O=Warifu/CN=${name}`, '-out', `${name}.csr`);
  return path(`${name}.csr`);
}

describe('a root of one person', () => {
  const root = () => path('root');

  test('is made, certifies a CA, revokes it; each is what OpenSSL says it is', async () => {
    const made = JSON.parse(
      await done([
        'root',
        'create',
        root(),
        '--pki',
        PKI,
        '--persons',
        '山田; 佐藤',
        '--months',
        '3',
        '--json',
      ]),
    );
    const request = requestOf('Issuing A');
    const signed = JSON.parse(await done(['root', 'sign', root(), '--request', request, '--json']));
    await done(['root', 'revocation-list', root()]);
    const [certificate] = (signed.files as string[]).filter((file) => /issuing-/.test(file));
    const text = openssl('x509', '-in', certificate ?? '', '-noout', '-text');
    assert.match(text, /CA:TRUE, pathlen:0/);
    assert.match(text, /Certificate Sign, CRL Sign/);
    assert.match(text, /URI:http:\/\/pki\.test\/crl\/root-1\.crl/);
    assert.match(text, /CA Issuers - URI:http:\/\/pki\.test\/ca\/root-1\.crt/);
    assert.doesNotMatch(text, /Extended Key Usage/);
    const certificateDer = await readFile(path('root', 'public', 'root-1.crt'));
    assert.equal(hash('sha256', certificateDer, 'hex'), made.sha256);
    const verify = () => {
      const lists = ['-inform', 'DER', '-in', path('root', 'public', 'root-1.crl')];
      openssl('crl', ...lists, '-out', path('list.pem'), '-CAfile', path('root', 'public', 'root-1.pem'));
      const anchors = ['-CAfile', path('root', 'public', 'root-1.pem'), '-CRLfile', path('list.pem')];
      return openssl('verify', '-x509_strict', '-crl_check_all', ...anchors, certificate ?? '');
    };
    assert.match(verify(), /: OK/);

    const serial = /issuing-([0-9a-f]+)\.pem/.exec(certificate ?? '')?.[1] ?? '';
    const revoke = ['root', 'revoke', root(), '--serial', serial.toUpperCase(), '--reason', 'cACompromise'];
    assert.match(await done([...revoke, '--dry-run']), /Dry run/);
    assert.match(verify(), /: OK/);
    await done(revoke);
    assert.throws(verify, /certificate revoked/);
    await refused(/revoked already, at .* \(cACompromise\)/, revoke);
  });

  const manner = { json: true, dryRun: false, shares: false, persons: '' };
  const sign = (file: string, years?: string) =>
    signIssuing({ ...manner, folder: root(), request: path(file), years });
  const usual = { name: 'A root', id: 'root-1', keyKind: 'P-384', years: undefined, months: undefined };
  const create = (other: Partial<NewRootOptions>) =>
    createRoot({ ...manner, ...usual, split: undefined, folder: path('other'), pki: PKI, ...other });

  test('whatever is asked for twice, or must not be, is refused with the reason, and leaves nothing', async () => {
    process.env.WARIFU_CA_PASSPHRASE_FILE = path('passphrase');
    const before = (await readdir(root())).sort();
    await writeFile(path('garbage.csr'), 'no request');
    const pem = await readFile(path('Issuing A.csr'), 'utf8');
    const forged = Buffer.from(pem.replaceAll(/-----.*-----/g, ''), 'base64');
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    await writeFile(path('forged.csr'), forged);
    requestOf('RSA', ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048']);
    requestOf('Warifu Root CA 1');
    const revoke = (serial: string, reason: string) =>
      revokeIssuing({ ...manner, folder: root(), serial, reason });
    for (const [why, act] of [
      [/there is a root in .* already/, () => create({ folder: root() })],
      [/certified already/, () => sign('Issuing A.csr')],
      [/no certification request/, () => sign('garbage.csr')],
      [/not signed with its own key/, () => sign('forged.csr')],
      [/none for a CA/, () => sign('RSA.csr')],
      [/root’s own name/, () => sign('Warifu Root CA 1.csr')],
      [/cannot be read/, () => sign('absent.csr')],
      [/whole number/, () => sign('Issuing A.csr', '0')],
      [/certified nothing/, () => revoke('4242', 'superseded')],
      [/there is no reason/, () => revoke('4242', 'certificateHold')],
      [/there is no root/, () => signList({ ...manner, folder: path('elsewhere') })],
      [/--pki/, () => create({ pki: 'https://pki.test/crl' })],
      [/--key-kind/, () => create({ keyKind: 'P-521' })],
      [/--months/, () => create({ months: '13' })],
      [/2-of-3/, () => create({ split: '3-of-2' })],
    ] as [RegExp, () => Promise<unknown>][]) {
      await assert.rejects(act, why);
    }
    await writeFile(path('wrong'), 'another passphrase\n');
    process.env.WARIFU_CA_PASSPHRASE_FILE = path('wrong');
    await assert.rejects(signList({ ...manner, folder: root() }), /passphrase/);
    process.env.WARIFU_CA_PASSPHRASE_FILE = path('passphrase');
    assert.deepEqual((await readdir(root())).sort(), before);
  });

  test('no CA outlasts it; another of the same name only once the first is revoked', async () => {
    const named = (file: string) =>
      openssl(
        'req',
        '-new',
        '-key',
        `${file}.key`,
        '-subj',
        '/C=JP/O=Warifu/CN=Issuing A',
        '-out',
        `${file}.csr`,
      );
    for (const one of ['second', 'third']) {
      requestOf(one);
      named(one);
    }
    await sign('second.csr', '30');
    const { certified, certificate } = await readRootOf(root());
    assert.deepEqual(
      certified.map((one) => [formatName(one.certificate.subjectName), one.revoked?.reason]),
      ['cACompromise', undefined].map((reason) => ['CN=Issuing A,O=Warifu,C=JP', reason]),
    );
    assert.equal(certified[1]?.certificate.notAfter, certificate.notAfter);
    await assert.rejects(sign('third.csr'), /is another CA already/);
  });

  test('of two who act at once one is told so, and its list is not given out', async () => {
    const { entries } = await readRootOf(root());
    const outcomes = await Promise.allSettled([1, 2].map(() => signList({ ...manner, folder: root() })));
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    assert.equal(refusals.length, 1);
    assert.match(refusals[0] ?? '', /somebody else did something/);
    assert.equal((await readRootOf(root())).entries.length, entries.length + 1);
  });

  test('its record names each step, who was there, and a line for each signature', async () => {
    const shown = JSON.parse(await done(['root', 'show', root(), '--json']));
    const grouped = (hex: string) => (hex.toUpperCase().match(/.{4}/g) ?? []).slice(0, 8).join(' ');
    for (const [language, words] of [
      ['ja', [/鍵と証明書を作成/, /発行認証局の証明書に署名/, /失効リストに署名/, /cACompromise/]],
      ['en', [/Key and certificate of the root made/, /Revocation list signed/, /cACompromise/]],
    ] as const) {
      const record = await done(['root', 'record', root(), '--lang', language]);
      for (const one of words) assert.match(record, one);
      assert.ok(record.includes(grouped(shown.sha256)) && record.includes(grouped(shown.register)));
      assert.match(record, /\n山田\n {4}\S+ _{36}/);
      assert.match(record, /\n佐藤\n {4}\S+ _{36}/);
      // On paper the same is said, and the same file comes out again.
      const written = await done(['root', 'record', root(), '--lang', language, '--to', path('record.pdf')]);
      assert.equal(written, `${path('record.pdf')}\n`);
      const octets = await readFile(path('record.pdf'));
      const paper = textOfPdf(octets);
      for (const one of [...words, /山田/, /佐藤/]) assert.match(paper, one);
      for (const hex of [shown.sha256, shown.register]) assert.ok(paper.includes(grouped(hex)), paper);
      const pages = paper.split('\f').slice(0, -1);
      const hash = grouped(shown.register).slice(0, 19);
      for (const [at, page] of pages.entries())
        assert.match(page, new RegExp(`${at + 1}/${pages.length}\\s+SHA-256 ${hash} …\\s*$`));
      await done(['root', 'record', root(), '--lang', language, '--to', path('again.pdf')]);
      assert.deepEqual(await readFile(path('again.pdf')), octets);
    }
    await refused(/ENOENT.*check the path/, [
      'root',
      'record',
      root(),
      '--to',
      path('nowhere', 'record.pdf'),
    ]);
  });

  test('an entry that was altered, or taken out, or put in, stops everything', async () => {
    const names = (await readdir(root())).filter((name) => /\.\d{6}\.json$/.test(name)).sort();
    const second = path('root', names[1] ?? '');
    const content = await readFile(second, 'utf8');
    for (const altered of [content.replace('"persons": []', '"persons": ["x"]'), undefined]) {
      assert.notEqual(altered, content);
      if (altered === undefined) await rm(second);
      else await writeFile(second, altered);
      await assert.rejects(readRootOf(root()), /register is damaged/);
      await writeFile(second, content);
    }
    // Whoever writes a new last entry has not the key: a list with a bit turned is none of this root.
    const last = JSON.parse(await readFile(path('root', names.at(-1) ?? ''), 'utf8'));
    const list = Buffer.from(last.what.list, 'base64');
    list[list.length - 1] = (list.at(-1) ?? 0) ^ 1;
    const { entries } = await readRootOf(root());
    const more = { ...last, number: entries.length + 1, before: entries.at(-1)?.sha256 };
    const file = path('root', (names[0] ?? '').replace('000001', String(more.number).padStart(6, '0')));
    await writeFile(file, JSON.stringify({ ...more, what: { ...last.what, list: list.toString('base64') } }));
    await assert.rejects(readRootOf(root()), /has not signed/);
    await rm(file);
    await readRootOf(root());
  });

  test('a clock that stands before the last act is told, and nothing is signed', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() - 24 * 60 * 60 * 1000 });
    const { entries } = await readRootOf(root());
    await assert.rejects(signList({ ...manner, folder: root() }), /the clock of this machine/);
    assert.equal((await readRootOf(root())).entries.length, entries.length);
  });
});

describe('a root of several people, with a key of ML-DSA-65', () => {
  test('two of three open it, and one does not', async () => {
    const root = path('shared');
    const words = [
      'root',
      'create',
      root,
      '--pki',
      PKI,
      '--key-kind',
      'ML-DSA-65',
      '--split',
      '2-of-3',
      '--json',
    ];
    const none = { WARIFU_CA_PASSPHRASE_FILE: '' };
    const { shares, keyKind } = JSON.parse(await done(words, '', none));
    assert.deepEqual([shares.length, keyKind], [3, 'ML-DSA-65']);
    const list = ['root', 'revocation-list', root, '--shares', '--json'];
    await refused(/not enough shares/, list, `${shares[0]}\n`, none);
    const { number } = JSON.parse(await done(list, `${shares[2]}\n${shares[0]}\n`, none));
    const again = JSON.parse(await done(list, `${shares[1]}\n${shares[2]}\n`, none));
    assert.ok(again.number > number);
    assert.match(await done(['root', 'record', root, '--lang', 'en']), /split: 2 of 3/);
  });
});
