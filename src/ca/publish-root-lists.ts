// The lists of roots, published beside those of the issuing CAs: signed by the signer where the root lies with the
// deployment's keys, brought as a file where it is elsewhere. They are judged alike.

import { hash } from 'node:crypto';
import { findRevocationList } from '../store/read/revocation-list.ts';
import type { Store } from '../store/store.ts';
import { appendAudit } from '../store/write/audit.ts';
import { replaceRevocationList } from '../store/write/revocation-list.ts';
import { equalBytes } from '../x509/bytes.ts';
import { parseCertificate } from '../x509/certificate.ts';
import {
  type ParsedRevocationList,
  parseCertificateRevocationList,
} from '../x509/certificate-revocation-list.ts';
import { DerError } from '../x509/der-reader.ts';
import { serialNumberToHex } from '../x509/serial-number.ts';
import type { Authorities, CaCertificate } from './authorities.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import { KeyFileError } from './key-file-error.ts';
import { keyIdentifierOf } from './key-identifier.ts';
import { FULL_LIST } from './published-addresses.ts';
import { RootFault } from './root-fault.ts';
import { isSignedBy } from './verify-signature.ts';

/**
 * Publishes what the signer has of the roots that lie with it; of a root elsewhere what was brought stays. Safe to run at
 * any time and from several processes.
 *
 * @returns the ids of the roots whose list is another now.
 */
export async function publishRootLists(
  store: Store,
  { authorities, signer }: CertificationAuthority,
  now: number,
): Promise<string[]> {
  const published: string[] = [];
  for (const root of authorities.roots) {
    if (now >= root.notAfter) continue;
    try {
      const list = await signer.rootList(root, now);
      const outcome = await takeRootList(store, root, list, now);
      if (outcome.taken) published.push(root.id);
    } catch (error) {
      // Elsewhere: somebody brings it in time, and the health says when it is time.
      if (!(error instanceof KeyFileError && error.fault === 'missing')) throw error;
    }
  }
  return published;
}

export interface TakenRootList {
  /** False: it was published already. */
  readonly taken: boolean;
  readonly number: number;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Serial numbers, lower-case hex. */
  readonly revoked: readonly string[];
}

/** Takes in a list that was brought here, of whichever root it is. @throws RootFault */
export async function takeBroughtList(
  store: Store,
  authorities: Authorities,
  list: Uint8Array,
  now: number,
): Promise<TakenRootList & { readonly root: string }> {
  const { issuer } = parseList(list);
  const root = authorities.roots.find(({ subject }) => equalBytes(subject, issuer));
  if (root === undefined) throw new RootFault('the list is of no root of this deployment');
  return { root: root.id, ...(await takeRootList(store, root, list, now)) };
}

/** Puts a root's list in the place of the one before. @throws RootFault when it is none of this root, or older. */
export async function takeRootList(
  store: Store,
  root: CaCertificate,
  list: Uint8Array,
  now: number,
): Promise<TakenRootList> {
  const parsed = readRootList(root, list, now);
  const number = numberOf(parsed);
  const before = await findRevocationList(store.db, root.id, FULL_LIST);
  const { thisUpdate, nextUpdate } = parsed;
  const revoked = parsed.revoked.map(({ serialNumber }) => serialNumberToHex(serialNumber));
  const outcome = { number, thisUpdate, nextUpdate, revoked };
  if (before?.number === number && equalBytes(before.list, list)) return { ...outcome, taken: false };
  if (before !== undefined && before.number >= number) {
    throw new RootFault(
      `list ${number} of ${root.id} is older than list ${before.number}, which is published`,
    );
  }
  const row = {
    issuer: root.id,
    name: FULL_LIST,
    number,
    this_update: thisUpdate,
    next_update: nextUpdate,
    scheduled_at: thisUpdate,
    revoked: revoked.length,
    entries_sha256: hash('sha256', revoked.join(), 'hex'),
    bases: '',
    list,
  };
  const taken = await store.transaction(async (tx) => {
    if (!(await replaceRevocationList(tx, row, before?.number))) return false;
    const details = { issuer: root.id, [FULL_LIST]: `${number} ${hash('sha256', list, 'hex')}` };
    await appendAudit(tx, [
      { at: now, reference: `root-list-${number}`, act: 'root-list.published', outcome: 'done', details },
    ]);
    return true;
  });
  return { ...outcome, taken };
}

function readRootList(root: CaCertificate, list: Uint8Array, now: number): ParsedRevocationList {
  const { subjectPublicKeyInfo } = parseCertificate(root.certificate);
  const parsed = parseList(list);
  const { issuer, tbs: content, signature, signatureAlgorithm: algorithm, extensions } = parsed;
  if (
    !equalBytes(issuer, root.subject) ||
    !isSignedBy({ subjectPublicKeyInfo, algorithm, content, signature })
  ) {
    throw new RootFault(`the list is not signed by ${root.id}`);
  }
  const {
    authorityKeyIdentifier = new Uint8Array(),
    issuingDistributionPoint,
    deltaCRLIndicator,
  } = extensions;
  if (
    !equalBytes(authorityKeyIdentifier, keyIdentifierOf(subjectPublicKeyInfo)) ||
    issuingDistributionPoint !== undefined ||
    deltaCRLIndicator !== undefined
  ) {
    throw new RootFault(`the list is not the full one of ${root.id}`);
  }
  if (parsed.nextUpdate <= now) {
    throw new RootFault(
      `the list ran out on ${new Date(parsed.nextUpdate).toISOString()}: have the root sign a new one`,
    );
  }
  return parsed;
}

function parseList(list: Uint8Array): ParsedRevocationList {
  try {
    return parseCertificateRevocationList(list);
  } catch (error) {
    if (error instanceof DerError) throw new RootFault('this is no revocation list');
    throw error;
  }
}

function numberOf({ extensions: { cRLNumber } }: ParsedRevocationList): number {
  if (cRLNumber === undefined || cRLNumber.length > 6) throw new RootFault('the list has no number');
  return Buffer.from(cRLNumber).readUIntBE(0, cRLNumber.length);
}
