// Files of tokens as vendors send them (RFC 6030), for tests: plain ones, encrypted ones, and the RFC's own examples.

import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto';

const PSKC = 'urn:ietf:params:xml:ns:keyprov:pskc';
const XMLENC = 'http://www.w3.org/2001/04/xmlenc#';
const XMLENC11 = 'http://www.w3.org/2009/xmlenc11#';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const PKCS5 = 'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#';

export interface PskcKey {
  readonly serial: string;
  readonly secret: Uint8Array;
  readonly kind?: string;
  readonly digits?: number | string;
  readonly counter?: string;
  readonly interval?: string;
  readonly suite?: string;
  readonly policy?: string;
  readonly format?: string;
}

export interface PskcLock {
  readonly key: Uint8Array;
  readonly macKey: Uint8Array;
  /** Derived from this; absent: shared beforehand. */
  readonly password?: { readonly salt: Uint8Array; readonly iterations: number };
  readonly cipher?: string;
  readonly mac?: string;
  /** Alters what was encrypted after its MAC was made. */
  readonly tamper?: boolean;
}

const IV = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

function sealed(key: Uint8Array, value: Uint8Array): Buffer {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, IV);
  return Buffer.concat([IV, cipher.update(value), cipher.final()]);
}

const cipherXml = (algorithm: string, octets: Uint8Array) =>
  `<xenc:EncryptionMethod Algorithm="${algorithm}"/><xenc:CipherData><xenc:CipherValue>
  ${Buffer.from(octets).toString('base64')}</xenc:CipherValue></xenc:CipherData>`;

/** A key as a password gives it. */
export const passwordKey = (password: string, salt: Uint8Array, iterations: number): Buffer =>
  pbkdf2Sync(password, salt, iterations, 16, 'sha1');

export function pskcFile(keys: readonly PskcKey[], lock?: PskcLock): Buffer {
  const cipher = lock?.cipher ?? `${XMLENC}aes${(lock?.key.length ?? 16) * 8}-cbc`;
  const packages = keys.map((key, at) => keyXml(key, at, cipher, lock));
  const derived = lock?.password;
  const encryption =
    lock === undefined
      ? ''
      : `<EncryptionKey>${
          derived === undefined
            ? '<ds:KeyName>Pre-shared-key</ds:KeyName>'
            : `<xenc11:DerivedKey><xenc11:KeyDerivationMethod Algorithm="${PKCS5}pbkdf2"><pkcs5:PBKDF2-params><Salt><Specified>${Buffer.from(derived.salt).toString('base64')}</Specified></Salt><IterationCount>${derived.iterations}</IterationCount><KeyLength>16</KeyLength><PRF/></pkcs5:PBKDF2-params></xenc11:KeyDerivationMethod><xenc11:MasterKeyName>My Password 1</xenc11:MasterKeyName></xenc11:DerivedKey>`
        }</EncryptionKey><MACMethod Algorithm="${lock.mac ?? `${DSIG}hmac-sha1`}"><MACKey>${cipherXml(cipher, sealed(lock.key, lock.macKey))}</MACKey></MACMethod>`;
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns="${PSKC}" xmlns:ds="${DSIG}" xmlns:xenc="${XMLENC}" xmlns:xenc11="${XMLENC11}" xmlns:pkcs5="${PKCS5}">
${encryption}${packages.join('\n')}</KeyContainer>`);
}

function keyXml(key: PskcKey, at: number, cipher: string, lock?: PskcLock): string {
  const {
    serial,
    secret,
    kind = 'totp',
    digits = 6,
    counter,
    interval,
    suite,
    policy = '',
    format = '',
  } = key;
  const number = (name: string, value?: string) =>
    value === undefined ? '' : `<${name}><PlainValue>${value}</PlainValue></${name}>`;
  return `<KeyPackage><DeviceInfo><Manufacturer>Example Tokens</Manufacturer><SerialNo>${serial}</SerialNo><Model>T-1</Model></DeviceInfo>
<Key Id="k${at}" Algorithm="${PSKC}:${kind}"><AlgorithmParameters>${suite === undefined ? '' : `<Suite>${suite}</Suite>`}<ResponseFormat Length="${digits}" Encoding="DECIMAL"${format}/></AlgorithmParameters>
<Data>${secretXml(secret, cipher, lock)}${number('Counter', counter)}${number('TimeInterval', interval)}</Data>${policy}</Key></KeyPackage>`;
}

function secretXml(secret: Uint8Array, cipher: string, lock?: PskcLock): string {
  if (lock === undefined) {
    return `<Secret><PlainValue>${Buffer.from(secret).toString('base64')}</PlainValue></Secret>`;
  }
  const octets = sealed(lock.key, secret);
  const mac = createHmac('sha1', lock.macKey).update(octets).digest('base64');
  if (lock.tamper === true) octets[20] = (octets[20] ?? 0) ^ 1;
  return `<Secret><EncryptedValue>${cipherXml(cipher, octets)}</EncryptedValue><ValueMAC>${mac}</ValueMAC></Secret>`;
}

const rfcKey = (serial: string, values: string, counter: string, prefix = '') => {
  const p = prefix === '' ? '' : `${prefix}:`;
  return `<${p}KeyPackage><${p}DeviceInfo><${p}Manufacturer>Manufacturer</${p}Manufacturer><${p}SerialNo>${serial}</${p}SerialNo></${p}DeviceInfo>
<${p}Key Id="12345678" Algorithm="${PSKC}:hotp"><${p}AlgorithmParameters><${p}ResponseFormat Length="8" Encoding="DECIMAL"/></${p}AlgorithmParameters>
<${p}Data><${p}Secret>${values}</${p}Secret>${counter}</${p}Data></${p}Key></${p}KeyPackage>`;
};

/** RFC 6030, figure 6: a pre-shared key, 12345678901234567890123456789012. The values are the RFC's. */
export const RFC_6030_FIGURE_6 = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns="${PSKC}" xmlns:ds="${DSIG}" xmlns:xenc="${XMLENC}">
<EncryptionKey><ds:KeyName>Pre-shared-key</ds:KeyName></EncryptionKey>
<MACMethod Algorithm="${DSIG}hmac-sha1"><MACKey><xenc:EncryptionMethod Algorithm="${XMLENC}aes128-cbc"/><xenc:CipherData><xenc:CipherValue>
ESIzRFVmd4iZABEiM0RVZgKn6WjLaTC1sbeBMSvIhRejN9vJa2BOlSaMrR7I5wSX
</xenc:CipherValue></xenc:CipherData></MACKey></MACMethod>
${rfcKey(
  '987654321',
  `<EncryptedValue><xenc:EncryptionMethod Algorithm="${XMLENC}aes128-cbc"/><xenc:CipherData><xenc:CipherValue>
AAECAwQFBgcICQoLDA0OD+cIHItlB3Wra1DUpxVvOx2lef1VmNPCMl8jwZqIUqGv
</xenc:CipherValue></xenc:CipherData></EncryptedValue><ValueMAC>Su+NvtQfmvfJzF6bmQiJqoLRExc=
</ValueMAC>`,
  '<Counter><PlainValue>0</PlainValue></Counter>',
)}</KeyContainer>`);

