// What a root does, whether it stands alone in a folder or beside the keys of a deployment: it is made, certifies issuing
// CAs, revokes them, and signs its list. Each act stands in its register before anybody has what was signed.

import { hash } from 'node:crypto';
import { equalBytes } from '../x509/bytes.ts';
import type { CaKeyKind } from '../x509/ca-key-kind.ts';
import { assembleCertificate, parseCertificate } from '../x509/certificate.ts';
import { buildTbsCertList } from '../x509/certificate-revocation-list.ts';
import { basicConstraints, keyUsage, subjectKeyIdentifier } from '../x509/extensions.ts';
import { encodeName, formatName, type Name } from '../x509/name.ts';
import { encodeRevoked } from '../x509/revoked-entries.ts';
import { fromHex, serialNumberToHex } from '../x509/serial-number.ts';
import { certifyIssuing } from './certify-issuing.ts';
import type { IssuingRequest } from './issuing-request.ts';
import type { KeyPlace } from './key-files.ts';
import { keyIdentifierOf } from './key-identifier.ts';
import { algorithmOfKey } from './public-key.ts';
import { type Root, type RootList, readNamedRoot } from './root.ts';
import { RootFault } from './root-fault.ts';
import { appendAct, type CaRevocationReason, type RootAct, registerOf } from './root-register.ts';
import { ROOT_LIST_MONTHS, ROOT_YEARS } from './root-terms.ts';
import { signCertificate } from './sign-certificate.ts';
import type { KeyName } from './signer/key-name.ts';
import { isSignedBy } from './verify-signature.ts';
import { wholeSecond } from './whole-second.ts';

const YEAR_MS = 365.25 * 24 * 60 * 60 * 1000;

/** Where a root is: its register and certificate in the folder, its key in the place for keys. */
export interface RootPlace {
  readonly folder: string;
  readonly keys: KeyPlace;
}

/** When, and in whose presence. */
export interface Witnessed {
  readonly at: number;
  readonly persons: readonly string[];
}

export interface NewRoot {
  readonly id: string;
  readonly name: Name;
  readonly keyKind: CaKeyKind;
  readonly validFrom: number;
  readonly years?: number;
  readonly pkiOrigin: string;
  readonly listMonths?: number;
  /** How its passphrase is given out; absent: to one person. */
  readonly shares?: string;
}

/** After so many years of certificates. */
export const yearsAfter = (instant: number, years: number): number => wholeSecond(instant + years * YEAR_MS);

/** Makes a root: its key where it is to live, its own certificate, the first entry of its register. */
export async function makeRoot({ folder, keys }: RootPlace, order: NewRoot, by: Witnessed): Promise<Root> {
  const { id, name, keyKind, validFrom, years = ROOT_YEARS, pkiOrigin } = order;
  const key = await keys.generate(id, keyKind);
  const { subjectPublicKeyInfo } = key;
  const certificate = signCertificate(key, {
    issuer: encodeName(name),
    subject: name,
    subjectKey: subjectPublicKeyInfo,
    notBefore: validFrom,
    notAfter: yearsAfter(validFrom, years),
    extensions: [
      subjectKeyIdentifier(keyIdentifierOf(subjectPublicKeyInfo)),
      basicConstraints({ cA: true }),
      keyUsage(['keyCertSign', 'cRLSign']),
    ],
  });
  const keyName = { id, spkiSha256: hash('sha256', subjectPublicKeyInfo, 'hex') };
  await record(registerOf(folder, keyName), [], by, {
    act: 'root-made',
    id,
    keyKind,
    pkiOrigin,
    listMonths: order.listMonths ?? ROOT_LIST_MONTHS,
    ...(order.shares !== undefined && { shares: order.shares }),
    certificate: base64(certificate),
  });
  return readNamedRoot(folder, keyName);
}

export interface IssuingTerms {
  readonly request: Pick<IssuingRequest, 'subject' | 'subjectPublicKeyInfo' | 'spkiSha256'>;
  readonly notBefore: number;
  /** Cut to the root's own end. */
  readonly notAfter: number;
}

/** @throws RootFault when this root must not certify that: the second time, its own name or key, a name that is taken. */
export function assertMayCertify(root: Root, { request, notBefore }: IssuingTerms): void {
  const { certificate, certified } = root;
  if (equalBytes(request.subject, certificate.subject))
    throw new RootFault('the request has the root’s own name');
  if (request.spkiSha256 === root.spkiSha256) throw new RootFault('the request has the root’s own key');
  if (notBefore >= certificate.notAfter) throw new RootFault('the root has ended');
  const before = certified.find(({ spkiSha256 }) => spkiSha256 === request.spkiSha256);
  if (before !== undefined) {
    throw new RootFault(
      `this key has been certified already, under the serial number ${before.serialNumber}: \`warifu root export\` gives that certificate again`,
    );
  }
  const namesake = certified.find(
    ({ certificate: other, revoked }) =>
      revoked === undefined && other.notAfter > notBefore && equalBytes(other.subject, request.subject),
  );
  if (namesake !== undefined) {
    throw new RootFault(
      `${formatName(namesake.certificate.subjectName)} is another CA already (serial number ${namesake.serialNumber}): revoke that one first, or take another name`,
    );
  }
}

