// Mail addresses as we take and use them: one address, nothing around it.

import { z } from 'zod';

/** RFC 5321 4.5.3.1.3 with the angle brackets taken off. */
const LONGEST = 254;

const form = z.email().max(LONGEST);

/** True for one plain address; line breaks, lists, names and comments are none. */
export function isMailAddress(value: string): boolean {
  return form.safeParse(value).success;
}
