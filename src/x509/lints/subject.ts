// RFC 5280 4.1.2.6 and appendix A.1: known attributes, in bounds, in the string types that our writer uses.

import { equalBytes } from '../bytes.ts';
import { encodeName, NAME_BOUNDS, type Name, NameError, type ParsedName } from '../name.ts';
import type { Lint } from './lint.ts';

export const subject: Lint = {
  name: 'subject',
  check: ({ subject: found, subjectName }) => {
    if (!isOurs(subjectName)) return 'an attribute that holders do not have';
    try {
      // The one right encoding is the writer's; anything else is a wrong string type or a joined relative name.
      return equalBytes(found, encodeName(subjectName))
        ? undefined
        : 'not in the string types of its attributes';
    } catch (error) {
      if (error instanceof NameError) return error.message;
      throw error;
    }
  },
};

function isOurs(name: ParsedName): name is Name {
  return name.every(({ type }) => type in NAME_BOUNDS);
}
