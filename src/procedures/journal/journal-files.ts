// The journal outside of the database: a folder of files of so many records each, a line for each. Lines are only ever
// added; on return they are on the disk.

import { constants, createReadStream } from 'node:fs';
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { formatJournalLine, type JournalLine, parseJournalLine } from './journal-line.ts';

const RECORDS_OF_A_FILE = 10_000;
const NAME = /^records-\d{12}\.jsonl$/;

const fileNameOf = (sequence: number): string => {
  const first = Math.floor((sequence - 1) / RECORDS_OF_A_FILE) * RECORDS_OF_A_FILE + 1;
  return `records-${String(first).padStart(12, '0')}.jsonl`;
};

export async function appendToJournal(folder: string, lines: readonly JournalLine[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, own] of Map.groupBy(lines, ({ record }) => fileNameOf(record.sequence))) {
    const handle = await open(
      join(folder, name),
      constants.O_CREAT | constants.O_APPEND | constants.O_RDWR,
      0o600,
    );
    try {
      const { size } = await handle.stat();
      const last = Buffer.alloc(1);
      if (size > 0) await handle.read(last, 0, 1, size - 1);
      // A line that a crash has cut short is ended, not removed: nothing here is ever taken away.
      const cut = size > 0 && last[0] !== 0x0a;
      await handle.appendFile(
        `${cut ? '\n' : ''}${own.map((one) => `${formatJournalLine(one)}\n`).join('')}`,
      );
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function fileNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => NAME.test(name)).sort();
}

/** The records behind this one, each once and in order, as far as they follow one another without a gap. */
export async function* readJournal(folder: string, after: number): AsyncGenerator<JournalLine> {
  let next = after + 1;
  for (const name of await fileNames(folder)) {
    if (name < fileNameOf(next)) continue;
    for await (const line of linesOf(join(folder, name))) {
      if (line.record.sequence !== next) continue;
      yield line;
      next += 1;
    }
  }
}

/** The record of the highest sequence; undefined: the folder holds none. */
export async function findLastJournaled(folder: string): Promise<JournalLine['record'] | undefined> {
  for (const name of (await fileNames(folder)).reverse()) {
    let last: JournalLine['record'] | undefined;
    for await (const { record } of linesOf(join(folder, name))) {
      if (last === undefined || record.sequence > last.sequence) last = record;
    }
    if (last !== undefined) return last;
  }
  return undefined;
}

/** Whether there is a journal at all. */
export async function isJournal(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => undefined))?.isDirectory() === true;
}

async function* linesOf(file: string): AsyncGenerator<JournalLine> {
  for await (const text of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const line = parseJournalLine(text);
    if (line !== undefined) yield line;
  }
}
