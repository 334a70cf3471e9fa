// CSV for people's spreadsheet programs: UTF-8 with a byte order mark, CRLF (RFC 4180), and nothing in it that such a
// program would take for a formula (OWASP ASVS 1.2.10).

const BYTE_ORDER_MARK = '\uFEFF';
/** What begins a formula, also behind the blanks that programs skip. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠|%]/u;

/** The first bytes of a file, and its heading. */
export const csvHead = (columns: readonly string[]): string => BYTE_ORDER_MARK + csvLine(columns);

/** One line. A text that begins like a formula is shown with an apostrophe before it. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
