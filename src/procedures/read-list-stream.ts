// A bank's list, however long: read row by row from octets as they come, with no more of it in memory than one row.

import { Readable } from 'node:stream';
import { type Info, parse } from 'csv-parse';
import { type ColumnNames, type LineFault, type ListRow, placeColumns } from './read-list.ts';

export const LIST_ENCODINGS = ['utf-8', 'shift_jis'] as const;
export type ListEncoding = (typeof LIST_ENCODINGS)[number];

/** No row of ours comes near this; a quotation mark that is never closed ends here. */
const LONGEST_ROW = 16 * 1024;

/** Finds out in which encoding octets are that come in pieces: UTF-8 is strict enough to tell itself from Shift_JIS. */
export class EncodingProbe {
  readonly #decoders = new Map<ListEncoding, TextDecoder>(
    LIST_ENCODINGS.map((encoding) => [encoding, new TextDecoder(encoding, { fatal: true })]),
  );

  add(octets: Uint8Array): void {
    this.#try((decoder) => decoder.decode(octets, { stream: true }));
  }

  /** Undefined: it is neither. */
  end(): ListEncoding | undefined {
    this.#try((decoder) => decoder.decode());
    return LIST_ENCODINGS.find((encoding) => this.#decoders.has(encoding));
  }

  #try(decode: (decoder: TextDecoder) => unknown): void {
    for (const [encoding, decoder] of this.#decoders) {
      try {
        decode(decoder);
      } catch {
        this.#decoders.delete(encoding);
      }
    }
  }
}

async function* decoded(octets: AsyncIterable<Uint8Array>, encoding: ListEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const piece of octets) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

/**
 * The rows of a list whose header names these columns, in any order, each with its line; and what is wrong with it. A
 * fault of line 0 or 1, or of code `csv`, is the last thing that comes.
 */
export async function* readListStream<Column extends string>(
  octets: AsyncIterable<Uint8Array>,
  encoding: ListEncoding,
  columns: ColumnNames<Column>,
  required: readonly Column[],
): AsyncGenerator<ListRow<Column> | LineFault> {
  const parser = parse({
    ...{ bom: true, info: true, relaxColumnCount: true, skipEmptyLines: true, trim: true },
    maxRecordSize: LONGEST_ROW,
  });
  const source = Readable.from(decoded(octets, encoding));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  const names = Object.keys(columns) as Column[];
  let header: readonly string[] | undefined;
  let places: Partial<Record<Column, number>> = {};
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      if (header === undefined) {
        const placed = placeColumns(record, columns, required);
        if ('message' in placed) {
          yield placed;
          return;
        }
        [header, places] = [record, placed];
        continue;
      }
      const line = info.lines;
      if (record.length !== header.length) {
        const message = `${record.length} cells where the header names ${header.length}`;
        yield { line, message, code: 'cells', about: `${record.length} / ${header.length}` };
        continue;
      }
      const cells = names.map((column) => [column, record[places[column] ?? -1] ?? '']);
      yield { line, cells: Object.fromEntries(cells) as Record<Column, string> };
    }
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('CSV_') && code !== 'INVALID_OPENING_QUOTE') throw error;
    const line = typeof error === 'object' && error !== null && 'lines' in error ? Number(error.lines) : 0;
    yield { line, message: `not CSV (RFC 4180): ${code}`, code: 'csv' };
    return;
  } finally {
    source.destroy();
    parser.destroy();
  }
  if (header === undefined) {
    yield { line: 0, message: 'the file is empty; its first line names the columns', code: 'empty' };
  }
}
