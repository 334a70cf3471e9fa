// WARIFU_REFUSED_KEYS: keys that the operator will not have certified, such as Debian's weak ones of 2008 or those that
// somebody has reported.

import { readFile } from 'node:fs/promises';
import { StartFault, systemCode } from './start-fault.ts';

/** @returns SHA-256 of SubjectPublicKeyInfos, lower-case hex. @throws StartFault which names the line. */
export async function readRefusedKeys(file: string | undefined): Promise<ReadonlySet<string>> {
  if (file === undefined) return new Set();
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartFault(
      `WARIFU_REFUSED_KEYS: ${file} cannot be read (${systemCode(error)}): check the path.`,
    );
  });
  const keys = new Set<string>();
  for (const [at, line] of content.split(/\r?\n/).entries()) {
    const key = line.split('#')[0]?.trim().split(' ')[0]?.toLowerCase() ?? '';
    if (key === '') continue;
    if (!/^[0-9a-f]{64}$/.test(key)) {
      throw new StartFault(
        `WARIFU_REFUSED_KEYS: line ${at + 1} of ${file} is no SHA-256 in hex: write one of a public key (SubjectPublicKeyInfo, DER) on each line.`,
      );
    }
    keys.add(key);
  }
  return keys;
}
