// Publishes the CRLs of the issuing CAs (RFC 5280 section 5): a full one with its delta, and shards of which each
// certificate names its own. By the clock once an hour, and soon after a revocation. No logon waits for them: a logon
// reads our records.

import { createHash, hash, randomUUID } from 'node:crypto';
import {
  countRevoked,
  isAnyRevokedSince,
  type RevocationListHead,
  readRevocationListHeads,
  readRevokedPages,
} from '../store/read/revocation-list.ts';
import type { Store } from '../store/store.ts';
import { type AuditRecord, appendAudit } from '../store/write/audit.ts';
import { insertListPiece, listValues, replaceRevocationList } from '../store/write/revocation-list.ts';
import { assembleLongRevocationList, buildLongTbsCertList } from '../x509/certificate-revocation-list.ts';
import { RevokedEntries } from '../x509/revoked-entries.ts';
import type { IssuingAuthority } from './authorities.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import { basesInForce, ChangedEntries, changesSince, type DeltaBase, writeBases } from './delta-base.ts';
import { keyIdentifierOf } from './key-identifier.ts';
import { DELTA_LIST, FULL_LIST, listPlace, revocationListNames, shardOf } from './published-addresses.ts';
import { SignerFault } from './signer/signer-fault.ts';
import { deltaListMs } from './status-periods.ts';

export const SCHEDULE_MS = 60 * 60 * 1000;
/**
 * A revocation bears the time of its process and is seen when it is committed: it is looked for so far back. Another
 * process's clock may be wrong by this much, and a transaction may take as long.
 */
const LATE_MS = 10 * 60 * 1000;

export interface Published {
  readonly issuer: string;
  readonly name: string;
  readonly number: number;
}

/**
 * Publishes what is due: every list when the hour is over, those that have changed when something was revoked. Safe to
 * run at any time and from several processes: the first to commit has published. A generation has its lists from the
 * day on which it is accepted until it ends, whether it issues or not; one that cannot sign holds up no other.
 *
 * @returns what was published now.
 */
