// Each minute: the audit record's head signed when something was appended, and put outside of the database.

import { assertTreeHolds, TreeHeadSigner } from '../../ca/tree-head-signer.ts';
import { findLastTreeHead, readAuditKeys, readTreeHeads } from '../../store/read/audit-tree.ts';
import type { Deployment } from '../deployment.ts';
import { appendTreeHeads, findLastExported, writeTreeHeadKey } from './tree-head-files.ts';

const PAGE = 1_000;

/**
 * Keeps a folder of signed heads up to date. What a crash or a full disk kept back comes with the next time, for the
 * heads are in the database first.
 *
 * @param beforeExport what else is to be outside before a head is.
 * @returns does it once. It throws TreeHeadConflict when the database is not the one whose heads lie in the folder:
 * an old one put back, or one that was changed. Then nothing is signed until somebody has looked.
 */
export function treeHeadPublisher(
  { store, ca, now }: Pick<Deployment, 'store' | 'ca' | 'now'>,
  folder: string,
  beforeExport: () => Promise<void> = async () => {},
): () => Promise<void> {
  const signer = new TreeHeadSigner(store, ca.signer);
  /** So many records the folder knows of; what others put there is only read at the first time. */
  let exported: number | undefined;
  return async () => {
    if (exported === undefined) {
      const last = await findLastExported(folder);
      if (last !== undefined) await assertTreeHolds(store.db, last);
      exported = last?.size ?? 0;
    }
    await signer.sign(now());
    const newest = await findLastTreeHead(store.db);
    if (newest === undefined || newest.size <= exported) return;
    await beforeExport();
    for (const key of await readAuditKeys(store.db)) await writeTreeHeadKey(folder, key);
    for (;;) {
      const heads = await readTreeHeads(store.db, exported, PAGE);
      if (heads.length === 0) return;
      await appendTreeHeads(folder, heads);
      exported = heads.at(-1)?.size ?? exported;
    }
  };
}
