// RFC 5280 4.2.1.1: the issuer's subject key identifier.

import { equalBytes } from '../bytes.ts';
import type { Lint } from './lint.ts';

export const authorityKeyIdentifier: Lint = {
  name: 'authority-key-identifier',
  check: ({ extensions: { authorityKeyIdentifier: found } }, expected) => {
    if (!found || found.length === 0) return 'absent';
    if (expected.authorityKeyIdentifier && !equalBytes(found, expected.authorityKeyIdentifier)) {
      return "not the issuer's key identifier";
    }
    return undefined;
  },
};
