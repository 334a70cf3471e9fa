// The server's end of the way to the signer: questions and answers, waiting that has an end, and a new connection
// when the old one is gone. What was asked and not answered is asked again, since to sign the same twice does no harm.

import type { Duplex } from 'node:stream';
import {
  DONE,
  encodeFrame,
  encodeLongFrame,
  type Frame,
  FrameError,
  type FrameField,
  FrameReader,
  REQUESTS,
  type RequestKind,
} from './frames.ts';
import { errorOf, SignerFault } from './signer-fault.ts';

/** A person waits: longer than a signer takes to start anew. */
const WAIT_MS = 5_000;
/** Questions under way; each may hold a hundred certificates. More wait nowhere. */
const MOST_WAITING = 256;
/** Starting takes a second; ten times that on a machine that has much to do. */
const STARTS_WITHIN_MS = 15_000;
const RETRY_MS = 100;
const RETRY_MOST_MS = 5_000;

export interface SignerConnectionOptions {
  /** A connection to a signer, started or found. */
  readonly connect: () => Promise<Duplex>;
  readonly waitMs?: number | undefined;
}

/** Hears what becomes of the connection, for the log. */
export type ConnectionListener = (event: 'connected' | 'lost' | 'cannot-connect', error?: unknown) => void;

interface Waiting {
  /** In pieces. */
  readonly frame: readonly Uint8Array[];
  readonly resolve: (fields: readonly Buffer[]) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

export class SignerConnection {
  readonly #options: SignerConnectionOptions;
  readonly #waiting = new Map<number, Waiting>();
  #stream: Duplex | undefined;
  #opening = false;
  #closed = false;
  #number = 0;
  #failures = 0;
  #lastError: unknown;
  #retry: NodeJS.Timeout | undefined;
  /** Since when nobody has answered: no signer, or one that ends before it answers. */
  #goneSince: number | undefined;
  #connectedAt = 0;
  /** Whether the signer of this connection has answered anything. */
  #heard = false;
  #listener: ConnectionListener | undefined;

  constructor(options: SignerConnectionOptions) {
    this.#options = options;
  }

  listen(listener: ConnectionListener): void {
    this.#listener = listener;
  }