export async function publishRevocationLists(
  store: Store,
  ca: CertificationAuthority,
  now: number,
): Promise<Published[]> {
  const published: Published[] = [];
  const faults: unknown[] = [];
  for (const issuing of ca.authorities.answeringAt(now)) {
    try {
      published.push(...(await publishListsOf(store, { ...ca, issuing }, now)));
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return published;
}

/** The CA, and the generation whose lists are made. */
interface Publisher extends CertificationAuthority {
  readonly issuing: IssuingAuthority;
}

async function publishListsOf(store: Store, ca: Publisher, now: number): Promise<Published[]> {
  const { issuing } = ca;
  const heads = new Map(
    (await readRevocationListHeads(store.db, issuing.id)).map((head) => [head.name, head]),
  );
  const scheduled = isScheduled(
    revocationListNames(issuing).map((name) => heads.get(name)),
    now,
  );
  const full = heads.get(FULL_LIST);
  if (!scheduled && full !== undefined && !(await isAnyRecent(store, issuing.id, full))) return [];
  // Counted before the entries are read: what is revoked meanwhile is found by the next run.
  const revoked = await countRevoked(store.db, issuing.id);
  if (!scheduled && revoked === full?.revoked) return [];
  const bases = basesInForce(heads.get(DELTA_LIST)?.bases ?? '', now, ca.periods.revocationListMs);
  const entries = await readEntries(store, ca, {
    keptSince: keptSince(full),
    changedSince: changesSince(bases, now) - LATE_MS,
  });
  const made: (MadeList & { readonly revoked: number })[] = [];
  for (const name of revocationListNames(issuing)) {
    const order = { name, now, scheduled, before: heads.get(name), entries };
    const list =
      name === DELTA_LIST ? await makeDelta(ca, order, made.at(-1), bases) : await makeList(ca, order);
    if (list === 'overtaken') return [];
    if (list !== undefined) made.push({ ...list, revoked });
  }
  if (made.length === 0) return [];
  const record = recordOf(issuing.id, made, now);
  const rows: Awaited<ReturnType<typeof storeAhead>>[] = [];
  for (const list of made) rows.push(await storeAhead(store, list));
  return store.transaction(async (tx) => {
    const published: Published[] = [];
    for (const row of rows) {
      if (!(await replaceRevocationList(tx, row, heads.get(row.name)?.number))) {
        // The full list is in every publication and the first of it: who comes second is told before it has written.
        if (published.length === 0) return [];
        throw new Error(`the list ${row.name} was published without the full one`);
      }
      published.push({ issuer: issuing.id, name: row.name, number: row.number });
    }
    await appendAudit(tx, [record]);
    return published;
  });
}

/**
 * Writes a long list before it is published, in transactions between which others get their turn.
 *
 * @returns the row that publishes it.
 */
async function storeAhead(store: Store, made: MadeList & { readonly revoked: number }) {
  const { issuer, name } = made;
  const { list, pieces } = listValues(made.list);
  // Its own: two processes may have signed a list of the same number, and no two signatures are the same.
  const making = randomUUID();
  let piece = 0;
  for (const octets of pieces) {
    piece += 1;
    const row = { issuer, name, pieces: making, piece, octets };
    await store.transaction((tx) => insertListPiece(tx, row));
    await new Promise(setImmediate);
  }
  return { ...made, list, pieces: piece === 0 ? '' : making };
}

/** What was published, so that anybody can show later what a list of that number said. */
function recordOf(
  issuer: string,
  made: readonly Pick<MadeList, 'name' | 'number' | 'list'>[],
  now: number,
): AuditRecord {
  const lists = made.map(({ name, number, list }): [string, string] => [name, `${number} ${digestOf(list)}`]);
  return {
    at: now,
    reference: `crl-${Math.max(...made.map(({ number }) => number))}`,
    act: 'revocation-lists.published',
    outcome: 'done',
    details: { issuer, ...Object.fromEntries(lists) },
  };
}

/** An hour is over, a list is missing, or the clock has been put back behind one. */
function isScheduled(heads: readonly (RevocationListHead | undefined)[], now: number): boolean {
  return heads.some(
    (head) => head === undefined || now - head.scheduled_at >= SCHEDULE_MS || now < head.this_update,
  );
}

/** Whether more may be revoked than the full list knows of, so that they are counted. */
function isAnyRecent(store: Store, issuer: string, full: RevocationListHead): Promise<boolean> {
  return isAnyRevokedSince(store.db, issuer, full.this_update - LATE_MS);
}

/**
 * An entry stays until it has stood on one list that came by the clock after the certificate's end (RFC 5280 3.3):
 * what ended, and was revoked, before the last such list may go.
 */
function keptSince(full: RevocationListHead | undefined): number {
  return full === undefined ? 0 : full.scheduled_at - LATE_MS;
}

interface Entries {
  /** Of each shard; without shards of the only list. */
  readonly parts: readonly ListPart[];
  /** Those of the delta; undefined: too many. */
  readonly changed: RevokedEntries | undefined;
}

interface ListPart {
  readonly blocks: readonly Uint8Array[];
  readonly sha256: string;
}

async function readEntries(
  store: Store,
  { issuing: { id, crlShards } }: Publisher,
  since: { readonly keptSince: number; readonly changedSince: number },
): Promise<Entries> {
  const parts = Array.from({ length: Math.max(1, crlShards) }, () => new RevokedEntries());
  const changed = new ChangedEntries(since.changedSince);
  for await (const rows of readRevokedPages(store.db, id, since.keptSince)) {
    while (rows.next()) {
      const { serialNumber: octets } = rows;
      // Read by index: `at` takes as long as all the rest of this.
      const last = (octets[octets.length - 2] ?? 0) * 256 + (octets[octets.length - 1] ?? 0);
      parts[shardOf(crlShards, last)]?.add(rows);
      changed.add(rows);
    }
    // Others get their turn between two pages: on SQLite a page is read without one.
    await new Promise(setImmediate);
  }
  return {
    parts: parts.map(({ blocks }) => ({ blocks, sha256: digestOf(blocks) })),
    changed: changed.entries,
  };
}

/** What a list is made of. */
function partsOf({ parts }: Entries, name: string): ListPart {
  const [first, ...others] = name === FULL_LIST ? parts : parts.slice(Number(name), Number(name) + 1);
  if (first === undefined) throw new Error(`there is no list ${name}`);
  if (others.length === 0) return first;
  // Of a list that is put together its parts' digests say as much as its entries', which are 50 MB of a million.
  const digests = parts.map(({ sha256 }) => sha256);
  return { blocks: parts.flatMap(({ blocks }) => blocks), sha256: hash('sha256', digests.join()) };
}

interface ListOrder {
  readonly name: string;
  readonly now: number;
  readonly scheduled: boolean;
  readonly before: RevocationListHead | undefined;
  readonly entries: Entries;
}

type MadeList = NonNullable<Awaited<ReturnType<typeof makeList>>>;

/** The signed list, or undefined when it says what the published one says and is not due. */
async function makeList(ca: Publisher, order: ListOrder) {
  const { name, now, scheduled, before, entries } = order;
  const { blocks, sha256: entriesSha256 } = partsOf(entries, name);
  if (!scheduled && before?.entries_sha256 === entriesSha256) return undefined;

  const thisUpdate = Math.floor(now / 1000) * 1000;
  const nextUpdate = thisUpdate + ca.periods.revocationListMs;
  // Never a number twice, and after the restore of an old backup none that was given out since (5.2.3): the clock has
  // gone on, and no list has come more often than once a second.
  const number = Math.max((before?.number ?? 0) + 1, thisUpdate / 1000);
  const signed = await signList(ca, { name, thisUpdate, nextUpdate, number, entries: blocks });
  return {
    issuer: ca.issuing.id,
    name,
    this_update: thisUpdate,
    next_update: nextUpdate,
    scheduled_at: scheduled ? thisUpdate : (before?.scheduled_at ?? thisUpdate),
    entries_sha256: entriesSha256,
    bases: '',
    ...signed,
  };
}

/**
 * What has changed since the oldest of these lists, under the time and the number of the full one that was made with it
 * (5.2.4); undefined when none was, for then nothing has. `overtaken` when another process has just had a later one
 * signed: both must have one number, and that process, or the next run, publishes them.
 */
async function makeDelta(
  ca: Publisher,
  { entries, scheduled }: ListOrder,
  full: MadeList | undefined,
  bases: readonly DeltaBase[],
): Promise<MadeList | 'overtaken' | undefined> {
  if (full === undefined) return undefined;
  const { number, this_update: thisUpdate } = full;
  const current = { number, thisUpdate };
  const kept = entries.changed === undefined ? [] : bases;
  const blocks = entries.changed?.blocks ?? [];
  const nextUpdate = thisUpdate + deltaListMs(ca.periods);
  const baseNumber = (kept[0] ?? current).number;
  const content = { name: DELTA_LIST, thisUpdate, nextUpdate, number, entries: blocks, baseNumber };
  const signed = await signList(ca, content);
  if (signed.number !== number) return 'overtaken';
  return {
    ...{ ...full, name: DELTA_LIST, next_update: nextUpdate },
    entries_sha256: digestOf(blocks),
    bases: writeBases(scheduled || kept.length === 0 ? [...kept, current] : kept),
    ...signed,
  };
}

function digestOf(blocks: readonly Uint8Array[]): string {
  const digest = createHash('sha256');
  for (const block of blocks) digest.update(block);
  return digest.digest('hex');
}

interface ListContent {
  readonly name: string;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly number: number;
  readonly entries: readonly Uint8Array[];
  readonly baseNumber?: number;
}

/** Under this number, or the next that the signer's own record leaves free: a list was signed and never published. */
async function signList(
  ca: Publisher,
  content: ListContent,
): Promise<{ number: number; list: readonly Uint8Array[] }> {
  const { issuing, pkiOrigin, signer } = ca;
  const { name, number } = content;
  const tbs = buildLongTbsCertList({
    signatureAlgorithm: issuing.key.algorithm,
    issuer: issuing.subject,
    thisUpdate: content.thisUpdate,
    nextUpdate: content.nextUpdate,
    entries: content.entries,
    authorityKeyIdentifier: keyIdentifierOf(issuing.key.subjectPublicKeyInfo),
    number,
    baseNumber: content.baseNumber,
    ...listPlace(pkiOrigin, issuing.id, name),
  });
  try {
    const signature = await signer.revocationList(issuing, name, tbs);
    return { number, list: assembleLongRevocationList(tbs, issuing.key.algorithm, signature) };
  } catch (error) {
    const last =
      error instanceof SignerFault && error.code === 'number-not-rising' ? Number(error.detail) : 0;
    if (last < number) throw error;
    return signList(ca, { ...content, number: last + 1 });
  }
}
