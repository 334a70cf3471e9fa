// Another generation of the issuing CA: its key made, its certificate taken in. From its day on it issues; what the ones
// before have issued stays what it is.

import { hash } from 'node:crypto';
import { parseRootList } from '../../ca/judge-root-list.ts';
import { FULL_LIST } from '../../ca/published-addresses.ts';
import { readOffered } from '../../ca/signer/accepted-certificate.ts';
import { type MadeAuthority, numberOf } from '../../ca/signer/key-name.ts';
import type { GenerationRequest, Signer } from '../../ca/signer/signer.ts';
import type { Day } from '../../domain/calendar.ts';
import { readAuthorities } from '../../store/read/certification-authority.ts';
import { findRevocationList } from '../../store/read/revocation-list.ts';
import type { Store } from '../../store/store.ts';
import type { AuthorityRow } from '../../store/tables.ts';
import { type AuditRecord, appendAudit } from '../../store/write/audit.ts';
import { insertAuthority } from '../../store/write/certification-authority.ts';
import { equalBytes } from '../../x509/bytes.ts';
import { type ParsedCertificate, parseCertificate } from '../../x509/certificate.ts';
import { formatName } from '../../x509/name.ts';
import type { Caller } from '../deployment.ts';
import { GenerationFault } from './generation-fault.ts';
import { assertMayIssueFrom, beginningOf, type Standing, standingOf } from './issuing-day.ts';

/** Where it is done. There may be no CA yet, so it is no deployment. */
export interface CaPlace {
  readonly store: Store;
  readonly signer: Signer;
  now(): number;
  /** Only say what would be done; the store undoes what is written by itself. */
  readonly dryRun: boolean;
}

/** Has the key of the next generation made. Asked for again, it is the same. */
export async function prepareGeneration(
  { store, signer, now, dryRun }: CaPlace,
  kind: string | undefined,
  caller: Caller,
): Promise<GenerationRequest> {
  const rows = await readAuthorities(store.db);
  const numbers = rows.filter(({ role }) => role === 'issuing').map(({ id }) => numberOf(id));
  const wanted = `issuing-${Math.max(0, ...numbers) + 1}`;
  const prepared = await signer.prepareGeneration(wanted, kind, dryRun);
  const { id, spkiSha256, request } = prepared;
  if (request === '') return prepared;
  const details = { id, spkiSha256, requestSha256: hash('sha256', request, 'hex') };
  await store.transaction(async (tx) => {
    await appendAudit(tx, [{ at: now(), ...caller, act: 'ca.prepared', outcome: 'done', details }]);
  });
  return prepared;
}

export interface AcceptedGeneration extends Standing {
  readonly subject: string;
  readonly root: string;
  readonly notBefore: number;
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  /** Whether its root is new here too. */
  readonly newRoot: boolean;
}

/**
 * Takes in the certificate of the prepared key, to issue from that day on.
 *
 * @param certificate DER
 * @throws GenerationFault, SignerFault `not-accepted`: nothing was changed then.
 */
