// The folder of a root: its keys opened for one act, and what of it is for others written out.

import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeyPlace, SealedKeys } from '../ca/key-files.ts';
import { type Root, readRootOf } from '../ca/root.ts';
import { wholeSecond } from '../ca/whole-second.ts';
import { encodePem } from '../x509/pem.ts';
import { configurationFromEnvironment } from './configuration-from-environment.ts';
import { readPassphrase } from './open-signer.ts';
import { writePrivately } from './private-file.ts';
import { readSecret } from './secrets.ts';
import { StartFault, systemCode } from './start-fault.ts';

/** Where a root's certificate, its list and what it has certified stand for whoever carries them away. */
const PUBLIC = 'public';

/** The root of a folder, on a clock that has not gone back since its last act. */
export async function openRoot(folder: string, now: number): Promise<Root> {
  const root = await readRootOf(folder);
  const last = root.entries.at(-1)?.at ?? 0;
  if (now >= wholeSecond(last)) return root;
  throw new StartFault(
    `the clock of this machine says ${new Date(now).toISOString()}, and the last act of this root was at ${new Date(last).toISOString()}: set the clock.`,
  );
}

/** The place of its key: sealed in the folder, or in the token that the environment names. */
export async function openRootKeys(folder: string, passphrase: () => Promise<string>): Promise<KeyPlace> {
  const { token } = configurationFromEnvironment({ demonstration: false, purpose: 'read' });
  if (token === undefined) return new SealedKeys(folder, await passphrase());
  const { TokenKeys } = await import('../ca/signing-key-token.ts');
  const pin = await readSecret(token.pin, { variable: 'WARIFU_PKCS11_PIN', shortest: 4 });
  return TokenKeys.load({ module: token.module, label: token.label, pin, folder });
}

/** The passphrase of a root that one person has. */
export async function passphraseFromEnvironment(): Promise<string> {
  const { passphrase } = configurationFromEnvironment({ demonstration: false, purpose: 'read' });
  if (passphrase === undefined) {
    throw new StartFault(
      'WARIFU_CA_PASSPHRASE_FILE is not set: give the path of a file that holds the passphrase of the root; or `--shares`, and the shares one a line.',
    );
  }
  return readPassphrase({ passphrase });
}

/** Writes what is for others; the paths. What is there already is written again, for it is the same. */
export async function exportRoot(root: Root, to: string): Promise<string[]> {
  const { id, certificate, list, certified } = root;
  const files: [name: string, content: string | Uint8Array][] = [
    [`${id}.crt`, certificate.der],
    [`${id}.pem`, encodePem('CERTIFICATE', certificate.der)],
    ...(list === undefined ? [] : [[`${id}.crl`, list.list] as [string, Uint8Array]]),
    ...certified.map((one): [string, string] => [
      `issuing-${one.serialNumber}.pem`,
      encodePem('CERTIFICATE', one.certificate.der),
    ]),
  ];
  const paths: string[] = [];
  try {
    await mkdir(to, { recursive: true, mode: 0o755 });
    for (const [name, content] of files) {
      paths.push(join(to, name));
      await writePrivately(join(to, name), content);
      await chmod(join(to, name), 0o644);
    }
  } catch (error) {
    throw new StartFault(
      `${to} cannot be written (${systemCode(error)}); what was done stands in the register: mend it, then \`warifu root export\`.`,
    );
  }
  return paths;
}

/** After an act: written out beside the register. */
export async function exportBeside(folder: string): Promise<string[]> {
  return exportRoot(await readRootOf(folder), join(folder, PUBLIC));
}
