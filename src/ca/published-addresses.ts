// Where a CA publishes what relying parties fetch: stable for as long as a certificate names it.

export function caAddress(pkiOrigin: string, id: string): string {
  return `${pkiOrigin}/ca/${id}.crt`;
}

export function revocationListAddress(pkiOrigin: string, id: string): string {
  return `${pkiOrigin}/crl/${id}.crl`;
}
