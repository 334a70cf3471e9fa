// Walks the audit record from its first entry to its head, builds the tree anew and names the first place where
// something is not as it was written.

import { hashRecord } from '../audit-tree/audit-leaf.ts';
import { completeSize, growPeaks, joinPeaks, rootOfPeaks } from '../audit-tree/merkle-tree.ts';
import type { Reader } from '../database.ts';
import type { AuditRow } from '../tables.ts';
import { type GivenTreeHeads, SignedHeads, type TreeHeadPlace } from './audit-heads.ts';

export interface AuditFault {
  /** The first record that is not as it was written, or that may not be (see `until`). */
  readonly sequence: number;
  /**
   * `rewritten`: changed together with its hash, so that only a node above it, or a signed head, tells; one of the
   * records from `sequence` to `until`. `cut-off`: from here on to the end. `head`: the end as noted in the database
   * is not the end. `tree-head`: a signed head is not of a key that is known, or its signature is wrong.
   */
  readonly kind: 'altered' | 'missing' | 'reordered' | 'rewritten' | 'cut-off' | 'head' | 'tree-head';
  readonly until?: number;
  /** What stands there now, if anything does. */
  readonly found?: RecordPlace | undefined;
  /** The last record before it, which holds. */
  readonly after?: RecordPlace | undefined;
  /** The signed head that tells. */
  readonly treeHead?: TreeHeadPlace;
}

export type RecordPlace = Pick<AuditRow, 'sequence' | 'at' | 'act'>;

export interface AuditVerdict {
  /** How many records hold, counted from the first. */
  readonly records: number;
  /** The root of those, hex. */
  readonly root: string;
  /** How many signed heads were compared and agree. */
  readonly treeHeads: number;
  readonly firstFault?: AuditFault;
}

export interface VerifyOptions extends GivenTreeHeads {
  readonly pageSize?: number;
}

/** Reads page by page, so that it can run beside a server at work. */
export async function verifyAudit(db: Reader, options: VerifyOptions = {}): Promise<AuditVerdict> {
  return new Walk(db, await SignedHeads.open(db, options)).run(options.pageSize ?? 1_000);
}

class Walk {
  readonly #db: Reader;
  readonly #heads: SignedHeads;
  readonly #peaks: Buffer[] = [];
  #records = 0;
  #last: RecordPlace | undefined;

  constructor(db: Reader, heads: SignedHeads) {
    this.#db = db;
    this.#heads = heads;
  }

  async run(pageSize: number): Promise<AuditVerdict> {
    await this.#heads.largest();
    const early = (await this.#beforeTheFirst()) ?? (await this.#headFault());
    if (early !== undefined) return this.#verdict(early);
    /** Where the head said that the record ends when last nothing further was found. */
    let promised = 0;
    for (;;) {
      // Before the page: whatever was signed until now is under what the page shows.
      const signed = await this.#heads.largest();
      const page = await this.#page(pageSize);
      for (const row of page) {
        const fault = (await this.#rowFault(row)) ?? (await this.#headFault());
        if (fault !== undefined) return this.#verdict(fault);
      }
      if (page.length > 0) continue;
      const fault = await this.#endFault(promised, signed);
      if (fault === 'goes on') promised = this.#records + 1;
      else return this.#verdict(fault);
    }
  }

  #verdict(fault: AuditFault | undefined): AuditVerdict {
    const root = rootOfPeaks(this.#peaks).toString('hex');
    const verdict = { records: this.#records, root, treeHeads: this.#heads.agreed };
    if (fault === undefined) return verdict;
    return { ...verdict, firstFault: { ...fault, ...(this.#last && { after: this.#last }) } };
  }

  #page(pageSize: number): Promise<AuditRow[]> {
    return this.#db
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '>', this.#records)
      .orderBy('sequence')
      .limit(pageSize)
      .execute();
  }

  /** Records count from 1. */
  async #beforeTheFirst(): Promise<AuditFault | undefined> {
    const row = await this.#db
      .selectFrom('audit')
      .select(['sequence', 'at', 'act'])
      .where('sequence', '<', 1)
      .orderBy('sequence')
      .executeTakeFirst();
    return row && { kind: 'reordered', sequence: row.sequence, found: row };
  }

  async #rowFault(row: AuditRow): Promise<AuditFault | undefined> {
    const sequence = this.#records + 1;
    const found = placeOf(row);
    if (row.sequence !== sequence) return { kind: 'missing', sequence };
    const leaf = hashRecord(row);
    if (leaf.toString('hex') !== row.hash) {
      return { kind: (await this.#isMoved(row)) ? 'reordered' : 'altered', sequence, found };
    }
    const subtree = growPeaks(this.#peaks, sequence, leaf);
    const stored = subtree === leaf ? null : subtree.toString('hex');
    if (stored !== row.subtree) {
      const first = Math.max(sequence - completeSize(sequence), this.#heads.upTo) + 1;
      return { kind: 'rewritten', sequence: first, until: sequence, found };
    }
    this.#records = sequence;
    this.#last = found;
    return undefined;
  }

  /** Whether its hash is the one that it has at another place. */
  async #isMoved(row: AuditRow): Promise<boolean> {
    const head = await this.#head();
    for (let sequence = 1; sequence <= (head?.sequence ?? 0); sequence++) {
      if (hashRecord({ ...row, sequence }).toString('hex') === row.hash) return true;
      // A million take a second or two: others get their turn.
      if (sequence % 10_000 === 0) await new Promise(setImmediate);
    }
    return false;
  }

  /** Compares with every signed head of as many records as there are until now. */
  async #headFault(): Promise<AuditFault | undefined> {
    const disagreed = await this.#heads.compare(this.#records, () => rootOfPeaks(this.#peaks));
    if (disagreed === undefined) return undefined;
    const { kind, treeHead } = disagreed;
    const first = Math.min(this.#heads.upTo + 1, Math.max(this.#records, 1));
    if (kind === 'tree-head') return { kind, sequence: treeHead.size, treeHead };
    return { kind: 'rewritten', sequence: first, until: this.#records, treeHead };
  }

  async #endFault(promised: number, signed: number): Promise<AuditFault | 'goes on' | undefined> {
    const next = this.#records + 1;
    const beyond = await this.#heads.findBeyond(this.#records, signed);
    if (beyond !== undefined) {
      const { kind, treeHead } = beyond;
      return { kind, sequence: kind === 'tree-head' ? treeHead.size : next, treeHead };
    }
    const head = await this.#head();
    if (head === undefined) return { kind: 'head', sequence: this.#records };
    if (head.sequence > this.#records) {
      // Either somebody appended just now, and the next page has it; or the end is cut off.
      return promised > this.#records ? { kind: 'cut-off', sequence: next } : 'goes on';
    }
    if (head.sequence < this.#records) return { kind: 'head', sequence: head.sequence + 1 };
    return joinPeaks(this.#peaks).equals(head.peaks) ? undefined : { kind: 'head', sequence: this.#records };
  }

  #head() {
    return this.#db.selectFrom('audit_head').selectAll().where('id', '=', 1).executeTakeFirst();
  }
}

const placeOf = ({ sequence, at, act }: AuditRow): RecordPlace => ({ sequence, at, act });
