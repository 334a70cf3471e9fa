// The responder that is in use: the next one is made before it ends, and nobody waits for it as long as it is good.

import type { Responder } from './ocsp-responder.ts';

/** After a failure the next attempt waits, so that a disk that fails is not asked a thousand times a second. */
const RETRY_MS = 30_000;

export class ResponderKeeper {
  readonly #open: (now: number) => Promise<Responder>;
  #current: Responder | undefined;
  #opening: Promise<Responder> | undefined;
  #failed: { readonly at: number; readonly error: unknown } | undefined;

  constructor(open: (now: number) => Promise<Responder>) {
    this.#open = open;
  }

  /** Throws when there is none that is good and none could be made. */
  async get(now: number): Promise<Responder> {
    const current = this.#current;
    if (current === undefined || now < current.notBefore || now >= current.notAfter) return this.#renew(now);
    // In the background; whoever comes meanwhile is served by the old one.
    if (now >= current.renewFrom) this.#renew(now).catch(() => {});
    return current;
  }

  #renew(now: number): Promise<Responder> {
    const failed = this.#failed;
    if (failed !== undefined && Math.abs(now - failed.at) < RETRY_MS) return Promise.reject(failed.error);
    this.#opening ??= this.#open(now)
      .then(
        (responder) => {
          this.#current = responder;
          this.#failed = undefined;
          return responder;
        },
        (error: unknown) => {
          this.#failed = { at: now, error };
          throw error;
        },
      )
      .finally(() => {
        this.#opening = undefined;
      });
    return this.#opening;
  }
}
