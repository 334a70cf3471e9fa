// DER writer (X.690 clauses 8 and 10): each function gives the complete encoding of one value.

/** A complete DER encoding, or several in a row. */
export type Der = Uint8Array<ArrayBuffer>;

/** Identifier octets of the universal types in use (X.690 8.1.2, X.680 table 1). */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  t61String: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One tag-length-value; the contents are the given parts one after the other. */
export function encode(identifier: number, parts: readonly Uint8Array[]): Der {
  let length = 0;
  for (const part of parts) length += part.length;
  const header = headerOctets(length);
  const out = new Uint8Array(header + length);
  writeHeader(out, identifier, length);
  let offset = header;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

/** The same in pieces, the parts as they were given behind the header: what is long is not copied for each value around it. */
export function encodeInPieces(identifier: number, parts: readonly Uint8Array[]): Uint8Array[] {
  let length = 0;
  for (const part of parts) length += part.length;
  const header = new Uint8Array(headerOctets(length));
  writeHeader(header, identifier, length);
  return [header, ...parts];
}

function headerOctets(length: number): number {
  return length < 0x80 ? 2 : length < 0x100 ? 3 : length < 0x10000 ? 4 : length < 0x1000000 ? 5 : 6;
}

function writeHeader(out: Uint8Array, identifier: number, length: number): void {
  const header = headerOctets(length);
  out[0] = identifier;
  if (header === 2) {
    out[1] = length;
  } else {
    out[1] = 0x80 + header - 2;
    for (let i = header - 1, rest = length; i >= 2; i--, rest = Math.floor(rest / 256)) out[i] = rest & 0xff;
  }
}

export function sequence(...parts: readonly Uint8Array[]): Der {
  return encode(TAG.sequence, parts);
}

/** SET OF: the elements are put into the order that DER demands (X.690 11.6). */
export function set(...parts: readonly Uint8Array[]): Der {
  return encode(TAG.set, parts.length < 2 ? parts : [...parts].sort(compareEncodings));
}

function compareEncodings(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/** INTEGER, never negative: a number, or its unsigned big-endian magnitude with any leading zeros. */
export function integer(value: bigint | number | Uint8Array): Der {
  return encode(TAG.integer, [integerContents(value)]);
}

/** ENUMERATED, such as the reason code of a revocation. */
export function enumerated(value: number): Der {
  return encode(TAG.enumerated, [integerContents(value)]);
}

function integerContents(value: bigint | number | Uint8Array): Uint8Array {
  const magnitude = value instanceof Uint8Array ? value : magnitudeOf(value);
  let first = 0;
  while (first < magnitude.length && magnitude[first] === 0) first++;
  // A zero octet is put before a magnitude that would read as negative (X.690 8.3.3), and stands for zero itself.
  if (first < magnitude.length && magnitude[first]! < 0x80) return magnitude.subarray(first);
  const contents = new Uint8Array(magnitude.length - first + 1);
  contents.set(magnitude.subarray(first), 1);
  return contents;
}

function magnitudeOf(value: bigint | number): Uint8Array {
  if (value < 0) throw new RangeError('a negative INTEGER has no place in a certificate');
  const hex = value.toString(16);
  const digits = hex.length % 2 === 0 ? hex : `0${hex}`;
  const magnitude = new Uint8Array(digits.length / 2);
  for (let i = 0; i < magnitude.length; i++)
    magnitude[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return magnitude;
}

export function boolean(value: boolean): Der {
  return Uint8Array.of(TAG.boolean, 1, value ? 0xff : 0);
}

export function nullValue(): Der {
  return Uint8Array.of(TAG.null, 0);
}

/** Encodings already made. Only our own constants are ever written, so this stays small. */
const objectIdentifiers = new Map<string, Der>();

/** OBJECT IDENTIFIER from its dotted form (X.690 8.19). The answer is shared: do not write into it. */
export function objectIdentifier(dotted: string): Der {
  const known = objectIdentifiers.get(dotted);
  if (known) return known;
  const arcs = dotted.split('.').map(Number);
  if (arcs.length < 2 || !arcs.every((arc) => Number.isSafeInteger(arc) && arc >= 0)) {
    throw new RangeError(`not an object identifier: ${dotted}`);
  }
  const contents: number[] = [];
  for (const arc of [arcs[0]! * 40 + arcs[1]!, ...arcs.slice(2)]) {
    const septets = [arc % 128];
    for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
      septets.unshift(128 + (rest % 128));
    contents.push(...septets);
  }
  const der = encode(TAG.objectIdentifier, [Uint8Array.from(contents)]);
  objectIdentifiers.set(dotted, der);
  return der;
}

export function bitString(bytes: Uint8Array, unusedBits = 0): Der {
  return encode(TAG.bitString, [Uint8Array.of(unusedBits), bytes]);
}

/** A BIT STRING of named bits: trailing zero bits are left out (X.690 11.2.2). */
export function namedBitString(bits: readonly number[]): Der {
  const last = Math.max(-1, ...bits);
  const bytes = new Uint8Array((last >> 3) + 1);
  for (const bit of bits) bytes[bit >> 3]! |= 0x80 >> (bit & 7);
  return bitString(bytes, bytes.length * 8 - last - 1);
}

export function octetString(...parts: readonly Uint8Array[]): Der {
  return encode(TAG.octetString, parts);
}

const encoder = /* @__PURE__ */ new TextEncoder();

export function utf8String(text: string): Der {
  return encode(TAG.utf8String, [encoder.encode(text)]);
}

/** The caller has made sure of the characters; `isPrintable` in der-values.ts says which. */
export function printableString(text: string): Der {
  return encode(TAG.printableString, [encoder.encode(text)]);
}

export function ia5String(text: string): Der {
  return encode(TAG.ia5String, [encoder.encode(text)]);
}

/** BMPString: UTF-16 code units, big end first (X.690 8.23.9). */
export function bmpString(text: string): Der {
  return encode(TAG.bmpString, [utf16BigEndian(text)]);
}

/** The code units of a text, big end first. */
export function utf16BigEndian(text: string): Der {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    bytes[2 * i] = text.charCodeAt(i) >> 8;
    bytes[2 * i + 1] = text.charCodeAt(i) & 0xff;
  }
  return bytes;
}

/** [n] EXPLICIT: the whole encoding inside a context tag. */
export function explicit(n: number, ...parts: readonly Uint8Array[]): Der {
  return encode(0xa0 | n, parts);
}

/** [n] IMPLICIT: the context tag takes the place of the value's own, constructed or not as before. */
export function implicit(n: number, part: Uint8Array): Der {
  const out = part.slice();
  out[0] = 0x80 | (out[0]! & 0x20) | n;
  return out;
}
