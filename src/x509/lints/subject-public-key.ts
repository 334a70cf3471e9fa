// The key is the one that was judged and proven to be possessed; where no one says which, of an accepted kind.

import { equalBytes } from '../bytes.ts';
import { findKeyFault } from '../check-public-key.ts';
import type { Lint } from './lint.ts';

export const subjectPublicKey: Lint = {
  name: 'subject-public-key',
  check: ({ publicKey, subjectPublicKeyInfo }, expected) => {
    if (expected.subjectPublicKeyInfo === undefined) return findKeyFault(publicKey);
    const isProven = equalBytes(subjectPublicKeyInfo, expected.subjectPublicKeyInfo);
    return isProven ? undefined : 'not the key that was proven';
  },
};
