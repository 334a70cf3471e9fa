// For how long what is said about revocation may be believed.

export interface StatusPeriods {
  /** From a revocation list's thisUpdate to its nextUpdate. */
  readonly revocationListMs: number;
  /** The same of an OCSP answer. */
  readonly ocspMs: number;
}

export const HOUR_MS = 60 * 60 * 1000;

/**
 * A delta is for who would know sooner: whoever loads lists only when they have run out has it afresh four times as
 * often, and it still bridges the failures of hours.
 */
export function deltaListMs({ revocationListMs }: StatusPeriods): number {
  return Math.min(revocationListMs, Math.max(2 * HOUR_MS, revocationListMs / 4));
}

/** A list is made each hour, so a day bridges a night's failure; CA/Browser Forum BR 4.9.7 and 4.9.10 allow more. */
export const STATUS_PERIODS: StatusPeriods = { revocationListMs: 24 * HOUR_MS, ocspMs: 12 * HOUR_MS };

/** How often a server looks for revocations: one stands on the lists within a minute, the making of a long one included. */
export const LIST_LOOK_MS = 20_000;
