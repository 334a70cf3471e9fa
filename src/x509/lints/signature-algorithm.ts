// RFC 5280 4.1.1.2 and 4.1.2.3: inside stands the algorithm that the issuer's key will sign with.

import type { Lint } from './lint.ts';

export const signatureAlgorithm: Lint = {
  name: 'signature-algorithm',
  check: ({ signatureAlgorithm: found }, expected) => {
    if (found === undefined) return 'unknown algorithm';
    if (expected.signatureAlgorithm !== undefined && found !== expected.signatureAlgorithm) {
      return `${found} where the issuer signs with ${expected.signatureAlgorithm}`;
    }
    return undefined;
  },
};
