// A bank's list on its way in: the file read, and its faults told line by line.

import { readFile } from 'node:fs/promises';
import type { LineFault } from '../../procedures/read-list.ts';
import { StartFault, systemCode } from '../start-fault.ts';

export async function readImportFile(file: string): Promise<Uint8Array> {
  return readFile(file).catch((error: unknown) => {
    throw new StartFault(`${file} cannot be read (${systemCode(error)}): check the path.`);
  });
}

export function faultyFile(file: string, faults: readonly LineFault[]): StartFault {
  return new StartFault(
    `${file} has faults; nothing of it was loaded.`,
    faults.map(({ line, message }) => `line ${line}: ${writtenOut(message)}`),
  );
}

/** A message quotes the file, and a terminal obeys some characters. */
const writtenOut = (text: string): string =>
  text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
