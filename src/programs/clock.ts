// The deployment's clock: the machine's, or in the demonstration one that starts at WARIFU_NOW and moves on.

/** Epoch milliseconds now. */
export type Clock = () => number;

/** The demonstration's clock follows the machine's steady clock, so that setting the machine's time changes nothing. */
export function startClock(startAt: number | undefined): Clock {
  if (startAt === undefined) return Date.now;
  const begun = performance.now();
  return () => Math.floor(startAt + performance.now() - begun);
}
