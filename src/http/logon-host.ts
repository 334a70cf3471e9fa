// The host names of the logon face. Each attempt to log on has a fresh one, because browsers remember the choice
// of a certificate, and the choice of none, by host name until they are closed (design, "The picture").

import { randomBytes } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LABEL = /^[a-z2-7]{16,40}$/;

/** The first label of a host name that no browser has met: 160 random bits in the letters of RFC 4648 section 6. */
export function freshLogonLabel(): string {
  return Array.from(randomBytes(32), (byte) => ALPHABET[byte & 31]).join('');
}

/**
 * Whether a Host header field names one attempt's host; its port does not matter, ports may be mapped.
 *
 * @param suffix what all hosts of the face end in: `.logon.bank.example`.
 */
export function isLogonHost(host: string | undefined, suffix: string): boolean {
  const name = host?.toLowerCase().replace(/:\d{1,5}$/, '');
  return name?.endsWith(suffix) === true && LABEL.test(name.slice(0, -suffix.length));
}
