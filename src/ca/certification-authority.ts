// The certification authority of a deployment: opened at start, made by the key ceremony at the first one.

import { readAuthorities } from '../store/read/certification-authority.ts';
import type { Store } from '../store/store.ts';
import { type CaPublicKey, publicKeyOf } from './public-key.ts';
import { recordCeremony } from './record-ceremony.ts';
import type { KeyName } from './signer/key-name.ts';
import type { Signer } from './signer/signer.ts';
import { STATUS_PERIODS, type StatusPeriods } from './status-periods.ts';

/** A CA certificate that this deployment holds. */
export interface CaCertificate extends KeyName {
  readonly certificate: Uint8Array;
  /** Name, DER, byte for byte as in the certificate. */
  readonly subject: Uint8Array;
  readonly notAfter: number;
}

export interface IssuingAuthority extends CaCertificate {
  readonly key: CaPublicKey;
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
  /** Who holds the keys. */
  readonly signer: Signer;
}

/** Policy id under the enterprise number that RFC 5612 reserves for examples; a deployment sets its own. */
export const EXAMPLE_POLICY_ID = '1.3.6.1.4.1.32473.1.1';

export interface OpenOptions {
  readonly store: Store;
  readonly signer: Signer;
  /** Whether nothing will be signed, so that the keys need not be opened: of commands on the data. */
  readonly keysLater?: boolean;
  readonly now: number;
  /** From when the CA certificates of a first start are valid; `now` unless told. */
  readonly validFrom?: number | undefined;
  readonly pkiOrigin: string;
  readonly policyId?: string | undefined;
  readonly periods?: StatusPeriods | undefined;
}

/**
 * Opens the CA, and has the signer make it first when the store has none.
 *
 * @throws KeyFileError when the signer cannot open the issuing CA's key: another passphrase, a key file that is damaged
 * or absent, keys of another deployment; SignerFault when there is no signer.
 */
export async function openCertificationAuthority(options: OpenOptions): Promise<CertificationAuthority> {
  const { store, signer, pkiOrigin, policyId = EXAMPLE_POLICY_ID, periods = STATUS_PERIODS } = options;
  let rows = await readCertificates(store);
  if (rows.length === 0) {
    const { now, validFrom = now } = options;
    await recordCeremony(store, await signer.holdCeremony(validFrom), now);
    rows = await readCertificates(store);
  }
  const root = rows.find((row) => row.id.startsWith('root-'));
  const issuing = rows.findLast((row) => row.id.startsWith('issuing-'));
  if (root === undefined || issuing === undefined) throw new Error('the store holds half a CA');
  if (options.keysLater !== true) await signer.hold(issuing);
  const key = publicKeyOf(issuing.certificate);
  return { root, issuing: { ...issuing, key }, pkiOrigin, policyId, periods, signer };
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
