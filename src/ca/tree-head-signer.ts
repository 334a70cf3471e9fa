// Signs heads of the tree over the audit records, with a key of its own (P-256) that is made at the first start and
// sealed beside those of the CAs: what the database said at a time can then be shown without the database.

import { keyOfTreeHeads, type TreeHead, treeHeadToSign } from '../store/audit-tree/tree-head.ts';
import { findLastTreeHead, readAuditKeys, readRootAt, readTree } from '../store/read/audit-tree.ts';
import type { Store } from '../store/store.ts';
import { appendAudit } from '../store/write/audit.ts';
import { recordAuditKey, recordTreeHead } from '../store/write/audit-tree.ts';
import { KeyFileError } from './key-envelope.ts';
import type { SealedKeys } from './key-files.ts';
import { generateSigningKey, openSigningKey, type SigningKey } from './signing-key.ts';

/** In names of key files. */
const ID = 'audit';

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
  readonly #sealedKeys: SealedKeys;
  #key: SigningKey | undefined;

  constructor(store: Store, sealedKeys: SealedKeys) {
    this.#store = store;
    this.#sealedKeys = sealedKeys;
  }

  /**
   * Signs and stores a head when something was appended since the last; whoever else signs does no harm.
   *
   * @throws TreeHeadConflict
   */
  async sign(now: number): Promise<void> {
    this.#key ??= await this.#open(now);
    const { sign, subjectPublicKeyInfo } = this.#key;
    await this.#store.transaction(async (tx) => {
      const [last, tree] = [await findLastTreeHead(tx), await readTree(tx)];
      if (last?.size === tree.size || tree.size === 0) return;
      if (last !== undefined) await assertTreeHolds(tx, last);
      // Later than the one before, whatever the clock has done meanwhile (RFC 6962 3.5).
      const head = { ...tree, timestamp: Math.max(now, (last?.timestamp ?? 0) + 1) };
      const signature = sign(treeHeadToSign(head));
      await recordTreeHead(tx, { ...head, key: keyOfTreeHeads(subjectPublicKeyInfo), signature });
    });
  }

  /** Sealed on disk first, then named in the database: what is named can be opened. */
  async #open(now: number): Promise<SigningKey> {
    for (const { key } of await readAuditKeys(this.#store.db)) {
      try {
        return openSigningKey(await this.#sealedKeys.open({ id: ID, spkiSha256: key }));
      } catch (error) {
        // Another machine's; or lost, and then a new one is made, which the record says.
        if (!(error instanceof KeyFileError)) throw error;
      }
    }
    const { key, pkcs8 } = generateSigningKey('P-256');
    const spki = key.subjectPublicKeyInfo;
    const spkiSha256 = keyOfTreeHeads(spki);
    await this.#sealedKeys.write({ id: ID, spkiSha256 }, pkcs8);
    pkcs8.fill(0);
    await this.#store.transaction(async (tx) => {
      await recordAuditKey(tx, { key: spkiSha256, spki, createdAt: now });
      await appendAudit(tx, [
        { at: now, reference: 'audit-key', act: 'audit.key-made', outcome: 'done', details: { spkiSha256 } },
      ]);
    });
    return key;
  }
}