/** RFC 6030, figure 7: the password `qwerty`. */
export const RFC_6030_FIGURE_7 = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<pskc:KeyContainer xmlns:pskc="${PSKC}" xmlns:xenc11="${XMLENC11}" xmlns:pkcs5="${PKCS5}" xmlns:xenc="${XMLENC}" Version="1.0">
<pskc:EncryptionKey><xenc11:DerivedKey><xenc11:KeyDerivationMethod Algorithm="${PKCS5}pbkdf2"><pkcs5:PBKDF2-params>
<Salt><Specified>Ej7/PEpyEpw=</Specified></Salt><IterationCount>1000</IterationCount><KeyLength>16</KeyLength><PRF/>
</pkcs5:PBKDF2-params></xenc11:KeyDerivationMethod><xenc:ReferenceList><xenc:DataReference URI="#ED"/></xenc:ReferenceList>
<xenc11:MasterKeyName>My Password 1</xenc11:MasterKeyName></xenc11:DerivedKey></pskc:EncryptionKey>
<pskc:MACMethod Algorithm="${DSIG}hmac-sha1"><pskc:MACKey><xenc:EncryptionMethod Algorithm="${XMLENC}aes128-cbc"/><xenc:CipherData><xenc:CipherValue>
2GTTnLwM3I4e5IO5FkufoOEiOhNj91fhKRQBtBJYluUDsPOLTfUvoU2dStyOwYZx
</xenc:CipherValue></xenc:CipherData></pskc:MACKey></pskc:MACMethod>
${rfcKey(
  '987654321',
  `<pskc:EncryptedValue Id="ED"><xenc:EncryptionMethod Algorithm="${XMLENC}aes128-cbc"/><xenc:CipherData><xenc:CipherValue>
oTvo+S22nsmS2Z/RtcoF8Hfh+jzMe0RkiafpoDpnoZTjPYZu6V+A4aEn032yCr4f
</xenc:CipherValue></xenc:CipherData></pskc:EncryptedValue><pskc:ValueMAC>LP6xMvjtypbfT9PdkJhBZ+D6O4w=
</pskc:ValueMAC>`,
  '',
  'pskc',
)}</pskc:KeyContainer>`);
