// Chance that can be met again: the same seed gives the same numbers, so that a failure can be looked at twice.

/** A whole number from 0 to `below` - 1. */
export type Chance = (below: number) => number;

/** xorshift32; the seed is not 0. */
export function makeChance(seed: number): Chance {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
