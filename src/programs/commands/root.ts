// `warifu root …`: a root on a machine of its own, with no database and no network. Every act stands in the root's
// register, and what is to be carried away in the folder `public` beside it.

import { hash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readIssuingRequest } from '../../ca/issuing-request.ts';
import {
  joinShares,
  parseShare,
  parseSplit,
  ShareError,
  splitPassphrase,
} from '../../ca/passphrase-shares.ts';
import { type Root, readRootOf } from '../../ca/root.ts';
import {
  assertMayCertify,
  assertMayRevoke,
  certifyUnder,
  makeRoot,
  signRootList,
  yearsAfter,
} from '../../ca/root-acts.ts';
import { CA_REVOCATION_REASONS, findRegisters } from '../../ca/root-register.ts';
import { ISSUING_YEARS, ROOT_LIST_MONTHS, ROOT_LIST_MOST_MONTHS, ROOT_YEARS } from '../../ca/root-terms.ts';
import { wholeSecond } from '../../ca/whole-second.ts';
import { CA_KEY_KINDS } from '../../x509/ca-key-kind.ts';
import { findNameFault, formatName, parseName } from '../../x509/name.ts';
import type { ExitCode } from '../exit-code.ts';
import { replaceFile } from '../private-file.ts';
import { readShares } from '../read-shares.ts';
import {
  exportBeside,
  exportRoot,
  openRoot,
  openRootKeys,
  passphraseFromEnvironment,
} from '../root-folder.ts';
import { recordOfRoot, textOfRecord } from '../root-record.ts';
import { StartFault, systemCode } from '../start-fault.ts';
import type { Manner } from './on-deployment.ts';
import { serialNumberOf } from './serial-number.ts';

/** Most of what the acts have in common. */
export interface RootOptions extends Manner {
  readonly folder: string;
  /** Whether the passphrase comes in shares, on standard input. */
  readonly shares: boolean;
  /** Who is there, with semicolons between them. */
  readonly persons: string;
}

const iso = (instant: number): string => new Date(instant).toISOString();
const sha256 = (octets: Uint8Array): string => hash('sha256', octets, 'hex');
const personsOf = (text: string): string[] => text.split(/[;；]/).flatMap((one) => one.trim() || []);
const passphraseOf = ({ shares }: Pick<RootOptions, 'shares'>) =>
  shares ? readShares : passphraseFromEnvironment;

function tell({ json, dryRun }: Manner, value: object, lines: readonly string[]): ExitCode {
  if (json) process.stdout.write(`${JSON.stringify({ ...value, dryRun })}\n`);
  else {
    const more = dryRun ? ['Dry run: nothing was changed.'] : [];
    process.stdout.write([...lines, ...more].map((line) => `${line}\n`).join(''));
  }
  return 0;
}

export interface NewRootOptions extends Omit<RootOptions, 'shares'> {
  readonly pki: string;
  readonly name: string;
  readonly id: string;
  readonly keyKind: string;
  readonly years: string | undefined;
  readonly months: string | undefined;
  readonly split: string | undefined;
}

export async function createRoot(options: NewRootOptions): Promise<ExitCode> {
  const { folder, name, id, keyKind, split } = options;
  const pkiOrigin = originOf(options.pki);
  const kind = CA_KEY_KINDS.find((one) => one === keyKind);
  if (kind === undefined) throw new StartFault(`--key-kind ${keyKind}: give ${CA_KEY_KINDS.join(', ')}.`);
  if (!/^root-\d{1,4}$/.test(id)) throw new StartFault(`--id ${id}: give one such as root-1.`);
  const fault = findNameFault('CN', name);
  if (fault !== undefined) throw new StartFault(`--name cannot stand in a certificate (${fault}).`);
  const years = wholeNumber('--years', options.years ?? String(ROOT_YEARS), 1, 30);
  const listMonths = wholeNumber(
    '--months',
    options.months ?? String(ROOT_LIST_MONTHS),
    1,
    ROOT_LIST_MOST_MONTHS,
  );
  if ((await findRegisters(folder)).length > 0) {
    throw new StartFault(`there is a root in ${folder} already: \`warifu root show\` tells which.`);
  }
  const now = wholeSecond(Date.now());
  const what = {
    id,
    name,
    keyKind: kind,
    pkiOrigin,
    notBefore: iso(now),
    notAfter: iso(yearsAfter(now, years)),
  };
  const shared = split === undefined ? undefined : await newShares(split);
  if (options.dryRun) {
    if (shared === undefined) await openRootKeys(folder, passphraseFromEnvironment);
    return tell(options, what, [`a root ${name} (${kind}) would be made, valid until ${what.notAfter}.`]);
  }
  // Before there is a root: none may be whose passphrase nobody has.
  if (shared !== undefined && !options.json) process.stdout.write(`${shared.lines.join('\n')}\n`);
  const keys = await openRootKeys(folder, async () => shared?.passphrase ?? passphraseFromEnvironment());
  const root = await makeRoot(
    { folder, keys },
    {
      ...{ id, keyKind: kind, validFrom: now, years, pkiOrigin, listMonths },
      name: [
        { type: 'C', value: 'JP' },
        { type: 'O', value: 'Warifu' },
        { type: 'CN', value: name },
      ],
      ...(split !== undefined && { shares: split }),
    },
    witnessed(options, now),
  );
  const files = await exportBeside(folder);
  const fingerprint = sha256(root.certificate.der);
  return tell(options, { ...what, sha256: fingerprint, files, ...(shared && { shares: shared.lines }) }, [
    `root ${formatName(root.certificate.subjectName)} (${kind}), valid until ${what.notAfter}`,
    `SHA-256 ${fingerprint}`,
    ...(shared === undefined ? [] : ['Give each of the lines above to one person. They are kept nowhere.']),
    ...files,
  ]);
}

