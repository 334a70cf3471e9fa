// The issuing CAs as OCSP requests name them, and for each who signs its answers: a relying party takes the answer of a
// responder that the very CA of the certificate has certified, and of no other (RFC 6960 4.2.2.2).

import { hash } from 'node:crypto';
import type { Store } from '../store/store.ts';
import { parseCertificate } from '../x509/certificate.ts';
import type { CertId, CertIdHash } from '../x509/ocsp-request.ts';
import type { IssuingAuthority } from './authorities.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import { openResponder } from './ocsp-responder.ts';
import { ResponderKeeper } from './ocsp-responder-keeper.ts';

export interface OcspIssuer {
  readonly authority: IssuingAuthority;
  readonly hashes: IssuerHashes;
  readonly responder: ResponderKeeper;
}

export class OcspIssuers {
  readonly #store: Store;
  readonly #ca: CertificationAuthority;
  readonly #issuers = new Map<string, OcspIssuer>();

  constructor(store: Store, ca: CertificationAuthority) {
    this.#store = store;
    this.#ca = ca;
  }

  /** Every CA that answers now. */
  at(now: number): OcspIssuer[] {
    return this.#ca.authorities.answeringAt(now).map((authority) => this.#of(authority));
  }

  #of(authority: IssuingAuthority): OcspIssuer {
    const known = this.#issuers.get(authority.id);
    if (known?.authority === authority) return known;
    // What is known of it has changed since: its certificate, and so its responder, has not.
    const issuer = known
      ? { ...known, authority }
      : {
          authority,
          hashes: hashesOf(authority),
          responder: new ResponderKeeper((at) => openResponder(this.#store, this.#ca, authority, at)),
        };
    this.#issuers.set(authority.id, issuer);
    return issuer;
  }
}

/** An issuer as requests name it: hashes of its name and of its key without tag and length (RFC 6960 4.1.1). */
type IssuerHashes = Readonly<Record<CertIdHash, { readonly name: Buffer; readonly key: Buffer }>>;

function hashesOf({ subject, certificate }: IssuingAuthority): IssuerHashes {
  const { publicKey } = parseCertificate(certificate);
  const of = (algorithm: string) => ({
    name: hash(algorithm, subject, 'buffer'),
    key: hash(algorithm, publicKey.subjectPublicKey, 'buffer'),
  });
  return { 'SHA-1': of('sha1'), 'SHA-256': of('sha256') };
}

/** Whether a request names a certificate of this issuer. */
export function isOf({ hashes }: OcspIssuer, { hash: name, issuerNameHash, issuerKeyHash }: CertId): boolean {
  if (name === undefined) return false;
  const own = hashes[name];
  return own.name.equals(issuerNameHash) && own.key.equals(issuerKeyHash);
}
