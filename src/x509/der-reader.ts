// Strict DER reader (X.690 clauses 8, 10 and 11). The whole tree is read and checked at once, within bounds of
// size, depth and number, so that what follows can trust the structure and no input costs more than its octets.

import { TAG } from './der.ts';

export type DerFault =
  | 'too-large'
  | 'too-deep'
  | 'too-many-values'
  | 'truncated'
  | 'trailing-octets'
  | 'tag-form-refused'
  | 'indefinite-length'
  | 'length-not-minimal'
  | 'value-not-der'
  | 'structure-unexpected';

/** The one exception of this room. Every parse function of untrusted input catches it. */
export class DerError extends Error {
  readonly fault: DerFault;
  readonly offset: number;

  constructor(fault: DerFault, offset: number) {
    super(`${fault} at octet ${offset}`);
    this.name = 'DerError';
    this.fault = fault;
    this.offset = offset;
  }
}

export interface DerLimits {
  readonly bytes: number;
  readonly depth: number;
  readonly values: number;
}

/** Enough for every certificate and request that people have; a caller with larger things says so. */
export const DEFAULT_LIMITS: DerLimits = { bytes: 65_536, depth: 24, values: 8_192 };

export type DerClass = 'universal' | 'application' | 'context' | 'private';
const CLASSES: readonly DerClass[] = ['universal', 'application', 'context', 'private'];

const NO_CHILDREN: readonly DerNode[] = [];

/** One value: where it stands in the source, and the values inside it when it is constructed. */
export class DerNode {
  readonly source: Uint8Array;
  /** The identifier octet as it stands: class, constructed bit and tag number. */
  readonly identifier: number;
  readonly start: number;
  readonly contentsStart: number;
  readonly end: number;
  readonly #children: readonly DerNode[];

  constructor(
    source: Uint8Array,
    start: number,
    contentsStart: number,
    end: number,
    children: readonly DerNode[],
  ) {
    this.source = source;
    this.identifier = source[start]!;
    this.start = start;
    this.contentsStart = contentsStart;
    this.end = end;
    this.#children = children;
  }

  get tag(): number {
    return this.identifier & 0x1f;
  }

  get class(): DerClass {
    return CLASSES[this.identifier >> 6]!;
  }

  get constructed(): boolean {
    return (this.identifier & 0x20) !== 0;
  }

  /** The complete encoding, as a view on the source. */
  get der(): Uint8Array {
    return this.source.subarray(this.start, this.end);
  }

  /** The contents octets, as a view on the source. */
  get contents(): Uint8Array {
    return this.source.subarray(this.contentsStart, this.end);
  }

  children(): readonly DerNode[] {
    return this.#children;
  }
}

/** Reads exactly one value that fills `bytes`. Throws DerError. */
export function readDer(bytes: Uint8Array, limits: DerLimits = DEFAULT_LIMITS): DerNode {
  if (bytes.length > limits.bytes) throw new DerError('too-large', 0);
  const node = readValue(bytes, 0, bytes.length, limits.depth, { left: limits.values });
  if (node.end !== bytes.length) throw new DerError('trailing-octets', node.end);
  return node;
}

function readValue(
  bytes: Uint8Array,
  start: number,
  limit: number,
  depth: number,
  values: { left: number },
): DerNode {
  if (depth === 0) throw new DerError('too-deep', start);
  if (values.left-- === 0) throw new DerError('too-many-values', start);
  if (start + 2 > limit) throw new DerError('truncated', start);
  const identifier = bytes[start]!;
  // Tag 31 announces a longer tag number, which nothing here uses; universal 0 is the end mark of BER.
  if ((identifier & 0x1f) === 0x1f || identifier === 0 || identifier === 0x20) {
    throw new DerError('tag-form-refused', start);
  }
  let contentsStart = start + 2;
  let length = bytes[start + 1]!;
  if (length === 0x80) throw new DerError('indefinite-length', start);
  if (length > 0x80) {
    const count = length - 0x80;
    // More than four octets of length would pass 4 GB: beyond any limit that a caller may set.
    if (count > 4 || contentsStart + count > limit) throw new DerError('truncated', start);
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + bytes[contentsStart + i]!;
    if (length < 0x80 || bytes[contentsStart] === 0) throw new DerError('length-not-minimal', start);
    contentsStart += count;
  }
  const end = contentsStart + length;
  if (end > limit) throw new DerError('truncated', start);

  if ((identifier & 0x20) === 0) {
    checkPrimitive(bytes, identifier, contentsStart, end);
    return new DerNode(bytes, start, contentsStart, end, NO_CHILDREN);
  }
  // DER builds no string from pieces (X.690 10.2): of the universal types only these two are constructed.
  if (identifier < 0x40 && identifier !== TAG.sequence && identifier !== TAG.set) {
    throw new DerError('value-not-der', start);
  }
  const children: DerNode[] = [];
  for (let offset = contentsStart; offset < end; ) {
    const child = readValue(bytes, offset, end, depth - 1, values);
    if (identifier === TAG.set && children.length > 0) checkOrder(children.at(-1)!, child);
    children.push(child);
    offset = child.end;
  }
  return new DerNode(bytes, start, contentsStart, end, children);
}

/** SET OF elements ascend (X.690 11.6). */
function checkOrder(before: DerNode, after: DerNode): void {
  const a = before.der;
  const b = after.der;
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    if (a[i]! < b[i]!) return;
    if (a[i]! > b[i]!) throw new DerError('value-not-der', after.start);
  }
  if (a.length > b.length) throw new DerError('value-not-der', after.start);
}

function checkPrimitive(bytes: Uint8Array, identifier: number, start: number, end: number): void {
  if (!isPrimitiveDer(bytes, identifier, start, end)) throw new DerError('value-not-der', start);
}

/** An object identifier longer than this names nothing that exists. */
const LONGEST_OBJECT_IDENTIFIER = 64;

function isPrimitiveDer(bytes: Uint8Array, identifier: number, start: number, end: number): boolean {
  const length = end - start;
  switch (identifier) {
    case TAG.sequence & 0x1f:
    case TAG.set & 0x1f:
      return false;
    case TAG.boolean:
      return length === 1 && (bytes[start] === 0 || bytes[start] === 0xff);
    case TAG.integer:
    case TAG.enumerated:
      if (length === 0) return false;
      // Nine equal leading bits can be shortened (X.690 8.3.2).
      return (
        length === 1 ||
        !(
          (bytes[start] === 0 && bytes[start + 1]! < 0x80) ||
          (bytes[start] === 0xff && bytes[start + 1]! >= 0x80)
        )
      );
    case TAG.bitString: {
      const unused = bytes[start]!;
      if (length === 0 || unused > 7) return false;
      return length === 1 ? unused === 0 : (bytes[end - 1]! & ((1 << unused) - 1)) === 0;
    }
    case TAG.null:
      return length === 0;
    case TAG.objectIdentifier: {
      if (length === 0 || length > LONGEST_OBJECT_IDENTIFIER || bytes[end - 1]! >= 0x80) return false;
      // A subidentifier does not start with 0x80, which would be a leading zero (X.690 8.19.2).
      for (let i = start; i < end; i++) {
        if (bytes[i] === 0x80 && (i === start || bytes[i - 1]! < 0x80)) return false;
      }
      return true;
    }
    default:
      return true;
  }
}