/** A passphrase that nobody ever sees, in lines that open it. */
async function newShares(split: string): Promise<{ passphrase: string; lines: string[] }> {
  try {
    const passphrase = randomBytes(24).toString('base64url');
    const terms = parseSplit(split);
    const lines = await splitPassphrase(passphrase, terms);
    const joined = await joinShares(lines.slice(-terms.needed).map(parseShare));
    if (joined !== passphrase) throw new Error('shares that do not open');
    return { passphrase, lines };
  } catch (error) {
    if (error instanceof ShareError) throw new StartFault(`${error.message}.`);
    throw error;
  }
}

export async function signIssuing(
  options: RootOptions & { readonly request: string; readonly years: string | undefined },
): Promise<ExitCode> {
  const { folder } = options;
  const years = wholeNumber('--years', options.years ?? String(ISSUING_YEARS), 1, 30);
  const now = wholeSecond(Date.now());
  const root = await openRoot(folder, now);
  const bytes = await readFile(options.request).catch((error: unknown) => {
    throw new StartFault(`${options.request} cannot be read (${systemCode(error)}): check the path.`);
  });
  const request = readIssuingRequest(bytes);
  const notAfter = Math.min(yearsAfter(now, years), root.certificate.notAfter);
  const terms = { request, notBefore: now, notAfter };
  assertMayCertify(root, terms);
  const subject = formatName(parseName(request.subject));
  const what = {
    subject,
    keyKind: request.kind,
    key: request.spkiSha256,
    notBefore: iso(now),
    notAfter: iso(notAfter),
  };
  const cut = notAfter === root.certificate.notAfter ? [' (the end of the root)'] : [];
  const lines = [
    `${subject} (${request.kind}), valid until ${what.notAfter}${cut.join('')}`,
    `key ${request.spkiSha256}`,
  ];
  if (options.dryRun) return tell(options, what, lines);
  const keys = await openRootKeys(folder, passphraseOf(options));
  const certificate = await certifyUnder({ folder, keys }, root, terms, witnessed(options, now));
  const files = await exportBeside(folder);
  const fingerprint = sha256(certificate);
  return tell(options, { ...what, sha256: fingerprint, files }, [
    ...lines,
    `SHA-256 ${fingerprint}`,
    ...files,
  ]);
}

export async function revokeIssuing(
  options: RootOptions & { readonly serial: string; readonly reason: string },
): Promise<ExitCode> {
  const reason = CA_REVOCATION_REASONS.find((one) => one === options.reason);
  if (reason === undefined) {
    throw new StartFault(
      `there is no reason ${options.reason}: the reasons are ${CA_REVOCATION_REASONS.join(', ')}.`,
    );
  }
  return signList(options, { serialNumber: serialNumberOf(options.serial), reason });
}

