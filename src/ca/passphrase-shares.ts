// The passphrase of the keys in n shares, of which k open it and k - 1 say nothing about it (Shamir). The arithmetic is
// an audited library's; here are the lines that people write down and hand over.

import { hash, randomBytes } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';

const FORMAT = 'warifu-share-1';
const MOST = 16;
const SET_OCTETS = 4;
const CHECK_DIGITS = 8;

/** What is wrong with a share, or with all of them together. */
export class ShareError extends Error {
  override readonly name = 'ShareError';
}

export interface Share {
  /** Shares of one splitting have it in common. */
  readonly set: string;
  readonly needed: number;
  readonly octets: Uint8Array;
}

/** Reads `2-of-3`. @throws ShareError */
export function parseSplit(text: string): { readonly needed: number; readonly of: number } {
  const [, needed, of] = (/^(\d{1,2})-of-(\d{1,2})$/.exec(text) ?? []).map(Number);
  if (needed === undefined || of === undefined || needed < 2 || of < needed || of > MOST) {
    throw new ShareError(`${text}: give how many of how many, such as 2-of-3 (2 to ${MOST})`);
  }
  return { needed, of };
}

/** One line for each person. */
export async function splitPassphrase(
  passphrase: string,
  { needed, of }: { readonly needed: number; readonly of: number },
): Promise<string[]> {
  const set = randomBytes(SET_OCTETS).toString('hex');
  const shares = await split(new Uint8Array(Buffer.from(passphrase)), of, needed);
  return shares.map((octets) => {
    const line = `${FORMAT}:${set}:${needed}:${Buffer.from(octets).toString('base64url')}`;
    return `${line}:${checkOf(line)}`;
  });
}

/** @throws ShareError for a slip of the pen. */
export function parseShare(text: string): Share {
  const line = text.trim();
  const at = line.lastIndexOf(':');
  const [format, set = '', needed = '', octets = ''] = line.split(':');
  if (format !== FORMAT || checkOf(line.slice(0, at)) !== line.slice(at + 1)) {
    throw new ShareError('this is not a share, or it was not copied exactly');
  }
  return { set, needed: Number(needed), octets: new Uint8Array(Buffer.from(octets, 'base64url')) };
}

/** The passphrase, once enough are there; until then how many are still needed. @throws ShareError */
export async function joinShares(shares: readonly Share[]): Promise<string | number> {
  const [first] = shares;
  if (first === undefined) return 2;
  if (shares.some(({ set }) => set !== first.set)) throw new ShareError('shares of different splittings');
  const different = new Map(shares.map(({ octets }) => [Buffer.from(octets).toString('hex'), octets]));
  if (different.size < first.needed) return first.needed - different.size;
  return Buffer.from(await combine([...different.values()].slice(0, first.needed))).toString();
}

const checkOf = (line: string): string => hash('sha256', line, 'hex').slice(0, CHECK_DIGITS);
