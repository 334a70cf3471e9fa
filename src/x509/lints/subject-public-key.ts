// The key is the one that was proven to be possessed, and of an accepted kind.

import { equalBytes } from '../bytes.ts';
import { findKeyFault } from '../check-public-key.ts';
import type { Lint } from './lint.ts';

export const subjectPublicKey: Lint = {
  name: 'subject-public-key',
  check: ({ publicKey, subjectPublicKeyInfo }, expected) => {
    if (expected.subjectPublicKeyInfo && !equalBytes(subjectPublicKeyInfo, expected.subjectPublicKeyInfo)) {
      return 'not the key that was proven';
    }
    return findKeyFault(publicKey);
  },
};
