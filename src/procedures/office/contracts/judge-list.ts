// What a bank's list would change, line by line: judged as the import command does, against what is registered now.

import { createHash } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { dayOf } from '../../../domain/calendar.ts';
import { subjectKeyOf } from '../../../domain/certificate-subject.ts';
import {
  type ContractTerms,
  nameNotes,
  readContractTerms,
  type TermsFault,
} from '../../../domain/contract-terms.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import { findContractsBySubject } from '../../../store/read/contract.ts';
import type { Reader } from '../../../store/store.ts';
import {
  COLUMNS,
  type Column,
  type ContractRow,
  REQUIRED,
} from '../../import-contracts/read-contract-list.ts';
import type { LineFault, ListFaultCode } from '../../read-list.ts';
import { type ListEncoding, readListStream } from '../../read-list-stream.ts';
import { SeenLines } from './seen-lines.ts';

export const LINE_CLASSES = ['fresh', 'unchanged', 'differing', 'faulty'] as const;
/** `fresh`: would be opened. `differing`: registered with another name or mail, which a list does not change. */
export type LineClass = (typeof LINE_CLASSES)[number];

/** What is wrong with a line, for pages to say. `secret-given`: PINs and cards are made here, and known to nobody. */
export interface LineSaying {
  readonly code: ListFaultCode | TermsFault | 'secret-given' | 'double' | 'letter-case' | 'differs';
  readonly column?: Column;
  readonly about?: string;
}

export interface JudgedLine {
  /** 0: the file as a whole. */
  readonly line: number;
  readonly class: LineClass;
  readonly contractId: string;
  readonly companyName: string;
  readonly terms?: ContractTerms;
  readonly subject?: string;
  readonly faults: readonly LineSaying[];
  readonly notes: readonly ReturnType<typeof nameNotes>[number][];
}

export interface ListOutcome {
  readonly counts: Readonly<Record<LineClass, number>>;
  /** Lines with names that whoever approves ought to look at. */
  readonly noted: number;
  /** SHA-256 over what each line came to. */
  readonly digest: string;
  /** The first line in an import's way; undefined: none. */
  readonly firstFault?: number;
  /** More lines than are taken. */
  readonly tooLong: boolean;
}

const BATCH = 500;
export const SECRETS: readonly Column[] = [
  'contractPin',
  'contractConfirmationPin',
  'cardNumber',
  'cardCells',
];

export interface ListAsked {
  readonly bank: BankProfile;
  readonly octets: AsyncIterable<Uint8Array>;
  readonly encoding: ListEncoding | 'unknown';
  readonly now: number;
}

/** Every line of the list, in batches and in order. */
export async function* judgeList(
  db: Reader,
  { bank, octets, encoding, now }: ListAsked,
): AsyncGenerator<JudgedLine[]> {
  if (encoding === 'unknown') {
    yield [ofFile({ line: 0, message: '', code: 'encoding' })];
    return;
  }
  const seen = new SeenLines();
  const today = dayOf(now);
  let batch: JudgedLine[] = [];
  for await (const row of readListStream(octets, encoding, COLUMNS, REQUIRED)) {
    batch.push('message' in row ? ofFile(row) : judgeRow(bank, row, seen, today));
    if (batch.length < BATCH) continue;
    yield await compare(db, batch);
    batch = [];
    // On SQLite nothing here waits for anything: everybody else's requests come in between.
    await othersTurn();
  }
  if (batch.length > 0) yield await compare(db, batch);
}

const NAMELESS = { contractId: '', companyName: '', notes: [] } as const;

function ofFile({ line, code = 'csv', about }: LineFault): JudgedLine {
  const fault = { code, ...(about !== undefined && { about }) };
  return { line, class: 'faulty', ...NAMELESS, faults: [fault] };
}

function judgeRow(
  bank: BankProfile,
  { line, cells }: ContractRow,
  seen: SeenLines,
  today: string,
): JudgedLine {
  const faults: LineSaying[] = [];
  for (const name of SECRETS) {
    if (cells[name] !== '') faults.push({ code: 'secret-given', column: name });
  }
  const read = readContractTerms(bank, cells, today);
  if (read instanceof Map) {
    for (const [name, code] of read) faults.push({ code, column: name, about: cells[name] });
    const { contractId, companyName } = cells;
    return { line, class: 'faulty', contractId, companyName, faults, notes: [] };
  }
  const { contractId, terms } = read;
  const subject = subjectKeyOf(bank, { contractId, role: 'administrator', userId: '' });
  const before = seen.firstOf(subject, line);
  if (before !== undefined) faults.push({ code: 'double', about: String(before) });
  const { companyName } = terms;
  const notes = [...new Set([...nameNotes(companyName), ...nameNotes(terms.companyKana)])];
  return {
    line,
    class: faults.length > 0 ? 'faulty' : 'fresh',
    contractId,
    companyName,
    terms,
    subject,
    faults,
    notes,
  };
}

/** Against what is registered. */
async function compare(db: Reader, lines: readonly JudgedLine[]): Promise<JudgedLine[]> {
  const subjects = lines.flatMap((one) => (one.class === 'fresh' && one.subject ? [one.subject] : []));
  const known = new Map(
    (await findContractsBySubject(db, subjects)).map((row) => [row.subject, row] as const),
  );
  return lines.map((one) => {
    const row = one.class === 'fresh' ? known.get(one.subject ?? '') : undefined;
    if (row === undefined) return one;
    if (row.contract_id !== one.contractId) {
      return { ...one, class: 'faulty', faults: [{ code: 'letter-case', about: row.contract_id }] };
    }
    const differs = [
      ...(row.company_name === one.terms?.companyName ? [] : [row.company_name]),
      ...(row.mail === one.terms?.mail ? [] : [row.mail]),
    ];
    if (differs.length === 0) return { ...one, class: 'unchanged' };
    return { ...one, class: 'differing', faults: [{ code: 'differs', about: differs.join(' / ') }] };
  });
}

/** Counts, and a digest by which a later judgement of the same list can be told to be the same. */
export class ListTally {
  readonly #counts: Record<LineClass, number> = { fresh: 0, unchanged: 0, differing: 0, faulty: 0 };
  readonly #digest = createHash('sha256');
  #noted = 0;
  #lines = 0;
  #firstFault: number | undefined;

  add(batch: readonly JudgedLine[]): void {
    for (const one of batch) {
      this.#counts[one.class] += 1;
      this.#lines += 1;
      if (one.notes.length > 0) this.#noted += 1;
      if (one.class === 'differing' || one.class === 'faulty') this.#firstFault ??= one.line;
      this.#digest.update(`${one.line} ${one.class} ${JSON.stringify([one.contractId, one.terms])}\n`);
    }
  }

  get lines(): number {
    return this.#lines;
  }

  outcome(mostLines: number): ListOutcome {
    return {
      counts: this.#counts,
      noted: this.#noted,
      digest: this.#digest.digest('hex'),
      ...(this.#firstFault !== undefined && { firstFault: this.#firstFault }),
      tooLong: this.#lines > mostLines,
    };
  }
}
