// How the benchmarks measure: what is compared runs in turn, round after round, so that a machine that is busy or
// slow is so for both; the figure is the median of the rounds.

import { Worker } from 'node:worker_threads';
import type { Load } from './http-load.ts';

/** Seconds that `work` takes. */
export async function secondsOf(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = low] = sorted.slice(sorted.length % 2 ? middle : middle - 1, middle + 1);
  return (low + high) / 2;
}

/** Rates in times a second of two kinds of work, and of each pair of rounds their ratio. */
export interface Comparison {
  readonly ours: number;
  readonly bare: number;
  readonly ratio: number;
}

/** Runs both in turn; each does its work `times` times. A first round, which compiles, does not count. */
export async function compare(
  rounds: number,
  times: number,
  work: { readonly ours: (round: number) => unknown; readonly bare: (round: number) => unknown },
): Promise<Comparison> {
  const rates: { ours: number; bare: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const ours = times / (await secondsOf(() => work.ours(round)));
    const bare = times / (await secondsOf(() => work.bare(round)));
    if (round > 0) rates.push({ ours, bare });
  }
  return {
    ours: median(rates.map((rate) => rate.ours)),
    bare: median(rates.map((rate) => rate.bare)),
    ratio: median(rates.map((rate) => rate.ours / rate.bare)),
  };
}

/** Does `work` for every item, `together` of them under way at a time. */
export async function inFlight<Item>(
  items: readonly Item[],
  together: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  // One iterator for all: each takes the next item that nobody has.
  const next = items.values();
  const worker = async () => {
    for (const item of next) await work(item);
  };
  await Promise.all(Array.from({ length: together }, worker));
}

/** Answers a second that a server gives to a load from a thread of its own. */
export async function rateUnder(load: Load): Promise<number> {
  const worker = new Worker(new URL('http-load.ts', import.meta.url), { workerData: load });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  worker.once('message', resolve);
  worker.once('error', reject);
  return load.times / (await promise);
}
