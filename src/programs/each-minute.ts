// Work that nobody asks for: again each minute, one at a time, and a failure ends nothing.

import type { FastifyBaseLogger } from 'fastify';

const MINUTE_MS = 60_000;

export interface EachMinuteOptions {
  /** Now, and then each minute. */
  readonly atStart?: boolean;
  /** What cannot wait for a minute. */
  readonly everyMs?: number;
  /** How long it rests after a failure, where the log would fill otherwise. */
  readonly restMs?: number;
}

/**
 * Work that fails is logged and tried again a minute later; work that takes longer than a minute is not begun twice.
 *
 * @returns stops it and waits for what is under way.
 */
export function eachMinute(
  work: () => Promise<unknown>,
  name: string,
  { log }: { readonly log: FastifyBaseLogger },
  { atStart = false, everyMs = MINUTE_MS, restMs = 0 }: EachMinuteOptions = {},
): () => Promise<void> {
  let running: Promise<void> | undefined;
  let rested = 0;
  const run = () => {
    if (performance.now() < rested) return;
    running ??= work()
      .catch((error: unknown) => {
        rested = performance.now() + restMs;
        log.error({ err: error }, `${name} failed`);
      })
      .then(() => {
        running = undefined;
      });
  };
  const timer = setInterval(run, everyMs);
  timer.unref();
  if (atStart) run();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
