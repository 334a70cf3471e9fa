// A customer's letter as PDF: in the customer's language and the bank's words, not the office's.

import { dayOf } from '../../domain/calendar.ts';
import type { OpenedLetter } from '../../procedures/office/letters/print-letter.ts';
import type { BankProfile, Language, PinField } from '../../profile/bank-profile.ts';
import { formatDay } from '../../profile/wording/dates.ts';
import { say, type WordingKey } from '../../profile/wording/wording.ts';
import type { PdfDocument } from '../pdf/document.ts';
import { SECRET_PART, startWindowLetter } from '../pdf/window-letter.ts';

type Tell = (key: WordingKey, params?: Record<string, string>) => string;
/** Wide apart, so that nobody mixes up what stands beside each other. */
const SECRET = { size: 14, bold: true } as const;

export async function letterPdf(opened: OpenedLetter, madeAt: number): Promise<PdfDocument> {
  const { bank, letter, content } = opened;
  const language = content.kind === 'notice' ? content.language : letter.language;
  const tell: Tell = (key, params) => say(bank, language, key, params);
  const pdf = await startWindowLetter({
    ...{ language, number: letter.id, day: formatDay(dayOf(madeAt), language), madeAt },
    title: content.kind === 'notice' ? content.subject : tell(`letter.${content.kind}.title`),
    postalCode: letter.postalCode,
    postalAddress: letter.postalAddress,
    addressee: addresseeOf(tell, opened),
    sender: senderOf(bank, language),
  });
  if (bank.specimen) pdf.paragraph(tell('letter.specimen'), { size: 8.5 });
  if (content.kind === 'notice') {
    pdf.paragraph(content.text);
  } else {
    pdf.paragraph(tell(`letter.${content.kind}.text`));
    pdf.y = Math.max(pdf.y, SECRET_PART);
    pdf.facts([[bank.terms.contractId[language], letter.contractId]]);
    if (content.kind === 'pins') {
      const pins = Object.entries(content.pins) as [PinField, string][];
      pdf.facts(
        pins.map(([pin, value]) => [bank.terms[pin][language], value]),
        SECRET,
      );
    } else {
      pdf.facts([[tell('letter.card.number'), content.card.cardNumber]]);
      drawCells(pdf, bank, language, content.card.cells);
    }
    pdf.paragraph(tell('letter.secret'), { size: 9.5 });
  }
  pdf.finish();
  return pdf;
}

/** Who writes: the bank, its service, and where to ask. */
export function senderOf({ name, serviceName, helpDesk }: BankProfile, language: Language): string[] {
  const [desk] = helpDesk;
  const contact = desk?.phone ?? desk?.mail;
  const lines = [name[language], serviceName[language], desk?.name[language], contact];
  return lines.filter((line) => line !== undefined);
}

function addresseeOf(tell: Tell, { letter, content }: OpenedLetter): string[] {
  if (content.kind === 'pins') {
    return [letter.companyName, tell('letter.for', { name: content.addressee })];
  }
  return [tell('letter.organisation', { name: letter.companyName })];
}

/** The card's table as it is printed on the card; or its one password. */
function drawCells(
  pdf: PdfDocument,
  bank: BankProfile,
  language: Language,
  cells: Readonly<Record<string, string>>,
): void {
  const { card } = bank;
  const title = bank.terms.cardPassword[language];
  if (card === null || card.kind === 'fixed') {
    pdf.facts([[title, cells[''] ?? '']], SECRET);
    return;
  }
  const { rows, columns } = card;
  const height = 9;
  const width = Math.min(18, pdf.column / (columns.length + 1));
  pdf.paragraph(title);
  pdf.keepTogether(height * (rows.length + 1));
  const cell = (column: number, row: number, text: string, bold: boolean) => {
    const area = { x: pdf.margin + column * width, y: pdf.y + row * height, width, height };
    pdf.rectangle(area);
    pdf.place({ ...area, y: area.y + 1.5, height: height - 1.5 }, text, { size: 11, bold, align: 'center' });
  };
  for (const [at, column] of columns.entries()) cell(at + 1, 0, column, false);
  for (const [line, row] of rows.entries()) {
    cell(0, line + 1, row, false);
    for (const [at, column] of columns.entries()) {
      cell(at + 1, line + 1, cells[`${column}${row}`] ?? '', true);
    }
  }
  pdf.y += height * (rows.length + 1) + 5;
}
