// The CA certificates of a deployment as others are told of them: a page on which fingerprints are compared, a policy
// that names what runs.

import { hash } from 'node:crypto';
import { type CaKeyKind, caKeyKindOf } from '../x509/ca-key-kind.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { formatName } from '../x509/name.ts';
import { serialNumberToHex } from '../x509/serial-number.ts';
import type { Authorities, GenerationState } from './authorities.ts';
import { caAddress, revocationListAddress } from './published-addresses.ts';

export interface PublishedAuthority {
  /** `root-1`, `issuing-1`. */
  readonly id: string;
  /** The common name. */
  readonly name: string;
  /** RFC 4514 text of all of the subject. */
  readonly subject: string;
  /** Lower-case hex. */
  readonly serialNumber: string;
  /** Lower-case hex, of the certificate's DER. */
  readonly sha256: string;
  /** null: one that this program makes no more. */
  readonly keyKind: CaKeyKind | null;
  /** Epoch milliseconds, as the ones below. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly certificateAddress: string;
  /** Of the full list. */
  readonly listAddress: string;
  /** What only a generation of the issuing CA has; null: a root. */
  readonly generation: {
    /** Who signed it. */
    readonly root: string;
    readonly issuesFrom: number;
    readonly state: GenerationState;
    /** null: it is not on its root's list. */
    readonly revokedAt: number | null;
    /** In how many parts its list comes besides; 0: in none. */
    readonly listShards: number;
  } | null;
}

/** Roots first, then the generations; of each the newest first. */
export function publishedAuthorities(
  authorities: Authorities,
  pkiOrigin: string,
  now: number,
): PublishedAuthority[] {
  const { roots, generations } = authorities;
  return [...roots.toReversed(), ...generations.toReversed()].map(({ id, certificate, ...times }) => {
    const { subjectName, serialNumber, publicKey } = parseCertificate(certificate);
    const generation = authorities.find(id);
    return {
      id,
      name: subjectName.find(({ type }) => type === 'CN')?.value ?? id,
      subject: formatName(subjectName),
      serialNumber: serialNumberToHex(serialNumber),
      sha256: hash('sha256', certificate, 'hex'),
      keyKind: caKeyKindOf(publicKey) ?? null,
      notBefore: times.notBefore,
      notAfter: times.notAfter,
      certificateAddress: caAddress(pkiOrigin, id),
      listAddress: revocationListAddress(pkiOrigin, id),
      generation:
        generation === undefined
          ? null
          : {
              root: generation.root,
              issuesFrom: generation.issuesFrom,
              state: authorities.stateOf(generation, now),
              revokedAt: generation.revoked?.at ?? null,
              listShards: generation.crlShards,
            },
    };
  });
}
