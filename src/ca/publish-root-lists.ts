// The lists of roots, published beside those of the issuing CAs: signed by the signer where the root lies with the
// deployment's keys, brought as a file where it is elsewhere. They are judged alike.

import { hash } from 'node:crypto';
import { readAuthorities } from '../store/read/certification-authority.ts';
import { findRevocationList } from '../store/read/revocation-list.ts';
import type { Store, Transaction } from '../store/store.ts';
import { type AuditRecord, appendAudit } from '../store/write/audit.ts';
import { markAuthorityRevoked } from '../store/write/certification-authority.ts';
import { type NewRevocationList, replaceRevocationList } from '../store/write/revocation-list.ts';
import { equalBytes } from '../x509/bytes.ts';
import { parseCertificate } from '../x509/certificate.ts';
import type { ParsedRevocationList } from '../x509/certificate-revocation-list.ts';
import { serialNumberToHex } from '../x509/serial-number.ts';
import type { Authorities, CaCertificate } from './authorities.ts';
import { type CertificationAuthority, refreshAuthorities } from './certification-authority.ts';
import { judgeRootList, parseRootList } from './judge-root-list.ts';
import { KeyFileError } from './key-file-error.ts';
import { FULL_LIST } from './published-addresses.ts';
import { RootFault } from './root-fault.ts';
import { tellSignerOfRevoked } from './tell-signer.ts';

/** A list of a root has some hundred octets. */
const RECORDED_MOST = 32 * 1024;

/**
 * Publishes what the signer has of the roots that lie with it; of a root elsewhere what was brought stays. What a list
 * revokes stops to issue here and in the signer. Safe to run at any time and from several processes.
 *
 * @returns the ids of the roots whose list is another now.
 */
export async function publishRootLists(
  store: Store,
  ca: CertificationAuthority,
  now: number,
): Promise<string[]> {
  const { authorities, signer } = ca;
  const published: string[] = [];
  const faults: unknown[] = [];
  for (const root of authorities.roots) {
    if (now >= root.notAfter) continue;
    try {
      const list = await signer.rootList(root, now);
      const outcome = await takeRootList(store, root, list, now);
      if (outcome.taken) published.push(root.id);
    } catch (error) {
      // Elsewhere: somebody brings it in time, and the health says when it is time.
      if (!(error instanceof KeyFileError && error.fault === 'missing')) faults.push(error);
    }
  }
  // Each time: the signer may have been away when it was to be told.
  if (!(await refreshAuthorities(store, ca, now))) await tellSignerOfRevoked(store.db, ca);
  if (faults.length > 0) throw faults[0];
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
  const { issuer } = parseRootList(list);
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
  const { subjectPublicKeyInfo } = parseCertificate(root.certificate);
  const parsed = judgeRootList({ ...root, subjectPublicKeyInfo }, list);
  if (parsed.nextUpdate <= now) {
    const at = new Date(parsed.nextUpdate).toISOString();
    throw new RootFault(`the list ran out on ${at}: have the root sign a new one`);
  }
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
  const row = rowOfRootList(root.id, list, parsed);
  const taken = await store.transaction(async (tx) => {
    await assertStillNamed(tx, root, revoked, now);
    if (!(await replaceRevocationList(tx, row, before?.number))) return false;
    const details = {
      issuer: root.id,
      [FULL_LIST]: `${number} ${hash('sha256', list, 'hex')}`,
      // So that a restore has it: a root elsewhere does not bring it again by itself.
      ...(list.length <= RECORDED_MOST && { list: Buffer.from(list).toString('base64') }),
    };
    await appendAudit(tx, [
      { at: now, reference: `root-list-${number}`, act: 'root-list.published', outcome: 'done', details },
      ...(await markRevoked(tx, root, parsed, now)),
    ]);
    return true;
  });
  return { ...outcome, taken };
}

/** Of a list that was judged. */
export function rowOfRootList(
  issuer: string,
  list: Uint8Array,
  parsed = parseRootList(list),
): NewRevocationList {
  const { thisUpdate, nextUpdate } = parsed;
  const revoked = parsed.revoked.map(({ serialNumber }) => serialNumberToHex(serialNumber));
  return {
    ...{ issuer, name: FULL_LIST, number: numberOf(parsed), list, bases: '' },
    ...{ this_update: thisUpdate, next_update: nextUpdate, scheduled_at: thisUpdate },
    revoked: revoked.length,
    entries_sha256: hash('sha256', revoked.join(), 'hex'),
  };
}

/** A root that works with an old copy of its register may have forgotten what it revoked (RFC 5280 3.3). */
async function assertStillNamed(
  tx: Transaction,
  root: CaCertificate,
  revoked: readonly string[],
  now: number,
): Promise<void> {
  for (const row of await readAuthorities(tx)) {
    if (row.root !== root.id || row.revocation_known_at === null || row.not_after <= now) continue;
    if (revoked.includes(serialNumberToHex(parseCertificate(row.certificate).serialNumber))) continue;
    throw new RootFault(
      `the list does not name ${row.id}, which ${root.id} has revoked: its register is an old copy; take the newest, or revoke it there again`,
    );
  }
}

/** Those on the list that are ours, from now on without their certificates (end-certificates.ts); for good. */
async function markRevoked(
  tx: Transaction,
  root: CaCertificate,
  { revoked }: ParsedRevocationList,
  now: number,
): Promise<AuditRecord[]> {
  if (revoked.length === 0) return [];
  const listed = new Map(revoked.map((one) => [serialNumberToHex(one.serialNumber), one]));
  const records: AuditRecord[] = [];
  for (const { id, root: above, certificate } of await readAuthorities(tx)) {
    if (above !== root.id) continue;
    const serialNumber = serialNumberToHex(parseCertificate(certificate).serialNumber);
    const entry = listed.get(serialNumber);
    if (entry === undefined) continue;
    const { revokedAt, reason = 'unspecified' } = entry;
    if (!(await markAuthorityRevoked(tx, { id, revokedAt, reason }, now))) continue;
    const details = { id, root: root.id, serialNumber, reason, revokedAt };
    records.push({ at: now, reference: `revoked-${id}`, act: 'ca.revoked', outcome: 'done', details });
  }
  return records;
}

function numberOf({ extensions: { cRLNumber } }: ParsedRevocationList): number {
  if (cRLNumber === undefined || cRLNumber.length > 6) throw new RootFault('the list has no number');
  return Buffer.from(cRLNumber).readUIntBE(0, cRLNumber.length);
}
