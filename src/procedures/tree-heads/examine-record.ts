// What can be said of one audit record at once, by a few dozen reads: whether it is as it was written, whether it stands
// under the newest signed head, and whether that head and the tree agree. All of it is for `warifu audit verify`.

import { hashRecord } from '../../store/audit-tree/audit-leaf.ts';
import { formatTreeHead, isSignedBy, type SignedTreeHead } from '../../store/audit-tree/tree-head.ts';
import { findLastTreeHead, readAuditKeys, readRootAt, readTree } from '../../store/read/audit-tree.ts';
import type { Reader } from '../../store/store.ts';
import type { AuditRow } from '../../store/tables.ts';
import { encodePem } from '../../x509/pem.ts';
import { type GrowthProof, type NoProof, proveRecord, type RecordProof } from './prove-record.ts';

export interface TreeState {
  /** How many records there are, and their root. */
  readonly size: number;
  readonly root: Buffer;
  /** The end as it is noted is the end that the records give. */
  readonly endHolds: boolean;
  readonly head?: SignedTreeHead;
  /** Signed by a key that the database names. */
  readonly isSigned: boolean;
  /** The records give the root that was signed. */
  readonly agrees: boolean;
}

export interface ExaminedRecord {
  readonly tree: TreeState;
  /** The record gives the hash that was kept with it. */
  readonly holds: boolean;
  readonly leaf: Buffer;
  readonly proof: RecordProof | NoProof;
}

export async function examineTree(db: Reader): Promise<TreeState> {
  const { size, root } = await readTree(db);
  const head = await findLastTreeHead(db);
  const ofEnd = await readRootAt(db, size);
  const state = { size, root, endHolds: ofEnd?.equals(root) === true };
  if (head === undefined) return { ...state, isSigned: false, agrees: false };
  const key = (await readAuditKeys(db)).find((one) => one.key === head.key);
  const signed = head.size <= size ? await readRootAt(db, head.size) : undefined;
  return {
    ...state,
    head,
    isSigned: key !== undefined && isSignedBy(head, key.spki),
    agrees: signed?.equals(head.root) === true,
  };
}

export async function examineRecord(db: Reader, row: AuditRow): Promise<ExaminedRecord> {
  const leaf = hashRecord(row);
  return {
    tree: await examineTree(db),
    holds: leaf.toString('hex') === row.hash,
    leaf,
    proof: await proveRecord(db, row.sequence),
  };
}

/** A proof as others verify it, with the members of RFC 6962 4.4 and 4.5; undefined without the key of its head. */
export async function proofDocument(db: Reader, proof: RecordProof | GrowthProof) {
  const named = (await readAuditKeys(db)).find(({ key }) => key === proof.head.key);
  if (named === undefined) return undefined;
  const own =
    'leaf' in proof
      ? { leaf_index: proof.index, leaf_input: proof.leafInput, audit_path: base64(proof.path) }
      : {
          first: proof.first,
          first_root_hash: proof.firstRoot.toString('base64'),
          consistency: base64(proof.path),
        };
  return {
    ...own,
    tree_head: JSON.parse(formatTreeHead(proof.head)) as object,
    key: encodePem('PUBLIC KEY', named.spki),
  };
}

const base64 = (path: readonly Buffer[]): string[] => path.map((node) => node.toString('base64'));
