// Work that nobody asks for: again each minute, one at a time, and a failure ends nothing.

import type { FastifyBaseLogger } from 'fastify';

const MINUTE_MS = 60_000;

export interface EachMinuteOptions {
  /** Now, and then each minute. */
  readonly atStart?: boolean;
  /** What cannot wait for a minute. */
  readonly everyMs?: number;
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
  { atStart = false, everyMs = MINUTE_MS }: EachMinuteOptions = {},
): () => Promise<void> {
  let running: Promise<void> | undefined;
  const run = () => {
    running ??= work()
      .catch((error: unknown) => log.error({ err: error }, `${name} failed`))
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
