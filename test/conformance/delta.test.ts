// The delta of the full revocation list, judged by clients that know deltas, and by those that do not: for these it must
// be no list at all, never one that leaves out what was revoked before.
//
// OpenSSL up to 3.0.19 takes a delta for a whole list unless it is told -extended_crl (openssl/openssl#31040), and does
// not look at a delta's nextUpdate beside a list in force (#31297). strongSwan 5.9 puts a delta together with exactly the
// list that it names, where RFC 5280 5.2.4 allows every later one.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { publishRevocationLists } from '../../src/ca/publish-revocation-lists.ts';
import { revokeBySerialNumber } from '../../src/procedures/certificates/revoke-certificate.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { encodePem } from '../../src/x509/pem.ts';
import { caller } from '../world/deployment.ts';
import { run } from './programs.ts';
import { openRevocationDesk, type RevocationDesk } from './revocation-desk.ts';

const heard = (program: string, ...args: readonly string[]): Promise<string> =>
  run(program, ...args).catch((error: Error) => error.message);

let folder: string;
let store: Store;
let desk: RevocationDesk;
/** `revoked` stands on the old list; `good` was revoked after it, and stands on the delta and on the new one. */
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warifu-delta-'));
  store = await openStore({ dataFolder: folder });
  desk = await openRevocationDesk(store);
  await desk.speak('honest');
  const { world, serials } = desk;
  await save('issuing-1.crl', 'old');
  await revokeBySerialNumber(
    world,
    { bankCode: '9000', serialNumber: serials.good, reason: 'keyCompromise' },
    caller(),
  );
  world.clock.now = Date.now();
  await publishRevocationLists(store, world.ca, world.now());
  await save('issuing-1.crl', 'new');
  keep('forged', await save('issuing-1/delta.crl', 'delta'));
});
after(async () => {
  await desk.close();
  await store.close();
  await rm(folder, { recursive: true });
});

async function save(path: string, name: string): Promise<Buffer> {
  const list = Buffer.from(await (await fetch(`${desk.origin}/crl/${path}`)).arrayBuffer());
  keep(name, list);
  const forged = Buffer.from(list);
  forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
  return forged;
}

function keep(name: string, list: Buffer): void {
  writeFileSync(desk.path(`${name}.crl`), list);
  writeFileSync(desk.path(`${name}.list`), encodePem('X509 CRL', list));
}

const openssl = async (who: string, ...lists: readonly string[]) => {
  const options = ['-x509_strict', '-crl_check', '-extended_crl', '-use_deltas'];
  const files = lists.flatMap((list) => ['-CRLfile', desk.path(`${list}.list`)]);
  const chain = ['-CAfile', desk.path('root.pem'), '-untrusted', desk.path('issuing.pem')];
  const said = await heard('openssl', 'verify', ...options, ...files, ...chain, desk.path(`${who}.pem`));
  return /: OK/.test(said)
    ? 'good'
    : (/certificate revoked|signature failure|unable to get/.exec(said)?.[0] ?? said);
};

const strongswan = async (who: string, ...lists: readonly string[]) => {
  const files = lists.flatMap((list) => ['--crl', desk.path(`${list}.list`)]);
  const chain = ['--cacert', desk.path('root.pem'), '--cacert', desk.path('issuing.pem')];
  const said = await heard('pki', '--verify', '--in', desk.path(`${who}.pem`), ...chain, ...files);
  return /certificate was revoked|certificate status is good/.exec(said)?.[0] ?? 'unknown';
};

/** It would load the shard that the certificate names. */
const OFFLINE = ['-Dhttp.proxyHost=127.0.0.1', '-Dhttp.proxyPort=9', '-Dhttp.nonProxyHosts='];

const java = async (who: string, ...lists: readonly string[]) => {
  const program = new URL('CheckRevocation.java', import.meta.url).pathname;
  const how = `lists:${lists.map((list) => desk.path(`${list}.crl`)).join(',')}`;
  const files = [desk.path('root.der'), desk.path('issuing.der'), how, desk.path(`${who}.der`)];
  return /^(good|REVOKED|UNDETERMINED)/m.exec(await heard('java', ...OFFLINE, program, ...files))?.[0];
};

for (const [what, judge, verdicts] of [
  [
    'an old list without a delta',
    openssl,
    [
      ['good', ['old'], 'good'],
      ['revoked', ['old'], 'certificate revoked'],
    ],
  ],
  [
    'the old list with its delta',
    openssl,
    [
      ['good', ['old', 'delta'], 'certificate revoked'],
      ['good', ['delta', 'old'], 'certificate revoked'],
      ['revoked', ['old', 'delta'], 'certificate revoked'],
    ],
  ],
  [
    'a delta alone is no list',
    openssl,
    [
      ['good', ['delta'], 'unable to get'],
      ['revoked', ['delta'], 'unable to get'],
    ],
  ],
  ['a forged delta', openssl, [['good', ['old', 'forged'], 'signature failure']]],
] as const) {
  test(`openssl: ${what}`, async () => {
    for (const [who, lists, verdict] of verdicts) assert.equal(await judge(who, ...lists), verdict, who);
  });
}

test('strongSwan puts list and delta together', async () => {
  assert.equal(await strongswan('good', 'old'), 'certificate status is good');
  assert.equal(await strongswan('good', 'old', 'delta'), 'certificate was revoked');
  assert.equal(await strongswan('revoked', 'old', 'delta'), 'certificate was revoked');
  assert.equal(await strongswan('good', 'old', 'forged'), 'certificate status is good');
});

test('Java knows no deltas: alone it is no list, beside one it does no harm', async () => {
  for (const [who, lists, verdict] of [
    ['revoked', ['delta'], 'UNDETERMINED'],
    ['revoked', ['old', 'delta'], 'REVOKED'],
    ['good', ['new', 'delta'], 'REVOKED'],
  ] as const) {
    assert.equal(await java(who, ...lists), verdict, `${who} ${lists}`);
  }
});

test('NSS knows no deltas: it takes none in the place of a list', async () => {
  const nss = desk.path('nss');
  await run('mkdir', nss);
  await run('certutil', '-N', '-d', `sql:${nss}`, '--empty-password');
  for (const [name, trust] of [
    ['root', 'CT,,'],
    ['issuing', ',,'],
    ['revoked', ',,'],
  ] as const) {
    await run('certutil', '-A', '-d', `sql:${nss}`, '-n', name, '-t', trust, '-i', desk.path(`${name}.der`));
  }
  await run('crlutil', '-I', '-d', `sql:${nss}`, '-i', desk.path('old.crl'));
  const said = await heard('crlutil', '-I', '-d', `sql:${nss}`, '-i', desk.path('delta.crl'));
  assert.match(said, /UNKNOWN_CRITICAL_EXTENSION/);
  assert.match(
    await heard('certutil', '-V', '-d', `sql:${nss}`, '-n', 'revoked', '-u', 'C', '-e'),
    /been revoked/,
  );
});
