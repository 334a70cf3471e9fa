// The banks as they are in force now: looked up as a plain map, exchanged as a whole when a new version of a profile
// comes into force, with the versions before it for whoever began under them.

import type { BankProfile } from './bank-profile.ts';

/** What everybody is given. A plain map will do where profiles never change. */
export interface Banks extends ReadonlyMap<string, BankProfile> {
  /** The version in force; absent: profiles have none here. */
  versionOf?(code: string): number | undefined;
  /** A version that is in force or was until a short while ago. */
  ofVersion?(code: string, version: number): BankProfile | undefined;
}

/** One bank: the version in force, and earlier ones under which somebody may still be on the way. */
export interface BankStanding {
  readonly version: number;
  readonly profile: BankProfile;
  readonly earlier: ReadonlyMap<number, BankProfile>;
}

/** Whoever holds it sees every exchange; whoever took a profile out of it keeps that one. */
export class BanksInForce implements Banks {
  #standings: ReadonlyMap<string, BankStanding>;
  #profiles: ReadonlyMap<string, BankProfile>;

  constructor(standings: ReadonlyMap<string, BankStanding>) {
    this.#standings = standings;
    this.#profiles = profilesOf(standings);
  }

  /** Takes the place of all that was in force, at once. */
  replace(standings: ReadonlyMap<string, BankStanding>): void {
    this.#profiles = profilesOf(standings);
    this.#standings = standings;
  }

  get standings(): ReadonlyMap<string, BankStanding> {
    return this.#standings;
  }

  versionOf(code: string): number | undefined {
    return this.#standings.get(code)?.version;
  }

  ofVersion(code: string, version: number): BankProfile | undefined {
    const standing = this.#standings.get(code);
    return standing?.version === version ? standing.profile : standing?.earlier.get(version);
  }

  get size(): number {
    return this.#profiles.size;
  }

  get(code: string): BankProfile | undefined {
    return this.#profiles.get(code);
  }

  has(code: string): boolean {
    return this.#profiles.has(code);
  }

  keys() {
    return this.#profiles.keys();
  }

  values() {
    return this.#profiles.values();
  }

  entries() {
    return this.#profiles.entries();
  }

  [Symbol.iterator]() {
    return this.#profiles.entries();
  }

  forEach(
    callback: (profile: BankProfile, code: string, banks: ReadonlyMap<string, BankProfile>) => void,
  ): void {
    for (const [code, profile] of this.#profiles) callback(profile, code, this);
  }
}

const profilesOf = (standings: ReadonlyMap<string, BankStanding>): ReadonlyMap<string, BankProfile> =>
  new Map([...standings].map(([code, { profile }]) => [code, profile]));
