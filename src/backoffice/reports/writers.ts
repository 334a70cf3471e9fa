// Reports as files: CSV line by line, PDF at the end, when all of its few pages are known.

import { dayOf } from '../../domain/calendar.ts';
import type { ReportKind } from '../../domain/report.ts';
import { csvHead, csvLine } from '../../http/csv.ts';
import { formatDay, formatInstant } from '../../http/dates.ts';
import type { OpenWriter, ReportWriter } from '../../procedures/office/reports/make-reports.ts';
import { say } from '../../profile/wording/wording.ts';
import type { ReportRow } from '../../store/report-tables.ts';
import { octetsOf, startPdf } from '../pdf/document.ts';
import { COLUMNS, type Column, type Tongue } from './columns.ts';

const NOTHING = new Uint8Array();
/** A4 across: reports have many columns. */
const PAPER = { width: 297, height: 210 } as const;

/** What the server's worker writes reports with. */
export const openReportWriter: OpenWriter = (report, { bank, now }) => {
  const tongue: Tongue = { bank, language: report.language, now };
  // Rows and columns are of the report's own kind; the compiler cannot follow that.
  const columns = COLUMNS[report.kind] as readonly Column<never>[];
  return report.format === 'csv' ? csvWriter(columns, tongue) : pdfWriter(report, columns, tongue);
};

function csvWriter(columns: readonly Column<never>[], tongue: Tongue): ReportWriter {
  const head = csvHead(columns.map(({ title }) => say(tongue.bank, tongue.language, title)));
  let begun = false;
  const withHead = (text: string) => {
    const all = begun ? text : head + text;
    begun = true;
    return Buffer.from(all);
  };
  return {
    add: (rows) =>
      withHead(rows.map((row) => csvLine(columns.map(({ cell }) => cell(row as never, tongue)))).join('')),
    end: () => withHead(''),
  };
}

function pdfWriter(report: ReportRow, columns: readonly Column<never>[], tongue: Tongue): ReportWriter {
  const { bank, language, now } = tongue;
  const lines: string[][] = [];
  return {
    add: (rows) => {
      for (const row of rows) lines.push(columns.map(({ cell }) => String(cell(row as never, tongue))));
      return NOTHING;
    },
    end: async () => {
      const title = say(bank, language, `page.reports.kind.${report.kind}`);
      const pdf = await startPdf({
        ...{ title, language, author: bank.name[language], madeAt: now, paper: PAPER, margin: 12 },
        foot: (page) => `${title} — ${page}`,
      });
      pdf.heading(title);
      pdf.facts(factsOf(report, tongue, lines.length), { size: 9 });
      if (lines.length === 0) pdf.paragraph(say(bank, language, 'page.reports.nothing'));
      else {
        await pdf.table({
          columns: columns.map(({ title: name, share }) => ({ title: say(bank, language, name), share })),
          rows: lines,
          size: columns.length > 9 ? 7 : 8,
        });
      }
      if (pdf.missing > 0) {
        pdf.paragraph(say(bank, language, 'page.reports.missingCharacters', { count: String(pdf.missing) }));
      }
      pdf.finish();
      return octetsOf(pdf);
    },
  };
}

function factsOf(report: ReportRow, { bank, language, now }: Tongue, lines: number): [string, string][] {
  const { from_day: from, until_day: until } = report;
  const facts: [string, string][] = [
    [say(bank, language, 'page.office.bank'), `${bank.code} ${bank.name[language]}`],
  ];
  if (from !== null && until !== null) {
    facts.push([say(bank, language, 'page.reports.days'), daysText({ from, until }, language, bank)]);
  }
  return [
    ...facts,
    [say(bank, language, 'page.reports.madeAt'), formatInstant(now, language)],
    [say(bank, language, 'page.reports.lines'), String(lines)],
  ];
}

/** First and last day in words. */
export function daysText(
  { from, until }: { readonly from: string; readonly until: string },
  language: Tongue['language'],
  bank?: Tongue['bank'],
): string {
  const days = { from: formatDay(from, language), until: formatDay(until, language) };
  return say(bank, language, 'page.reports.fromUntil', days);
}

/** The file's name: of ASCII letters, for every file system. */
export function fileNameOf(report: ReportRow): string {
  const { kind, bank_code, from_day, until_day, ordered_at, format } = report;
  const days = from_day === null ? dayOf(ordered_at) : `${from_day}-${until_day}`;
  return `${kind satisfies ReportKind}-${bank_code}-${days}.${format}`;
}
