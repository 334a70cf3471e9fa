// Who signs OCSP answers (RFC 6960 4.2.2.2): not the CA itself but a responder with a certificate of its own, issued
// directly by the CA and good for a few days, so that the CA's key signs no answers and a lost responder key soon
// means nothing.

import { hash, randomBytes } from 'node:crypto';
import { readResponders } from '../store/read/ocsp.ts';
import type { Store } from '../store/store.ts';
import { appendAudit } from '../store/write/audit.ts';
import { planResponder, recordResponder } from '../store/write/ocsp-responder.ts';
import { assembleCertificate, buildTbsCertificate, parseCertificate } from '../x509/certificate.ts';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  subjectKeyIdentifier,
} from '../x509/extensions.ts';
import { randomSerialNumber, toHex } from '../x509/serial-number.ts';
import type { IssuingAuthority } from './authorities.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import { KeyFileError } from './key-file-error.ts';
import { keyIdentifierOf } from './key-identifier.ts';
import { algorithmOfKey, type CaPublicKey } from './public-key.ts';
import { caAddress } from './published-addresses.ts';
import { wholeSecond } from './whole-second.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
export const RESPONDER_MS = 14 * DAY_MS;
/** The next one is made when half of the time is over: a week for whoever must mend what keeps it from being made. */
const RESPONDER_RENEWED_MS = 7 * DAY_MS;
/** For clocks of relying parties that are slow. */
const BACKDATED_MS = 60 * 60 * 1000;
/** Longer than a holder's, so that the two can never be the same number. */
const SERIAL_OCTETS = 20;

export interface Responder {
  readonly key: CaPublicKey;
  readonly spkiSha256: string;
  readonly certificate: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  /** From when the next one is to be made. */
  readonly renewFrom: number;
  /** SHA-1 of the public key without tag and length: how an answer names who signed it (RFC 6960 4.2.1). */
  readonly keyHash: Uint8Array;
}

/**
 * Opens the responder that has at least half of its time before it, or makes one. When none can be made, one that is
 * good now is better than none.
 */
export async function openResponder(
  store: Store,
  ca: CertificationAuthority,
  issuing: IssuingAuthority,
  now: number,
): Promise<Responder> {
  const known = await findResponder(store, ca, issuing, now);
  if (known !== undefined && now < known.renewFrom) return known;
  try {
    return await makeResponder(store, ca, issuing, now);
  } catch (error) {
    if (known === undefined) throw error;
    return known;
  }
}

/** Of those that are good now and whose keys are here, the one that lasts longest. */
async function findResponder(
  store: Store,
  { signer }: CertificationAuthority,
  issuing: IssuingAuthority,
  now: number,
): Promise<Responder | undefined> {
  for (const row of await readResponders(store.db, issuing.id, now)) {
    if (row.certificate === null) continue;
    try {
      await signer.holdResponderKey(issuing, row.spki_sha256);
      return responderOf(row.certificate, row.spki_sha256, issuing.notAfter);
    } catch (error) {
      // Another machine's, or sealed under a former passphrase: its own process goes on with it.
      if (!(error instanceof KeyFileError)) throw error;
    }
  }
  return undefined;
}

function responderOf(certificate: Uint8Array, spkiSha256: string, issuerNotAfter: number): Responder {
  const { publicKey, subjectPublicKeyInfo, notBefore, notAfter } = parseCertificate(certificate);
  return {
    key: { algorithm: algorithmOfKey(publicKey), subjectPublicKeyInfo },
    spkiSha256,
    certificate,
    notBefore,
    notAfter,
    // None can outlast the CA itself.
    renewFrom: notAfter >= issuerNotAfter ? notAfter : notAfter - RESPONDER_RENEWED_MS,
    keyHash: hash('sha1', publicKey.subjectPublicKey, 'buffer'),
  };
}

/** Key made and sealed by the signer → certificate planned and committed → signed → recorded, as with every certificate. */
async function makeResponder(
  store: Store,
  { signer, pkiOrigin }: CertificationAuthority,
  issuing: IssuingAuthority,
  now: number,
): Promise<Responder> {
  const spki = await signer.makeResponderKey(issuing);
  const spkiSha256 = hash('sha256', spki, 'hex');

  const notBefore = wholeSecond(now - BACKDATED_MS);
  const notAfter = Math.min(wholeSecond(now + RESPONDER_MS), issuing.notAfter);
  const serial = randomSerialNumber(randomBytes(SERIAL_OCTETS));
  const serialNumber = toHex(serial);
  const tbs = buildTbsCertificate({
    serialNumber: serial,
    signatureAlgorithm: issuing.key.algorithm,
    issuer: issuing.subject,
    notBefore,
    notAfter,
    subject: [
      { type: 'C', value: 'JP' },
      { type: 'O', value: 'Warifu' },
      { type: 'CN', value: `Warifu OCSP Responder ${spkiSha256.slice(0, 16)}` },
    ],
    subjectPublicKeyInfo: spki,
    extensions: [
      authorityKeyIdentifier(keyIdentifierOf(issuing.key.subjectPublicKeyInfo)),
      subjectKeyIdentifier(keyIdentifierOf(spki)),
      basicConstraints({ cA: false }),
      keyUsage(['digitalSignature']),
      extendedKeyUsage(['OCSPSigning']),
      ocspNoCheck(),
      authorityInfoAccess({ caIssuers: caAddress(pkiOrigin, issuing.id) }),
    ],
  });
  const record = (act: string, details: Record<string, string | number>) => ({
    at: now,
    reference: `ocsp-${serialNumber.slice(0, 10)}`,
    act,
    outcome: 'done' as const,
    certificate: serialNumber,
    details: { issuer: issuing.id, ...details },
  });
  await store.transaction(async (tx) => {
    await planResponder(tx, {
      serial_number: serialNumber,
      issuer: issuing.id,
      spki_sha256: spkiSha256,
      not_before: notBefore,
      not_after: notAfter,
      tbs,
      planned_at: now,
    });
    await appendAudit(tx, [
      record('ocsp-responder.planned', { spkiSha256, tbsSha256: hash('sha256', tbs, 'hex'), notAfter }),
    ]);
  });
  const certificate = assembleCertificate(tbs, issuing.key.algorithm, await signer.responder(issuing, tbs));
  await store.transaction(async (tx) => {
    await recordResponder(tx, serialNumber, certificate, now);
    await appendAudit(tx, [
      record('ocsp-responder.issued', { fingerprint: hash('sha256', certificate, 'hex') }),
    ]);
  });
  return responderOf(certificate, spkiSha256, issuing.notAfter);
}
