// A table over as many pages as it needs: its heading stands on each of them, a row is never cut unless it is higher
// than a page, and of the rows only the one being drawn is in memory.

export interface PdfColumn {
  readonly title: string;
  /** A share of the width, beside those of the other columns. */
  readonly share: number;
  readonly align?: 'left' | 'right';
}

export interface PdfTable {
  readonly columns: readonly PdfColumn[];
  readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
  /** Points; absent: 8.5. */
  readonly size?: number;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface CellStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'right';
}

/** What a table needs of the document that it is drawn on (document.ts has it). */
export interface TableSheet {
  readonly margin: number;
  /** Width between the margins. */
  readonly column: number;
  /** Where the flow of a page ends. */
  readonly bottom: number;
  y: number;
  measure(text: string, width: number, style: CellStyle): number;
  keepTogether(height: number): boolean;
  settle(): Promise<void>;
  place(area: Area, text: string, style: CellStyle): void;
  rectangle(area: Area, how: { readonly fill: string }): void;
  line(from: readonly [x: number, y: number], to: readonly [x: number, y: number], width: number): void;
}

interface Cell {
  readonly column: PdfColumn;
  readonly x: number;
  readonly width: number;
}

const PADDING = 1.2;

export async function drawTable(pdf: TableSheet, { columns, rows, size = 8.5 }: PdfTable): Promise<void> {
  const cells = cellsOf(pdf, columns);
  const heading = columns.map(({ title }) => title);
  const highest = pdf.bottom - pdf.margin;
  const bold = { size, bold: true };
  const headingHeight = heightOf(pdf, cells, heading, bold);
  const drawHeading = () => drawRow(pdf, cells, heading, headingHeight, bold);
  pdf.keepTogether(headingHeight + 12);
  drawHeading();
  for await (const row of rows) {
    // A row that is higher than a page is set smaller rather than cut: no content is lost unseen.
    const height = Math.min(heightOf(pdf, cells, row, { size }), highest - headingHeight);
    if (pdf.keepTogether(height)) {
      await pdf.settle();
      drawHeading();
    }
    drawRow(pdf, cells, row, height, { size });
  }
}

function cellsOf(pdf: TableSheet, columns: readonly PdfColumn[]): Cell[] {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  let x = pdf.margin;
  return columns.map((column) => {
    const width = (pdf.column * column.share) / whole;
    const cell = { column, x: x + PADDING, width: width - 2 * PADDING };
    x += width;
    return cell;
  });
}

interface RowStyle {
  readonly size: number;
  readonly bold?: boolean;
}

const heightOf = (pdf: TableSheet, cells: readonly Cell[], row: readonly string[], style: RowStyle): number =>
  Math.max(...cells.map(({ width }, at) => pdf.measure(row[at] ?? '', width, style))) + 2 * PADDING;

function drawRow(
  pdf: TableSheet,
  cells: readonly Cell[],
  row: readonly string[],
  height: number,
  style: RowStyle,
): void {
  const { margin: x, y, column: width } = pdf;
  if (style.bold === true) pdf.rectangle({ x, y, width, height }, { fill: '#e8ecf4' });
  for (const [at, { column, x: left, width: wide }] of cells.entries()) {
    const place = { x: left, y: y + PADDING, width: wide, height: height - 2 * PADDING + 0.1 };
    pdf.place(place, row[at] ?? '', { ...style, ...(column.align && { align: column.align }) });
  }
  pdf.y += height;
  pdf.line([x, pdf.y], [x + width, pdf.y], 0.1);
}
