// Object identifiers that this room reads or writes, each with the standard that assigns it.

/** Attribute types of a name (X.520, RFC 5280 appendix A.1). */
export const ATTRIBUTE_TYPES = {
  CN: '2.5.4.3',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  O: '2.5.4.10',
  OU: '2.5.4.11',
} as const;

/** Public key algorithms (RFC 3279 2.3.1, RFC 5480 2.1.1, RFC 9881 2). */
export const KEY_ALGORITHMS = {
  rsaEncryption: '1.2.840.113549.1.1.1',
  ecPublicKey: '1.2.840.10045.2.1',
  'id-ml-dsa-65': '2.16.840.1.101.3.4.3.18',
} as const;

/** Named curves (RFC 5480 2.1.1.1). */
export const NAMED_CURVES = {
  'P-256': '1.2.840.10045.3.1.7',
  'P-384': '1.3.132.0.34',
} as const;

/** Signature algorithms (RFC 5758 3.2, RFC 4055 5, RFC 9881 2). */
export const SIGNATURE_ALGORITHM_IDS = {
  'ecdsa-with-SHA256': '1.2.840.10045.4.3.2',
  'ecdsa-with-SHA384': '1.2.840.10045.4.3.3',
  'ecdsa-with-SHA512': '1.2.840.10045.4.3.4',
  sha256WithRSAEncryption: '1.2.840.113549.1.1.11',
  sha384WithRSAEncryption: '1.2.840.113549.1.1.12',
  sha512WithRSAEncryption: '1.2.840.113549.1.1.13',
  'id-ml-dsa-65': '2.16.840.1.101.3.4.3.18',
} as const;

/** Certificate and CRL extensions (RFC 5280 4.2 and 5.2, RFC 6960 4.2.2.2.1). */
export const EXTENSION_IDS = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  cRLNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  issuingDistributionPoint: '2.5.29.28',
  cRLDistributionPoints: '2.5.29.31',
  deltaCRLIndicator: '2.5.29.27',
  freshestCRL: '2.5.29.46',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
} as const;

/** Purposes of a key (RFC 5280 4.2.1.12). */
export const KEY_PURPOSES = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  OCSPSigning: '1.3.6.1.5.5.7.3.9',
} as const;

/** Access methods of authorityInfoAccess (RFC 5280 4.2.2.1). */
export const ACCESS_METHODS = {
  ocsp: '1.3.6.1.5.5.7.48.1',
  caIssuers: '1.3.6.1.5.5.7.48.2',
} as const;

/** Hashes by which a CertID names its issuer (RFC 6960 4.1.1; SHA-1 is what most clients still send, RFC 5019 2.1.1). */
export const CERT_ID_HASHES = {
  'SHA-1': '1.3.14.3.2.26',
  'SHA-256': '2.16.840.1.101.3.4.2.1',
} as const;

/** What OCSP messages hold (RFC 6960 4.2.1 and 4.4.1). */
export const OCSP_EXTENSION_IDS = {
  basic: '1.3.6.1.5.5.7.48.1.1',
  nonce: '1.3.6.1.5.5.7.48.1.2',
} as const;

/** Attributes of a certification request that may appear once only (RFC 2985 5.4). */
export const REQUEST_ATTRIBUTES = {
  challengePassword: '1.2.840.113549.1.9.7',
  extensionRequest: '1.2.840.113549.1.9.14',
} as const;

/** By which a request to renew asks for another name (RFC 6402 2.8, RFC 7030 4.2.2). */
export const CHANGE_SUBJECT_NAME = '1.3.6.1.5.5.7.7.36';

/** Cryptographic Message Syntax (RFC 5652 5.1). */
export const SIGNED_DATA = '1.2.840.113549.1.7.2';

/** PKCS #7, #9 and #12 types of a key store (RFC 7292 appendix D). */
export const KEY_STORE_TYPES = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  pkcs8ShroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
} as const;

/** Password-based encryption (RFC 8018 appendices A and B) and its parts. */
export const ENCRYPTION_ALGORITHMS = {
  PBES2: '1.2.840.113549.1.5.13',
  PBKDF2: '1.2.840.113549.1.5.12',
  hmacWithSHA256: '1.2.840.113549.2.9',
  'aes256-CBC': '2.16.840.1.101.3.4.1.42',
  'SHA-256': '2.16.840.1.101.3.4.2.1',
} as const;
