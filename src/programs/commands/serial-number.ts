// A serial number as people give it on the command line.

/** As printed on pages and by other programs: upper case, with colons or blanks, with or without a sign octet. */
export const serialNumberOf = (typed: string): string =>
  typed
    .toLowerCase()
    .replaceAll(/[:\s]/g, '')
    .replace(/^(00)+/, '');
