// RFC 5280 4.1.2.4: never empty, and octet for octet the issuer's subject.

import { equalBytes } from '../bytes.ts';
import type { Lint } from './lint.ts';

export const issuer: Lint = {
  name: 'issuer',
  check: ({ issuer: found, issuerName }, expected) => {
    if (issuerName.length === 0) return 'empty';
    if (expected.issuer && !equalBytes(found, expected.issuer)) return "not the issuer's subject";
    return undefined;
  },
};
