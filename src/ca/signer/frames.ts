// What travels between a server and the signer: frames of a length, a kind, a number and fields. Whoever sends
// anything else is hung up on; memory is given only for what has arrived.

/** Length of what follows, then one octet of kind and the number by which an answer finds its question. */
const HEAD_OCTETS = 4;
const FIXED_OCTETS = 1 + 4;
/** A batch of certificates, or of OCSP answers. */
const USUAL_MOST = 1024 * 1024;
/** A revocation list of a million entries has 50 MB. */
const LIST_MOST = 256 * 1024 * 1024;
const MOST_FIELDS = 1024;

/** What may be asked of the signer. There is no kind that signs octets as they come. */
export const REQUESTS = {
  /** Opens the key of a CA that the signer holds. */
  hold: 1,
  ceremony: 2,
  certificates: 3,
  revocationList: 4,
  makeResponderKey: 5,
  holdResponderKey: 6,
  responder: 7,
  ocspAnswers: 8,
  makeTreeHeadKey: 9,
  holdTreeHeadKey: 10,
  treeHead: 11,
  /** Of the demonstration's own listeners. */
  serverCertificate: 12,
  /** The three steps of another generation of the issuing CA. */
  prepareGeneration: 13,
  certifyGeneration: 14,
  acceptGeneration: 15,
  /** The list of a root whose register lies here. */
  rootList: 20,
  /** The list of a root that is elsewhere, for the CAs that it revokes. */
  takeRootList: 21,
} as const;
export type RequestKind = keyof typeof REQUESTS;

/** Kinds of answers. */
export const DONE = 0x80;
export const REFUSED = 0x81;

export interface Frame {
  readonly kind: number;
  /** An answer bears the number of its question. */
  readonly number: number;
  readonly fields: readonly Buffer[];
}

/** What came is not of this protocol. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

export function encodeFrame(kind: number, number: number, fields: readonly Uint8Array[]): Buffer {
  let length = FIXED_OCTETS;
  for (const field of fields) length += 4 + field.length;
  const frame = Buffer.allocUnsafe(HEAD_OCTETS + length);
  frame.writeUInt32BE(length, 0);
  frame.writeUInt8(kind, 4);
  frame.writeUInt32BE(number, 5);
  let at = HEAD_OCTETS + FIXED_OCTETS;
  for (const field of fields) {
    at = frame.writeUInt32BE(field.length, at);
    frame.set(field, at);
    at += field.length;
  }
  return frame;
}

/** What a field holds, or the pieces of it that are one after the other. */
export type FrameField = Uint8Array | readonly Uint8Array[];

/** A frame of which nothing is copied: a list of a million entries travels as the pieces that it was made in. */
export function encodeLongFrame(kind: number, number: number, fields: readonly FrameField[]): Uint8Array[] {
  const contents = fields.flatMap((field) => {
    const pieces = field instanceof Uint8Array ? [field] : field;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(pieces.reduce((octets, piece) => octets + piece.length, 0));
    return [length, ...pieces];
  });
  const head = encodeFrame(kind, number, []);
  head.writeUInt32BE(contents.reduce((octets, piece) => octets + piece.length, FIXED_OCTETS));
  return [head, ...contents];
}

const KNOWN: ReadonlySet<number> = new Set([...Object.values(REQUESTS), DONE, REFUSED]);

/** Puts frames together out of what arrives. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #length = 0;

  /** Every frame that is whole by now. @throws FrameError */
  *read(chunk: Buffer): Generator<Frame> {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    while (this.#length >= HEAD_OCTETS + FIXED_OCTETS) {
      const head = this.#first(HEAD_OCTETS + FIXED_OCTETS);
      const length = head.readUInt32BE(0);
      const kind = head.readUInt8(4);
      if (!KNOWN.has(kind)) throw new FrameError(`there is no kind ${kind}`);
      const most = kind === REQUESTS.revocationList ? LIST_MOST : USUAL_MOST;
      if (length < FIXED_OCTETS || length > most) throw new FrameError(`a frame of ${length} octets`);
      if (this.#length < HEAD_OCTETS + length) return;
      yield decodeFrame(this.#take(HEAD_OCTETS + length));
    }
  }

  /** So many octets in one piece; only what arrived in several is put together. */
  #first(octets: number): Buffer {
    const [first] = this.#chunks;
    if (first !== undefined && first.length >= octets) return first;
    const whole = Buffer.concat(this.#chunks);
    this.#chunks = [whole];
    return whole;
  }

  #take(octets: number): Buffer {
    const whole = this.#first(octets);
    const rest = whole.subarray(octets);
    this.#chunks[0] = rest;
    if (rest.length === 0) this.#chunks.shift();
    this.#length -= octets;
    return whole.subarray(0, octets);
  }
}

function decodeFrame(frame: Buffer): Frame {
  const fields: Buffer[] = [];
  let at = HEAD_OCTETS + FIXED_OCTETS;
  while (at < frame.length) {
    if (fields.length === MOST_FIELDS) throw new FrameError(`more than ${MOST_FIELDS} fields`);
    if (at + 4 > frame.length) throw new FrameError('a field is cut off');
    const end = at + 4 + frame.readUInt32BE(at);
    if (end > frame.length) throw new FrameError('a field is longer than its frame');
    fields.push(frame.subarray(at + 4, end));
    at = end;
  }
  return { kind: frame.readUInt8(4), number: frame.readUInt32BE(5), fields };
}
