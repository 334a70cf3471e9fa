// What was made for customers, written down once for the letters to them: a list that a word processor merges.

import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StartFault, systemCode } from '../start-fault.ts';

export interface Letters {
  readonly path: string;
  /** Rows of cells below a header, kept on disk when this returns; a list without rows leaves no file. */
  write(header: readonly string[], rows: readonly (readonly string[])[]): Promise<void>;
}

/**
 * Opens the file before anything is loaded: secrets that could not be written down would be lost.
 *
 * @param named by who runs the command; otherwise it is in the data folder, under this name.
 */
export async function openLetters(
  named: string | undefined,
  dataFolder: string,
  name: string,
): Promise<Letters> {
  const path = resolve(named ?? join(dataFolder, 'letters', name));
  const out = await create(path);
  return {
    path,
    async write(header, rows) {
      if (rows.length > 0) {
        await out.writeFile([header, ...rows].map(lineOf).join(''));
        await out.sync();
      }
      await out.close();
      if (rows.length === 0) await rm(path);
    },
  };
}

async function create(path: string): Promise<FileHandle> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return await open(path, 'wx', 0o600);
  } catch (error) {
    const why =
      systemCode(error) === 'EEXIST' ? 'is there already' : `cannot be written (${systemCode(error)})`;
    throw new StartFault(`${path} ${why}: name another file with --letters. Nothing was loaded.`);
  }
}

/** Quoted as RFC 4180 wants it; a leading sign that a spreadsheet would run is disarmed. */
const lineOf = (row: readonly string[]): string =>
  `${row.map((cell) => `"${disarmed(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;

const disarmed = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
