// A PDF as the office makes it: letters, cards and reports, page by page, with the font in it. Lengths are millimetres
// from the upper left corner of the paper, sizes of letters points.
//
//   const pdf = await startPdf({ title, language, author, madeAt: now() });
//   pdf.heading('…'); pdf.paragraph('…'); pdf.facts([['契約者ID', '…']]);
//   await pdf.table({ columns, rows });            // rows may be an async iterable of any length
//   pdf.place({ x: 14, y: 20, width: 80 }, '…');   // at a place of the paper: windows, cards
//   pdf.finish();                                  // pdf.missing: how many characters are a 〓
//   await sendPdf(reply, pdf, 'letter.pdf');       // or octetsOf(pdf); a long one is sent before it is written

import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { embedFont, type Font, loadPdfKit, readFonts, type Weight } from './font.ts';
import { drawTable, type PdfTable } from './table.ts';
import { wrapLines } from './wrap-lines.ts';

const POINTS = 72 / 25.4;
const A4 = { width: 210, height: 297 } as const;
/** Of the height of a line of letters of size 1; Japanese is set wide. */
const LEADING = 1.6;
/** Where letters stand within their square. */
const BASELINE = 0.88;
/** So much may wait for a slow reader. */
const WAITING_OCTETS = 64 * 1024;

export interface PdfOptions {
  readonly title: string;
  readonly language: 'ja' | 'en';
  /** Whose document it is: the bank's name. */
  readonly author: string;
  readonly madeAt: number;
  /** Absent: A4, upright. */
  readonly paper?: { readonly width: number; readonly height: number };
  /** On all four sides; absent: 20. */
  readonly margin?: number;
  /** What stands at the foot of each page; absent: its number. */
  readonly foot?: (page: number) => string;
}

export interface TextStyle {
  /** Absent: 10.5. */
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  /** `#rrggbb`; absent: black. */
  readonly colour?: string;
}

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Absent: as high as the text is. Otherwise letters become smaller until the text fits. */
  readonly height?: number;
}

export class PdfDocument {
  /** The octets; they wait for who reads them. */
  readonly stream: Readable;
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  /** How far down the page the next text of the flow stands. */
  y: number;
  /** How many characters the font lacked: each is a 〓. */
  missing = 0;
  #page = 1;
  readonly #pdf: PDFKit.PDFDocument;
  readonly #out = new PassThrough();
  readonly #fonts: Readonly<Record<Weight, Font>>;
  readonly #foot: (page: number) => string;

