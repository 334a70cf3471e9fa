// The ceremony record of a root, to be printed and signed: everything its register holds, with fingerprints to compare
// and a line for each person. Two languages, one page's width.

import { hash } from 'node:crypto';
import type { Root } from '../ca/root.ts';
import type { RegisterEntry } from '../ca/root-register.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { formatName } from '../x509/name.ts';

export type RecordLanguage = 'ja' | 'en';

const WORDS = {
  ja: {
    title: 'ルート認証局 鍵の儀式の記録',
    root: '名前',
    key: '鍵の種類',
    validity: '有効期間',
    place: '公開する場所',
    passphrase: '鍵の合言葉',
    onePerson: '分割していない',
    shared: (split: string) => `分割した（${split.replace('-of-', ' / ')} 人で開く）`,
    fingerprint: '証明書の指紋（SHA-256）',
    acts: '行ったこと',
    'root-made': 'ルート認証局の鍵と証明書を作成',
    'issuing-signed': '発行認証局の証明書に署名',
    'list-signed': '失効リストに署名',
    revoked: '失効させた証明書',
    reason: '理由',
    serial: 'シリアル番号',
    subject: '名前',
    until: '有効期限',
    number: '番号',
    next: '次の失効リストの期限',
    list: '失効リストの指紋（SHA-256）',
    persons: '立会者',
    nobody: '（記録なし）',
    entry: 'この記録の控え（SHA-256）',
    last: '最後の記録の控え（SHA-256）。次の儀式の前に、機械の表示と見比べる。',
    signatures: '立会者の署名',
    sign: '署名',
    date: '日付',
    time: '日本時間',
  },
  en: {
    title: 'Root certification authority: record of the key ceremonies',
    root: 'Name',
    key: 'Kind of key',
    validity: 'Valid',
    place: 'Published at',
    passphrase: 'Passphrase of the key',
    onePerson: 'not split',
    shared: (split: string) => `split: ${split.replace('-of-', ' of ')} people open it`,
    fingerprint: 'Fingerprint of the certificate (SHA-256)',
    acts: 'What was done',
    'root-made': 'Key and certificate of the root made',
    'issuing-signed': 'Certificate of an issuing CA signed',
    'list-signed': 'Revocation list signed',
    revoked: 'Certificate revoked',
    reason: 'Reason',
    serial: 'Serial number',
    subject: 'Name',
    until: 'Valid until',
    number: 'Number',
    next: 'The next list is due before',
    list: 'Fingerprint of the list (SHA-256)',
    persons: 'Present',
    nobody: '(not recorded)',
    entry: 'Hash of this entry (SHA-256)',
    last: 'Hash of the last entry (SHA-256): compare it with what the machine shows before the next ceremony.',
    signatures: 'Signatures of those present',
    sign: 'Signature',
    date: 'Date',
    time: 'Japan',
  },
} as const;

/** A name, and what is said under it: a line, or the lines of a hash. */
export type RecordFact = readonly [name: string, ...values: readonly string[]];

/** What a record says, whatever it is printed on. */
export interface RootRecord {
  readonly title: string;
  readonly language: RecordLanguage;
  /** Of the root. */
  readonly subject: string;
  readonly facts: readonly RecordFact[];
  readonly actsTitle: string;
  readonly acts: readonly { readonly title: string; readonly facts: readonly RecordFact[] }[];
  /** The hash to compare before the next ceremony. */
  readonly last: RecordFact;
  readonly signaturesTitle: string;
  /** Who signs; empty: nobody was written down. */
  readonly persons: readonly string[];
  readonly sign: string;
  readonly date: string;
  /** Epoch milliseconds, of the last act. */
  readonly at: number;
}

