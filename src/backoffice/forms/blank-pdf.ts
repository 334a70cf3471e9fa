// 依頼書の用紙 as PDF: the blank form that a customer fills in, in the bank's fields and wording, on one sheet if it fits.

import type { BankProfile, Language } from '../../profile/bank-profile.ts';
import type { RequestForm } from '../../profile/request-forms.ts';
import { say, type WordingKey } from '../../profile/wording/wording.ts';
import { type PdfDocument, startPdf } from '../pdf/document.ts';

const LABEL_SHARE = 0.34;
const LINE = 11;
const SEAL = 24;
/** Of the frame around what the customer writes. */
const THICK = 0.7;
/** ☐ is drawn: not every font has it. */
const BOX = 3.2;

export interface BlankForm {
  readonly bank: BankProfile;
  readonly form: RequestForm;
  readonly language: Language;
  readonly madeAt: number;
}

interface Line {
  readonly label: string;
  /** In small letters, where the customer writes. */
  readonly hint?: string;
  readonly boxes?: readonly string[];
  readonly height?: number;
}

export async function blankPdf({ bank, form, language, madeAt }: BlankForm): Promise<PdfDocument> {
  const tell = (key: WordingKey, params?: Record<string, string>) => say(bank, language, key, params);
  const title = form.name[language];
  const pdf = await startPdf({ title, language, author: bank.name[language], madeAt, margin: 18 });
  if (bank.specimen) pdf.paragraph(tell('letter.specimen'), { size: 8.5 });
  pdf.paragraph(`${bank.name[language]} ${bank.serviceName[language]}`);
  pdf.heading(title);
  const at = form.handedInAt[language];
  pdf.paragraph(form.lead?.[language] ?? tell('page.forms.blank.lead', { at }));
  const from = pdf.y;
  for (const line of linesToFill(bank, form, language, tell)) drawLine(pdf, line);
  frame(pdf, from);
  pdf.gap(3);
  pdf.heading(tell('page.forms.blank.bankUse'), 2);
  drawLine(pdf, { label: tell('page.forms.receivedOn') });
  drawLine(pdf, {
    label: tell('page.forms.checks'),
    boxes: form.checks.map(({ label }) => label[language]),
  });
  drawLine(pdf, { label: tell('page.forms.number') });
  drawLine(pdf, { label: tell('page.forms.blank.person') });
  pdf.finish();
  return pdf;
}

function linesToFill(
  bank: BankProfile,
  form: RequestForm,
  language: Language,
  tell: (key: WordingKey, params?: Record<string, string>) => string,
): Line[] {
  const { terms } = bank;
  const administrator = terms.administrator[language];
  const reasons = ['keyCompromise', 'cessationOfOperation', 'affiliationChanged', 'unspecified'] as const;
  const lines: readonly (Line | false)[] = [
    { label: tell('page.forms.blank.date'), hint: tell('page.forms.blank.dateFormat') },
    { label: tell('page.forms.company') },
    { label: terms.contractId[language] },
    form.asks.includes('userId') && {
      label: terms.userId[language],
      hint: tell('page.forms.target.userHint', { administrator }),
    },
    { label: tell('page.forms.applicant') },
    form.asks.includes('newAdministrator') && { label: tell('page.forms.newAdministrator') },
    form.asks.includes('newMail') && {
      label: tell('page.forms.newMail'),
      hint: tell('page.forms.newMailHint'),
    },
    form.asks.includes('reason') && {
      label: tell('page.forms.reason'),
      boxes: reasons.map((reason) => tell(`mail.revocation.${reason}`)),
    },
    ...form.fields.map(({ label }) => ({ label: label[language] })),
    { label: tell('page.forms.blank.seal'), height: SEAL },
  ];
  return lines.filter((line) => line !== false);
}

/** A row of the form: its label, and room to write. */
function drawLine(pdf: PdfDocument, { label, hint, boxes = [], height = LINE }: Line): void {
  const left = pdf.column * LABEL_SHARE;
  const right = pdf.column - left;
  const room = right - 10;
  const boxHeights = boxes.map((text) => pdf.measure(text, room, { size: 9.5 }) + 1);
  const needed = Math.max(
    height,
    pdf.measure(label, left - 4) + 3,
    boxHeights.reduce((sum, one) => sum + one, 3),
  );
  pdf.keepTogether(needed);
  const { y, margin: x } = pdf;
  pdf.rectangle({ x, y, width: left, height: needed }, { fill: '#f1f1f4' });
  pdf.rectangle({ x, y, width: left, height: needed });
  pdf.rectangle({ x: x + left, y, width: right, height: needed });
  pdf.place({ x: x + 2, y: y + 2, width: left - 4 }, label);
  if (hint !== undefined) {
    pdf.place({ x: x + left + 2, y: y + needed - 5, width: right - 4, height: 5 }, hint, {
      size: 7.5,
      colour: '#444444',
    });
  }
  let top = y + 2;
  for (const [at, text] of boxes.entries()) {
    pdf.rectangle({ x: x + left + 3, y: top + 0.8, width: BOX, height: BOX });
    pdf.place({ x: x + left + 8, y: top, width: room }, text, { size: 9.5 });
    top += boxHeights[at] ?? 0;
  }
  pdf.y += needed;
}

/** Around what the customer fills in, if it is all on one page. */
function frame(pdf: PdfDocument, from: number): void {
  const { margin: x, column: width, y } = pdf;
  if (y <= from) return;
  pdf.line([x, from], [x + width, from], THICK);
  pdf.line([x, y], [x + width, y], THICK);
  pdf.line([x, from], [x, y], THICK);
  pdf.line([x + width, from], [x + width, y], THICK);
}
