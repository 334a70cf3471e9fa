// `warifu ca prepare FILE.csr`, `ca accept FILE --from DAY`, `ca roll --from DAY`, `ca trust-root FILE …`: another
// generation of the issuing CA.

import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { trustRoot } from '../../ca/signer/trust-root.ts';
import { acceptGeneration, prepareGeneration } from '../../procedures/generations/accept-generation.ts';
import { type Rolled, rollGeneration } from '../../procedures/generations/roll-generation.ts';
import { CA_KEY_KINDS } from '../../x509/ca-key-kind.ts';
import { decodePem } from '../../x509/pem.ts';
import { startClock } from '../clock.ts';
import { readingConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault, systemCode } from '../start-fault.ts';
import { onAuthority } from './on-authority.ts';
import { type Manner, type Told, tell } from './on-deployment.ts';

const callerOf = (what: string) => ({ address: 'command line', reference: `${what}-${randomUUID()}` });
const iso = (instant: number): string => new Date(instant).toISOString();

export async function prepareKey(
  { file, keyKind }: { readonly file: string; readonly keyKind: string | undefined },
  manner: Manner,
): Promise<ExitCode> {
  const kind = keyKindOf(keyKind);
  return onAuthority(manner, async (place) => {
    const { id, spkiSha256, request } = await prepareGeneration(place, kind, callerOf('prepare'));
    if (request === '') return { value: { id, file }, words: `a key of ${id} would be made.\n` };
    if (!manner.dryRun) await writeNew(file, request);
    const words = `the key of ${id} is made; its request is in ${file}.\nTake it to the root, and what that signs to \`warifu ca accept\`. Key (SHA-256): ${spkiSha256}\n`;
    return { value: { id, spkiSha256, file }, words };
  });
}

export async function acceptCertificate(
  { file, from }: { readonly file: string; readonly from: string },
  manner: Manner,
): Promise<ExitCode> {
  const certificate = await readCertificate(file);
  return onAuthority(manner, async (place) =>
    toldOf(await acceptGeneration(place, certificate, from, callerOf('accept'))),
  );
}

export async function roll(
  { from, keyKind }: { readonly from: string; readonly keyKind: string | undefined },
  manner: Manner,
): Promise<ExitCode> {
  const kind = keyKindOf(keyKind);
  return onAuthority(manner, async (place) =>
    toldOf(await rollGeneration(place, from, kind, callerOf('roll'))),
  );
}

function toldOf(generation: Rolled): Told {
  const { id, root, issuesFrom, notBefore, notAfter, subject, fingerprint, newRoot = false } = generation;
  const value = {
    ...{ id, root, newRoot, issuesFrom: iso(issuesFrom), notBefore: iso(notBefore), notAfter: iso(notAfter) },
    ...(subject !== undefined && { subject, sha256: fingerprint }),
  };
  const lines = [
    `${id} issues from ${iso(issuesFrom)} on. It is valid from ${iso(notBefore)} to ${iso(notAfter)}, under ${root}.`,
    ...(fingerprint === undefined ? [] : [`${subject}, SHA-256 ${fingerprint}`]),
    'Servers on PostgreSQL take it in within seconds; on SQLite at the next start. What the ones before issued stays good.',
  ];
  return { value, words: `${lines.join('\n')}\n` };
}

export async function makeRootKnown(
  { file, id, fingerprint }: { readonly file: string; readonly id: string; readonly fingerprint: string },
  manner: Manner,
): Promise<ExitCode> {
  const { dataFolder, startAt } = readingConfiguration();
  const offered = {
    id,
    certificate: await readCertificate(file),
    fingerprint: fingerprint.replaceAll(/[\s:]/g, '').toLowerCase(),
  };
  const folder = join(dataFolder, 'ca');
  const fresh = await trustRoot(folder, offered, startClock(startAt)(), manner.dryRun);
  const words = `the signer with the keys in ${folder} ${fresh ? 'knows' : 'knew already'} ${id}.\n`;
  return tell(manner, { value: { id, sha256: offered.fingerprint, fresh }, words });
}

function keyKindOf(given: string | undefined): string | undefined {
  if (given === undefined || CA_KEY_KINDS.some((kind) => kind === given)) return given;
  throw new StartFault(`there is no kind of key ${given}: the kinds are ${CA_KEY_KINDS.join(', ')}.`);
}

/** One certificate, PEM or DER. */
async function readCertificate(file: string): Promise<Uint8Array> {
  const content = await readFile(file).catch((error: unknown) => {
    throw new StartFault(`${file} cannot be read (${systemCode(error)}): check the path.`);
  });
  if (content[0] === 0x30) return new Uint8Array(content);
  const certificates = decodePem(String(content)).filter(({ label }) => label === 'CERTIFICATE');
  const [first, other] = certificates;
  if (first === undefined) throw new StartFault(`${file} holds no certificate.`);
  if (other !== undefined) {
    throw new StartFault(
      `${file} holds ${certificates.length} certificates: give the one that is meant alone.`,
    );
  }
  return first.der;
}

/** The same again is no fault; another file is never replaced. */
async function writeNew(file: string, content: string): Promise<void> {
  try {
    await writeFile(file, content, { flag: 'wx' });
  } catch (error) {
    if (systemCode(error) === 'EEXIST' && (await readFile(file, 'utf8')) === content) return;
    throw new StartFault(
      `${file} cannot be written (${systemCode(error)}): name a new file. The same command gives the same request again.`,
    );
  }
}
