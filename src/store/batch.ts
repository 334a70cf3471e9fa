// Group commit: what arrives while one flush is under way goes together into the next, so that one fsync serves
// many. Nobody waits for a timer: a single item is flushed at once.

import { StoreError } from './store-error.ts';

interface Waiting<In, Out> {
  readonly item: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers items into one `flush` at a time, `max` at most in each. `flush` answers in the order of its items, and
 * does all of them or (by throwing) none: it is one transaction. When it throws, each item of that flush is tried
 * alone, so that a bad one fails by itself; but not when the database itself failed, for then none would do better.
 */
export class Batch<In, Out> {
  readonly #flush: (items: readonly In[]) => Promise<readonly Out[]>;
  readonly #max: number;
  #waiting: Waiting<In, Out>[] = [];
  #running = false;

  constructor(flush: (items: readonly In[]) => Promise<readonly Out[]>, max = 64) {
    this.#flush = flush;
    this.#max = max;
  }

  /** What `flush` answers for this item, once it is done. */
  add(item: In): Promise<Out> {
    const { promise, resolve, reject } = Promise.withResolvers<Out>();
    this.#waiting.push({ item, resolve, reject });
    if (!this.#running) {
      this.#running = true;
      // Others of the same turn of the event loop still come along.
      setImmediate(() => void this.#run());
    }
    return promise;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#settle(this.#waiting.splice(0, this.#max));
      // SQLite answers without a turn of the event loop: let the next items arrive.
      if (this.#waiting.length < this.#max) await new Promise(setImmediate);
    }
    this.#running = false;
  }

  async #settle(group: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const outs = await this.#flush(group.map(({ item }) => item));
      if (outs.length !== group.length) throw new Error(`a flush of ${group.length} answered ${outs.length}`);
      group.forEach(({ resolve }, at) => {
        resolve(outs[at] as Out);
      });
    } catch (error) {
      if (group.length === 1 || error instanceof StoreError) {
        for (const { reject } of group) reject(error);
      } else {
        for (const one of group) await this.#settle([one]);
      }
    }
  }
}
