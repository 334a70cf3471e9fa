// A root as its register tells of it: what it has certified, what it has revoked, its newest list.

import { hash } from 'node:crypto';
import { type ParsedCertificate, parseCertificate } from '../x509/certificate.ts';
import { parseCertificateRevocationList } from '../x509/certificate-revocation-list.ts';
import { DerError } from '../x509/der-reader.ts';
import { serialNumberToHex } from '../x509/serial-number.ts';
import { RootFault } from './root-fault.ts';
import {
  type CaRevocationReason,
  findRegisters,
  type RegisterEntry,
  type RootAct,
  readRegister,
  registerOf,
} from './root-register.ts';
import type { KeyName } from './signer/key-name.ts';
import { isSignedBy } from './verify-signature.ts';

export interface CertifiedCa {
  readonly serialNumber: string;
  readonly certificate: ParsedCertificate;
  readonly spkiSha256: string;
  readonly revoked: { readonly at: number; readonly reason: CaRevocationReason } | undefined;
}

export interface RootList {
  readonly number: number;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** DER. */
  readonly list: Uint8Array;
}

export interface Root extends KeyName {
  readonly register: string;
  readonly entries: readonly RegisterEntry[];
  readonly made: Extract<RootAct, { act: 'root-made' }>;
  readonly certificate: ParsedCertificate;
  /** Oldest first. */
  readonly certified: readonly CertifiedCa[];
  readonly list: RootList | undefined;
}

/** The root of a folder. @throws RootFault when there is none, or more than one, or the register is damaged. */
export async function readRootOf(folder: string): Promise<Root> {
  const [register, other] = await findRegisters(folder);
  if (register === undefined) {
    throw new RootFault(
      `there is no root in ${folder}: make one with \`warifu root create\`, or name its folder`,
    );
  }
  if (other !== undefined) {
    throw new RootFault(
      `there is more than one root in ${folder} (a ceremony was interrupted): put the register that is not in use elsewhere`,
    );
  }
  return readRoot(register);
}

/** The root of this name in a folder of keys. @throws RootFault */
export async function readNamedRoot(folder: string, name: KeyName): Promise<Root> {
  const register = registerOf(folder, name);
  const root = await readRoot(register);
  if (root.spkiSha256 !== name.spkiSha256) throw new RootFault(`${register} is that of another root`);
  return root;
}

async function readRoot(register: string): Promise<Root> {
  const entries = await readRegister(register);
  const [first] = entries;
  if (first?.what.act !== 'root-made')
    throw new RootFault(`the register ${register} is not there, or has no beginning`);
  const damaged = () => new RootFault(`the register ${register} holds what its root has not signed`);
  try {
    return rootOf(register, entries, first.what, damaged);
  } catch (error) {
    throw error instanceof DerError ? damaged() : error;
  }
}

function rootOf(
  register: string,
  entries: readonly RegisterEntry[],
  made: Root['made'],
  damaged: () => RootFault,
): Root {
  const certificate = parseCertificate(Buffer.from(made.certificate, 'base64'));
  const assertSigned = (signed: Pick<ParsedCertificate, 'tbs' | 'signature' | 'signatureAlgorithm'>) => {
    const { tbs: content, signature, signatureAlgorithm: algorithm } = signed;
    const { subjectPublicKeyInfo } = certificate;
    if (!isSignedBy({ subjectPublicKeyInfo, algorithm, content, signature })) throw damaged();
  };
  assertSigned(certificate);
  const certified: CertifiedCa[] = [];
  let list: RootList | undefined;
  for (const { what } of entries.slice(1)) {
    if (what.act === 'issuing-signed') {
      const parsed = parseCertificate(Buffer.from(what.certificate, 'base64'));
      assertSigned(parsed);
      certified.push({
        serialNumber: serialNumberToHex(parsed.serialNumber),
        certificate: parsed,
        spkiSha256: hash('sha256', parsed.subjectPublicKeyInfo, 'hex'),
        revoked: undefined,
      });
    } else if (what.act === 'list-signed') {
      const { number, thisUpdate, nextUpdate, revoked } = what;
      list = { number, thisUpdate, nextUpdate, list: Buffer.from(what.list, 'base64') };
      assertSigned(parseCertificateRevocationList(list.list));
      const at = certified.findIndex((one) => one.serialNumber === revoked?.serialNumber);
      const ended = certified[at];
      if (ended !== undefined && revoked !== undefined) certified[at] = { ...ended, revoked };
    } else throw damaged();
  }
  const spkiSha256 = hash('sha256', certificate.subjectPublicKeyInfo, 'hex');
  return { id: made.id, spkiSha256, register, entries, made, certificate, certified, list };
}
