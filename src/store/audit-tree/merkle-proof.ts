// Proofs in the Merkle tree: which nodes make one (RFC 6962 2.1.1, 2.1.2), and how it is verified with nothing but
// hashes (RFC 9162 2.1.3.2, 2.1.4.2).

import { completeSize, nodeHash, splitPoint } from './merkle-tree.ts';

/** Leaves from `start` (counted from 0) up to but without `end`. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** PATH(m, D[n]): the nodes beside the way from a leaf up to the root. */
export function inclusionPath(index: number, size: number): LeafRange[] {
  const path: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  return path.reverse();
}

/** PROOF(m, D[n]): the nodes that show the tree of the first m leaves inside that of n. */
export function consistencyPath(first: number, second: number): LeafRange[] {
  if (first === 0 || first === second) return [];
  const path: LeafRange[] = [];
  let [start, end] = [0, second];
  // Down to where the first tree ends: it is this node, or it is cut by it.
  while (first < end) {
    const middle = start + splitPoint(end - start);
    if (first <= middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  if (start > 0) path.push({ start, end });
  return path.reverse();
}

/** The hashes that are stored with the leaf of a number, counted from 1. */
export interface StoredNodes {
  readonly leaf: Buffer;
  /** Root of the largest complete tree that ends with this leaf. */
  readonly subtree: Buffer;
}

/** MTH of a range that is a node of some tree, put together from the nodes that are stored with the leaves. */
export function hashOfRange({ start, end }: LeafRange, stored: (end: number) => StoredNodes): Buffer {
  const size = end - start;
  if (size === 1) return stored(end).leaf;
  if (completeSize(end) === size) return stored(end).subtree;
  const middle = start + splitPoint(size);
  const left = hashOfRange({ start, end: middle }, stored);
  return nodeHash(left, hashOfRange({ start: middle, end }, stored));
}

export interface InclusionProof {
  /** From 0. */
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Whether the leaf stands at that place of the tree with that root. */
export function verifyInclusion({ index, size, leaf, path, root }: InclusionProof): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  let [at, last] = [index, size - 1];
  let hash: Buffer = Buffer.from(leaf);
  for (const beside of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(beside, hash);
      [at, last] = climbToRight(at, last);
    } else {
      hash = nodeHash(hash, beside);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.equals(root);
}

export interface ConsistencyProof {
  readonly first: number;
  readonly firstRoot: Uint8Array;
  readonly second: number;
  readonly secondRoot: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** Whether the second tree begins with all that the first one held. */
export function verifyConsistency(proof: ConsistencyProof): boolean {
  const { first, firstRoot, second, secondRoot } = proof;
  if (!isCount(first) || !isCount(second) || first > second) return false;
  if (first === second) return proof.path.length === 0 && Buffer.from(firstRoot).equals(secondRoot);
  // Anything begins with nothing, and no proof could say more.
  if (first === 0) return proof.path.length === 0;
  const path = completeSize(first) === first ? [firstRoot, ...proof.path] : proof.path;
  const [begin, ...rest] = path;
  if (begin === undefined) return false;
  let [at, last] = [first - 1, second - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let before: Buffer = Buffer.from(begin);
  let after = before;
  for (const beside of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      before = nodeHash(beside, before);
      after = nodeHash(beside, after);
      [at, last] = climbToRight(at, last);
    } else {
      after = nodeHash(after, beside);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && before.equals(firstRoot) && after.equals(secondRoot);
}

/** Up while this node has no right neighbour: until it is a right child, or the leftmost. */
function climbToRight(at: number, last: number): [number, number] {
  let [here, end] = [at, last];
  while (here % 2 === 0 && here !== 0) [here, end] = [Math.floor(here / 2), Math.floor(end / 2)];
  return [here, end];
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
