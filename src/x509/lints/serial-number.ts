// RFC 5280 4.1.2.2; CA/Browser Forum BR 7.1: positive, at most 20 octets, at least 64 random bits.

import { SERIAL_NUMBER_LEAST_OCTETS, SERIAL_NUMBER_MOST_OCTETS } from '../serial-number.ts';
import type { Lint } from './lint.ts';

export const serialNumber: Lint = {
  name: 'serial-number',
  check: ({ serialNumber: { length }, serialNumber: [first], serialNumberNegative }) => {
    if (serialNumberNegative) return 'negative';
    // Our generator never makes a short number or one whose encoding needs a sign octet: what is so came from elsewhere.
    if (length < SERIAL_NUMBER_LEAST_OCTETS) return `only ${length} octets`;
    if (length > SERIAL_NUMBER_MOST_OCTETS || first! >= 0x80) return 'more than 20 octets or a sign octet';
    return undefined;
  },
};
