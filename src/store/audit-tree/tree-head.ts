// A signed tree head: so many records, this root, at this time, under this key. Signed and written as logs of
// Certificate Transparency do it (RFC 6962 3.5 and 4.3), so that their tools can verify it.

import { createPublicKey, hash, verify } from 'node:crypto';
import { z } from 'zod';
import { DIGEST_OCTETS } from './merkle-tree.ts';

export interface TreeHead {
  /** How many records the tree has. */
  readonly size: number;
  readonly root: Buffer;
  /** Epoch milliseconds; later than that of every head before. */
  readonly timestamp: number;
}

export interface SignedTreeHead extends TreeHead {
  /** SHA-256 of the SubjectPublicKeyInfo of the key, hex: the log's id (RFC 6962 3.2). */
  readonly key: string;
  /** ECDSA with SHA-256, DER. */
  readonly signature: Uint8Array;
}

/** TreeHeadSignature: what is signed. */
export function treeHeadToSign({ size, root, timestamp }: TreeHead): Buffer {
  const octets = Buffer.alloc(2 + 8 + 8 + DIGEST_OCTETS);
  // Version v1 is 0, signature type tree_hash is 1.
  octets.writeUInt8(1, 1);
  octets.writeBigUInt64BE(BigInt(timestamp), 2);
  octets.writeBigUInt64BE(BigInt(size), 10);
  octets.set(root, 18);
  return octets;
}

export const keyOfTreeHeads = (subjectPublicKeyInfo: Uint8Array): string =>
  hash('sha256', subjectPublicKeyInfo, 'hex');

/** @param subjectPublicKeyInfo of the key that is trusted, DER. */
export function isSignedBy(head: SignedTreeHead, subjectPublicKeyInfo: Uint8Array): boolean {
  if (head.key !== keyOfTreeHeads(subjectPublicKeyInfo)) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(subjectPublicKeyInfo), format: 'der', type: 'spki' });
    return verify('sha256', treeHeadToSign(head), key, head.signature);
  } catch {
    // What stands as a key, or as a number, in a database that was changed.
    return false;
  }
}

/** DigitallySigned (RFC 5246 4.7) begins with hash sha256 (4) and signature ecdsa (3). */
const SHA256_ECDSA = Uint8Array.of(4, 3);

/** One line of JSON with the members of RFC 6962 4.3 and the log's id. */
export function formatTreeHead(head: SignedTreeHead): string {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(head.signature.length);
  return JSON.stringify({
    tree_size: head.size,
    timestamp: head.timestamp,
    sha256_root_hash: head.root.toString('base64'),
    tree_head_signature: Buffer.concat([SHA256_ECDSA, length, head.signature]).toString('base64'),
    log_id: Buffer.from(head.key, 'hex').toString('base64'),
  });
}

const lineSchema = z.object({
  tree_size: z.int().min(0),
  timestamp: z.int().min(0),
  sha256_root_hash: z.base64().length(44),
  tree_head_signature: z.base64(),
  log_id: z.base64().length(44),
});

/** What {@link formatTreeHead} wrote; undefined for anything else, such as a line that was never finished. */
export function parseTreeHead(line: string): SignedTreeHead | undefined {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { success, data } = lineSchema.safeParse(json);
  if (!success) return undefined;
  const signed = Buffer.from(data.tree_head_signature, 'base64');
  const signature = signed.subarray(4);
  const isWhole =
    signed.length > 4 &&
    SHA256_ECDSA.every((octet, at) => signed[at] === octet) &&
    signed.readUInt16BE(2) === signature.length;
  if (!isWhole) return undefined;
  return {
    size: data.tree_size,
    timestamp: data.timestamp,
    root: Buffer.from(data.sha256_root_hash, 'base64'),
    key: Buffer.from(data.log_id, 'base64').toString('hex'),
    signature,
  };
}
