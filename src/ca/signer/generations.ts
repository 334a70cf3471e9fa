// How a signer gets another generation of its issuing CA: it makes the key, has a root certify it, and believes the
// certificate that comes back when it has judged it. Each step may be asked for again: it has the same outcome.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { equalBytes } from '../../x509/bytes.ts';
import type { CaKeyKind } from '../../x509/ca-key-kind.ts';
import { issuingName } from '../certify-issuing.ts';
import { type IssuingRequest, readIssuingRequest, writeIssuingRequest } from '../issuing-request.ts';
import { type KeyPlace, writeSynced } from '../key-files.ts';
import { readNamedRoot } from '../root.ts';
import { certifyUnder } from '../root-acts.ts';
import { RootFault } from '../root-fault.ts';
import { findRegisters, registerOf } from '../root-register.ts';
import { CRL_SHARDS } from '../root-terms.ts';
import { judgeOffered, readOffered } from './accepted-certificate.ts';
import { type HeldAuthority, readAuthorities, writeAuthority } from './held-authorities.ts';
import { type KeyName, numberOf } from './key-name.ts';
import { SignerFault } from './signer-fault.ts';

export interface SignerFolder {
  readonly keyFolder: string;
  readonly caKeys: KeyPlace;
  readonly pkiOrigin: string;
}

/** A key that was made for a generation. */
interface Prepared extends IssuingRequest {
  readonly id: string;
  /** PKCS #10, PEM. */
  readonly pem: string;
}

export interface PreparedGeneration {
  /** `issuing-2` */
  readonly id: string;
  /** PKCS #10, PEM; undefined when it was only asked what would be. */
  readonly request: string | undefined;
  readonly spkiSha256: string | undefined;
}

export interface Preparation {
  /** The next one after those that the database knows. */
  readonly id: string;
  /** Undefined: the usual one, or what was made before. */
  readonly kind: CaKeyKind | undefined;
  readonly usual: CaKeyKind;
  /** Say what would be done, and make nothing. */
  readonly only: boolean;
}

/** The request that was made for this generation, also when its certificate is here and the database lost it; or one. */
export async function prepareGeneration(
  { keyFolder, caKeys }: SignerFolder,
  { id: wanted, kind, usual, only }: Preparation,
): Promise<PreparedGeneration> {
  const held = await readAuthorities(keyFolder);
  const requests = await readRequests(keyFolder);
  const made = held.find(({ id }) => id === wanted);
  // What a ceremony made has no request: a ceremony that nobody recorded.
  const id = made && !requests.some((one) => one.id === wanted) ? nextId(held) : wanted;
  // Of two that were asked for at once the first by name is the one, unless the other was certified.
  const ofId = requests.filter((one) => one.id === id);
  const waiting = ofId.find(({ spkiSha256 }) => spkiSha256 === made?.spkiSha256) ?? ofId[0];
  if (waiting !== undefined && kind !== undefined && waiting.kind !== kind) {
    const file = requestFileOf(keyFolder, waiting);
    throw new SignerFault(
      'not-accepted',
      `a key of ${id} is prepared already, ${waiting.kind}: use it, or remove ${file} to have another made`,
    );
  }
  if (waiting !== undefined) return { id, request: waiting.pem, spkiSha256: waiting.spkiSha256 };
  if (only) return { id, request: undefined, spkiSha256: undefined };
  const key = await caKeys.generate(id, kind ?? usual);
  const request = await writeIssuingRequest(key, issuingName(numberOf(id)));
  const { spkiSha256 } = readIssuingRequest(Buffer.from(request));
  await writeSynced(requestFileOf(keyFolder, { id, spkiSha256 }), request);
  return { id, request, spkiSha256 };
}

/**
 * Has the root whose key lies here certify the prepared key.
 *
 * @returns DER; of a key that was certified before the certificate of then.
 * @throws SignerFault `not-accepted`
 */
