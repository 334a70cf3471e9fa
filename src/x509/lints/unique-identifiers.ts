// RFC 5280 4.1.2.8: no unique identifiers.

import type { Lint } from './lint.ts';

export const uniqueIdentifiers: Lint = {
  name: 'unique-identifiers',
  check: ({ hasUniqueIdentifier }) => (hasUniqueIdentifier ? 'present' : undefined),
};
