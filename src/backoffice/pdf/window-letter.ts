// A letter on A4, folded in three for a window envelope (長形3号, 235 mm by 120 mm): the address stands where the window
// shows it wherever the folded sheet lies in the envelope, and nothing else ever does.

import { type PdfDocument, startPdf } from './document.ts';

export interface WindowLetter {
  readonly language: 'ja' | 'en';
  readonly title: string;
  /** As it is printed. */
  readonly day: string;
  /** What people call the letter by. */
  readonly number: string;
  readonly madeAt: number;
  /** `100-0001`; empty: not known. */
  readonly postalCode: string;
  /** Lines parted by \n; empty: not known, and written on the envelope by hand. */
  readonly postalAddress: string;
  /** Whom it is for, line by line. */
  readonly addressee: readonly string[];
  /** The bank, its department and telephone, line by line. */
  readonly sender: readonly string[];
}

/** What the window may show of the sheet, from its corner: 90 mm by 45 mm at 22 mm and 15 mm of the envelope. */
export const WINDOW_AREA = { width: 112, height: 60 } as const;
/** What it shows in any case: the sheet may lie 25 mm to the right and 21 mm lower. */
export const ADDRESS_AREA = { x: 23, y: 15, width: 63, height: 24 } as const;
/** Below the first fold: what is secret stands no higher, so that no light shows it through the window. */
export const SECRET_PART = 106;
const SENDER = { x: 118, y: 16, width: 72 } as const;
const BODY = 66;
const FOLDS = [99, 198] as const;

/** Begins the letter; the flow goes on below its title. */
export async function startWindowLetter(letter: WindowLetter): Promise<PdfDocument> {
  const { language, title, number, madeAt, sender } = letter;
  const pdf = await startPdf({ title, language, author: sender[0] ?? '', madeAt, foot: () => number });
  beginWindowLetter(pdf, letter);
  return pdf;
}

/** Begins a letter on a page that is empty: one of several in a document. */
export function beginWindowLetter(
  pdf: PdfDocument,
  letter: Omit<WindowLetter, 'language' | 'number' | 'madeAt'>,
): void {
  const { title, day, postalCode, postalAddress, addressee, sender } = letter;
  const code = postalCode === '' ? '' : `〒${postalCode}`;
  const address = [code, ...postalAddress.split('\n'), ...addressee].filter((line) => line !== '');
  pdf.place(ADDRESS_AREA, address.join('\n'), { size: 10 });
  pdf.place(SENDER, [day, ...sender].join('\n'), { size: 9.5 });
  for (const y of FOLDS) pdf.line([4, y], [9, y], 0.1);
  pdf.y = BODY;
  pdf.heading(title);
}
