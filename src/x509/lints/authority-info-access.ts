// RFC 5280 4.2.2.1: where to ask for the status, and where the issuer's certificate is, by http.

import { isHttpAddress } from './http-address.ts';
import type { Lint } from './lint.ts';

export const authorityInfoAccess: Lint = {
  name: 'authority-info-access',
  check: ({ extensions: { authorityInfoAccess: found } }) => {
    if (!found) return 'absent';
    if (found.ocsp.length === 0) return 'no OCSP address';
    if (found.caIssuers.length === 0) return "no address of the issuer's certificate";
    const bad = [...found.ocsp, ...found.caIssuers].find((url) => !isHttpAddress(url));
    return bad === undefined ? undefined : `not an http address: ${bad}`;
  },
};
