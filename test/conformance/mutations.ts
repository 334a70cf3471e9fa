// Certification requests that somebody has tampered with, drawn by chance from good ones.

import type { Chance } from '../world/chance.ts';

type Mutation = (bytes: Uint8Array, chance: Chance, originals: readonly Uint8Array[]) => Uint8Array;

const MUTATIONS: readonly Mutation[] = [
  function bit(bytes, chance) {
    const at = chance(bytes.length);
    return bytes.with(at, bytes[at]! ^ (1 << chance(8)));
  },
  function octet(bytes, chance) {
    return bytes.with(chance(bytes.length), [0, 1, 0x30, 0x7f, 0x80, 0x84, 0xa0, 0xff][chance(8)]!);
  },
  function cut(bytes, chance) {
    return bytes.slice(0, chance(bytes.length));
  },
  function remove(bytes, chance) {
    const at = chance(bytes.length);
    return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + chance(8))]);
  },
  function repeat(bytes, chance) {
    const at = chance(bytes.length);
    const piece = bytes.subarray(at, at + 1 + chance(64));
    return Uint8Array.from([...bytes.subarray(0, at), ...piece, ...bytes.subarray(at)]);
  },
  function splice(bytes, chance, originals) {
    const other = originals[chance(originals.length)]!;
    const at = chance(Math.min(bytes.length, other.length));
    return Uint8Array.from([...bytes.subarray(0, at), ...other.subarray(at)]);
  },
];

/** One of the originals after one to three mutations; undefined when these have left a good one. */
export function drawMutant(originals: readonly Uint8Array[], chance: Chance): Uint8Array | undefined {
  let mutant = originals[chance(originals.length)]!;
  for (let rounds = 1 + chance(3); rounds > 0 && mutant.length > 0; rounds--) {
    mutant = MUTATIONS[chance(MUTATIONS.length)]!(mutant, chance, originals);
  }
  // A splice of a request with itself, or a bit turned twice, leaves a good one.
  return originals.some((original) => Buffer.compare(original, mutant) === 0) ? undefined : mutant;
}
