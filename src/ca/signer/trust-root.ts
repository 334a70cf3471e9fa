// A root that is elsewhere is made known to a signer in its own folder, by whoever may write there: never through its
// socket, or whoever holds a server could name a root.

import { hash } from 'node:crypto';
import { equalBytes } from '../../x509/bytes.ts';
import type { ParsedCertificate } from '../../x509/certificate.ts';
import { isSignedBy } from '../verify-signature.ts';
import { readOffered } from './accepted-certificate.ts';
import { readAuthorities, writeAuthority } from './held-authorities.ts';
import { SignerFault } from './signer-fault.ts';

export interface OfferedRoot {
  /** `root-2`: the name in the addresses that its certificates give. */
  readonly id: string;
  /** DER. */
  readonly certificate: Uint8Array;
  /** SHA-256 of the certificate as somebody read it from paper, hex. */
  readonly fingerprint: string;
}

function refuse(why: string): never {
  throw new SignerFault('not-accepted', why);
}

/**
 * @param only judge, and write nothing.
 * @returns false when it was known.
 * @throws SignerFault `not-accepted`
 */
export async function trustRoot(
  folder: string,
  { id, certificate, fingerprint }: OfferedRoot,
  now: number,
  only: boolean,
): Promise<boolean> {
  if (!/^root-\d{1,4}$/.test(id)) refuse(`${id} is no name of a root: give it as in root-2`);
  const parsed = readOffered(certificate);
  if (hash('sha256', certificate, 'hex') !== fingerprint) {
    refuse('the certificate in the file has another fingerprint (SHA-256)');
  }
  assertRoot(parsed, now);
  const held = await readAuthorities(folder);
  const same = held.find((one) => equalBytes(one.certificate, certificate));
  if (same !== undefined) {
    if (same.id !== id) refuse(`this root is known already, as ${same.id}`);
    return false;
  }
  if (held.some((one) => one.id === id)) refuse(`there is another ${id} already`);
  if (held.some((one) => equalBytes(one.subject, parsed.subject))) {
    refuse('a CA of this name is known with another key: relying parties could not tell the two apart');
  }
  if (!only) await writeAuthority(folder, { id, role: 'root', certificate, crlShards: 0 });
  return true;
}

function assertRoot(certificate: ParsedCertificate, now: number): void {
  const { tbs: content, signature, signatureAlgorithm: algorithm, subjectPublicKeyInfo } = certificate;
  const { basicConstraints, keyUsage } = certificate.extensions;
  const own =
    equalBytes(certificate.issuer, certificate.subject) &&
    isSignedBy({ subjectPublicKeyInfo, algorithm, content, signature });
  if (!own) refuse('it is no root: it is not signed with its own key');
  if (
    basicConstraints?.cA !== true ||
    !['keyCertSign', 'cRLSign'].every((one) => keyUsage?.includes(one as never))
  ) {
    refuse('it is not the certificate of a CA that signs certificates and lists');
  }
  if (certificate.unknownCritical.length > 0) refuse('it has critical extensions that are not known here');
  if (certificate.notAfter <= now) refuse('it has ended');
}
