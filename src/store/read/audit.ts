// Walks the audit chain from its first record to its head and names the first place where it does not hold.

import { CHAIN_START, chainHash } from '../audit-chain.ts';
import type { Reader } from '../database.ts';
import type { AuditRow } from '../tables.ts';

export interface AuditFault {
  /** The first record that is not as it was written. */
  readonly sequence: number;
  /** `head`: the end of the chain as noted apart is gone or is not the end. */
  readonly kind: 'altered' | 'missing' | 'reordered' | 'cut-off' | 'head';
}

export interface AuditVerdict {
  /** How many records hold, counted from the first. */
  readonly records: number;
  /** The hash of the last that holds: compare it with one noted elsewhere. */
  readonly hash: string;
  readonly firstFault?: AuditFault;
}

/** Reads page by page, so that it can run beside a server at work. */
export async function verifyAuditChain(db: Reader, pageSize = 1_000): Promise<AuditVerdict> {
  let records = 0;
  let hash = CHAIN_START;
  /** Where the head said that the chain ends when last no further record was found. */
  let promised = 0;
  for (;;) {
    const page = await readPage(db, records, pageSize);
    for (const row of page) {
      const kind = await faultOf(db, row, records + 1, hash);
      if (kind !== undefined) return { records, hash, firstFault: { sequence: records + 1, kind } };
      records = row.sequence;
      hash = row.hash;
    }
    if (page.length > 0) continue;
    const head = await db.selectFrom('audit_head').selectAll().where('id', '=', 1).executeTakeFirst();
    if (head?.sequence === records && head.hash === hash) return { records, hash };
    if (head === undefined || head.sequence <= records) {
      return { records, hash, firstFault: { sequence: records, kind: 'head' } };
    }
    // Either somebody appended just now, and the next page has it; or the end is cut off.
    if (promised > records) return { records, hash, firstFault: { sequence: records + 1, kind: 'cut-off' } };
    promised = head.sequence;
  }
}

async function readPage(db: Reader, after: number, pageSize: number): Promise<AuditRow[]> {
  return await db
    .selectFrom('audit')
    .selectAll()
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(pageSize)
    .execute();
}

async function faultOf(
  db: Reader,
  row: AuditRow,
  sequence: number,
  previousHash: string,
): Promise<AuditFault['kind'] | undefined> {
  if (row.sequence !== sequence) return 'missing';
  if (row.previous_hash === previousHash)
    return chainHash(previousHash, row) === row.hash ? undefined : 'altered';
  // Follows another record than the one before it: moved if that one still stands somewhere.
  const followed = await db
    .selectFrom('audit')
    .select('sequence')
    .where('hash', '=', row.previous_hash)
    .where('sequence', '!=', row.sequence - 1)
    .executeTakeFirst();
  return followed === undefined ? 'altered' : 'reordered';
}
