// RFC 5280 4.2.1.4: the policy under which the certificate is issued, and none twice.

import type { Lint } from './lint.ts';

/** 4.2.1.4 anyPolicy: only for CAs. */
const ANY_POLICY = '2.5.29.32.0';

export const certificatePolicies: Lint = {
  name: 'certificate-policies',
  check: ({ extensions: { certificatePolicies: found } }) => {
    if (!found) return 'absent';
    if (found.includes(ANY_POLICY)) return 'anyPolicy';
    return new Set(found).size === found.length ? undefined : 'a policy twice';
  },
};
