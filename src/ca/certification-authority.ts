// The certification authority of a deployment: opened at start, made by the key ceremony at the first one.

import { countAuthorities, readAuthorities } from '../store/read/certification-authority.ts';
import type { Store } from '../store/store.ts';
import { Authorities } from './authorities.ts';
import { recordCeremony } from './record-ceremony.ts';
import type { Signer } from './signer/signer.ts';
import { STATUS_PERIODS, type StatusPeriods } from './status-periods.ts';
import { tellSignerOfRevoked } from './tell-signer.ts';

export interface CertificationAuthority {
  /** Roots and generations of the issuing CA, as they are known now: ask each time. */
  readonly authorities: Authorities;
  /** Origin of the plain-HTTP face that serves CA certificates, revocation lists and OCSP. */
  readonly pkiOrigin: string;
  /** Certificate policy (RFC 5280 4.2.1.4) under which the holders' certificates are issued. */
  readonly policyId: string;
  readonly periods: StatusPeriods;
  /** Who holds the keys. */
  readonly signer: Signer;
  /** Keys that are certified for nobody, by the SHA-256 of their SubjectPublicKeyInfo, besides those that all know. */
  readonly refusedKeys: ReadonlySet<string>;
}

/** Policy id under the enterprise number that RFC 5612 reserves for examples; a deployment sets its own. */
export const EXAMPLE_POLICY_ID = '1.3.6.1.4.1.32473.1.1';

export interface OpenOptions {
  readonly store: Store;
  readonly signer: Signer;
  /** Whether nothing will be signed, so that the keys need not be opened: of commands on the data. */
  readonly keysLater?: boolean;
  readonly now: number;
  /** Whether the root is elsewhere: the first issuing CA is accepted like every other one. */
  readonly rootElsewhere?: boolean | undefined;
  /** From when the CA certificates of a first start are valid; `now` unless told. */
  readonly validFrom?: number | undefined;
  readonly pkiOrigin: string;
  readonly policyId?: string | undefined;
  readonly periods?: StatusPeriods | undefined;
  readonly refusedKeys?: ReadonlySet<string>;
}

/** There is no CA yet, and none is made here: its root is elsewhere. */
export class NoAuthorityYet extends Error {
  override readonly name = 'NoAuthorityYet';
}

/**
 * Opens the CA, and has the signer make it first when the store has none.
 *
 * @throws NoAuthorityYet when the root is elsewhere and has certified nothing yet.
 * @throws KeyFileError when the signer cannot open the issuing CA's key: another passphrase, a key file that is damaged
 * or absent, keys of another deployment; SignerFault when there is no signer.
 */
export async function openCertificationAuthority(options: OpenOptions): Promise<CertificationAuthority> {
  const { store, signer, pkiOrigin, policyId = EXAMPLE_POLICY_ID, periods = STATUS_PERIODS } = options;
  let rows = await readAuthorities(store.db);
  if (rows.length === 0) {
    if (options.rootElsewhere === true) throw new NoAuthorityYet();
    const { now, validFrom = now } = options;
    await recordCeremony(store, await signer.holdCeremony(validFrom), now);
    rows = await readAuthorities(store.db);
  }
  const authorities = new Authorities(rows);
  const { refusedKeys = new Set() } = options;
  const ca = { authorities, pkiOrigin, policyId, periods, signer, refusedKeys };
  if (options.keysLater !== true) {
    await holdKeys(ca, options.now);
    // Without the one that issues nothing goes; what another lacks is told by lists that do not come.
    const fault = authorities.faultOf(authorities.issuingAt(options.now).id);
    if (fault !== undefined) throw fault;
    await tellSignerOfRevoked(store.db, ca);
  }
  return ca;
}

/**
 * Takes in what another process, or a command, has added since, and what a root has revoked. Each second: one small
 * question as long as there is nothing new.
 *
 * @returns whether something was new.
 * @throws KeyFileError, SignerFault when the signer cannot open the key of one that is new; it is known then all the same.
 */
export async function refreshAuthorities(
  store: Store,
  ca: CertificationAuthority,
  now: number,
): Promise<boolean> {
  const { all, generations } = ca.authorities;
  const counts = await countAuthorities(store.db);
  const revoked = generations.filter((one) => one.revoked !== undefined).length;
  if (counts.all === all.length && counts.revoked === revoked) return false;
  ca.authorities.replace(await readAuthorities(store.db));
  if (counts.revoked > 0) await tellSignerOfRevoked(store.db, ca);
  const [fault] = await holdKeys(ca, now);
  if (fault !== undefined) throw fault;
  return true;
}

/** Has the signer open the key of every generation that answers, so that a fault shows now and not on its day. */
export async function holdKeys(
  { authorities, signer }: CertificationAuthority,
  now: number,
): Promise<unknown[]> {
  for (const generation of authorities.answeringAt(now)) {
    const fault = await signer.hold(generation).then(
      () => undefined,
      (error: unknown) => error,
    );
    authorities.noteFault(generation.id, fault);
  }
  return authorities.answeringAt(now).flatMap(({ id }) => authorities.faultOf(id) ?? []);
}
