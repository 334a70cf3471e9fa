// RFC 5280 4.2.1.13: one point for all reasons, reached by http, and the one of the list that will name the certificate.

import { equalBytes } from '../bytes.ts';
import { cRLDistributionPoints as encodePoints } from '../extensions.ts';
import { EXTENSION_IDS } from '../object-identifiers.ts';
import { isHttpAddress } from './http-address.ts';
import type { Lint } from './lint.ts';

export const crlDistributionPoints: Lint = {
  name: 'crl-distribution-points',
  check: ({ extensionList, extensions: { cRLDistributionPoints: urls } }, { revocationList }) => {
    const extension = extensionList.find(({ oid }) => oid === EXTENSION_IDS.cRLDistributionPoints);
    if (!extension || !urls || urls.length === 0) return 'no address';
    const bad = urls.find((url) => !isHttpAddress(url));
    if (bad !== undefined) return `not an http address: ${bad}`;
    if (revocationList !== undefined && (urls.length !== 1 || urls[0] !== revocationList)) {
      return 'not the list of this serial number';
    }
    // Reasons, another issuer or other kinds of names would make another encoding of the same addresses.
    return equalBytes(encodePoints(urls).der, extension.der) ? undefined : 'not one point for all reasons';
  },
};
