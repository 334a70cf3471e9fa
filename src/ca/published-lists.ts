// The revocation lists as they are published, kept in memory as long as they are the newest.

import { findRevocationList, findRevocationListNumber } from '../store/read/revocation-list.ts';
import type { Store } from '../store/store.ts';

export interface PublishedList {
  readonly number: number;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** DER. */
  readonly list: Uint8Array;
}

export class PublishedLists {
  readonly #store: Store;
  readonly #issuer: string;
  readonly #kept = new Map<string, PublishedList>();

  constructor(store: Store, issuer: string) {
    this.#store = store;
    this.#issuer = issuer;
  }

  /**
   * The newest list of this name, whoever has published it; undefined when there is none. As long as the store fails
   * it is the one that was the newest: it says itself until when it may be believed.
   */
  async find(name: string): Promise<PublishedList | undefined> {
    const kept = this.#kept.get(name);
    try {
      return await this.#read(name, kept);
    } catch (error) {
      if (kept === undefined) throw error;
      return kept;
    }
  }

  async #read(name: string, kept: PublishedList | undefined): Promise<PublishedList | undefined> {
    const { db } = this.#store;
    const number = await findRevocationListNumber(db, this.#issuer, name);
    if (number === undefined || kept?.number === number) return kept;
    const row = await findRevocationList(db, this.#issuer, name);
    if (row === undefined) return undefined;
    const found = {
      number: row.number,
      thisUpdate: row.this_update,
      nextUpdate: row.next_update,
      list: row.list,
    };
    this.#kept.set(name, found);
    return found;
  }
}
