// RFC 5280 4.2.1.12: TLS client authentication and nothing else.

import type { Lint } from './lint.ts';

export const extendedKeyUsage: Lint = {
  name: 'extended-key-usage',
  check: ({ extensions: { extendedKeyUsage: found } }) => {
    if (!found) return 'absent';
    return found.length === 1 && found[0] === 'clientAuth' ? undefined : `found ${found.join(', ')}`;
  },
};
