// The certification authority of a deployment: opened at start, made by the key ceremony at the first one.

import { readAuthorities } from '../store/read/certification-authority.ts';
import type { Store } from '../store/store.ts';
import { holdCeremony } from './ceremony.ts';
import { SealedKeys } from './key-files.ts';
import { openSigningKey, type SigningKey } from './signing-key.ts';
import { STATUS_PERIODS, type StatusPeriods } from './status-periods.ts';

/** A CA certificate that this deployment holds. */
export interface CaCertificate {
  /** `root-1`, `issuing-1`: stable, part of addresses. */
  readonly id: string;
  readonly certificate: Uint8Array;
  /** Name, DER, byte for byte as in the certificate. */
  readonly subject: Uint8Array;
  readonly spkiSha256: string;
  readonly notAfter: number;
}

export interface IssuingAuthority extends CaCertificate {
  readonly key: SigningKey;
  /** In how many parts its revocation list comes, since its ceremony and for its life; 0: in one. */
  readonly crlShards: number;
}

export interface CertificationAuthority {
  readonly root: CaCertificate;
  readonly issuing: IssuingAuthority;
  /** Origin of the plain-HTTP face that serves CA certificates, revocation lists and OCSP. */
  readonly pkiOrigin: string;
  /** Certificate policy (RFC 5280 4.2.1.4) under which the holders' certificates are issued. */
  readonly policyId: string;
  readonly periods: StatusPeriods;
  /** Where sealed keys lie and how they are opened. */
  readonly sealedKeys: SealedKeys;
}

/** Policy id under the enterprise number that RFC 5612 reserves for examples; a deployment sets its own. */
export const EXAMPLE_POLICY_ID = '1.3.6.1.4.1.32473.1.1';

export interface OpenOptions {
  readonly store: Store;
  /** Folder of the sealed key files. */
  readonly keyFolder: string;
  readonly passphrase: string;
  readonly now: number;
  /** From when the CA certificates of a first start are valid; `now` unless told. */
  readonly validFrom?: number | undefined;
  readonly pkiOrigin: string;
  readonly policyId?: string | undefined;
  readonly periods?: StatusPeriods | undefined;
}

/**
 * Opens the CA, and makes it first when the store has none. The root's key stays sealed.
 *
 * @throws KeyFileError when the passphrase is another one or a key file is damaged or absent.
 */
export async function openCertificationAuthority(options: OpenOptions): Promise<CertificationAuthority> {
  const { store, keyFolder, passphrase, pkiOrigin, policyId = EXAMPLE_POLICY_ID } = options;
  const sealedKeys = new SealedKeys(keyFolder, passphrase);
  let rows = await readCertificates(store);
  if (rows.length === 0) {
    const { now, validFrom = now } = options;
    await holdCeremony({ store, keyFolder, passphrase, now, validFrom, pkiOrigin });
    rows = await readCertificates(store);
  }
  const root = rows.find((row) => row.id.startsWith('root-'));
  const issuing = rows.findLast((row) => row.id.startsWith('issuing-'));
  if (root === undefined || issuing === undefined) throw new Error('the store holds half a CA');
  const key = openSigningKey(await sealedKeys.open(issuing));
  const { periods = STATUS_PERIODS } = options;
  return { root, issuing: { ...issuing, key }, pkiOrigin, policyId, periods, sealedKeys };
}

async function readCertificates(store: Store): Promise<(CaCertificate & { crlShards: number })[]> {
  const rows = await readAuthorities(store.db);
  return rows.map((row) => ({
    id: row.id,
    certificate: row.certificate,
    subject: row.subject_der,
    spkiSha256: row.spki_sha256,
    notAfter: row.not_after,
    crlShards: row.crl_shards,
  }));
}