/** Certifies an issuing CA. Its DER; the register has it by then. @throws RootFault, KeyFileError */
export async function certifyUnder(
  { folder, keys }: RootPlace,
  name: KeyName,
  terms: IssuingTerms,
  by: Witnessed,
): Promise<Uint8Array> {
  const root = await readNamedRoot(folder, name);
  assertMayCertify(root, terms);
  const { request, notBefore, notAfter } = terms;
  const certificate = certifyIssuing(await keys.open(root), {
    root: { id: root.id, certificate: root.certificate.der },
    pkiOrigin: root.made.pkiOrigin,
    subject: request.subject,
    subjectPublicKeyInfo: request.subjectPublicKeyInfo,
    notBefore,
    notAfter,
  });
  const parsed = parseCertificate(certificate);
  assertOwn(root, parsed.tbs, parsed.signature);
  await record(root.register, root.entries, by, {
    act: 'issuing-signed',
    serialNumber: serialNumberToHex(parsed.serialNumber),
    key: request.spkiSha256,
    certificate: base64(certificate),
  });
  return certificate;
}

/** @throws RootFault when there is no such certificate of this root, or it is revoked already. */
export function assertMayRevoke(root: Root, serialNumber: string): void {
  const found = root.certified.find((one) => one.serialNumber === serialNumber);
  if (found === undefined) {
    throw new RootFault(`this root has certified nothing under the serial number ${serialNumber}`);
  }
  if (found.revoked !== undefined) {
    const { at, reason } = found.revoked;
    throw new RootFault(`${serialNumber} was revoked already, at ${new Date(at).toISOString()} (${reason})`);
  }
}

/**
 * Signs the root's list: the newest of what it has revoked, with `revoke` added. Its number is above that of every list
 * before, and above the second, so that an old copy of the register gives none again.
 *
 * @throws RootFault, KeyFileError
 */
export async function signRootList(
  { folder, keys }: RootPlace,
  name: KeyName,
  by: Witnessed,
  revoke?: { readonly serialNumber: string; readonly reason: CaRevocationReason },
): Promise<RootList> {
  const root = await readNamedRoot(folder, name);
  if (revoke !== undefined) assertMayRevoke(root, revoke.serialNumber);
  const key = await keys.open(root);
  const thisUpdate = wholeSecond(by.at);
  const nextUpdate = Math.min(monthsAfter(thisUpdate, root.made.listMonths), root.certificate.notAfter);
  if (nextUpdate <= thisUpdate) throw new RootFault('the root has ended');
  const number = Math.max((root.list?.number ?? 0) + 1, thisUpdate / 1000);
  const revoked = revoke && { ...revoke, at: thisUpdate };
  const entries = [
    ...root.certified.flatMap((one) =>
      one.revoked ? [{ ...one.revoked, serialNumber: one.serialNumber }] : [],
    ),
    ...(revoked ? [revoked] : []),
  ].map(({ serialNumber, at, reason }) => ({
    serialNumber: fromHex(serialNumber) ?? new Uint8Array(),
    revokedAt: at,
    reason,
  }));
  const tbs = buildTbsCertList({
    signatureAlgorithm: key.algorithm,
    issuer: root.certificate.subject,
    thisUpdate,
    nextUpdate,
    entries: encodeRevoked(entries),
    authorityKeyIdentifier: keyIdentifierOf(root.certificate.subjectPublicKeyInfo),
    number,
  });
  const signature = key.sign(tbs);
  assertOwn(root, tbs, signature);
  const list = assembleCertificate(tbs, key.algorithm, signature);
  await record(root.register, root.entries, by, {
    act: 'list-signed',
    number,
    ...(revoked && { revoked }),
    thisUpdate,
    nextUpdate,
    list: base64(list),
  });
  return { number, thisUpdate, nextUpdate, list };
}

/** The same day of a later month, or its last. */
function monthsAfter(instant: number, months: number): number {
  const date = new Date(instant);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}

/** What leaves was signed with the root's key: a token may be another's, and memory may fail. */
function assertOwn(root: Root, content: Uint8Array, signature: Uint8Array): void {
  const { subjectPublicKeyInfo, publicKey } = root.certificate;
  if (!isSignedBy({ subjectPublicKeyInfo, algorithm: algorithmOfKey(publicKey), content, signature })) {
    throw new RootFault('the key did not sign as the root does: nothing was recorded');
  }
}

const record = (
  register: string,
  known: Root['entries'],
  { at, persons }: Witnessed,
  what: RootAct,
): Promise<unknown> => appendAct(register, known, { at, persons, what });

const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64');
