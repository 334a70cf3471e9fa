// RFC 5280 4.2.1.3: a holder's key signs, and does nothing of a CA.

import type { Lint } from './lint.ts';

export const keyUsage: Lint = {
  name: 'key-usage',
  check: ({ extensions: { keyUsage: found } }) => {
    if (!found) return 'absent';
    return found.length === 1 && found[0] === 'digitalSignature' ? undefined : `found ${found.join(', ')}`;
  },
};
