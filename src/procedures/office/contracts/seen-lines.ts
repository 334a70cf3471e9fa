// On which line something stood first, for a list of a million: 24 octets a line, whatever is looked for.

import { hash } from 'node:crypto';

const SMALLEST = 1024;

/**
 * Of what was seen only 64 bits of its SHA-256 are kept. That two of a million would be taken for each other has a chance
 * of one in thirty million, and all that came of it would be a line that is called a double and is none.
 */
export class SeenLines {
  #keys = new BigUint64Array(SMALLEST);
  #lines = new Uint32Array(SMALLEST);
  #count = 0;

  /** The line on which it stood before; undefined, and kept with this line, when it did not. */
  firstOf(text: string, line: number): number | undefined {
    if (this.#count * 2 >= this.#keys.length) this.#grow();
    const key = hash('sha256', text, 'buffer').readBigUInt64BE();
    const place = this.#placeOf(key);
    const before = this.#lines[place] ?? 0;
    if (before !== 0) return before;
    this.#keys[place] = key;
    this.#lines[place] = line;
    this.#count += 1;
    return undefined;
  }

  /** Where the key is, or where it would be: lines count from 1, so 0 is an empty place. */
  #placeOf(key: bigint): number {
    const mask = this.#keys.length - 1;
    let place = Number(key & BigInt(mask));
    while (this.#lines[place] !== 0 && this.#keys[place] !== key) place = (place + 1) & mask;
    return place;
  }

  #grow(): void {
    const [keys, lines] = [this.#keys, this.#lines];
    this.#keys = new BigUint64Array(keys.length * 2);
    this.#lines = new Uint32Array(keys.length * 2);
    for (const [index, line] of lines.entries()) {
      if (line === 0) continue;
      const place = this.#placeOf(keys[index] ?? 0n);
      this.#keys[place] = keys[index] ?? 0n;
      this.#lines[place] = line;
    }
  }
}
