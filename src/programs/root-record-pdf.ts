// The ceremony record of a root on paper: A4, to be signed by those who were there. At the foot of every page stand how
// many pages there are and the beginning of the last entry's hash, so that no page passes for one of another record.

import { octetsOf, type PdfDocument, startPdf } from '../backoffice/pdf/document.ts';
import type { RecordFact, RootRecord } from './root-record.ts';

/** Of a row to sign in, in millimetres. */
const ROW = 13;
/** What is left together: the beginning of an act, or of a list of people. */
const BEGINNING = 40;

export interface PrintedRecord {
  readonly octets: Uint8Array;
  /** How many characters the font lacked: each is a 〓, to be written by hand. */
  readonly missing: number;
}

/** The same octets for the same register, whenever and wherever it is printed. */
export async function pdfOfRecord(record: RootRecord): Promise<PrintedRecord> {
  // Once to learn how many pages it takes.
  const { pages } = await drawn(record, 0);
  return drawn(record, pages);
}

async function drawn(record: RootRecord, of: number): Promise<PrintedRecord & { readonly pages: number }> {
  let pages = 0;
  const foot = (page: number) => {
    pages = page;
    return `${page}/${of}　SHA-256 ${record.last[1]?.slice(0, 19)} …`;
  };
  const { title, language, subject, at } = record;
  const pdf = await startPdf({ title, language, author: subject, madeAt: at, foot });
  draw(pdf, record);
  pdf.finish();
  return { octets: await octetsOf(pdf), missing: pdf.missing, pages };
}

function draw(pdf: PdfDocument, record: RootRecord): void {
  const { title, facts, actsTitle, acts, last, signaturesTitle } = record;
  const [lastName, ...lastHash] = last;
  pdf.heading(title);
  pdf.facts(facts.map(inOneCell));
  pdf.heading(actsTitle, 2);
  for (const act of acts) {
    pdf.keepTogether(BEGINNING);
    pdf.paragraph(act.title, { bold: true });
    pdf.facts(act.facts.map(inOneCell), { size: 9.5 });
  }
  pdf.keepTogether(BEGINNING);
  pdf.paragraph(lastName);
  pdf.paragraph(lastHash.join('\n'), { bold: true, size: 12 });
  pdf.keepTogether(BEGINNING);
  pdf.heading(signaturesTitle, 2);
  signatures(pdf, record);
}

const inOneCell = ([name, ...values]: RecordFact): readonly [string, string] => [name, values.join('\n')];

/** A row for each person: the name, room for the signature, room for the day. */
function signatures(pdf: PdfDocument, { persons, sign, date }: RootRecord): void {
  for (const person of persons.length === 0 ? ['', ''] : persons) {
    const width = pdf.column;
    const [name, hand] = [width * 0.34, width * 0.42];
    const height = Math.max(ROW, pdf.measure(person, name - 4) + 3);
    pdf.keepTogether(height);
    const { margin: x, y } = pdf;
    for (const [left, wide] of [
      [0, name],
      [name, hand],
      [name + hand, width - name - hand],
    ] as const) {
      pdf.rectangle({ x: x + left, y, width: wide, height });
    }
    pdf.place({ x: x + 2, y: y + 2, width: name - 4 }, person);
    const small = { size: 7.5, colour: '#444444' };
    pdf.place({ x: x + name + 2, y: y + 1, width: hand - 4 }, sign, small);
    pdf.place({ x: x + name + hand + 2, y: y + 1, width: width - name - hand - 4 }, date, small);
    pdf.y += height;
  }
}
