// Reads the folder of banks at start (mission rule 1): each profile by itself, then all of them together.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative } from 'node:path';
import type { BankProfile } from './bank-profile.ts';
import { bankProfileSchema } from './bank-profile.ts';
import { checkBanksTogether } from './check-banks-together.ts';
import { checkProfile } from './check-profile.ts';
import { parseJson } from './parse-json.ts';
import type { Fault, ProfileFault } from './profile-fault.ts';
import { sortFaults } from './profile-fault.ts';
import { checkWording } from './wording/check-wording.ts';
import { describeIssues } from './zod-faults.ts';

export type LoadedBanks =
  | { readonly ok: true; readonly banks: ReadonlyMap<string, BankProfile> }
  | { readonly ok: false; readonly faults: readonly ProfileFault[] };

export type LoadedBank =
  | { readonly ok: true; readonly bank: BankProfile }
  | { readonly ok: false; readonly faults: readonly ProfileFault[] };

/**
 * Every bank of a folder, by code, or everything that is wrong with them.
 *
 * @param officeFolder the folder of the office's own profile, where there is an office: it is judged with the banks.
 */
export function loadBanks(folder: string, officeFolder?: string): LoadedBanks {
  const folders = bankFolders(folder);
  if (typeof folders === 'string') {
    return { ok: false, faults: [{ file: shownPath(folder), path: '', ...unreadable(folders) }] };
  }
  if (folders.length === 0) {
    const cure = 'make a folder with the bank code as its name and a profile.json in it';
    return { ok: false, faults: [{ file: shownPath(folder), path: '', message: 'holds no bank', cure }] };
  }
  const banks = new Map<string, BankProfile>();
  const files = new Map<string, BankProfile>();
  const faults: ProfileFault[] = [];
  const paths = folders.map((name) => join(folder, name));
  if (officeFolder !== undefined) paths.push(officeFolder);
  for (const path of paths) {
    const loaded = loadBank(path, basename(path));
    const file = shownPath(join(path, 'profile.json'));
    if (loaded.ok) {
      faults.push(...checkPlace(loaded.bank, path === officeFolder).map((fault) => ({ file, ...fault })));
      banks.set(loaded.bank.code, loaded.bank);
      files.set(file, loaded.bank);
    } else {
      faults.push(...loaded.faults);
    }
  }
  faults.push(...checkBanksTogether(files));
  return faults.length > 0 ? { ok: false, faults: sortFaults(faults) } : { ok: true, banks };
}

/** The office is no bank among banks, and a bank no office. */
function checkPlace({ kind = 'bank' }: BankProfile, isOffice: boolean): Fault[] {
  if ((kind === 'office') === isOffice) return [];
  return isOffice
    ? [
        {
          path: 'kind',
          message: 'is not "office"',
          cure: 'write "kind": "office", or name the office’s folder',
        },
      ]
    : [
        {
          path: 'kind',
          message: 'is "office"',
          cure: 'keep the office’s profile outside the folder of banks',
        },
      ];
}

/** One bank's folder, judged by itself; `expectedCode` is the folder's name. */
export function loadBank(folder: string, expectedCode: string): LoadedBank {
  const path = join(folder, 'profile.json');
  const file = shownPath(path);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return { ok: false, faults: [{ file, path: '', ...unreadable(errorCode(error)) }] };
  }
  return judgeProfile(bytes, { file, expectedCode });
}

/**
 * A profile judged by itself, wherever it comes from.
 *
 * @param said.file what its faults are told of.
 */
export function judgeProfile(
  bytes: Uint8Array,
  { file, expectedCode }: { readonly file: string; readonly expectedCode: string },
): LoadedBank {
  const parsed = parseJson(bytes);
  if (!parsed.ok) {
    return { ok: false, faults: parsed.faults.map((fault) => ({ file, ...fault })) };
  }
  const shaped = bankProfileSchema.safeParse(parsed.value);
  if (!shaped.success) {
    const faults = describeIssues(shaped.error.issues, parsed.value);
    return { ok: false, faults: sortFaults(faults.map((fault) => ({ file, ...fault }))) };
  }
  const bank = shaped.data;
  const faults = [...checkProfile(bank), ...checkWording(bank)].map((fault) => ({ file, ...fault }));
  if (bank.code !== expectedCode) {
    faults.push({
      file,
      path: 'code',
      message: `"${bank.code}" is not the name of the folder, "${expectedCode}"`,
      cure: `rename the folder to ${bank.code}, or write the code as ${expectedCode}`,
    });
  }
  return faults.length > 0 ? { ok: false, faults: sortFaults(faults) } : { ok: true, bank };
}

/** The names of the folders within, or the code of the error that hid them. */
function bankFolders(folder: string): string[] | string {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.') && statSync(join(folder, name)).isDirectory())
      .sort();
  } catch (error) {
    return errorCode(error);
  }
}

function unreadable(code: string): { message: string; cure: string } {
  if (code === 'ENOENT') {
    return { message: 'is not there', cure: 'make it, or name the right folder' };
  }
  return { message: `cannot be read (${code})`, cure: 'let the user who runs Warifu read it' };
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** A path as people know it: from where they stand, when it lies below. */
function shownPath(path: string): string {
  if (!isAbsolute(path)) return path;
  const fromHere = relative(process.cwd(), path);
  return fromHere !== '' && !fromHere.startsWith('..') ? fromHere : path;
}
