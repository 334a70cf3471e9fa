// What a renewal's request may ask for: the names of the certificate that is renewed, and no others (RFC 7030 4.2.2).

import { type Refusal, refuse } from '../domain/refusal.ts';
import { equalBytes } from '../x509/bytes.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { formatName } from '../x509/name.ts';
import { EXTENSION_IDS } from '../x509/object-identifiers.ts';
import { readRequestedNames } from '../x509/requested-names.ts';

/**
 * Compares texts, not encodings: clients write the same name as PrintableString or as UTF8String.
 *
 * @param request PKCS #10, DER, already judged by `checkRequest`.
 * @param renewed DER, one of ours.
 */
export function checkRenewalRequest(request: Uint8Array, renewed: Uint8Array): Refusal | undefined {
  const asked = readRequestedNames(request);
  if (asked === undefined) return refuse('request-malformed');
  const { subjectName, extensionList } = parseCertificate(renewed);
  const has = extensionList.find(({ oid }) => oid === EXTENSION_IDS.subjectAltName)?.value;
  const wants = asked.subjectAlternativeName;
  const sameAlternative = has === undefined || wants === undefined ? has === wants : equalBytes(has, wants);
  const same = formatName(asked.subject) === formatName(subjectName) && sameAlternative;
  return same && !asked.changesSubject ? undefined : refuse('request-names-changed');
}

/**
 * A request that names a connection (RFC 7030 3.5) must have come over that one; most name none.
 *
 * @param bindings what the connection is known by, base64.
 */
export function checkChannelBinding(request: Uint8Array, bindings: readonly string[]): Refusal | undefined {
  const asked = readRequestedNames(request);
  if (asked === undefined) return refuse('request-malformed');
  const { challengePassword } = asked;
  return challengePassword === undefined || bindings.includes(challengePassword)
    ? undefined
    : refuse('possession-not-proven');
}
