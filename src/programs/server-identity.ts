// The TLS server certificate: production's is a public one from a file; the demonstration makes its own under the
// root of its CA, so that one root is all that there is to trust.

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerIdentity } from '../http/listeners.ts';
import { freshLogonLabel } from '../http/logon-host.ts';
import { StartFault, systemCode } from './start-fault.ts';

export interface IdentityFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Reads certificate and key, and refuses what no browser would take: better here than on the customer's screen. */
export async function readServerIdentity(
  files: IdentityFiles,
  domain: string,
  withOffice: boolean,
): Promise<ServerIdentity> {
  const certificate = await read(files.certificateFile, 'WARIFU_TLS_CERT_FILE');
  const key = await read(files.keyFile, 'WARIFU_TLS_KEY_FILE');
  const fault = findIdentityFault({ certificate, key }, domain, Date.now(), withOffice);
  if (fault !== undefined) throw new StartFault(fault);
  return { certificate, key };
}

/** One sentence on what is wrong with a server certificate and its key; undefined when nothing is. */
export function findIdentityFault(
  identity: ServerIdentity,
  domain: string,
  realNow: number,
  withOffice = false,
): string | undefined {
  const leaf = parseOr(() => new X509Certificate(identity.certificate));
  if (leaf === undefined)
    return 'WARIFU_TLS_CERT_FILE: is not a certificate in PEM: give the full chain, own certificate first';
  const key = parseOr(() => createPrivateKey(identity.key));
  if (key === undefined) return 'WARIFU_TLS_KEY_FILE: is not a private key in PEM without a passphrase';
  if (!leaf.checkPrivateKey(key))
    return 'WARIFU_TLS_KEY_FILE: does not belong to the certificate in WARIFU_TLS_CERT_FILE: give the pair';
  const needed = [domain, `*.logon.${domain}`, ...(withOffice ? [`*.office.${domain}`] : [])];
  const missing = needed.find((name) => leaf.checkHost(name.replace('*', freshLogonLabel())) === undefined);
  if (missing !== undefined)
    return `WARIFU_TLS_CERT_FILE: is not for ${missing}: the certificate must name ${needed.join(', ').replace(/, (?=[^,]*$)/, ' and ')}`;
  if (Date.parse(leaf.validTo) <= realNow)
    return `WARIFU_TLS_CERT_FILE: the certificate expired on ${leaf.validTo}: renew it`;
  return undefined;
}

function parseOr<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

async function read(path: string, variable: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartFault(
      `${variable}: ${path} cannot be read (${systemCode(error)}): check the path and that this user may read it`,
    );
  }
}
