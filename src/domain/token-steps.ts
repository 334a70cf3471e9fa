// Which time steps or counters of a token may be right now, and what is remembered of the one that was
// (RFC 6238 5.2 and 6, RFC 4226 7.2 and 7.4).

export interface TokenState {
  readonly kind: 'totp' | 'hotp';
  readonly stepSeconds: number;
  /** The time step or counter accepted last; -1: none. */
  readonly lastUsed: number;
  /** Steps by which the token's clock ran ahead of ours when it was used last. */
  readonly drift: number;
}

/** Steps before and after the one that the remembered drift leads to (RFC 6238 5.2: one step for the way). */
export const STEPS_EITHER_SIDE = 1;
/** Counters beyond the next one, for a button pressed for nothing (RFC 4226 7.4: a small look-ahead). */
export const LOOK_AHEAD = 5;
/**
 * Counters beyond the next one at which the first of two passwords in a row may lie when they are to put the count right
 * (RFC 4226 7.4 and E.4): a button pressed for nothing twice on every working day of a year. One password alone must not
 * be looked for so far, for a guess would be right 500 times as often; two of 6 digits in a row are guessed in one of
 * 2,000,000,000 tries, and the limit of wrong entries counts them with all others.
 */
export const RESYNC_LOOK_AHEAD = 500;
/** A clock that is further off belongs to a broken token, or to somebody who pushes the window along. */
export const MOST_DRIFT = 10;

/** The steps or counters to compare with, likeliest first; always as many, whether some are spent or not. */
export function stepsToTry(token: TokenState, now: number): number[] {
  if (token.kind === 'hotp') return Array.from({ length: LOOK_AHEAD + 1 }, (_, n) => token.lastUsed + 1 + n);
  const middle = timeStep(token, now) + token.drift;
  const steps = [middle];
  for (let away = 1; away <= STEPS_EITHER_SIDE; away += 1) steps.push(middle - away, middle + away);
  return steps.map((step) => Math.max(0, step));
}

/**
 * The steps or counters to which the first of two passwords in a row may belong when the token is to be put right, the
 * first and the last of them. A clock is looked for as far as a drift is remembered.
 */
export function stepsToResynchronise(token: TokenState, now: number): { from: number; to: number } {
  if (token.kind === 'hotp') return { from: token.lastUsed + 1, to: token.lastUsed + 1 + RESYNC_LOOK_AHEAD };
  const present = timeStep(token, now);
  return { from: Math.max(0, present - MOST_DRIFT), to: present + MOST_DRIFT - 1 };
}

/** A step is good once, and none before it any more: what was read over a shoulder is worth nothing later. */
export function isUnspent(token: TokenState, step: number): boolean {
  return step > token.lastUsed;
}

/** The drift to remember once this step was accepted. */
export function driftAfter(token: TokenState, step: number, now: number): number {
  if (token.kind === 'hotp') return 0;
  const drift = step - timeStep(token, now);
  return Math.min(MOST_DRIFT, Math.max(-MOST_DRIFT, drift));
}

function timeStep({ stepSeconds }: TokenState, now: number): number {
  return Math.floor(now / 1000 / stepSeconds);
}
