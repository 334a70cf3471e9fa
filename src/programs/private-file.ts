// Files that are complete or not there at all, whenever the power goes; most of them only for this user.

import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a file with mode 0600 in folders with mode 0700: beside its place, synced, then moved to it. */
export async function writePrivately(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await replaceFile(path, content, 0o600);
}

/** Puts a file in the place of the one before, in a folder that is there: who reads it meets the one or the other. */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  mode: number = 0o644,
): Promise<void> {
  const folder = dirname(path);
  const beside = `${path}.${process.pid}.new`;
  try {
    const file = await open(beside, 'w', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
  const entry = await open(folder, 'r');
  try {
    await entry.sync();
  } finally {
    await entry.close();
  }
}
