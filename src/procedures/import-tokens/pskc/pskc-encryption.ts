// Encrypted values of a PSKC file (RFC 6030 6): AES in CBC mode under a pre-shared key or one derived from a password by
// PBKDF2, and a MAC over each value that is compared before anything is decrypted.

import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { PskcFaultCode } from './pskc-fault.ts';
import { childAt, textAt, type XmlElement } from './xml-tree.ts';

/** What came with the file on another way: a key in hexadecimal digits, or a password. Empty: the file is plain. */
export interface PskcSecrets {
  readonly key: string;
  readonly password: string;
}

export interface ValueFault {
  readonly code: PskcFaultCode;
  readonly about: string;
}

export const valueFault = (code: PskcFaultCode, about = ''): ValueFault => ({
  code,
  about: about.slice(0, 100),
});
export const isValueFault = (value: object): value is ValueFault => 'code' in value;

const XMLENC = 'http://www.w3.org/2001/04/xmlenc#';
const CIPHERS: Readonly<Record<string, number>> = {
  [`${XMLENC}aes128-cbc`]: 16,
  [`${XMLENC}aes192-cbc`]: 24,
  [`${XMLENC}aes256-cbc`]: 32,
};
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const DSIG_MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const MACS: Readonly<Record<string, string>> = {
  [`${DSIG}hmac-sha1`]: 'sha1',
  [`${DSIG_MORE}hmac-sha256`]: 'sha256',
  [`${DSIG_MORE}hmac-sha384`]: 'sha384',
  [`${DSIG_MORE}hmac-sha512`]: 'sha512',
};
const PBKDF2 = /(?:^|#)pbkdf2$/;
const BLOCK = 16;
const SALT = { least: 4, most: 1024 };
/** A vendor's file is opened by a person who waits, and a made-up one must not keep a core for hours. */
const MOST_ITERATIONS = 1_000_000;

/** Opens the values of one file. */
export interface ValueOpener {
  open(value: XmlElement, mac: string): Buffer | ValueFault;
}

/** What the container says about its encryption; undefined: nothing in it is encrypted. */
export async function valueOpenerOf(
  container: XmlElement,
  secrets: PskcSecrets,
): Promise<ValueOpener | ValueFault | undefined> {
  const encryption = childAt(container, 'EncryptionKey');
  if (encryption === undefined) return undefined;
  const key = await encryptionKey(encryption, secrets);
  if (!Buffer.isBuffer(key)) return key;
  const method = childAt(container, 'MACMethod');
  // CBC without a MAC tells nobody that it was altered.
  if (method === undefined) return valueFault('mac-missing');
  const hash = MACS[method.attributes.Algorithm ?? ''];
  if (hash === undefined) return valueFault('mac-unknown', method.attributes.Algorithm);
  const sealed = childAt(method, 'MACKey');
  // RFC 6030 6.1.1: without one of its own, the MAC's key is the encryption's.
  const macKey = sealed === undefined ? key : decrypt(sealed, key);
  if (!Buffer.isBuffer(macKey)) return macKey;
  return {
    open: (value, given) => {
      const octets = cipherOctets(value);
      if (octets === undefined) return valueFault('decryption-failed');
      const expected = createHmac(hash, macKey).update(octets).digest();
      const mac = Buffer.from(given, 'base64');
      if (mac.length === 0) return valueFault('mac-missing');
      if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) return valueFault('mac-wrong');
      return decrypt(value, key);
    },
  };
}

async function encryptionKey(encryption: XmlElement, secrets: PskcSecrets): Promise<Buffer | ValueFault> {
  const derived = childAt(encryption, 'DerivedKey');
  if (derived !== undefined) return deriveKey(derived, secrets.password);
  if (childAt(encryption, 'X509Data') !== undefined || childAt(encryption, 'KeyValue') !== undefined) {
    return valueFault('encryption-asymmetric');
  }
  const digits = secrets.key.replaceAll(/[\s:-]/g, '');
  if (digits === '') return valueFault('key-needed', textAt(encryption, 'KeyName'));
  const key = /^(?:[0-9A-Fa-f]{2})+$/.test(digits) ? Buffer.from(digits, 'hex') : Buffer.alloc(0);
  return Object.values(CIPHERS).includes(key.length) ? key : valueFault('key-form');
}

async function deriveKey(derived: XmlElement, password: string): Promise<Buffer | ValueFault> {
  const method = childAt(derived, 'KeyDerivationMethod');
  const algorithm = method?.attributes.Algorithm ?? '';
  if (!PBKDF2.test(algorithm)) return valueFault('derivation-unknown', algorithm);
  if (password === '') return valueFault('password-needed', textAt(derived, 'MasterKeyName'));
  const params = childAt(method, 'PBKDF2-params');
  const named = childAt(params, 'PRF')?.attributes.Algorithm;
  // RFC 8018 A.2: HMAC with SHA-1 where nothing is said.
  const hash = named === undefined ? 'sha1' : MACS[named];
  if (hash === undefined) return valueFault('derivation-unknown', named);
  const salt = Buffer.from(textAt(params, 'Salt', 'Specified'), 'base64');
  const iterations = wholeNumber(textAt(params, 'IterationCount'));
  const length = wholeNumber(textAt(params, 'KeyLength') || '16');
  const good =
    salt.length >= SALT.least &&
    salt.length <= SALT.most &&
    iterations >= 1 &&
    iterations <= MOST_ITERATIONS &&
    Object.values(CIPHERS).includes(length);
  if (!good) return valueFault('derivation-limits', textAt(params, 'IterationCount'));
  return promisify(pbkdf2)(password, salt, iterations, length, hash);
}

export const wholeNumber = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN);

function cipherOctets(value: XmlElement): Buffer | undefined {
  const octets = Buffer.from(textAt(value, 'CipherData', 'CipherValue'), 'base64');
  return octets.length >= 2 * BLOCK && octets.length % BLOCK === 0 ? octets : undefined;
}

/** The initialisation vector comes first (XML Encryption 5.2); the last octet says how many are padding (5.2.1). */
function decrypt(value: XmlElement, key: Buffer): Buffer | ValueFault {
  const algorithm = childAt(value, 'EncryptionMethod')?.attributes.Algorithm ?? '';
  const length = CIPHERS[algorithm];
  if (length === undefined) return valueFault('encryption-unknown', algorithm);
  if (length !== key.length) return valueFault('key-form');
  const octets = cipherOctets(value);
  if (octets === undefined) return valueFault('decryption-failed');
  const decipher = createDecipheriv(`aes-${8 * length}-cbc`, key, octets.subarray(0, BLOCK));
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(octets.subarray(BLOCK)), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > BLOCK) return valueFault('decryption-failed');
  return padded.subarray(0, padded.length - padding);
}
