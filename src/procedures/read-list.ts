// A bank's list as text: UTF-8 with or without BOM, or Shift_JIS as its host system writes it.

import { parse } from 'csv-parse/sync';

/** What is wrong with one line, in words for the person who made the file. */
export interface LineFault {
  /** As an editor counts, from 1; 0 for the file as a whole. */
  readonly line: number;
  readonly message: string;
  /** For pages, which say it in the reader's language. */
  readonly code?: ListFaultCode;
  /** What it is about: a column, a number of cells. */
  readonly about?: string;
}

/** What can be wrong with a list as such. */
export type ListFaultCode =
  | 'encoding'
  | 'csv'
  | 'empty'
  | 'unknown-column'
  | 'column-twice'
  | 'missing-column'
  | 'cells';

export interface ListRow<Column extends string> {
  readonly line: number;
  /** Absent columns and empty cells are ''. */
  readonly cells: Readonly<Record<Column, string>>;
}

/** The columns, by each name that a header may give them; the first is the one that messages use. */
export type ColumnNames<Column extends string> = Readonly<Record<Column, readonly [string, ...string[]]>>;

/** The rows of a list whose header names these columns, in any order; or what is wrong with it. */
export function readList<Column extends string>(
  content: Uint8Array,
  columns: ColumnNames<Column>,
  required: readonly Column[],
): ListRow<Column>[] | LineFault[] {
  const text = decode(content);
  if (text === undefined) {
    return [{ line: 0, message: 'the file is neither UTF-8 nor Shift_JIS', code: 'encoding' }];
  }
  let records: { record: string[]; info: { lines: number } }[];
  try {
    // The library's types do not follow `info`, which pairs each record with its line.
    records = parse(text, {
      bom: true,
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    const line = typeof error === 'object' && error !== null && 'lines' in error ? Number(error.lines) : 0;
    return [
      {
        line,
        message: `not CSV (RFC 4180): ${error instanceof Error ? error.message : String(error)}`,
        code: 'csv',
      },
    ];
  }
  const [header, ...rest] = records;
  if (header === undefined)
    return [{ line: 0, message: 'the file is empty; its first line names the columns', code: 'empty' }];
  const places = placeColumns(header.record, columns, required);
  if ('message' in places) return [places];
  const faults = rest
    .filter(({ record }) => record.length !== header.record.length)
    .map(({ record, info }) => ({
      line: info.lines,
      message: `${record.length} cells where the header names ${header.record.length}`,
      code: 'cells' as const,
      about: `${record.length} / ${header.record.length}`,
    }));
  if (faults.length > 0) return faults;
  return rest.map(({ record, info }) => ({
    line: info.lines,
    cells: Object.fromEntries(
      Object.keys(columns).map((column) => [column, record[places[column as Column] ?? -1] ?? '']),
    ) as Record<Column, string>,
  }));
}

/** UTF-8 is strict enough to tell itself from Shift_JIS: hardly a Japanese text is valid in both. */
function decode(content: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(content);
    } catch {
      // The next one, then.
    }
  }
  return undefined;
}

/** At which place each column stands; or what is wrong with the header. */
export function placeColumns<Column extends string>(
  header: readonly string[],
  columns: ColumnNames<Column>,
  required: readonly Column[],
): Partial<Record<Column, number>> | LineFault {
  const places: Partial<Record<Column, number>> = {};
  for (const [index, name] of header.entries()) {
    const column = (Object.keys(columns) as Column[]).find((one) => columns[one].includes(name));
    if (column === undefined) {
      const known = Object.values<readonly string[]>(columns).map(([first]) => first);
      const message = `unknown column "${name}"; known: ${known.join(', ')}`;
      return { line: 1, message, code: 'unknown-column', about: name };
    }
    if (places[column] !== undefined) {
      return { line: 1, message: `column "${name}" stands twice`, code: 'column-twice', about: name };
    }
    places[column] = index;
  }
  const missing = required.filter((column) => places[column] === undefined);
  if (missing.length === 0) return places;
  const about = missing.map((column) => columns[column][0]).join(', ');
  return { line: 1, message: `missing column: ${about}`, code: 'missing-column', about };
}
