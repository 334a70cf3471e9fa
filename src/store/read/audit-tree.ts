// The tree over the audit records, read: its present head, its signed heads and keys, and the nodes of a proof, of
// which each record keeps the one that it completed.

import { SqliteAdapter, sql } from 'kysely';
import {
  consistencyPath,
  hashOfRange,
  inclusionPath,
  type LeafRange,
  type StoredNodes,
} from '../audit-tree/merkle-proof.ts';
import { completeSize, rootOfPeaks, splitPeaks, splitPoint } from '../audit-tree/merkle-tree.ts';
import type { SignedTreeHead } from '../audit-tree/tree-head.ts';
import type { Reader } from '../database.ts';
import type { AuditRow, AuditTreeHeadRow } from '../tables.ts';

/** How many records there are, and their root. */
export async function readTree(db: Reader): Promise<{ readonly size: number; readonly root: Buffer }> {
  const { sequence, peaks } = await db
    .selectFrom('audit_head')
    .select(['sequence', 'peaks'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  return { size: sequence, root: rootOfPeaks(splitPeaks(peaks)) };
}

/** The root that the first so many records have now; undefined when there are not so many. */
export async function readRootAt(db: Reader, size: number): Promise<Buffer | undefined> {
  if (size === 0) return rootOfPeaks([]);
  return (await readNodes(db, [{ start: 0, end: size }]))?.[0];
}

/** The nodes that prove one record, by its sequence, in the tree of a size. */
export function readInclusionPath(db: Reader, sequence: number, size: number): Promise<Buffer[] | undefined> {
  return readNodes(db, inclusionPath(sequence - 1, size));
}

/** The nodes that prove that the tree of the first size begins that of the second. */
export function readConsistencyPath(
  db: Reader,
  first: number,
  second: number,
): Promise<Buffer[] | undefined> {
  return readNodes(db, consistencyPath(first, second));
}

type StoredRow = Pick<AuditRow, 'sequence' | 'hash' | 'subtree'>;

/** Of every bank's records, also where no more than one bank's are to be seen (migrations/append-only.ts). */
const nodesOf = (sequences: readonly number[]) => sql`audit_nodes(${sequences}::bigint[])`;

/** Undefined when a record is missing whose node would be needed. */
async function readNodes(db: Reader, ranges: readonly LeafRange[]): Promise<Buffer[] | undefined> {
  const needed = [...new Set(ranges.flatMap(recordsOf))];
  if (needed.length === 0) return [];
  const audit = db.getExecutor().adapter instanceof SqliteAdapter ? sql.table('audit') : nodesOf(needed);
  const { rows } = await sql<StoredRow>`select sequence, hash, subtree from ${audit}
    where sequence in (${sql.join(needed)})`.execute(db);
  if (rows.length !== needed.length) return undefined;
  const stored = new Map(
    rows.map(({ sequence, hash, subtree }): [number, StoredNodes] => [
      sequence,
      { leaf: Buffer.from(hash, 'hex'), subtree: Buffer.from(subtree ?? hash, 'hex') },
    ]),
  );
  return ranges.map((range) =>
    hashOfRange(range, (end) => {
      const nodes = stored.get(end);
      if (nodes === undefined) throw new Error(`the node of record ${end} was not asked for`);
      return nodes;
    }),
  );
}

/** The records that keep the parts of a range, the same that hashOfRange takes. */
function recordsOf({ start, end }: LeafRange): number[] {
  if (end - start === 1 || completeSize(end) === end - start) return [end];
  const middle = start + splitPoint(end - start);
  return [...recordsOf({ start, end: middle }), ...recordsOf({ start: middle, end })];
}

export async function findAuditRecord(db: Reader, sequence: number): Promise<AuditRow | undefined> {
  return db.selectFrom('audit').selectAll().where('sequence', '=', sequence).executeTakeFirst();
}

/** Signed heads of more records than `after`, the smallest first. */
export async function readTreeHeads(db: Reader, after: number, limit: number): Promise<SignedTreeHead[]> {
  const rows = await db
    .selectFrom('audit_tree_head')
    .selectAll()
    .where('size', '>', after)
    .orderBy('size')
    .limit(limit)
    .execute();
  return rows.map(treeHeadOf);
}

/** The newest signed head. */
export async function findLastTreeHead(db: Reader): Promise<SignedTreeHead | undefined> {
  const row = await db
    .selectFrom('audit_tree_head')
    .selectAll()
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && treeHeadOf(row);
}

function treeHeadOf(row: AuditTreeHeadRow): SignedTreeHead {
  const { size, at: timestamp, key, signature } = row;
  return { size, timestamp, key, signature, root: Buffer.from(row.root, 'hex') };
}

/** Public keys of signed heads, the newest first. */
export async function readAuditKeys(
  db: Reader,
): Promise<{ readonly key: string; readonly spki: Uint8Array }[]> {
  return db
    .selectFrom('audit_key')
    .select(['key', 'spki'])
    .orderBy('created_at', 'desc')
    .orderBy('key')
    .execute();
}
