// RFC 5280 4.2.1.2; RFC 7093 2: 160 bits of a digest of the key.

import type { Lint } from './lint.ts';

export const subjectKeyIdentifier: Lint = {
  name: 'subject-key-identifier',
  check: ({ extensions: { subjectKeyIdentifier: found } }) => {
    if (!found) return 'absent';
    return found.length === 20 ? undefined : `${found.length} octets`;
  },
};
