// RFC 5280 4.2: only extensions that this system writes, each critical or not as its clause says. That none stands
// twice is a matter of reading.

import { EXTENSION_IDS } from '../object-identifiers.ts';
import type { Lint } from './lint.ts';

/** Whether each is critical; undefined where RFC 5280 leaves the choice for a holder's certificate. */
const CRITICAL: ReadonlyMap<string, boolean | undefined> = new Map([
  [EXTENSION_IDS.authorityKeyIdentifier, false],
  [EXTENSION_IDS.subjectKeyIdentifier, false],
  [EXTENSION_IDS.keyUsage, true],
  [EXTENSION_IDS.extKeyUsage, undefined],
  [EXTENSION_IDS.basicConstraints, undefined],
  [EXTENSION_IDS.certificatePolicies, false],
  [EXTENSION_IDS.cRLDistributionPoints, false],
  [EXTENSION_IDS.authorityInfoAccess, false],
]);

export const extensionSet: Lint = {
  name: 'extension-set',
  check: ({ extensionList }) => {
    for (const { oid, critical } of extensionList) {
      if (!CRITICAL.has(oid)) return `${oid} is not for holders`;
      const demanded = CRITICAL.get(oid);
      if (demanded !== undefined && demanded !== critical)
        return `${oid} is ${critical ? '' : 'not '}critical`;
    }
    return undefined;
  },
};
