// For how long a one-time password that was typed for an approval holds for the next ones of the same session.

export const STEP_UP_MINUTES = 5;

/** A clock that was set back makes nothing last longer. */
export function isSteppedUp(steppedUpAt: number | null, now: number): boolean {
  return steppedUpAt !== null && now >= steppedUpAt && now < steppedUpAt + STEP_UP_MINUTES * 60_000;
}
