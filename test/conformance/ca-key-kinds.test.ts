// Every kind of key that our CAs may have, root and issuing CA alike, with a holder, lists and OCSP below: judged by the
// clients that know nothing of us; ML-DSA, which none of them knows yet, by Node's own OpenSSL.

import assert from 'node:assert/strict';
import { verify, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openStore, type Store } from '../../src/store/store.ts';
import type { CaKeyKind } from '../../src/x509/ca-key-kind.ts';
import { parseCertificateRevocationList } from '../../src/x509/certificate-revocation-list.ts';
import { buildOcspRequest } from '../../src/x509/ocsp-request.ts';
import { parseOcspResponse } from '../../src/x509/ocsp-response.ts';
import { toHex } from '../../src/x509/serial-number.ts';
import { issuingOf } from '../world/authorities.ts';
import { certIdOf } from '../world/ocsp.ts';
import { openRevocationDesk, type RevocationDesk } from './revocation-desk.ts';
import { judgesOf } from './revocation-judges.ts';

/** One of each family; the others judge the usual kinds (revocation.test.ts). */
const JUDGES: readonly string[] = [
  'openssl ocsp with SHA-256',
  'ocsptool',
  'NSS vfychain with OCSP',
  'Java PKIX with the list that the certificate names',
  'openssl verify with the lists of the whole chain',
  'certtool with the full list',
];

function withDesk(kind: CaKeyKind, tests: (desk: () => RevocationDesk) => void): void {
  describe(`${kind} as root and as issuing CA`, () => {
    let folder: string;
    let store: Store;
    let desk: RevocationDesk;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'warifu-kinds-'));
      store = await openStore({ dataFolder: folder });
      desk = await openRevocationDesk(store, { root: kind, issuing: kind });
      await desk.speak('honest');
    });
    after(async () => {
      await desk.close();
      await store.close();
      await rm(folder, { recursive: true });
    });
    tests(() => desk);
  });
}

for (const kind of ['RSA-3072', 'P-384'] as const) {
  withDesk(kind, (desk) => {
    for (const [what, judge] of judgesOf(desk).all) {
      if (!JUDGES.includes(what)) continue;
      test(what, async () => {
        for (const who of ['good', 'revoked'] as const) assert.equal(await judge(who), who);
      });
    }
  });
}

withDesk('ML-DSA-65', (desk) => {
  const read = async (name: string) => new X509Certificate(await readFile(desk().path(`${name}.der`)));

  test('the chain: each is signed by the one above, and no bit may be changed', async () => {
    const [root, issuing, good] = [await read('root'), await read('issuing'), await read('good')];
    assert.equal(issuing.publicKey.asymmetricKeyType, 'ml-dsa-65');
    for (const [below, above] of [
      [root, root],
      [issuing, root],
      [good, issuing],
    ] as const) {
      assert.ok(below.checkIssued(above) && below.verify(above.publicKey));
      const forged = Buffer.from(below.raw);
      forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
      assert.equal(new X509Certificate(forged).verify(above.publicKey), false);
    }
  });

  test('the lists: signed by root and issuing CA, with the revoked one on it', async () => {
    for (const [name, path, revoked] of [
      ['root', 'root-1.crl', []],
      ['issuing', 'issuing-1.crl', [desk().serials.revoked]],
    ] as const) {
      const list = Buffer.from(await (await fetch(`${desk().origin}/crl/${path}`)).arrayBuffer());
      const parsed = parseCertificateRevocationList(list);
      const { publicKey } = await read(name);
      assert.equal(parsed.signatureAlgorithm, 'id-ml-dsa-65');
      assert.ok(verify(null, parsed.tbs, publicKey, parsed.signature));
      assert.deepEqual(
        parsed.revoked.map(({ serialNumber }) => toHex(serialNumber)),
        revoked,
      );
    }
  });

  test('OCSP: by a responder whose certificate the issuing CA signed', async () => {
    const issuing = issuingOf(desk().world.ca);
    for (const who of ['good', 'revoked'] as const) {
      const request = buildOcspRequest([certIdOf(issuing, desk().serials[who], 'SHA-256')]);
      const body = await fetch(`${desk().origin}/ocsp`, {
        method: 'POST',
        headers: { 'content-type': 'application/ocsp-request' },
        body: Buffer.from(request),
      });
      const answer = parseOcspResponse(Buffer.from(await body.arrayBuffer()));
      assert.ok(typeof answer !== 'string');
      const responder = new X509Certificate(answer.certificates[0] ?? assert.fail());
      assert.ok(responder.verify((await read('issuing')).publicKey));
      assert.ok(verify('sha256', answer.responseData, responder.publicKey, answer.signature));
      assert.equal(answer.answers[0]?.status.state, who);
    }
  });
});
