// One PIN tried at many contracts: no single count reaches its limit, so wrong entries by strangers (who show no
// certificate) are counted over all contracts as well.

/** Wrong entries are added up from each full hour to the next. */
export const SPRAYING_WINDOW_MS = 60 * 60 * 1000;

/**
 * So many in an hour are no slips of customers: a bank of 10,000 contracts, all of them acquiring within 80 days, sees
 * some 16 acquisitions in an hour of its opening time, and fewer wrong entries. Of so many guesses at PINs of four
 * digits that nobody chose badly, one in a hundred alarms has hit a single account.
 */
export const SPRAYING_THRESHOLD = 100;

/** Fewer would keep out who has mistyped; who needs three pages is through in two minutes. */
const LEAST_TRIES = 2;

/** Of all banks together: a fifth of a bank's own for each, so that who tries a little everywhere is seen as well. */
export function deploymentThreshold(banks: number): number {
  return Math.max(2 * SPRAYING_THRESHOLD, banks * (SPRAYING_THRESHOLD / 5));
}

/** When the window of an instant began. */
export function sprayingWindow(now: number): number {
  return Math.floor(now / SPRAYING_WINDOW_MS) * SPRAYING_WINDOW_MS;
}

/**
 * How many tries a network of strangers has left of those that an address has in peace: a quarter from the alarm on,
 * and half as many each time that the wrong entries have doubled.
 *
 * @param strain wrong entries as a multiple of the threshold.
 */
export function triesUnderStrain(inPeace: number, strain: number): number {
  if (strain < 1) return inPeace;
  return Math.min(
    inPeace,
    Math.max(LEAST_TRIES, Math.floor(inPeace / 4 / 2 ** Math.floor(Math.log2(strain)))),
  );
}