  /** Answers of the signer. @throws SignerFault, or KeyFileError when it cannot open a key. */
  ask(kind: RequestKind, fields: readonly FrameField[], waitMs?: number): Promise<readonly Buffer[]> {
    if (this.#closed) return Promise.reject(new SignerFault('unavailable', 'the signer was let go'));
    if (this.#waiting.size >= MOST_WAITING) {
      return Promise.reject(new SignerFault('unavailable', 'too many wait for the signer'));
    }
    const wait = waitMs ?? this.#options.waitMs ?? WAIT_MS;
    // Who comes when others have waited in vain is told at once.
    if (
      this.#stream === undefined &&
      this.#goneSince !== undefined &&
      performance.now() - this.#goneSince > (this.#options.waitMs ?? WAIT_MS)
    ) {
      return Promise.reject(this.#away());
    }
    this.#number = (this.#number + 1) % 0x1_0000_0000;
    const number = this.#number;
    const { promise, resolve, reject } = Promise.withResolvers<readonly Buffer[]>();
    const frame = fields.every((field) => field instanceof Uint8Array)
      ? [encodeFrame(REQUESTS[kind], number, fields)]
      : encodeLongFrame(REQUESTS[kind], number, fields);
    const timer = setTimeout(() => this.#giveUp(number), wait);
    this.#waiting.set(number, { frame, resolve, reject, timer });
    if (this.#stream === undefined) void this.#open();
    else send(this.#stream, frame);
    return promise;
  }

  get isConnected(): boolean {
    return this.#stream !== undefined;
  }

  start(): void {
    void this.#open();
  }

  /** Ends the connection, and with it a signer that was started for it. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    for (const number of [...this.#waiting.keys()]) {
      this.#settle(number)?.reject(new SignerFault('unavailable', 'the signer was let go'));
    }
    this.#stream?.destroy();
    this.#stream = undefined;
  }

  #settle(number: number): Waiting | undefined {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    clearTimeout(waiting?.timer);
    return waiting;
  }

  #giveUp(number: number): void {
    const waiting = this.#settle(number);
    waiting?.reject(this.#away());
    // A signer that is there and says nothing is replaced: others wait for it too. But one that has not spoken yet may
    // be starting; whoever ended it for that would never see one start on a busy machine.
    const isStarting = !this.#heard && performance.now() - this.#connectedAt < STARTS_WITHIN_MS;
    if (!isStarting) this.#stream?.destroy(new Error('the signer does not answer'));
  }

  #away(): SignerFault {
    if (this.#stream !== undefined) return new SignerFault('unavailable', 'the signer does not answer');
    const why = this.#lastError instanceof Error ? ` (${this.#lastError.message})` : '';
    return new SignerFault('unavailable', `there is no signer${why}`);
  }

  async #open(): Promise<void> {
    if (this.#opening || this.#closed || this.#stream !== undefined || this.#retry !== undefined) return;
    this.#opening = true;
    this.#goneSince ??= performance.now();
    try {
      const stream = await this.#options.connect();
      if (this.#closed) stream.destroy();
      else this.#use(stream);
    } catch (error) {
      this.#listener?.('cannot-connect', error);
      this.#tryLater(error);
    } finally {
      this.#opening = false;
    }
  }

  #use(stream: Duplex): void {
    const reader = new FrameReader();
    this.#stream = stream;
    this.#heard = false;
    this.#connectedAt = performance.now();
    stream.on('data', (chunk: Buffer) => {
      try {
        for (const frame of reader.read(chunk)) this.#answered(frame);
      } catch (error) {
        if (!(error instanceof FrameError)) throw error;
        stream.destroy(error);
      }
    });
    stream.on('error', (error) => {
      this.#lastError = error;
    });
    stream.on('close', () => {
      if (this.#stream !== stream) return;
      this.#stream = undefined;
      if (this.#closed) return;
      const lived = performance.now() - this.#connectedAt;
      if (lived > (this.#options.waitMs ?? WAIT_MS)) this.#goneSince = performance.now();
      else this.#goneSince ??= performance.now();
      this.#listener?.('lost', this.#lastError);
      this.#tryLater(this.#lastError);
    });
    this.#listener?.('connected');
    for (const { frame } of this.#waiting.values()) send(stream, frame);
  }

  #answered({ kind, number, fields }: Frame): void {
    this.#heard = true;
    this.#failures = 0;
    this.#goneSince = undefined;
    this.#lastError = undefined;
    const waiting = this.#settle(number);
    if (kind === DONE) waiting?.resolve(fields);
    else waiting?.reject(errorOf(...(fields.map(String) as [string, string, string])));
  }

  /** A signer that ends at once is not started a thousand times a second. */
  #tryLater(error: unknown): void {
    this.#lastError = error;
    if (this.#closed) return;
    // Who waits long for an answer does not wait long for a signer.
    const gone = performance.now() - (this.#goneSince ?? performance.now());
    if (gone > (this.#options.waitMs ?? WAIT_MS)) {
      for (const number of [...this.#waiting.keys()]) this.#settle(number)?.reject(this.#away());
    }
    const wait = Math.min(RETRY_MS * 2 ** this.#failures, RETRY_MOST_MS);
    this.#failures = Math.min(this.#failures + 1, 10);
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.#open();
    }, wait);
    // Who waits keeps the process up by a timer of his own.
    this.#retry.unref();
  }
}

function send(stream: Duplex, [first, ...rest]: readonly Uint8Array[]): void {
  if (rest.length > 0) stream.cork();
  stream.write(first);
  for (const piece of rest) stream.write(piece);
  if (rest.length > 0) stream.uncork();
}
