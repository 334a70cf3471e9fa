// The letters with first PINs, one on each sheet: in the customer's language and the bank's words, not the office's.

import { dayOf } from '../../domain/calendar.ts';
import type { FirstLetters } from '../../procedures/office/contracts/print-first-letters.ts';
import type { PinField } from '../../profile/bank-profile.ts';
import { formatDay } from '../../profile/wording/dates.ts';
import { type Params, say, type WordingKey } from '../../profile/wording/wording.ts';
import { senderOf } from '../letters/letter-pdf.ts';
import { type PdfDocument, startPdf } from '../pdf/document.ts';
import { beginWindowLetter, SECRET_PART } from '../pdf/window-letter.ts';

/** Wide apart, so that nobody mixes up what stands beside each other. */
const SECRET = { size: 14, bold: true } as const;

export async function firstLettersPdf(
  { bank, letters, orderId }: FirstLetters,
  madeAt: number,
): Promise<PdfDocument> {
  const pdf = await startPdf({
    ...{ title: say(bank, 'ja', 'letter.first.title'), language: 'ja', author: bank.name.ja, madeAt },
    foot: () => orderId,
  });
  for (const [index, letter] of letters.entries()) {
    const { language } = letter;
    const tell = (key: WordingKey, params?: Params) => say(bank, language, key, params);
    if (index > 0) pdf.newPage();
    beginWindowLetter(pdf, {
      ...{ title: tell('letter.first.title'), day: formatDay(dayOf(madeAt), language) },
      ...{ postalCode: letter.postalCode, postalAddress: letter.postalAddress },
      addressee: [tell('letter.organisation', { name: letter.companyName })],
      sender: senderOf(bank, language),
    });
    if (bank.specimen) pdf.paragraph(tell('letter.specimen'), { size: 8.5 });
    pdf.paragraph(tell('letter.first.text'));
    pdf.y = Math.max(pdf.y, SECRET_PART);
    pdf.facts([[bank.terms.contractId[language], letter.contractId]]);
    const pins = Object.entries(letter.pins) as [PinField, string][];
    pdf.facts(
      pins.map(([pin, value]) => [bank.terms[pin][language], value]),
      SECRET,
    );
    pdf.paragraph(tell('letter.secret'), { size: 9.5 });
  }
  pdf.finish();
  return pdf;
}