  constructor(pdf: PDFKit.PDFDocument, fonts: Readonly<Record<Weight, Font>>, options: PdfOptions) {
    this.#pdf = pdf;
    this.#fonts = fonts;
    const { paper = A4, margin = 20 } = options;
    this.width = paper.width;
    this.height = paper.height;
    this.margin = margin;
    this.#foot = options.foot ?? String;
    this.y = margin;
    this.stream = pdf.pipe(this.#out);
  }

  /** Width between the margins. */
  get column(): number {
    return this.width - 2 * this.margin;
  }

  /** Where the flow of a page ends. */
  get bottom(): number {
    return this.height - this.margin;
  }

  heading(text: string, level: 1 | 2 = 1): void {
    this.gap(level === 1 ? 0 : 3);
    this.#flow(text, { size: level === 1 ? 16 : 12, bold: true });
    this.gap(2);
  }

  paragraph(text: string, style: TextStyle = {}): void {
    this.#flow(text, style);
    this.gap(2);
  }

  /** Terms and what they are, side by side. */
  facts(facts: readonly (readonly [term: string, value: string])[], style: TextStyle = {}): void {
    const { size = 10.5 } = style;
    const left = this.column * 0.34;
    for (const [term, value] of facts) {
      const place = { x: this.margin, y: 0, width: left };
      const beside = { x: this.margin + left + 3, y: 0, width: this.column - left - 3 };
      const height = Math.max(this.measure(term, left, { size }), this.measure(value, beside.width, style));
      this.keepTogether(height + 1.5);
      this.place({ ...place, y: this.y }, term, { size, colour: '#444444' });
      this.place({ ...beside, y: this.y }, value, { ...style, size });
      this.y += height + 1.5;
    }
    this.gap(2);
  }

  /**
   * A table of any length, its heading on every page. Waits where the reader is slow, so a long one is read while it is
   * written.
   *
   * @throws when the reader has gone.
   */
  async table(table: PdfTable): Promise<void> {
    await drawTable(this, table);
    this.gap(3);
  }

  /** Leaves some room in the flow. */
  gap(height: number): void {
    this.y += height;
  }

  /** A new page if what comes next is higher than the rest of this one. */
  keepTogether(height: number): boolean {
    if (this.y + height <= this.bottom || this.y === this.margin) return false;
    this.newPage();
    return true;
  }

  newPage(): void {
    this.#endPage();
    this.#pdf.addPage();
    this.#page += 1;
    this.y = this.margin;
  }

  /** Text at a place of the paper, outside of the flow. */
  place({ x, y, width, height }: Place, text: string, style: TextStyle = {}): void {
    const { align = 'left', colour = '#000000' } = style;
    const printable = this.#printable(text, style);
    const size =
      height === undefined ? (style.size ?? 10.5) : this.#sizeFor(printable, { width, height }, style);
    const font = this.#fonts[weightOf(style)];
    this.#pdf.font(weightOf(style)).fontSize(size).fillColor(colour);
    let baseline = y * POINTS + (size * (LEADING - 1)) / 2 + size * BASELINE;
    for (const line of wrapLines(printable, width * POINTS, (part) => font.width(part, size))) {
      const rest = width * POINTS - font.width(line, size);
      const indent = align === 'left' ? 0 : align === 'right' ? rest : rest / 2;
      if (line !== '') {
        this.#pdf.text(line, x * POINTS + indent, baseline, { lineBreak: false, baseline: 'alphabetic' });
      }
      baseline += size * LEADING;
    }
  }

  /** How high a text becomes. */
  measure(text: string, width: number, style: TextStyle = {}): number {
    const { size = 10.5 } = style;
    const font = this.#fonts[weightOf(style)];
    const { text: printable } = font.printable(text);
    const lines = wrapLines(printable, width * POINTS, (part) => font.width(part, size));
    return (lines.length * size * LEADING) / POINTS;
  }

  line(from: readonly [x: number, y: number], to: readonly [x: number, y: number], width = 0.2): void {
    this.#pdf
      .moveTo(from[0] * POINTS, from[1] * POINTS)
      .lineTo(to[0] * POINTS, to[1] * POINTS)
      .lineWidth(width * POINTS)
      .stroke('#555555');
  }

  /** An area, filled or with a border. */
  rectangle(area: Required<Place>, { fill, radius = 0 }: { fill?: string; radius?: number } = {}): void {
    const [x, y, width, height] = [area.x, area.y, area.width, area.height].map((each) => each * POINTS);
    const shape = this.#pdf.roundedRect(x ?? 0, y ?? 0, width ?? 0, height ?? 0, radius * POINTS);
    if (fill === undefined) shape.lineWidth(0.2 * POINTS).stroke('#555555');
    else shape.fill(fill);
  }

  /** Lets others run, and waits until the reader has taken what there is. Throws when the reader has gone. */
  async settle(): Promise<void> {
    await setImmediate();
    while (this.#pdf.readableLength > WAITING_OCTETS && !this.#out.destroyed) {
      const stop = new AbortController();
      const { signal } = stop;
      await Promise.race([
        once(this.#out, 'drain', { signal }),
        once(this.#out, 'close', { signal }),
      ]).finally(() => stop.abort());
    }
    if (this.#out.destroyed) throw new Error('The reader of the PDF has gone');
  }

  finish(): void {
    this.#endPage();
    this.#pdf.end();
  }

  /** Ends the document as one that did not come about, for instance when its rows cannot be read. */
  abandon(reason: Error): void {
    this.#out.destroy(reason);
  }

  #flow(text: string, style: TextStyle): void {
    const { size = 10.5 } = style;
    const font = this.#fonts[weightOf(style)];
    const printable = this.#printable(text, style);
    const height = (size * LEADING) / POINTS;
    for (const line of wrapLines(printable, this.column * POINTS, (part) => font.width(part, size))) {
      this.keepTogether(height);
      this.place({ x: this.margin, y: this.y, width: this.column + 0.1 }, line, style);
      this.y += height;
    }
  }

  #endPage(): void {
    const foot = this.#foot(this.#page);
    const place = { x: this.margin, y: this.height - this.margin * 0.7, width: this.column };
    if (foot !== '') this.place(place, foot, { size: 8.5, align: 'center', colour: '#444444' });
  }

  #printable(text: string, style: TextStyle): string {
    const { text: printable, missing } = this.#fonts[weightOf(style)].printable(text);
    this.missing += missing;
    return printable;
  }

  #sizeFor(text: string, { width, height }: { width: number; height: number }, style: TextStyle): number {
    let { size = 10.5 } = style;
    const smallest = size / 2;
    while (size > smallest && this.measure(text, width, { ...style, size }) > height) size -= 0.5;
    return size;
  }
}

/** Begins a document; its first page is there. */
export async function startPdf(options: PdfOptions): Promise<PdfDocument> {
  const { title, language, author, madeAt, paper = A4 } = options;
  const [PDFDocument, files] = await Promise.all([loadPdfKit(), readFonts()]);
  const pdf = new PDFDocument({
    size: [paper.width * POINTS, paper.height * POINTS],
    margin: 0,
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    info: {
      Title: title,
      Author: author,
      Creator: 'Warifu',
      Producer: 'Warifu',
      CreationDate: new Date(madeAt),
    },
  });
  const fonts = { regular: embedFont(pdf, files, 'regular'), bold: embedFont(pdf, files, 'bold') };
  return new PdfDocument(pdf, fonts, options);
}

/** All of a short document that is finished. */
export const octetsOf = async ({ stream }: PdfDocument): Promise<Buffer> => await buffer(stream);

const weightOf = ({ bold = false }: TextStyle): Weight => (bold ? 'bold' : 'regular');
