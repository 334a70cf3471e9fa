// What we say of revocation, judged by five clients that know nothing of it: OCSP by POST and by GET, and the lists by
// the addresses in the certificates. Each of them also sees what is revoked, forged or stale, and refuses it.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { revocationListOf } from '../../src/ca/published-addresses.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { issuingOf } from '../world/authorities.ts';
import { type Manner, openRevocationDesk, type RevocationDesk } from './revocation-desk.ts';
import { heard, judgesOf, type Verdict, type Who } from './revocation-judges.ts';

let folder: string;
let store: Store;
let desk: RevocationDesk;
const { all: judges, chain, fetchList } = judgesOf(() => desk);
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warifu-revocation-'));
  store = await openStore({ dataFolder: folder });
  desk = await openRevocationDesk(store);
});
after(async () => {
  await desk.close();
  await store.close();
  await rm(folder, { recursive: true });
});

const EXPECTED: readonly (readonly [Manner, Who, Verdict])[] = [
  ['honest', 'good', 'good'],
  ['honest', 'revoked', 'revoked'],
  ['forged', 'good', 'refused'],
  ['stale', 'good', 'refused'],
];

for (const [manner, who, verdict] of EXPECTED) {
  describe(`${manner}, the holder is ${who}: ${verdict}`, () => {
    before(() => desk.speak(manner));
    for (const [what, judge, blindTo] of judges) {
      if (blindTo === manner) continue;
      test(what, async () => assert.equal(await judge(who), verdict));
    }
  });
}

describe('beyond that', () => {
  before(() => desk.speak('honest'));

  test('openssl: the list of other certificates is no list for this one', async () => {
    const issuing = issuingOf(desk.world.ca);
    const own = revocationListOf(issuing, desk.serials.good);
    const other = own === '0' ? '1' : '0';
    const options = ['-crl_check', '-CRLfile', await fetchList(`issuing-1/${other}.crl`), ...chain()];
    const said = await heard('openssl', 'verify', ...options, desk.path('good.pem'));
    assert.match(said, /different CRL scope/);
  });

  test('openssl: several certificates in one request, each answered', async () => {
    const about = ['-issuer', desk.path('issuing.pem'), '-cert', desk.path('good.pem'), '-sha256'];
    const more = ['-cert', desk.path('revoked.pem'), '-serial', '0x4242', '-url', `${desk.origin}/ocsp`];
    const trust = ['-CAfile', desk.path('root.pem'), '-verify_other', desk.path('issuing.pem')];
    const said = await heard('openssl', 'ocsp', ...about, ...more, ...trust);
    assert.match(said, /good\.pem: good[\s\S]*revoked\.pem: revoked[\s\S]*0x4242: unknown/);
  });

  test('openssl: of the issuing CA itself nobody can say anything while the root is sealed', async () => {
    const about = ['-issuer', desk.path('root.pem'), '-cert', desk.path('issuing.pem')];
    const said = await heard('openssl', 'ocsp', ...about, '-url', `${desk.origin}/ocsp`);
    assert.match(said, /unauthorized \(6\)/);
  });
});
