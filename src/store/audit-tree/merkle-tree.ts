// The Merkle tree over the audit records (RFC 6962 2.1): which hash a leaf has, how two make one, and how the tree
// grows by a record for the price of one more hash. Nothing here knows a database: another program can do the same.

import { hash } from 'node:crypto';

export const DIGEST_OCTETS = 32;

/** MTH({}): the hash of an empty string. */
const EMPTY_ROOT: Buffer = Buffer.from(hash('sha256', '', 'hex'), 'hex');

/** By way of hex, which Node gives out in half the time of a Buffer. */
const sha256 = (content: string | Uint8Array): Buffer => Buffer.from(hash('sha256', content, 'hex'), 'hex');

/** SHA-256(0x00 || d). A text goes in as UTF-8. */
export function leafHash(content: string | Uint8Array): Buffer {
  if (typeof content === 'string') return sha256(`\0${content}`);
  return sha256(Buffer.concat([Uint8Array.of(0), content]));
}

/** Filled anew for each node: nobody else sees it, and nothing waits in between. */
const node = Buffer.alloc(1 + 2 * DIGEST_OCTETS, 1);

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  node.set(left, 1);
  node.set(right, 1 + DIGEST_OCTETS);
  return sha256(node);
}

/**
 * Puts a leaf at the end of a tree, which is held by its peaks: the roots of the complete trees that it falls into,
 * the largest first, one for each bit that is set in its size.
 *
 * @param size of the tree with this leaf.
 * @returns the root of the largest complete tree that ends with this leaf: the leaf itself where the size is odd.
 */
export function growPeaks(peaks: Buffer[], size: number, leaf: Buffer): Buffer {
  let top = leaf;
  for (let rest = size; rest % 2 === 0; rest /= 2) {
    const left = peaks.pop();
    if (left === undefined) throw new Error('a tree has lost its peaks');
    top = nodeHash(left, top);
  }
  peaks.push(top);
  return top;
}

/** MTH of the tree with these peaks. */
export function rootOfPeaks(peaks: readonly Buffer[]): Buffer {
  return peaks.length === 0 ? EMPTY_ROOT : peaks.reduceRight((right, left) => nodeHash(left, right));
}

/** How many peaks a tree of this size has. */
export function countPeaks(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

/** The octets of the peaks one after the other, and back. */
export const joinPeaks = (peaks: readonly Buffer[]): Buffer => Buffer.concat(peaks);

/** They lie in the octets given, which nobody may change then. */
export function splitPeaks(octets: Uint8Array): Buffer[] {
  const peaks: Buffer[] = [];
  for (let at = 0; at + DIGEST_OCTETS <= octets.length; at += DIGEST_OCTETS) {
    peaks.push(Buffer.from(octets.buffer, octets.byteOffset + at, DIGEST_OCTETS));
  }
  return peaks;
}

/** The largest power of two that divides it: so many leaves has the largest complete tree that ends there. */
export function completeSize(size: number): number {
  let power = 1;
  while (size % (2 * power) === 0 && power < size) power *= 2;
  return power;
}

/** The largest power of two that is smaller (RFC 6962 2.1: k < n <= 2k). */
export function splitPoint(size: number): number {
  let power = 1;
  while (2 * power < size) power *= 2;
  return power;
}
