// The table that a run prints: one line for each figure, with what it is compared with and what is aimed at.

export interface Figure {
  readonly what: string;
  readonly value: string;
  /** What else was measured in the same run. */
  readonly against?: string;
  readonly ratio?: number;
  readonly aim?: string;
  readonly held?: boolean;
}

const HEADER = ['measure', 'Warifu', 'against', 'ratio', 'aim', ''];

export function formatTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, value, against = '', ratio, aim = '', held }) => [
    what,
    value,
    against,
    ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
    aim,
    held === undefined ? '' : held ? 'held' : 'MISSED',
  ]);
  const widths = HEADER.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(HEADER), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

export const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString('en')}/s`;
