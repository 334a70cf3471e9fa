// Instants as certificates have them.

/** Certificates have whole seconds (RFC 5280 4.1.2.5.2). */
export const wholeSecond = (instant: number): number => Math.floor(instant / 1000) * 1000;
