// Keys and signed heads of the tree over the audit records.

import type { SignedTreeHead } from '../audit-tree/tree-head.ts';
import type { Transaction } from '../database.ts';

export async function recordAuditKey(
  tx: Transaction,
  key: { readonly key: string; readonly spki: Uint8Array; readonly createdAt: number },
): Promise<void> {
  await tx
    .insertInto('audit_key')
    .values({ key: key.key, spki: key.spki, created_at: key.createdAt })
    .execute();
}

/** False when another process was faster: there is one head for each size. */
export async function recordTreeHead(tx: Transaction, head: SignedTreeHead): Promise<boolean> {
  const { size, timestamp, key, signature } = head;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('audit_tree_head')
    .values({ size, at: timestamp, key, signature, root: head.root.toString('hex') })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
