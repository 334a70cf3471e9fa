// The request in the path of a GET (RFC 6960 appendix A.1.1).

import { OCSP_REQUEST_MOST_OCTETS } from '../x509/ocsp-request.ts';

export const OCSP_PATH = '/ocsp';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
/** Base64 makes four characters of three octets, and each of them may come as three. */
const PATH_MOST = OCSP_REQUEST_MOST_OCTETS * 4;

/**
 * Base64, percent-encoded as a whole, in part or not at all. Beyond that are taken: slashes doubled in front of it,
 * spaces that were plus signs, padding left off. Undefined when it is none of that.
 */
export function decodeOcspPath(url: string): Buffer | undefined {
  if (!url.startsWith(`${OCSP_PATH}/`) || url.length > PATH_MOST) return undefined;
  let text = url.slice(OCSP_PATH.length + 1);
  if (text.includes('%')) {
    try {
      text = decodeURIComponent(text);
    } catch {
      return undefined;
    }
  }
  text = text.replaceAll(' ', '+').replace(/^\/+/, '');
  return text !== '' && BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
}
