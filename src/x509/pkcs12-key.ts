// The MAC key of a PKCS #12 file: the key derivation of its own (RFC 7292 appendix B.2), with SHA-256, for one block.

import { sha256 } from '@noble/hashes/sha2.js';
import { utf16BigEndian } from './der.ts';

/** Octets of a block of SHA-256: `v` of appendix B.2. */
const SHA256_BLOCK = 64;

/** Appendix B.3: this byte says that the octets will be the key of a MAC. */
const PURPOSE_MAC = 3;

/** How many rounds are done before the page may breathe. */
const SLICE = 20_000;

/**
 * WebCrypto has no such derivation and no synchronous hash, and a third of a million awaits take seconds: hence a
 * library's SHA-256 here, and only here.
 */
export async function deriveMacKey(
  password: string,
  salt: Uint8Array,
  iterations: number,
): Promise<Uint8Array<ArrayBuffer>> {
  // Appendix B.1: UTF-16 with two zero octets at the end.
  const secret = repeat(utf16BigEndian(`${password}\0`));
  const seed = repeat(salt);
  const first = new Uint8Array(SHA256_BLOCK + seed.length + secret.length);
  first.fill(PURPOSE_MAC, 0, SHA256_BLOCK);
  first.set(seed, SHA256_BLOCK);
  first.set(secret, SHA256_BLOCK + seed.length);
  let key = sha256(first);
  for (let round = 1; round < iterations; round++) {
    key = sha256(key);
    if (round % SLICE === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  first.fill(0);
  secret.fill(0);
  return Uint8Array.from(key);
}

/** Copies of the octets until a whole number of blocks is full. */
function repeat(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(Math.ceil(octets.length / SHA256_BLOCK) * SHA256_BLOCK);
  for (let i = 0; i < out.length; i++) out[i] = octets[i % octets.length]!;
  return out;
}
