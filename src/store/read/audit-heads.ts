// The signed tree heads that a verification compares with: those of the database, and those that were kept elsewhere.

import { isSignedBy, keyOfTreeHeads, type SignedTreeHead } from '../audit-tree/tree-head.ts';
import type { Reader } from '../database.ts';
import { readAuditKeys, readTreeHeads } from './audit-tree.ts';

export interface GivenTreeHeads {
  /** Kept elsewhere: whoever can write the database has no hold on them. */
  readonly heads?: readonly SignedTreeHead[];
  /** The only key to believe, SubjectPublicKeyInfo; otherwise those that the database names. */
  readonly trustedKey?: Uint8Array | undefined;
}

export interface TreeHeadPlace {
  readonly size: number;
  readonly timestamp: number;
  readonly kept: 'in the database' | 'elsewhere';
  readonly key: string;
}

export interface HeadDisagreement {
  /** `other-root`: the records are not those that were signed. */
  readonly kind: 'other-root' | 'tree-head';
  readonly treeHead: TreeHeadPlace;
}

type Kept = SignedTreeHead & { readonly kept: TreeHeadPlace['kept'] };

const PAGE = 1_000;

/** Both in one row by size, the database's read as the walk comes to them. */
export class SignedHeads {
  readonly #db: Reader;
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  readonly #given: Kept[];
  #own: Kept[] = [];
  #ownUpTo = -1;
  #ownLargest = 0;
  /** How many were compared and agree. */
  agreed = 0;
  /** The largest size that a signed head vouches for. */
  upTo = 0;

  static async open(db: Reader, { heads = [], trustedKey }: GivenTreeHeads): Promise<SignedHeads> {
    const known = (await readAuditKeys(db)).filter(
      ({ spki }) => trustedKey === undefined || Buffer.from(spki).equals(trustedKey),
    );
    const keys = new Map(known.map(({ key, spki }) => [key, spki]));
    if (trustedKey !== undefined) keys.set(keyOfTreeHeads(trustedKey), trustedKey);
    return new SignedHeads(db, keys, heads);
  }

  private constructor(db: Reader, keys: ReadonlyMap<string, Uint8Array>, given: readonly SignedTreeHead[]) {
    this.#db = db;
    this.#keys = keys;
    this.#given = given
      .map((head): Kept => ({ ...head, kept: 'elsewhere' }))
      .sort((one, other) => one.size - other.size);
  }

  /** The size of the largest head in the database, now: those up to it will be compared. */
  async largest(): Promise<number> {
    const { size } = await this.#db
      .selectFrom('audit_tree_head')
      .select((of) => of.fn.max('size').as('size'))
      .executeTakeFirstOrThrow();
    this.#ownLargest = size ?? 0;
    return this.#ownLargest;
  }

  /** The first head of this size that disagrees with this root. Sizes are asked for in rising order. */
  async compare(size: number, rootOf: () => Buffer): Promise<HeadDisagreement | undefined> {
    let root: Buffer | undefined;
    for (const queue of [this.#given, await this.#ownNext()]) {
      for (let head = queue[0]; head !== undefined && head.size <= size; head = queue[0]) {
        queue.shift();
        // Signed after the walk had read beyond: the next verification sees it.
        if (head.size < size && head.kept === 'in the database') continue;
        if (!this.#isGenuine(head)) return { kind: 'tree-head', treeHead: placeOf(head) };
        root ??= rootOf();
        if (!head.root.equals(root)) return { kind: 'other-root', treeHead: placeOf(head) };
        this.agreed += 1;
        this.upTo = size;
      }
    }
    return undefined;
  }

  /** A head of more records than there are; of the database's only those up to a size. */
  async findBeyond(
    records: number,
    signed: number,
  ): Promise<{ readonly kind: 'cut-off' | 'tree-head'; readonly treeHead: TreeHeadPlace } | undefined> {
    const own = signed > records ? await this.#ownNext() : [];
    const head = this.#given[0] ?? own.find((one) => one.size <= signed);
    if (head === undefined) return undefined;
    return { kind: this.#isGenuine(head) ? 'cut-off' : 'tree-head', treeHead: placeOf(head) };
  }

  async #ownNext(): Promise<Kept[]> {
    if (this.#own.length === 0 && this.#ownUpTo < this.#ownLargest) {
      const heads = await readTreeHeads(this.#db, this.#ownUpTo, PAGE);
      this.#own = heads.map((head): Kept => ({ ...head, kept: 'in the database' }));
      this.#ownUpTo = heads.at(-1)?.size ?? this.#ownLargest;
    }
    return this.#own;
  }

  #isGenuine(head: SignedTreeHead): boolean {
    const spki = this.#keys.get(head.key);
    return spki !== undefined && isSignedBy(head, spki);
  }
}

const placeOf = ({ size, timestamp, kept, key }: Kept): TreeHeadPlace => ({ size, timestamp, kept, key });
