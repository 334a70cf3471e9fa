// Appends to the audit record: who, what, when, with what outcome. Records are the leaves of a Merkle tree
// (../audit-tree/); what it needs to grow, its peaks, stands in the head row.

import { SqliteAdapter, sql } from 'kysely';
import { hashRecord } from '../audit-tree/audit-leaf.ts';
import { countPeaks, growPeaks, joinPeaks, splitPeaks } from '../audit-tree/merkle-tree.ts';
import type { Transaction } from '../database.ts';
import { prepared } from '../prepared.ts';
import { type ColumnKinds, type PackedRows, packRows, rowSet } from '../row-set.ts';
import type { AuditRow } from '../tables.ts';

/** One attempt or act. Never holds a secret. */
export interface AuditRecord {
  readonly at: number;
  /** What an error page shows and the help desk looks up. */
  readonly reference: string;
  readonly bankCode?: string | undefined;
  readonly contractId?: string | undefined;
  readonly userId?: string | undefined;
  /** What was done or tried: `enrolment.identified`, `certificate.planned` … */
  readonly act: string;
  readonly outcome: 'done' | 'refused';
  readonly reason?: string | undefined;
  /** Serial number. */
  readonly certificate?: string | undefined;
  readonly address?: string | undefined;
  readonly details?: Readonly<Record<string, string | number>> | undefined;
}

const COLUMNS: ColumnKinds<AuditRow> = {
  sequence: 'integer',
  at: 'integer',
  reference: 'text',
  bank_code: 'text',
  contract_id: 'text',
  user_id: 'text',
  act: 'text',
  outcome: 'text',
  reason: 'text',
  certificate: 'text',
  address: 'text',
  details: 'text',
  hash: 'text',
  subtree: 'text',
};
const NAMES = Object.keys(COLUMNS) as (keyof AuditRow)[];

const readHead = prepared((db) =>
  db
    .selectFrom('audit_head')
    .select(['sequence', 'peaks'])
    .where('id', '=', 1)
    .$if(!(db.getExecutor().adapter instanceof SqliteAdapter), (query) => query.forUpdate()),
);

const insertRows = prepared((db, packed: PackedRows) =>
  db
    .insertInto('audit')
    .columns(NAMES)
    .expression((query) =>
      query.selectFrom(rowSet(db, COLUMNS, packed)).select(NAMES.map((name) => sql.ref(name).as(name))),
    ),
);

const moveHead = prepared((db, { sequence, peaks }: { sequence: number; peaks: Uint8Array }) =>
  db.updateTable('audit_head').set({ sequence, peaks }).where('id', '=', 1),
);

/**
 * Appends the records in their order, in the transaction of the act that they tell of. Let it be the last thing in
 * that transaction: from here until the commit every other writer of the record waits.
 */
export async function appendAudit(tx: Transaction, records: readonly AuditRecord[]): Promise<void> {
  if (records.length === 0) return;
  const [head] = await readHead(tx, {});
  if (head === undefined) throw new Error('the audit has no head');
  let { sequence } = head;
  const peaks = splitPeaks(head.peaks);
  if (peaks.length !== countPeaks(sequence)) throw new Error("the audit's head does not fit its tree");
  const rows = records.map((record): AuditRow => {
    sequence += 1;
    const row = { sequence, ...columnsOf(record) };
    const leaf = hashRecord(row);
    const subtree = growPeaks(peaks, sequence, leaf);
    return { ...row, hash: leaf.toString('hex'), subtree: subtree === leaf ? null : subtree.toString('hex') };
  });
  await insertRows(tx, packRows(COLUMNS, rows));
  await moveHead(tx, { sequence, peaks: joinPeaks(peaks) });
}

function columnsOf(record: AuditRecord): Omit<AuditRow, 'sequence' | 'hash' | 'subtree'> {
  return {
    at: record.at,
    reference: plain(record.reference),
    bank_code: plain(record.bankCode),
    contract_id: plain(record.contractId),
    user_id: plain(record.userId),
    act: plain(record.act),
    outcome: record.outcome,
    reason: plain(record.reason),
    certificate: plain(record.certificate),
    address: plain(record.address),
    details: plain(JSON.stringify(record.details ?? {}, Object.keys(record.details ?? {}).sort())),
  };
}

/**
 * What strangers typed ends up here: control characters and directional marks are written out, so that a record
 * is one line wherever it is shown (OWASP ASVS 16.4.1) and every database takes it.
 */
function plain(value: string): string;
function plain(value: string | undefined): string | null;
function plain(value: string | undefined): string | null {
  if (value === undefined) return null;
  return value
    .toWellFormed()
    .replace(
      /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}