export async function certifyGeneration(
  { keyFolder, caKeys }: SignerFolder,
  root: KeyName,
  key: string,
  period: { readonly notBefore: number; readonly notAfter: number },
  now: number,
): Promise<Uint8Array> {
  const request = (await readRequests(keyFolder)).find(({ spkiSha256 }) => spkiSha256 === key);
  if (request === undefined) throw new SignerFault('not-accepted', 'this key is not prepared');
  try {
    if (!(await isHere(keyFolder, root))) {
      throw new RootFault(`${root.id} is elsewhere: use \`warifu ca prepare\` and \`warifu ca accept\``);
    }
    const { certified } = await readNamedRoot(keyFolder, root);
    const before = certified.find(({ spkiSha256 }) => spkiSha256 === request.spkiSha256);
    if (before !== undefined) return before.certificate.der;
    const terms = { request, ...period };
    return await certifyUnder({ folder: keyFolder, keys: caKeys }, root, terms, { at: now, persons: [] });
  } catch (error) {
    if (error instanceof RootFault) throw new SignerFault('not-accepted', error.message);
    throw error;
  }
}

async function isHere(folder: string, root: KeyName): Promise<boolean> {
  return (await findRegisters(folder)).includes(registerOf(folder, root));
}

export interface AcceptedGeneration {
  readonly id: string;
  readonly crlShards: number;
  readonly root: HeldAuthority;
}

/**
 * Judges the certificate of a prepared key, and believes it from then on.
 *
 * @param only judge, and change nothing.
 * @throws SignerFault `not-accepted`, KeyFileError
 */
export async function acceptGeneration(
  { keyFolder, caKeys, pkiOrigin }: SignerFolder,
  der: Uint8Array,
  now: number,
  only: boolean,
): Promise<AcceptedGeneration> {
  const certificate = readOffered(der);
  const held = await readAuthorities(keyFolder);
  const roots = held.filter(({ role }) => role === 'root');
  const requests = await readRequests(keyFolder);
  const request = requests.find((one) =>
    equalBytes(one.subjectPublicKeyInfo, certificate.subjectPublicKeyInfo),
  );
  if (request === undefined) {
    throw new SignerFault('not-accepted', 'its key is none that `warifu ca prepare` made here');
  }
  const { root } = judgeOffered(certificate, request, roots, { pkiOrigin, now });
  const known = held.find(({ spkiSha256 }) => spkiSha256 === request.spkiSha256);
  const { id } = request;
  if (known === undefined ? held.some((one) => one.id === id) : !equalBytes(known.certificate, der)) {
    throw new SignerFault('not-accepted', `${id} has been accepted with another certificate`);
  }
  // The key is here and opens, before anybody relies on it.
  await caKeys.open(request);
  if (known === undefined && !only) {
    await writeAuthority(keyFolder, { id, role: 'issuing', certificate: der, crlShards: CRL_SHARDS });
  }
  return { id, crlShards: known?.crlShards ?? CRL_SHARDS, root };
}

/** After the last that was accepted. */
function nextId(held: readonly HeldAuthority[]): string {
  const numbers = held.filter(({ role }) => role === 'issuing').map(({ id }) => numberOf(id));
  return `issuing-${Math.max(0, ...numbers) + 1}`;
}

const requestFileOf = (folder: string, { id, spkiSha256 }: KeyName): string =>
  join(folder, `${id}-${spkiSha256.slice(0, 16)}.request.pem`);

const REQUEST = /^(issuing-\d{1,4})-[0-9a-f]{16}\.request\.pem$/;

async function readRequests(folder: string): Promise<Prepared[]> {
  const names = await readdir(folder).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const requests: Prepared[] = [];
  for (const name of names.toSorted()) {
    const id = REQUEST.exec(name)?.[1];
    if (id === undefined) continue;
    const pem = await readFile(join(folder, name), 'utf8');
    requests.push({ id, pem, ...readIssuingRequest(Buffer.from(pem)) });
  }
  return requests;
}
