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
const NOTHING = /* @__PURE__ */ new Uint8Array();

export class RevokedEntries {
  readonly #full: Uint8Array[] = [];
  #block: Uint8Array<ArrayBuffer> | undefined;
  #used = 0;
  #count = 0;
  #second = Number.NaN;
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
    const magnitude = first === 0 ? serialNumber : serialNumber.subarray(first);
    if (magnitude.length === 0 || magnitude.length > 20)
      throw new RangeError('a serial number has 1 to 20 octets');
    const sign = magnitude[0]! >= 0x80 ? 1 : 0;
    const at = this.#timeOf(revokedAt);
    const tail = this.#tailOf(reason);
    const length = 2 + sign + magnitude.length + at.length + tail.length;
    const block = this.#roomFor();
    let offset = this.#used;
    block[offset++] = TAG.sequence;
    block[offset++] = length;
    block[offset++] = TAG.integer;
    block[offset++] = sign + magnitude.length;
    if (sign) block[offset++] = 0;
    block.set(magnitude, offset);
    block.set(at, offset + magnitude.length);
    block.set(tail, offset + magnitude.length + at.length);
    this.#used += 2 + length;
    this.#count += 1;
  }

  #roomFor(): Uint8Array {
    if (this.#block !== undefined && this.#used + ENTRY_MOST_OCTETS <= BLOCK_OCTETS) return this.#block;
    if (this.#block !== undefined) this.#full.push(this.#block.subarray(0, this.#used));
    this.#block = new Uint8Array(BLOCK_OCTETS);
    this.#used = 0;
    return this.#block;
  }

  /** Entries come in the order of their revocation: often several of one second. */
  #timeOf(revokedAt: number): Uint8Array {
    const second = Math.floor(revokedAt / 1000);
    if (second !== this.#second) {
      this.#time = time(second * 1000);
      this.#second = second;
    }
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

/** The entries of a few. */
export function encodeRevoked(revoked: readonly RevokedCertificate[]): readonly Uint8Array[] {
  const entries = new RevokedEntries();
  for (const one of revoked) entries.add(one);
  return entries.blocks;
}
