// The customer card for a card printer: ID-1 (ISO/IEC 7810, 85.60 mm by 53.98 mm), its front and its back; and the sheet
// that it is stuck to, which has no secret on it.

import { dayOf } from '../../domain/calendar.ts';
import type { MadeCard } from '../../procedures/cards/replace-card.ts';
import type { BankProfile, Language } from '../../profile/bank-profile.ts';
import { formatDay } from '../../profile/wording/dates.ts';
import { say } from '../../profile/wording/wording.ts';
import type { ListedCard } from '../../store/read/card-list.ts';
import { senderOf } from '../letters/letter-pdf.ts';
import { type PdfDocument, startPdf } from '../pdf/document.ts';
import { SECRET_PART, startWindowLetter } from '../pdf/window-letter.ts';

const ID_1 = { width: 85.6, height: 54 } as const;
const MARGIN = 4;
const POINTS = 72 / 25.4;
/** How wide a bold digit is, and how high its line, for a size of 1. */
const DIGIT = 0.62;
const LINE = 1.6;

export interface CardPrint {
  readonly bank: BankProfile;
  readonly language: Language;
  readonly contractId: string;
  readonly card: MadeCard;
  readonly madeAt: number;
}

export async function cardPdf({ bank, language, contractId, card, madeAt }: CardPrint): Promise<PdfDocument> {
  const { terms, name, serviceName, helpDesk } = bank;
  const title = `${terms.customerCard[language]} ${card.cardNumber}`;
  const author = name[language];
  const pdf = await startPdf({
    title,
    language,
    author,
    madeAt,
    paper: ID_1,
    margin: MARGIN,
    foot: () => '',
  });
  const { column: width } = pdf;
  pdf.place({ x: MARGIN, y: 4, width, height: 6 }, name[language], { size: 10, bold: true });
  pdf.place({ x: MARGIN, y: 9.5, width, height: 5 }, serviceName[language], { size: 7.5 });
  pdf.place({ x: MARGIN, y: 16, width, height: 7 }, terms.customerCard[language], { size: 12, bold: true });
  pdf.place({ x: MARGIN, y: 25, width, height: 4 }, terms.contractId[language], {
    size: 6.5,
    colour: '#444444',
  });
  pdf.place({ x: MARGIN, y: 28, width, height: 7 }, contractId, { size: 12, bold: true });
  pdf.place({ x: MARGIN, y: 36, width, height: 4 }, `No. ${card.cardNumber}`, { size: 6.5 });
  const [desk] = helpDesk;
  const contact = `${desk?.name[language] ?? ''} ${desk?.phone ?? desk?.mail ?? ''}`;
  pdf.place({ x: MARGIN, y: 41, width, height: 4 }, contact, { size: 6.5 });
  if (bank.specimen) {
    const specimen = say(bank, language, 'card.specimen');
    pdf.place({ x: MARGIN, y: 45.5, width, height: 4 }, specimen, { size: 6.5, bold: true });
  }
  pdf.newPage();
  drawBack(pdf, bank, language, card);
  pdf.finish();
  return pdf;
}

function drawBack(pdf: PdfDocument, bank: BankProfile, language: Language, card: MadeCard): void {
  const { card: shape, terms } = bank;
  const { column: width } = pdf;
  pdf.place({ x: MARGIN, y: 2.5, width, height: 4 }, terms.cardPassword[language], { size: 6.5, bold: true });
  const warning = say(bank, language, 'card.warning');
  pdf.place({ x: MARGIN, y: 47, width, height: 6 }, warning, { size: 5.5 });
  if (shape === null || shape.kind === 'fixed') {
    pdf.place({ x: MARGIN, y: 20, width, height: 12 }, card.cells[''] ?? '', {
      size: 16,
      bold: true,
      align: 'center',
    });
    return;
  }
  drawTable(pdf, { x: MARGIN, y: 7.5, width, height: 38.5 }, shape, card.cells);
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** As large as the area lets the digits be; every other line shaded, so that the eye stays in it. */
function drawTable(
  pdf: PdfDocument,
  area: Area,
  shape: Extract<BankProfile['card'], { kind: 'table' }>,
  cells: Readonly<Record<string, string>>,
): void {
  const { columns, rows, digitsPerCell } = shape;
  const width = area.width / (columns.length + 1);
  const height = Math.min(area.height / (rows.length + 1), 8);
  const size = Math.min(
    11,
    (width * POINTS * 0.9) / (digitsPerCell * DIGIT),
    (height * POINTS * 0.95) / LINE,
  );
  const put = (column: number, row: number, text: string, style: { size: number; bold?: boolean }) => {
    const y = area.y + row * height + (height - (style.size * LINE) / POINTS) / 2;
    pdf.place({ x: area.x + column * width, y, width }, text, { ...style, align: 'center' });
  };
  const heading = Math.min(size, (width * POINTS * 0.9) / 3, 8);
  for (let row = 0; row <= rows.length; row += 2) {
    pdf.rectangle({ ...area, y: area.y + row * height, height }, { fill: '#e8ecf4' });
  }
  for (const [at, column] of columns.entries()) put(at + 1, 0, column, { size: heading });
  for (const [line, row] of rows.entries()) {
    put(0, line + 1, row, { size: heading });
    for (const [at, column] of columns.entries()) {
      put(at + 1, line + 1, cells[`${column}${row}`] ?? '', { size, bold: true });
    }
  }
  for (let column = 0; column <= columns.length + 1; column += 1) {
    const x = area.x + column * width;
    pdf.line([x, area.y], [x, area.y + height * (rows.length + 1)], 0.1);
  }
}

/** The sheet of a card that a card printer made. */
export async function carrierPdf(bank: BankProfile, card: ListedCard, madeAt: number): Promise<PdfDocument> {
  const { language } = card;
  const pdf = await startWindowLetter({
    ...{
      language,
      madeAt,
      number: card.letterId ?? card.cardNumber,
      title: say(bank, language, 'card.carrier.title'),
    },
    day: formatDay(dayOf(madeAt), language),
    postalCode: card.postalCode,
    postalAddress: card.postalAddress,
    addressee: [say(bank, language, 'letter.organisation', { name: card.companyName })],
    sender: senderOf(bank, language),
  });
  if (bank.specimen) pdf.paragraph(say(bank, language, 'letter.specimen'), { size: 8.5 });
  pdf.paragraph(say(bank, language, 'card.carrier.text'));
  pdf.y = Math.max(pdf.y, SECRET_PART);
  pdf.facts([
    [bank.terms.contractId[language], card.contractId],
    [say(bank, language, 'letter.card.number'), card.cardNumber],
  ]);
  const place = { x: (pdf.width - ID_1.width) / 2, y: pdf.y + 4, ...ID_1 };
  pdf.rectangle(place, { radius: 3.18 });
  const middle = { x: place.x, y: place.y + ID_1.height / 2 - 3, width: place.width };
  pdf.place(middle, say(bank, language, 'card.carrier.place'), {
    size: 9,
    align: 'center',
    colour: '#666666',
  });
  pdf.y = place.y + ID_1.height + 6;
  pdf.paragraph(say(bank, language, 'letter.secret'), { size: 9.5 });
  pdf.finish();
  return pdf;
}