export async function acceptGeneration(
  place: CaPlace,
  certificate: Uint8Array,
  day: Day,
  caller: Caller,
): Promise<AcceptedGeneration> {
  const { store, signer, now, dryRun } = place;
  const offered = readOffered(certificate);
  const { notBefore, notAfter, subjectPublicKeyInfo, subjectName } = offered;
  const spkiSha256 = hash('sha256', subjectPublicKeyInfo, 'hex');
  const rows = await readAuthorities(store.db);
  const before = rows.find((row) => row.spki_sha256 === spkiSha256);
  if (before !== undefined) {
    const { id, issues_from: from } = before;
    const since = from === null ? '' : `, which was accepted and issues from ${new Date(from).toISOString()}`;
    throw new GenerationFault(`it is the certificate of ${id}${since}`);
  }
  const standing = standingOf(rows);
  const at = now();
  const issuesFrom = beginningOf(day, standing, at);
  assertMayIssueFrom(issuesFrom, { notBefore, notAfter }, standing, at);

  await assertNotListed(store, rows, offered);
  // The signer first: what the store knows, it can sign with. It may be asked again when we end in between.
  const [root, issuing] = await signer.acceptGeneration(certificate, dryRun);
  const known = rows.find(({ id }) => id === root.id);
  if (known !== undefined && !Buffer.from(known.certificate).equals(root.certificate)) {
    throw new GenerationFault(`its root is another ${root.id} than the one of this database`);
  }
  const newRoot = known === undefined;
  await store.transaction(async (tx) => {
    const placed = [
      ...(newRoot ? [await insertAuthority(tx, rowOf(root, at, {}))] : []),
      await insertAuthority(tx, rowOf(issuing, at, { root: root.id, issuesFrom })),
    ];
    if (placed.includes(false)) {
      throw new GenerationFault(`${issuing.id} was accepted at the same time by somebody else`);
    }
    await appendAudit(tx, [
      ...(newRoot ? [recordOf('ca.root-accepted', root, at, caller)] : []),
      recordOf('ca.accepted', issuing, at, caller, { root: root.id, issuesFrom }),
    ]);
  });
  return {
    ...{ id: issuing.id, subject: formatName(subjectName), root: root.id, newRoot },
    ...{ issuesFrom, notBefore, notAfter, fingerprint: hash('sha256', certificate, 'hex') },
  };
}

/** A certificate that its root has revoked in the meantime. */
async function assertNotListed(
  { db }: Store,
  rows: readonly AuthorityRow[],
  { issuer, serialNumber }: ParsedCertificate,
): Promise<void> {
  const root = rows.find((row) => row.role === 'root' && equalBytes(row.subject_der, issuer));
  const published = root && (await findRevocationList(db, root.id, FULL_LIST));
  const listed = published === undefined ? [] : parseRootList(published.list).revoked;
  if (listed.some((one) => equalBytes(one.serialNumber, serialNumber))) {
    throw new GenerationFault(`${root?.id} has revoked it`);
  }
}

function rowOf(
  { id, role, certificate, crlShards }: MadeAuthority,
  at: number,
  { root = null, issuesFrom = null }: { root?: string | null; issuesFrom?: number | null },
) {
  const parsed = parseCertificate(certificate);
  return {
    ...{ id, role, certificate, crl_shards: crlShards, created_at: at, root, issues_from: issuesFrom },
    subject: formatName(parsed.subjectName),
    subject_der: parsed.subject,
    spki_sha256: hash('sha256', parsed.subjectPublicKeyInfo, 'hex'),
    not_before: parsed.notBefore,
    not_after: parsed.notAfter,
  };
}

/** With the certificate itself: what an old copy of the database does not know is put back from here. */
function recordOf(
  act: 'ca.accepted' | 'ca.root-accepted',
  { id, certificate, crlShards }: MadeAuthority,
  at: number,
  caller: Caller,
  of: Readonly<Record<string, string | number>> = {},
): AuditRecord {
  const details = { id, ...of, crlShards, certificate: Buffer.from(certificate).toString('base64') };
  return { at, ...caller, act, outcome: 'done', details };
}

/** What a record of an acceptance tells, as the row that it was. */
export function authorityOfRecord(
  act: string,
  details: Readonly<Record<string, string | number>>,
  at: number,
): ReturnType<typeof rowOf> | undefined {
  const role = act === 'ca.accepted' ? 'issuing' : act === 'ca.root-accepted' ? 'root' : undefined;
  if (role === undefined) return undefined;
  const { id, certificate, crlShards, root, issuesFrom } = details;
  const made = {
    ...({ id: String(id), role, crlShards: Number(crlShards) } as const),
    certificate: new Uint8Array(Buffer.from(String(certificate), 'base64')),
  };
  return rowOf(made, at, role === 'root' ? {} : { root: String(root), issuesFrom: Number(issuesFrom) });
}
