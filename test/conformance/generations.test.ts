// Two generations of the issuing CA side by side, judged by clients that know nothing of us: each certificate by the
// lists and the responder of its own CA, and by those of the other by nobody.

import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readResponders } from '../../src/store/read/ocsp.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { parseCertificate } from '../../src/x509/certificate.ts';
import { assembleOcspAnswer, buildResponseData } from '../../src/x509/ocsp-response.ts';
import { rollOver } from '../world/authorities.ts';
import { certIdOf } from '../world/ocsp.ts';
import { openRevocationDesk, type RevocationDesk } from './revocation-desk.ts';
import { heard, judgesOf } from './revocation-judges.ts';

/** One of each family. */
const JUDGES: readonly string[] = [
  'openssl ocsp with SHA-256',
  'openssl ocsp of an answer by GET',
  'ocsptool',
  'NSS vfychain with OCSP',
  'Java PKIX with OCSP',
  'openssl verify with the lists of the whole chain',
  'certtool with the full list',
  'NSS with the full list',
];

let folder: string;
let store: Store;
let first: RevocationDesk;
let second: RevocationDesk;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warifu-generations-'));
  store = await openStore({ dataFolder: folder });
  first = await openRevocationDesk(store);
  await rollOver(first.world);
  second = await first.renewed();
  await first.speak('honest');
});
after(async () => {
  await first.close();
  await store.close();
  await rm(folder, { recursive: true });
});

for (const [what, desk] of [
  ['the first generation, after the second has begun', () => first],
  ['the second generation', () => second],
] as const) {
  describe(what, () => {
    for (const [name, judge] of judgesOf(desk).all) {
      if (!JUDGES.includes(name)) continue;
      test(name, async () => {
        for (const who of ['good', 'revoked'] as const) assert.equal(await judge(who), who);
      });
    }
  });
}

describe('one in the name of the other', () => {
  /** What OpenSSL says of a holder of one generation, by an answer that was asked for about the other. */
  const crossed = async (asked: RevocationDesk, about: RevocationDesk) => {
    const answer = asked.path('crossed.der');
    const request = ['-issuer', asked.path('issuing.pem'), '-cert', asked.path('good.pem'), '-no_nonce'];
    await heard(
      'openssl',
      'ocsp',
      ...request,
      '-url',
      `${asked.origin}/ocsp`,
      '-respout',
      answer,
      '-noverify',
    );
    const holder = ['-issuer', about.path('issuing.pem'), '-cert', about.path('good.pem'), '-no_nonce'];
    const trust = ['-CAfile', about.path('root.pem'), '-verify_other', about.path('issuing.pem')];
    return heard('openssl', 'ocsp', ...holder, ...trust, '-respin', answer);
  };

  test('openssl: an answer about the one says nothing about the other', async () => {
    assert.match(await crossed(second, second), /good\.pem: good[\s\S]*Response verify OK/);
    for (const [asked, about] of [
      [first, second],
      [second, first],
    ] as const) {
      const said = await crossed(asked, about);
      assert.match(said, /No Status found|Response Verify Failure/i);
      assert.doesNotMatch(said, /good\.pem: good/);
    }
  });

  test('a responder that speaks for the other CA’s certificate is believed by nobody', async () => {
    const { ca, now } = first.world;
    for (const [by, about] of [
      [first, second],
      [second, first],
      [second, second],
    ] as const) {
      const [row] = await readResponders(store.db, by.issuing.id, now());
      const certificate = row?.certificate ?? new Uint8Array();
      const { publicKey } = parseCertificate(certificate);
      const thisUpdate = Math.floor(now() / 1000) * 1000;
      const data = buildResponseData({
        responderKeyHash: hash('sha1', publicKey.subjectPublicKey, 'buffer'),
        ...{ producedAt: thisUpdate, thisUpdate, nextUpdate: thisUpdate + 3_600_000 },
        answers: [{ certId: certIdOf(about.issuing, about.serials.good), status: { state: 'good' } }],
      });
      const signature = await ca.signer.ocspAnswer(by.issuing, row?.spki_sha256 ?? '', data);
      const answer = about.path('other.der');
      writeFileSync(answer, assembleOcspAnswer(data, 'ecdsa-with-SHA256', signature, certificate));
      const holder = ['-issuer', about.path('issuing.pem'), '-cert', about.path('good.pem'), '-no_nonce'];
      const trust = ['-CAfile', about.path('root.pem'), '-verify_other', by.path('issuing.pem')];
      const said = await heard('openssl', 'ocsp', ...holder, ...trust, '-respin', answer);
      assert.equal(/Response verify OK/.test(said), by === about, said);
      const files = ['--load-cert', about.path('good.pem'), '--load-issuer', about.path('issuing.pem')];
      const judged = ['--load-trust', about.path('issuing.pem'), '--load-response', answer];
      const gnutls = await heard('ocsptool', '--verify-response', ...files, ...judged);
      assert.equal(/Verifying OCSP Response: Success/.test(gnutls), by === about, gnutls);
    }
  });

  test('openssl: asked about a certificate in the name of the other CA, nobody answers', async () => {
    for (const [issuer, holder] of [
      [first, second],
      [second, first],
    ] as const) {
      for (const hash of [[], ['-sha256']]) {
        const about = ['-issuer', issuer.path('issuing.pem'), ...hash, '-cert', holder.path('good.pem')];
        const said = await heard('openssl', 'ocsp', ...about, '-url', `${issuer.origin}/ocsp`);
        assert.match(said, /unauthorized \(6\)/);
      }
    }
  });

  test('openssl: the chain and the list of the other are none', async () => {
    for (const [own, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const trust = ['-CAfile', own.path('root.pem'), '-untrusted', other.path('issuing.pem')];
      assert.match(
        await heard('openssl', 'verify', ...trust, own.path('good.pem')),
        /unable to get local issuer certificate/,
      );
      const list = await judgesOf(() => own).fetchList(`${other.issuing.id}.crl`);
      const chain = ['-CAfile', own.path('root.pem'), '-untrusted', own.path('issuing.pem')];
      const said = await heard(
        'openssl',
        'verify',
        '-crl_check',
        '-CRLfile',
        list,
        ...chain,
        own.path('good.pem'),
      );
      assert.match(said, /unable to get certificate CRL/);
    }
  });
});
