// Proofs for whoever does not see the database: that a record stands under a signed head, and that a head continues
// an earlier one. Each is verified here before it is given out.

import { hashRecord, leafInput } from '../../store/audit-tree/audit-leaf.ts';
import { verifyConsistency, verifyInclusion } from '../../store/audit-tree/merkle-proof.ts';
import type { SignedTreeHead } from '../../store/audit-tree/tree-head.ts';
import {
  findAuditRecord,
  findLastTreeHead,
  readConsistencyPath,
  readInclusionPath,
  readRootAt,
} from '../../store/read/audit-tree.ts';
import type { Store } from '../../store/store.ts';

export interface RecordProof {
  /** What the leaf is the hash of: the record as JSON. */
  readonly leafInput: string;
  readonly leaf: Buffer;
  /** From 0. */
  readonly index: number;
  readonly path: readonly Buffer[];
  readonly head: SignedTreeHead;
}

export interface GrowthProof {
  readonly first: number;
  readonly firstRoot: Buffer;
  readonly path: readonly Buffer[];
  readonly head: SignedTreeHead;
}

/** Why there is no proof: no head has been signed over it yet, it does not exist, or the records contradict the head. */
export type NoProof = 'not-signed-yet' | 'absent' | 'contradicted';

/** That the record of this sequence stands under the newest signed head. */
export async function proveRecord(db: Store['db'], sequence: number): Promise<RecordProof | NoProof> {
  const row = await findAuditRecord(db, sequence);
  if (row === undefined) return 'absent';
  const head = await findLastTreeHead(db);
  if (head === undefined || head.size < sequence) return 'not-signed-yet';
  const path = await readInclusionPath(db, sequence, head.size);
  if (path === undefined) return 'contradicted';
  const [leaf, index] = [hashRecord(row), sequence - 1];
  if (!verifyInclusion({ ...head, index, leaf, path })) return 'contradicted';
  return { leafInput: leafInput(row), leaf, index, path, head };
}

/** That the tree of this size begins the one of the newest signed head. */
export async function proveGrowth(db: Store['db'], first: number): Promise<GrowthProof | NoProof> {
  const head = await findLastTreeHead(db);
  if (head === undefined || head.size < first) return 'not-signed-yet';
  const firstRoot = await readRootAt(db, first);
  const path = await readConsistencyPath(db, first, head.size);
  if (firstRoot === undefined || path === undefined) return 'contradicted';
  const proof = { first, firstRoot, second: head.size, secondRoot: head.root, path };
  return verifyConsistency(proof) ? { first, firstRoot, path, head } : 'contradicted';
}
