// RFC 5280 4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050, in order, and not beyond the issuer's own end.

import { equalBytes } from '../bytes.ts';
import { sequence } from '../der.ts';
import { time } from '../time.ts';
import type { Lint } from './lint.ts';

export const validity: Lint = {
  name: 'validity',
  check: (certificate, expected) => {
    const { notBefore, notAfter } = certificate;
    if (!equalBytes(certificate.validity, sequence(time(notBefore), time(notAfter)))) {
      return 'not the type of time that its year demands';
    }
    if (notAfter < notBefore) return 'ends before it begins';
    if (expected.issuerNotAfter !== undefined && notAfter > expected.issuerNotAfter) {
      return "ends after the issuer's certificate";
    }
    return undefined;
  },
};
