// The addresses of the faces, as they stand in certificates, redirects and on the operator's screen.

import type { Addresses } from '../procedures/deployment.ts';
import type { Configuration } from './configuration.ts';

/** The addresses of a configuration whose ports are known. */
export function addressesOf({ domain, ports }: Pick<Configuration, 'domain' | 'ports'>): Addresses {
  const origin = (scheme: 'http' | 'https', host: string, port: number) =>
    new URL(`${scheme}://${host}:${port}`).origin;
  return {
    wwwOrigin: origin('https', domain, ports.www),
    pkiOrigin: origin('http', domain, ports.pki),
    logonOrigin: (label) => origin('https', `${label}.logon.${domain}`, ports.logon),
    officeOrigin: (label) => origin('https', `${label}.office.${domain}`, ports.office),
  };
}