/** Signs a list, with something revoked or as it is. */
export async function signList(
  options: RootOptions,
  revoke?: Parameters<typeof signRootList>[3],
): Promise<ExitCode> {
  const { folder } = options;
  const now = wholeSecond(Date.now());
  const root = await openRoot(folder, now);
  if (revoke !== undefined) assertMayRevoke(root, revoke.serialNumber);
  const ended = revoke === undefined ? [] : [`${revoke.serialNumber} is revoked: ${revoke.reason}`];
  if (options.dryRun) return tell(options, { ...revoke }, [...ended, 'a new list would be signed.']);
  const keys = await openRootKeys(folder, passphraseOf(options));
  const list = await signRootList({ folder, keys }, root, witnessed(options, now), revoke);
  const files = await exportBeside(folder);
  const value = { number: list.number, thisUpdate: iso(list.thisUpdate), nextUpdate: iso(list.nextUpdate) };
  const fingerprint = sha256(list.list);
  return tell(options, { ...revoke, ...value, sha256: fingerprint, files }, [
    ...ended,
    `list ${list.number}, to be replaced before ${value.nextUpdate}`,
    `SHA-256 ${fingerprint}`,
    ...files,
  ]);
}

export async function showRoot(folder: string, json: boolean): Promise<ExitCode> {
  const root = await readRootOf(folder);
  const { id, certificate, made, certified, list, entries } = root;
  const value = {
    ...{
      id,
      subject: formatName(certificate.subjectName),
      keyKind: made.keyKind,
      pkiOrigin: made.pkiOrigin,
    },
    ...{ notBefore: iso(certificate.notBefore), notAfter: iso(certificate.notAfter) },
    sha256: sha256(certificate.der),
    shares: made.shares ?? null,
    certified: certified.map(certifiedValue),
    list: list === undefined ? null : { number: list.number, nextUpdate: iso(list.nextUpdate) },
    acts: entries.length,
    register: entries.at(-1)?.sha256,
  };
  return tell({ json, dryRun: false }, value, [
    `${id}  ${value.subject} (${made.keyKind}), ${value.notBefore} to ${value.notAfter}, SHA-256 ${value.sha256}`,
    `published at  ${made.pkiOrigin}`,
    ...value.certified.map(
      (one) =>
        `certified  ${one.subject}, serial number ${one.serialNumber}, until ${one.notAfter}${one.revokedAt ? `, revoked ${one.revokedAt} (${one.reason})` : ''}`,
    ),
    value.list === null
      ? 'list  none yet: `warifu root revocation-list`'
      : `list  number ${value.list.number}, to be replaced before ${value.list.nextUpdate}`,
    `register  ${value.acts} acts, the last ${value.register}`,
  ]);
}

const certifiedValue = ({ certificate, serialNumber, revoked }: Root['certified'][number]) => ({
  ...{ subject: formatName(certificate.subjectName), serialNumber, notAfter: iso(certificate.notAfter) },
  ...{
    sha256: sha256(certificate.der),
    revokedAt: revoked ? iso(revoked.at) : null,
    reason: revoked?.reason ?? null,
  },
});

export async function exportTo(folder: string, to: string): Promise<ExitCode> {
  const files = await exportRoot(await readRootOf(folder), to);
  return tell({ json: false, dryRun: false }, {}, files);
}

/** @param to a file for the record as PDF; undefined: it is printed as text. */
export async function showRecord(
  folder: string,
  language: string,
  to: string | undefined,
): Promise<ExitCode> {
  if (language !== 'ja' && language !== 'en') throw new StartFault(`--lang ${language}: give ja or en.`);
  const record = recordOfRoot(await readRootOf(folder), language);
  if (to === undefined) {
    process.stdout.write(textOfRecord(record));
    return 0;
  }
  const { pdfOfRecord } = await import('../root-record-pdf.ts');
  const { octets, missing } = await pdfOfRecord(record);
  await replaceFile(to, octets).catch((error: unknown) => {
    throw new StartFault(`${to} cannot be written (${systemCode(error)}): check the path.`);
  });
  const byHand =
    missing === 0 ? [] : [`${missing} characters are a 〓, for the font lacks them: write them by hand.`];
  return tell({ json: false, dryRun: false }, {}, [to, ...byHand]);
}

const witnessed = ({ persons }: Pick<RootOptions, 'persons'>, at: number) => ({
  at,
  persons: personsOf(persons),
});

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new StartFault(`${option} ${text}: give a whole number from ${least} to ${most}.`);
}

/** Certificates name it for decades: a scheme, a host, perhaps a port. */
function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' && url.origin === text.replace(/\/$/, '')) return url.origin;
  throw new StartFault(
    `--pki ${text}: give where lists and CA certificates are published, such as http://pki.bank.example.`,
  );
}
