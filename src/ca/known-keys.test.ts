// key-known: keys whose private half is printed in a standard, guessed at once, or named by the operator are certified for
// nobody, by the page's way as by every other one; their owner can prove possession, and so can others.

import assert from 'node:assert/strict';
import { createECDH, createPrivateKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { makeRequest } from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { makeWorld, type World } from '../../test/world/deployment.ts';
import { isRefusal } from '../domain/refusal.ts';
import { parseCertificationRequest } from '../x509/certification-request.ts';
import { checkRequest } from './check-request.ts';

/** The private key of this number on a curve. */
function keyOf(curve: 'prime256v1' | 'secp384r1', number: string): KeyObject {
  const octets = curve === 'prime256v1' ? 32 : 48;
  const ecdh = createECDH(curve);
  const d = Buffer.from(number.padStart(2 * octets, '0'), 'hex');
  ecdh.setPrivateKey(d);
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 1 + octets), point.subarray(1 + octets)];
  const crv = curve === 'prime256v1' ? 'P-256' : 'P-384';
  const text = (part: Buffer) => part.toString('base64url');
  return createPrivateKey({
    format: 'jwk',
    key: { kty: 'EC', crv, d: text(d), x: text(x), y: text(y) },
  });
}

eachDatabase((name, open) => {
  describe(`known keys on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());
    const reasonFor = async (request: Uint8Array, ca = world.ca) => {
      const judged = await checkRequest(ca, request);
      return isRefusal(judged) ? judged.reason : undefined;
    };

    // RFC 6979 A.2.5 and A.2.6.
    const cases: [what: string, curve: 'prime256v1' | 'secp384r1', number: string, reason?: string][] = [
      [
        'of RFC 6979, P-256',
        'prime256v1',
        'C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721',
        'key-known',
      ],
      [
        'of RFC 6979, P-384',
        'secp384r1',
        '6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5',
        'key-known',
      ],
      ['one', 'prime256v1', '01', 'key-known'],
      ['sixty-four', 'secp384r1', '40', 'key-known'],
      ['a thousand and one, which nobody has named', 'prime256v1', '03e9'],
    ];
    for (const [what, curve, number, reason] of cases) {
      test(`${what}: ${reason ?? 'taken'}`, async () => {
        const { request } = await makeRequest(() => keyOf(curve, number));
        assert.equal(await reasonFor(request), reason);
      });
    }

    test('a key that the operator has named, and no other', async () => {
      const generate = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
      const [one, other] = [await makeRequest(generate), await makeRequest(generate)];
      const parsed = parseCertificationRequest(one.request);
      assert.ok(parsed.ok);
      const refusedKeys = new Set([hash('sha256', parsed.request.subjectPublicKeyInfo, 'hex')]);
      const ca = { ...world.ca, refusedKeys };
      assert.equal(await reasonFor(one.request), undefined);
      assert.equal(await reasonFor(one.request, ca), 'key-known');
      assert.equal(await reasonFor(other.request, ca), undefined);
    });
  });
});
