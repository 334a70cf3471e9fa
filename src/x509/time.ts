// Time in certificates and revocation lists (RFC 5280 4.1.2.5): UTCTime until 2049, GeneralizedTime from 2050,
// both in Zulu with seconds and without fractions. The language's side is milliseconds since 1970.

import { type Der, encode, TAG } from './der.ts';
import { DerError, type DerNode } from './der-reader.ts';

const YEAR_2050 = Date.UTC(2050, 0, 1);
const YEAR_1950 = Date.UTC(1950, 0, 1);
const YEAR_10000 = Date.UTC(10000, 0, 1);

/** The Time that RFC 5280 demands for the moment; parts of a second are left off. */
export function time(at: number): Der {
  return at >= YEAR_1950 && at < YEAR_2050 ? utcTime(at) : generalizedTime(at);
}

export function utcTime(at: number): Der {
  if (!(at >= YEAR_1950 && at < YEAR_2050)) throw new RangeError('UTCTime holds the years 1950 to 2049');
  return encode(TAG.utcTime, [digits(at, 2)]);
}

export function generalizedTime(at: number): Der {
  if (!(at >= 0 && at < YEAR_10000)) throw new RangeError('GeneralizedTime is written for 1970 to 9999');
  return encode(TAG.generalizedTime, [digits(at, 4)]);
}

function digits(at: number, yearDigits: 2 | 4): Uint8Array {
  const date = new Date(at);
  const out = new Uint8Array(yearDigits + 11);
  const year = date.getUTCFullYear();
  let offset = 0;
  const two = (value: number) => {
    out[offset++] = 0x30 + Math.floor(value / 10);
    out[offset++] = 0x30 + (value % 10);
  };
  if (yearDigits === 4) two(Math.floor(year / 100));
  two(year % 100);
  two(date.getUTCMonth() + 1);
  two(date.getUTCDate());
  two(date.getUTCHours());
  two(date.getUTCMinutes());
  two(date.getUTCSeconds());
  out[offset] = 0x5a; // Z
  return out;
}

/** Milliseconds since 1970 of a UTCTime or GeneralizedTime in the form above. Throws DerError. */
export function readTime(node: DerNode): number {
  const yearDigits = node.identifier === TAG.utcTime ? 2 : node.identifier === TAG.generalizedTime ? 4 : 0;
  const { contents } = node;
  if (yearDigits === 0 || contents.length !== yearDigits + 11 || contents.at(-1) !== 0x5a) {
    throw new DerError('value-not-der', node.start);
  }
  let offset = 0;
  const take = (count: number) => {
    let value = 0;
    for (const end = offset + count; offset < end; offset++) {
      const digit = contents[offset]! - 0x30;
      if (digit < 0 || digit > 9) throw new DerError('value-not-der', node.start);
      value = value * 10 + digit;
    }
    return value;
  };
  const shortYear = take(yearDigits);
  const year = yearDigits === 4 ? shortYear : shortYear < 50 ? 2000 + shortYear : 1900 + shortYear;
  const [month, day, hour, minute, second] = [take(2), take(2), take(2), take(2), take(2)];
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(at);
  // Date.UTC carries 30 February over into March, and reads years below 100 as 19xx; neither was meant.
  if (
    back.getUTCFullYear() !== year ||
    back.getUTCMonth() !== month - 1 ||
    back.getUTCDate() !== day ||
    back.getUTCHours() !== hour ||
    back.getUTCMinutes() !== minute ||
    second > 59
  ) {
    throw new DerError('value-not-der', node.start);
  }
  return at;
}
