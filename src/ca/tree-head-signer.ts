// Heads of the tree over the audit records, signed with a key of its own (P-256) that the signer makes at the first
// start and keeps beside those of the CAs: what the database said at a time can then be shown without the database.

import { keyOfTreeHeads, type TreeHead, treeHeadToSign } from '../store/audit-tree/tree-head.ts';
import { findLastTreeHead, readAuditKeys, readRootAt, readTree } from '../store/read/audit-tree.ts';
import type { Store } from '../store/store.ts';
import { appendAudit } from '../store/write/audit.ts';
import { recordAuditKey, recordTreeHead } from '../store/write/audit-tree.ts';
import { KeyFileError } from './key-file-error.ts';
import type { Signer } from './signer/signer.ts';
import { SignerFault } from './signer/signer-fault.ts';

/** The records are not those of a head that was signed before: nothing is signed over it. */
export class TreeHeadConflict extends Error {
  constructor({ size, timestamp }: Pick<TreeHead, 'size' | 'timestamp'>, what: 'fewer' | 'others') {
    const signed = `the tree head of ${size} records signed at ${new Date(timestamp).toISOString()}`;
    const found = what === 'fewer' ? 'there are fewer records now' : 'the records are others now';
    super(
      `${signed} is contradicted: ${found} (an old database, or one that was changed). No head is signed.`,
    );
    this.name = 'TreeHeadConflict';
  }
}

/** @throws TreeHeadConflict when the records do not begin with what this head stands for. */
export async function assertTreeHolds(db: Store['db'], head: TreeHead): Promise<void> {
  const { size } = await readTree(db);
  if (size < head.size) throw new TreeHeadConflict(head, 'fewer');
  const root = await readRootAt(db, head.size);
  if (root === undefined || !head.root.equals(root)) throw new TreeHeadConflict(head, 'others');
}

export class TreeHeadSigner {
  readonly #store: Store;
  readonly #signer: Signer;
  /** SHA-256 of its SubjectPublicKeyInfo. */
  #key: string | undefined;

  constructor(store: Store, signer: Signer) {
    this.#store = store;
    this.#signer = signer;
  }

  /**
   * Signs and stores a head when something was appended since the last; whoever else signs does no harm. Nobody waits
   * for the signer in a transaction: on SQLite everybody else would wait with him.
   *
   * @throws TreeHeadConflict
   */
  async sign(now: number): Promise<void> {
    this.#key ??= await this.#open(now);
    const key = this.#key;
    const found = await this.#store.transaction(async (tx) => {
      const [last, tree] = [await findLastTreeHead(tx), await readTree(tx)];
      if (last?.size === tree.size || tree.size === 0) return undefined;
      if (last !== undefined) await assertTreeHolds(tx, last);
      return { last, tree };
    });
    if (found === undefined) return;
    // Later than the one before, whatever the clock has done meanwhile (RFC 6962 3.5).
    const head = await this.#signHead(key, {
      ...found.tree,
      timestamp: Math.max(now, (found.last?.timestamp ?? 0) + 1),
    });
    await this.#store.transaction(async (tx) => {
      const last = await findLastTreeHead(tx);
      // Another process was faster.
      if (last !== undefined && (last.size >= head.size || last.timestamp >= head.timestamp)) return;
      await recordTreeHead(tx, { ...head, key });
    });
  }

  /** At this time, or the next that the signer's own record leaves free: a head was signed and never stored. */
  async #signHead(key: string, head: TreeHead): Promise<TreeHead & { readonly signature: Uint8Array }> {
    try {
      return { ...head, signature: await this.#signer.treeHead(key, treeHeadToSign(head)) };
    } catch (error) {
      const last =
        error instanceof SignerFault && error.code === 'number-not-rising' ? Number(error.detail) : 0;
      if (last < head.timestamp) throw error;
      return this.#signHead(key, { ...head, timestamp: last + 1 });
    }
  }

  /** Sealed on disk first, then named in the database: what is named can be opened. */
  async #open(now: number): Promise<string> {
    for (const { key } of await readAuditKeys(this.#store.db)) {
      try {
        await this.#signer.holdTreeHeadKey(key);
        return key;
      } catch (error) {
        // Another machine's; or lost, and then a new one is made, which the record says.
        if (!(error instanceof KeyFileError)) throw error;
      }
    }
    const spki = await this.#signer.makeTreeHeadKey();
    const spkiSha256 = keyOfTreeHeads(spki);
    await this.#store.transaction(async (tx) => {
      await recordAuditKey(tx, { key: spkiSha256, spki, createdAt: now });
      await appendAudit(tx, [
        { at: now, reference: 'audit-key', act: 'audit.key-made', outcome: 'done', details: { spkiSha256 } },
      ]);
    });
    return spkiSha256;
  }
}
