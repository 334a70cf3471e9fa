// For how long what is said about revocation may be believed.

export interface StatusPeriods {
  /** From a revocation list's thisUpdate to its nextUpdate. */
  readonly revocationListMs: number;
  /** The same of an OCSP answer. */
  readonly ocspMs: number;
}

export const HOUR_MS = 60 * 60 * 1000;

/** A list is made each hour, so a day bridges a night's failure; CA/Browser Forum BR 4.9.7 and 4.9.10 allow more. */
export const STATUS_PERIODS: StatusPeriods = { revocationListMs: 24 * HOUR_MS, ocspMs: 12 * HOUR_MS };
