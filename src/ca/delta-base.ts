// What a delta tells (RFC 5280 5.2.4): the changes since every full list that came by the clock and may still be
// believed, so that whoever has loaded one of them needs nothing but deltas until it runs out.
//
// A delta pays for the full list, which grows with all that are revoked and is what proxies load. A shard is loaded for
// one certificate; a delta of it would be one more thing to fetch. Of more than DELTA_MOST changes it does not pay: it
// then begins anew with the list that comes with it. No entry is ever `removeFromCRL`: what is revoked stays so, and to
// take off by a delta what has expired is left to the issuer (5.3.1).

import { type RevokedCertificate, RevokedEntries } from '../x509/revoked-entries.ts';

/** Some 400 KB. */
const DELTA_MOST = 10_000;

/** A full list. */
export interface DeltaBase {
  readonly number: number;
  readonly thisUpdate: number;
}

/** As the delta's row keeps them, the oldest first. */
export function writeBases(bases: readonly DeltaBase[]): string {
  return bases.map(({ number, thisUpdate }) => `${number}:${thisUpdate}`).join(' ');
}

/** From the first on that may still be believed: one behind it tells of changes since, also when it has itself run out. */
export function basesInForce(written: string, now: number, listMs: number): DeltaBase[] {
  const bases = written
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => {
      const [number = Number.NaN, thisUpdate = Number.NaN] = one.split(':').map(Number);
      return { number, thisUpdate };
    });
  const first = bases.findIndex(({ thisUpdate }) => thisUpdate + listMs > now);
  return first === -1 ? [] : bases.slice(first);
}

/**
 * From when on revocations stand on the delta of `now`. A list that came later may bear an earlier time, after a clock
 * was put back.
 */
export function changesSince(bases: readonly DeltaBase[], now: number): number {
  return Math.min(now, ...bases.map(({ thisUpdate }) => thisUpdate));
}

/** Gathers the entries of a delta out of all of them. */
export class ChangedEntries {
  readonly #since: number;
  readonly #most: number;
  #entries: RevokedEntries | undefined = new RevokedEntries();

  constructor(since: number, most: number = DELTA_MOST) {
    this.#since = since;
    this.#most = most;
  }

  /** Undefined: more than it pays for. */
  get entries(): RevokedEntries | undefined {
    return this.#entries;
  }

  add(one: RevokedCertificate): void {
    if (this.#entries === undefined || one.revokedAt < this.#since) return;
    if (this.#entries.count === this.#most) this.#entries = undefined;
    else this.#entries.add(one);
  }
}
