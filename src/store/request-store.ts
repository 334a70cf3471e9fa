// The store as the requests of one face use it: each bound to what was settled at its beginning. Whatever a handler asks,
// and whatever it calls, goes by that; outside of such a request there is nothing to be had.

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Binding } from './binding.ts';
import type { Store } from './database.ts';

export interface RequestStore {
  readonly store: Store;
  /** Runs `work`, and all that follows from it, with the store bound. */
  run<T>(binding: Binding, work: () => T): T;
}

export function storeOfRequests(whole: Store): RequestStore {
  const bound = new AsyncLocalStorage<Store>();
  const present = (): Store => {
    const store = bound.getStore();
    if (store === undefined) throw new Error('the office asks its database within an officer’s request only');
    return store;
  };
  const { ended } = whole;
  return {
    store: {
      dialect: whole.dialect,
      get db() {
        return present().db;
      },
      transaction: (work) => present().transaction(work),
      forBanks: (binding) => whole.forBanks(binding),
      bypassesRowSecurity: () => whole.bypassesRowSecurity(),
      ...(ended && { ended }),
      close: () => whole.close(),
    },
    run: (binding, work) => bound.run(whole.forBanks(binding), work),
  };
}
