// Keys whose private half anybody may have: printed in standards as examples, or so small that it is guessed at once
// (CA/Browser Forum BR 6.1.1.3). Named, as all keys are here, by the SHA-256 of their SubjectPublicKeyInfo.

import { createECDH, hash } from 'node:crypto';

/** The examples of these RFCs, as far as they are of kinds and lengths that are certified. */
const PRINTED: Readonly<Record<string, readonly string[]>> = {
  'RFC 6605': [
    '4cebf02cf648a32441326ee9556100a8949cc9715c83c90a32da145d72157c42',
    '7b7dad101d0192ed185473150dfd5ea8bf251773a28f15d65b55823ff9e4673a',
  ],
  'RFC 6979': [
    '5a7a78cca4a0f420d9bc62bb669c3c2759e39f723d3ae10dcbe0f0815a07ecd4',
    '2f95601fa82060b909bfc6b979dbd303d34d34e0afb27ea496beac362f242a4b',
  ],
  'RFC 7515': ['2bd1bb0c44a897c30a7aa0991cde38d8062fe441de50da0f46825344f602e827'],
  'RFC 7520': [
    '1b50d9a1d7f6619f0362fe9382506259cb44afdd1dc3083c927cab36f2ebf79b',
    '627771f25da426d1f9ae315e42106d700b1529850eee1592acf39603959d795d',
    'c8579d8d878fb8eab2a6f1e714c92118b9960e1478ed906496255ed405db1636',
  ],
  'RFC 8696': ['85d88f0cf324e225ac82e0b52904867fbc9ce43c74f248865ca69d3c27c2f297'],
  'RFC 9216': ['49a768630145afd3bbf9b23c26cff109b31790c1523ddfc1a2a08055c0b537a7'],
  'RFC 9500': [
    'b2b04340cfaee616ec9c2c62d261b208e54bb197498df52e8cadede23ac0ba5e',
    'c4c10105a0be0ed4dd3354428dc38a9bfee64da141ce16e75c94eda272f9dd3a',
    '8fb6bad671cfe698393c453357da61b56d757ab8c0f3fb9c87f2849e63131878',
    '96465ea5dc9bb2da7b351d808a7196e5761f2412a5040131c68d719aaba28fb9',
  ],
  'RFC 9635': ['d9eba436fe2c372caedf0d3093edc5057346cde613fa246af5ea0e3635438868'],
};

/** Of a curve: what stands before a point in its SubjectPublicKeyInfo (RFC 5480). */
const BEFORE_THE_POINT = {
  prime256v1: '3059301306072a8648ce3d020106082a8648ce3d030107034200',
  secp384r1: '3076301006072a8648ce3d020106052b81040022036200',
} as const;

/** A generator that fails gives numbers from the very beginning. */
const SMALLEST = 64;

let known: ReadonlySet<string> | undefined;

export function isKnownKey(spkiSha256: string): boolean {
  known ??= new Set([...Object.values(PRINTED).flat(), ...guessed()]);
  return known.has(spkiSha256);
}

function guessed(): string[] {
  return Object.entries(BEFORE_THE_POINT).flatMap(([curve, before]) => {
    const key = createECDH(curve);
    return Array.from({ length: SMALLEST }, (_, at) => {
      key.setPrivateKey(Buffer.of(at + 1));
      return hash('sha256', Buffer.concat([Buffer.from(before, 'hex'), key.getPublicKey()]), 'hex');
    });
  });
}
