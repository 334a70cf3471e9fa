// Where a CA publishes what relying parties fetch: stable for as long as a certificate names it.

export function caAddress(pkiOrigin: string, id: string): string {
  return `${pkiOrigin}/ca/${id}.crt`;
}

/** Where the state of a single certificate is asked (RFC 6960). */
export function ocspAddress(pkiOrigin: string): string {
  return `${pkiOrigin}/ocsp`;
}

/** The name of the list that holds all of an issuer's revoked certificates. */
export const FULL_LIST = 'full';

/** The name of the list of what has changed since a full one. */
export const DELTA_LIST = 'delta';

/** Where a list is: the full one, its delta, or a shard by its number. */
export function revocationListAddress(pkiOrigin: string, id: string, name: string = FULL_LIST): string {
  return `${pkiOrigin}/crl/${id}${name === FULL_LIST ? '' : `/${name}`}.crl`;
}

/** What a list says of where it, or its delta, is. */
export function listPlace(
  pkiOrigin: string,
  id: string,
  name: string,
): { readonly distributionPoint?: string; readonly deltaAddress?: string } {
  if (name === FULL_LIST) return { deltaAddress: revocationListAddress(pkiOrigin, id, DELTA_LIST) };
  // The scope of the full list (RFC 5280 5.2.4).
  if (name === DELTA_LIST) return {};
  return { distributionPoint: revocationListAddress(pkiOrigin, id, name) };
}

/**
 * The list that a certificate names: by the last two octets of its serial number, so that every certificate knows its
 * list before it is signed and nothing needs to be remembered.
 */
export function revocationListOf(
  { crlShards }: { readonly crlShards: number },
  serialNumber: string,
): string {
  return crlShards === 0
    ? FULL_LIST
    : String(shardOf(crlShards, Number.parseInt(serialNumber.slice(-4), 16)));
}

/** @param lastOctets the number that the last two octets of a serial number spell. */
export function shardOf(crlShards: number, lastOctets: number): number {
  return crlShards === 0 ? 0 : lastOctets % crlShards;
}

/** Every list that an issuer publishes; the delta after the list whose number it takes. */
export function revocationListNames({ crlShards }: { readonly crlShards: number }): readonly string[] {
  return [FULL_LIST, DELTA_LIST, ...Array.from({ length: crlShards }, (_, shard) => String(shard))];
}
