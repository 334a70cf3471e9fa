// The full CRL of the issuing CA (RFC 5280 section 5), made when asked for. No logon waits for it: a logon reads our
// own records.

import { readRevoked } from '../store/read/certificate.ts';
import type { Store } from '../store/store.ts';
import { assembleCertificate } from '../x509/certificate.ts';
import { buildTbsCertList } from '../x509/certificate-revocation-list.ts';
import { fromHex } from '../x509/serial-number.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import { keyIdentifierOf } from './key-identifier.ts';

/** Relying parties fetch again within a day (CA/Browser Forum BR 4.9.7 allows seven). */
const NEXT_UPDATE_MS = 24 * 60 * 60 * 1000;

/**
 * The revocation list as of now, DER. Its number is its second of issue: always higher than the last one's, also
 * after a restore, as long as the clock goes forward (5.2.3).
 */
export async function currentRevocationList(
  store: Store,
  ca: CertificationAuthority,
  now: number,
): Promise<Uint8Array> {
  const { issuing } = ca;
  const thisUpdate = Math.floor(now / 1000) * 1000;
  const rows = await readRevoked(store.db, issuing.id);
  const tbs = buildTbsCertList({
    signatureAlgorithm: issuing.key.algorithm,
    issuer: issuing.subject,
    thisUpdate,
    nextUpdate: thisUpdate + NEXT_UPDATE_MS,
    revoked: rows.map((row) => ({
      serialNumber: fromHex(row.serial_number) ?? new Uint8Array(),
      revokedAt: row.revoked_at ?? thisUpdate,
      // RFC 5280 5.3.1: the reason is left out rather than called unspecified.
      ...(row.revocation_reason &&
        row.revocation_reason !== 'unspecified' && { reason: row.revocation_reason }),
    })),
    authorityKeyIdentifier: keyIdentifierOf(issuing.key.subjectPublicKeyInfo),
    number: thisUpdate / 1000,
  });
  return assembleCertificate(tbs, issuing.key.algorithm, issuing.key.sign(tbs));
}
