// What the nodes of a DER tree hold, as values of the language; each throws DerError when it is something else.

import { bytesToBigInt } from './bytes.ts';
import { TAG } from './der.ts';
import { DerError, type DerNode } from './der-reader.ts';

/** Refuses a node that is not of the expected type. */
export function expect(node: DerNode | undefined, identifier: number, parent?: DerNode): DerNode {
  if (node?.identifier !== identifier) {
    throw new DerError('structure-unexpected', node?.start ?? parent?.end ?? 0);
  }
  return node;
}

/** The elements of a SEQUENCE, whose number must be within the bounds. */
export function readSequence(
  node: DerNode | undefined,
  least = 0,
  most = Number.POSITIVE_INFINITY,
): readonly DerNode[] {
  return readElements(node, TAG.sequence, least, most);
}

/** The elements of a constructed value of any tag, whose number must be within the bounds. */
export function readElements(
  node: DerNode | undefined,
  identifier: number,
  least = 0,
  most = Number.POSITIVE_INFINITY,
): readonly DerNode[] {
  const children = expect(node, identifier).children();
  if (children.length < least || children.length > most) {
    throw new DerError('structure-unexpected', node!.start);
  }
  return children;
}

/** A non-negative INTEGER as its magnitude without the sign octet. */
export function readUnsigned(node: DerNode | undefined): Uint8Array {
  const contents = expect(node, TAG.integer).contents;
  if (contents[0]! >= 0x80) throw new DerError('value-not-der', node!.start);
  return contents[0] === 0 && contents.length > 1 ? contents.subarray(1) : contents;
}

export function readBigInt(node: DerNode | undefined): bigint {
  return bytesToBigInt(readUnsigned(node));
}

/** A small non-negative number of an INTEGER or ENUMERATED. */
export function readSmall(node: DerNode | undefined, identifier: number = TAG.integer): number {
  const contents = expect(node, identifier).contents;
  if (contents.length > 4 || contents[0]! >= 0x80) throw new DerError('value-not-der', node!.start);
  let value = 0;
  for (const byte of contents) value = value * 256 + byte;
  return value;
}

export function readBoolean(node: DerNode | undefined): boolean {
  return expect(node, TAG.boolean).contents[0] === 0xff;
}

export function readObjectIdentifier(node: DerNode | undefined): string {
  return dottedForm(expect(node, TAG.objectIdentifier).contents);
}

function dottedForm(contents: Uint8Array): string {
  let dotted = '';
  let arc = 0;
  let large: bigint | undefined;
  for (const byte of contents) {
    // Arcs made from UUIDs pass 2^53; they are rare, so the common way stays with plain numbers.
    if (large === undefined && arc > 2 ** 45) large = BigInt(arc);
    if (large === undefined) arc = arc * 128 + (byte & 0x7f);
    else large = large * 128n + BigInt(byte & 0x7f);
    if (byte >= 0x80) continue;
    if (dotted !== '') dotted += `.${large ?? arc}`;
    else if (large !== undefined) dotted = `2.${large - 80n}`;
    else dotted = arc < 40 ? `0.${arc}` : arc < 80 ? `1.${arc - 40}` : `2.${arc - 80}`;
    arc = 0;
    large = undefined;
  }
  return dotted;
}

/** A BIT STRING of whole octets, such as a key or a signature. */
export function readBitString(node: DerNode | undefined): Uint8Array {
  const contents = expect(node, TAG.bitString).contents;
  if (contents[0] !== 0) throw new DerError('value-not-der', node!.start);
  return contents.subarray(1);
}

/** The numbers of the bits that are set, of a BIT STRING with named bits (no trailing zero bits, X.690 11.2.2). */
export function readNamedBits(node: DerNode | undefined): number[] {
  const contents = expect(node, TAG.bitString).contents;
  const bits: number[] = [];
  for (let bit = 0; bit < (contents.length - 1) * 8; bit++) {
    if (contents[1 + (bit >> 3)]! & (0x80 >> (bit & 7))) bits.push(bit);
  }
  const last = contents.length === 1 ? -1 : (contents.length - 1) * 8 - contents[0]! - 1;
  if ((bits.at(-1) ?? -1) !== last) throw new DerError('value-not-der', node!.start);
  return bits;
}

export function readOctetString(node: DerNode | undefined): Uint8Array {
  return expect(node, TAG.octetString).contents;
}

/** What PrintableString may hold (X.680 41.4). */
const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

export function isPrintable(text: string): boolean {
  return PRINTABLE.test(text);
}

/** The text of any string type that names are written in (RFC 5280 4.1.2.4), old ones included. */
export function readText(node: DerNode): string {
  const text = decodeText(node);
  if (text === undefined) throw new DerError('value-not-der', node.start);
  return text;
}

function decodeText(node: DerNode): string | undefined {
  const contents = node.contents;
  switch (node.identifier) {
    case TAG.utf8String:
      try {
        return utf8.decode(contents);
      } catch {
        return undefined;
      }
    case TAG.printableString: {
      const text = fromLatin1(contents);
      return isPrintable(text) ? text : undefined;
    }
    case TAG.ia5String:
      return contents.every((byte) => byte < 0x80) ? fromLatin1(contents) : undefined;
    case TAG.t61String:
      return fromLatin1(contents);
    case TAG.bmpString:
      return contents.length % 2 === 0 ? fromUtf16(contents) : undefined;
    default:
      return undefined;
  }
}

const utf8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function fromLatin1(contents: Uint8Array): string {
  let text = '';
  for (const byte of contents) text += String.fromCharCode(byte);
  return text;
}

function fromUtf16(contents: Uint8Array): string {
  let text = '';
  for (let i = 0; i < contents.length; i += 2)
    text += String.fromCharCode(contents[i]! * 256 + contents[i + 1]!);
  return text;
}
