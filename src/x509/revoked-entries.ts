// The entries of a revocation list (RFC 5280 5.1.2.6), encoded as they come, so that a list of a million costs its
// own octets and not a million objects.

import { sequence, TAG } from './der.ts';
import { type RevocationReason, reasonCode } from './extensions.ts';
import { time } from './time.ts';

export interface RevokedCertificate {
  readonly serialNumber: Uint8Array;
  /** Milliseconds since 1970. */
  readonly revokedAt: number;
  readonly reason?: RevocationReason;
}

const BLOCK_OCTETS = 64 * 1024;
/** A serial number of 20 octets with its sign, a GeneralizedTime, a reason, and the headers around them. */
const ENTRY_MOST_OCTETS = 64;
const DAY_SECONDS = 24 * 60 * 60;
const NOTHING = /* @__PURE__ */ new Uint8Array();

export class RevokedEntries {
  readonly #full: Uint8Array[] = [];
  #block: Uint8Array<ArrayBuffer> | undefined;
  #used = 0;
  #count = 0;
  #second = Number.NaN;
  #day = Number.NaN;
  #time: Uint8Array = NOTHING;
  readonly #reasons = new Map<RevocationReason, Uint8Array>();

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** The encodings, one after the other, in pieces of any length. */
  get blocks(): readonly Uint8Array[] {
    return this.#block === undefined ? this.#full : [...this.#full, this.#block.subarray(0, this.#used)];
  }

  add({ serialNumber, revokedAt, reason }: RevokedCertificate): void {
    let first = 0;
    while (first < serialNumber.length - 1 && serialNumber[first] === 0) first++;
    const octets = serialNumber.length - first;
    if (octets < 1 || octets > 20) throw new RangeError('a serial number has 1 to 20 octets');
    const sign = serialNumber[first]! >= 0x80 ? 1 : 0;
    const at = this.#timeOf(revokedAt);
    const tail = this.#tailOf(reason);
    const length = 2 + sign + octets + at.length + tail.length;
    const block = this.#roomFor();
    let offset = this.#used;
    block[offset++] = TAG.sequence;
    block[offset++] = length;
    block[offset++] = TAG.integer;
    block[offset++] = sign + octets;
    if (sign) block[offset++] = 0;
    // Octet by octet: for so few a call of `set` takes longer.
    for (let i = first; i < serialNumber.length; i++) block[offset++] = serialNumber[i]!;
    for (let i = 0; i < at.length; i++) block[offset++] = at[i]!;
    for (let i = 0; i < tail.length; i++) block[offset++] = tail[i]!;
    this.#used = offset;
    this.#count += 1;
  }

  #roomFor(): Uint8Array {
    if (this.#block !== undefined && this.#used + ENTRY_MOST_OCTETS <= BLOCK_OCTETS) return this.#block;
    if (this.#block !== undefined) this.#full.push(this.#block.subarray(0, this.#used));
    this.#block = new Uint8Array(BLOCK_OCTETS);
    this.#used = 0;
    return this.#block;
  }

  /** Entries come in the order of their revocation: of one day only the time of day is written anew. */
  #timeOf(revokedAt: number): Uint8Array {
    const second = Math.floor(revokedAt / 1000);
    if (second === this.#second) return this.#time;
    const day = Math.floor(second / DAY_SECONDS);
    if (day !== this.#day) {
      this.#time = time(second * 1000);
      this.#day = day;
    } else {
      const ofDay = second - day * DAY_SECONDS;
      const digits = this.#time.length - 7;
      writeTwo(this.#time, digits, Math.floor(ofDay / 3600));
      writeTwo(this.#time, digits + 2, Math.floor(ofDay / 60) % 60);
      writeTwo(this.#time, digits + 4, ofDay % 60);
    }
    this.#second = second;
    return this.#time;
  }

  /** crlEntryExtensions; for `unspecified` they are left out (5.3.1). */
  #tailOf(reason: RevocationReason | undefined): Uint8Array {
    if (reason === undefined || reason === 'unspecified') return NOTHING;
    let tail = this.#reasons.get(reason);
    if (tail === undefined) {
      tail = sequence(reasonCode(reason).der);
      this.#reasons.set(reason, tail);
    }
    return tail;
  }
}

function writeTwo(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = 0x30 + Math.floor(value / 10);
  bytes[at + 1] = 0x30 + (value % 10);
}

/** The entries of a few. */
export function encodeRevoked(revoked: readonly RevokedCertificate[]): readonly Uint8Array[] {
  const entries = new RevokedEntries();
  for (const one of revoked) entries.add(one);
  return entries.blocks;
}
