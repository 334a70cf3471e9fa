// The demonstration's TLS server certificate, under the same root as everything else, kept over restarts.

import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueServerCertificate } from '../ca/server-certificate.ts';
import type { ServerIdentity } from '../http/listeners.ts';
import type { OpenedDeployment } from './open-deployment.ts';
import { writePrivately } from './private-file.ts';
import { findIdentityFault } from './server-identity.ts';
import { systemCode } from './start-fault.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Browsers go by their own clock, not by WARIFU_NOW; some by one that is a year off. Apple allows 825 days in all. */
const DAYS_BEFORE = 365;
const DAYS_AFTER = 455;
/** Made anew when fewer are left. */
const DAYS_LEFT = 30;

/** The certificate in the folder, or a new one where there is none that serves. */
export async function ownServerIdentity(
  { deployment }: OpenedDeployment,
  domain: string,
  demoFolder: string,
): Promise<ServerIdentity> {
  const certificateFile = join(demoFolder, 'tls.crt');
  const keyFile = join(demoFolder, 'tls.key');
  const root = new X509Certificate(deployment.ca.authorities.roots[0].certificate);
  const kept = await readKept(certificateFile, keyFile);
  const usable =
    kept !== undefined &&
    findIdentityFault(kept, domain, Date.now() + DAYS_LEFT * DAY_MS, true) === undefined &&
    new X509Certificate(kept.certificate).verify(root.publicKey);
  if (usable) return kept;

  const made = await issueServerCertificate({
    ca: deployment.ca,
    names: [domain, `www.${domain}`, `*.logon.${domain}`, `*.office.${domain}`],
    addresses: [Uint8Array.of(127, 0, 0, 1), Uint8Array.of(...new Array<number>(15).fill(0), 1)],
    notBefore: Date.now() - DAYS_BEFORE * DAY_MS,
    notAfter: Date.now() + DAYS_AFTER * DAY_MS,
  });
  await writePrivately(keyFile, made.key);
  await writePrivately(certificateFile, made.certificate);
  return made;
}

async function readKept(certificateFile: string, keyFile: string): Promise<ServerIdentity | undefined> {
  try {
    return { certificate: await readFile(certificateFile, 'utf8'), key: await readFile(keyFile, 'utf8') };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
