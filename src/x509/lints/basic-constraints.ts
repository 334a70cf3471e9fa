// RFC 5280 4.2.1.9: a holder is no CA, whether the extension says so or is left out.

import type { Lint } from './lint.ts';

export const basicConstraints: Lint = {
  name: 'basic-constraints',
  check: ({ extensions: { basicConstraints: found } }) => {
    if (found?.cA) return 'cA is true';
    return found?.pathLength === undefined ? undefined : 'a path length without cA';
  },
};
