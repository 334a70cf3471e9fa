// PKCS #12 files (RFC 7292): a key, its certificate and the chain under a password, written where the key was made.
// PBES2 with AES-256 and PBKDF2-SHA256 (RFC 8018) for the contents, HMAC-SHA256 for the whole.

import { sha256 } from '@noble/hashes/sha2.js';
import {
  bmpString,
  type Der,
  explicit,
  implicit,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  set,
} from './der.ts';
import { ENCRYPTION_ALGORITHMS, KEY_STORE_TYPES } from './object-identifiers.ts';
import { deriveMacKey } from './pkcs12-key.ts';

/**
 * Rounds of each of the three derivations (certificates, key, MAC). The MAC counts as much as the others, since a
 * guesser takes the cheapest way. 300,000 is the most that .NET's X509CertificateLoader takes by default for one,
 * and 1,000,000 for all; more would make files that a bank's Windows tools refuse.
 */
export const PKCS12_ITERATIONS = 300_000;

export interface Pkcs12Content {
  /** PKCS #8 PrivateKeyInfo. */
  readonly privateKeyPkcs8: Uint8Array;
  /** DER. */
  readonly certificate: Uint8Array;
  /** The issuers' certificates, DER. */
  readonly chain: readonly Uint8Array[];
  /**
   * Any text, used as it stands. OpenSSL and NSS open files with any password; Java (17) only takes ASCII ones, so
   * that a caller may ask for those.
   */
  readonly password: string;
  /** What certificate stores show in their lists. */
  readonly friendlyName: string;
  readonly iterations?: number;
}

/** Builds the file. Needs Web Crypto and nothing else. */
export async function buildPkcs12(content: Pkcs12Content): Promise<Der> {
  const { password, iterations = PKCS12_ITERATIONS } = content;
  const attributes = bagAttributes(content);
  const certificateBags = sequence(
    certificateBag(content.certificate, attributes),
    ...content.chain.map((certificate) => certificateBag(certificate)),
  );
  const [certificates, key] = await Promise.all([
    encrypt(certificateBags, password, iterations),
    encrypt(content.privateKeyPkcs8, password, iterations),
  ]);
  const keyBag = sequence(
    objectIdentifier(KEY_STORE_TYPES.pkcs8ShroudedKeyBag),
    explicit(0, sequence(key.algorithm, octetString(key.encrypted))),
    attributes,
  );
  const authenticatedSafe = sequence(
    encryptedContent(certificates.algorithm, certificates.encrypted),
    plainContent(sequence(keyBag)),
  );
  // RFC 7292 4: version 3, the contents, and the MAC over the contents.
  return sequence(
    integer(3),
    plainContent(authenticatedSafe),
    await macData(authenticatedSafe, password, iterations),
  );
}

/** 4.2: the name that is shown, and a mark that the key and its certificate share. */
function bagAttributes(content: Pkcs12Content): Der {
  const localKeyId = sha256(content.certificate).subarray(0, 20);
  return set(
    attribute(KEY_STORE_TYPES.friendlyName, bmpString(content.friendlyName)),
    attribute(KEY_STORE_TYPES.localKeyId, octetString(localKeyId)),
  );
}

function attribute(type: string, value: Der): Der {
  return sequence(objectIdentifier(type), set(value));
}

/** 4.2.3. */
function certificateBag(certificate: Uint8Array, attributes?: Der): Der {
  const value = explicit(0, octetString(certificate));
  const bag = explicit(0, sequence(objectIdentifier(KEY_STORE_TYPES.x509Certificate), value));
  const id = objectIdentifier(KEY_STORE_TYPES.certBag);
  return attributes ? sequence(id, bag, attributes) : sequence(id, bag);
}

function plainContent(content: Der): Der {
  return sequence(objectIdentifier(KEY_STORE_TYPES.data), explicit(0, octetString(content)));
}

/** EncryptedData, version 0 (RFC 2315 13). */
function encryptedContent(algorithm: Der, encrypted: Uint8Array): Der {
  const info = sequence(
    objectIdentifier(KEY_STORE_TYPES.data),
    algorithm,
    implicit(0, octetString(encrypted)),
  );
  return sequence(objectIdentifier(KEY_STORE_TYPES.encryptedData), explicit(0, sequence(integer(0), info)));
}

/** PBES2 (RFC 8018 6.2): AES-256-CBC under a key from PBKDF2 with HMAC-SHA256. The password goes in as UTF-8. */
async function encrypt(
  plain: Uint8Array,
  password: string,
  iterations: number,
): Promise<{ algorithm: Der; encrypted: Uint8Array }> {
  const { subtle } = globalThis.crypto;
  const salt = globalThis.crypto.getRandomValues(new Uint8Array(16));
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(16));
  const secret = await subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, [
    'deriveKey',
  ]);
  const key = await subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    secret,
    { name: 'AES-CBC', length: 256 },
    false,
    ['encrypt'],
  );
  const encrypted = await subtle.encrypt({ name: 'AES-CBC', iv }, key, Uint8Array.from(plain));
  const derivation = sequence(
    objectIdentifier(ENCRYPTION_ALGORITHMS.PBKDF2),
    sequence(
      octetString(salt),
      integer(iterations),
      sequence(objectIdentifier(ENCRYPTION_ALGORITHMS.hmacWithSHA256), nullValue()),
    ),
  );
  const cipher = sequence(objectIdentifier(ENCRYPTION_ALGORITHMS['aes256-CBC']), octetString(iv));
  const algorithm = sequence(objectIdentifier(ENCRYPTION_ALGORITHMS.PBES2), sequence(derivation, cipher));
  return { algorithm, encrypted: new Uint8Array(encrypted) };
}

/** 4: HMAC-SHA256 under a key by appendix B, which every reader knows; PBMAC1 (RFC 9579) few do yet. */
async function macData(authenticatedSafe: Der, password: string, iterations: number): Promise<Der> {
  const { subtle } = globalThis.crypto;
  const salt = globalThis.crypto.getRandomValues(new Uint8Array(32));
  const octets = await deriveMacKey(password, salt, iterations);
  const key = await subtle.importKey('raw', octets, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mac = new Uint8Array(await subtle.sign('HMAC', key, authenticatedSafe));
  const digest = sequence(objectIdentifier(ENCRYPTION_ALGORITHMS['SHA-256']), nullValue());
  return sequence(sequence(digest, octetString(mac)), octetString(salt), integer(iterations));
}
