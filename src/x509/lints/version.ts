// RFC 5280 4.1.2.1: extensions are used, so the version is 3.

import type { Lint } from './lint.ts';

export const version: Lint = {
  name: 'version',
  check: (certificate) => (certificate.version === 3 ? undefined : `version ${certificate.version}`),
};
