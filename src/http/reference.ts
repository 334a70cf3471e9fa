// The reference that an error page shows and the help desk looks up: the same string stands in the audit record
// and in the log.

import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so that it survives being read out over the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

/** Fixed length, so that no answer to a stranger differs in size. */
export function newReference(): string {
  return Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