export function recordOfRoot(root: Root, language: RecordLanguage): RootRecord {
  const w = WORDS[language];
  const { certificate, made, entries } = root;
  const subject = formatName(certificate.subjectName);
  const last = entries.at(-1);
  return {
    ...{ title: w.title, language, subject, actsTitle: w.acts, signaturesTitle: w.signatures },
    facts: [
      [w.root, subject],
      [w.key, made.keyKind],
      [w.validity, `${iso(certificate.notBefore)} – ${iso(certificate.notAfter)}`],
      [w.place, made.pkiOrigin],
      [w.passphrase, made.shares === undefined ? w.onePerson : w.shared(made.shares)],
      [w.fingerprint, ...grouped(sha256(certificate.der))],
    ],
    acts: entries.map((entry) => ({
      title: `${entry.number}. ${w[entry.what.act]}`,
      facts: actFacts(entry, w),
    })),
    last: [w.last, ...grouped(last?.sha256 ?? '')],
    persons: [...new Set(entries.flatMap((entry) => entry.persons))],
    ...{ sign: w.sign, date: w.date, at: last?.at ?? certificate.notBefore },
  };
}

/** The record in plain text. */
export function textOfRecord(record: RootRecord): string {
  const { title, facts, actsTitle, acts, last, signaturesTitle, persons, sign, date } = record;
  const [lastName, ...lastHash] = last;
  const lines = [
    title,
    RULE,
    ...facts.flatMap(factLines),
    '',
    actsTitle,
    RULE,
    ...acts.flatMap((act) => [act.title, ...act.facts.flatMap(factLines), '']),
    lastName,
    ...lastHash.map((line) => `    ${line}`),
    '',
    signaturesTitle,
    RULE,
    ...(persons.length === 0 ? ['', ''] : persons).flatMap((person) => [
      '',
      person,
      `    ${sign} ${'_'.repeat(36)}    ${date} ${'_'.repeat(18)}`,
    ]),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

type Words = (typeof WORDS)[RecordLanguage];

function actFacts({ at, persons, what, sha256: own }: RegisterEntry, w: Words): RecordFact[] {
  return [
    ['UTC', iso(at)],
    [w.time, japan(at)],
    [w.persons, persons.length === 0 ? w.nobody : persons.join(' / ')],
    ...contentFacts(what, w),
    [w.entry, ...grouped(own)],
  ];
}

function contentFacts(what: RegisterEntry['what'], w: Words): RecordFact[] {
  if (what.act === 'list-signed') {
    const { revoked } = what;
    const ended: RecordFact[] =
      revoked === undefined
        ? []
        : [
            [w.revoked, revoked.serialNumber],
            [w.reason, revoked.reason],
          ];
    return [
      [w.number, String(what.number)],
      [w.next, iso(what.nextUpdate)],
      ...ended,
      [w.list, ...grouped(sha256(Buffer.from(what.list, 'base64')))],
    ];
  }
  const der = Buffer.from(what.certificate, 'base64');
  const { subjectName, notAfter } = parseCertificate(der);
  const serial: RecordFact[] = what.act === 'issuing-signed' ? [[w.serial, what.serialNumber]] : [];
  return [
    [w.subject, formatName(subjectName)],
    ...serial,
    [w.until, iso(notAfter)],
    [w.fingerprint, ...grouped(sha256(der))],
  ];
}

const RULE = '-'.repeat(78);

/** What stands below its name, so that no width of characters matters. */
const factLines = ([name, ...values]: RecordFact): string[] =>
  values.length === 1
    ? [`    ${name}: ${values[0]}`]
    : [`    ${name}:`, ...values.map((one) => `        ${one}`)];

/** A hash in two lines of eight groups, to be read aloud. */
function grouped(hex: string): string[] {
  const groups = hex.toUpperCase().match(/.{4}/g) ?? [];
  return [groups.slice(0, 8).join(' '), groups.slice(8).join(' ')];
}

const sha256 = (octets: Uint8Array): string => hash('sha256', octets, 'hex');
const iso = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');
const japan = (instant: number): string =>
  new Date(instant).toLocaleString('sv-SE', { timeZone: 'Asia/Tokyo' }).replace('T', ' ');
