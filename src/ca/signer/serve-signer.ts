// The signer's end of a connection: one frame in, one answer out. What is not of the protocol ends the connection.

import type { Duplex } from 'node:stream';
import { DONE, encodeFrame, type Frame, FrameError, FrameReader, REFUSED } from './frames.ts';
import { signerFaultOf } from './signer-fault.ts';
import type { SignerService } from './signer-service.ts';

/** Serves until the other end goes. */
export function serveSigner(stream: Duplex, service: SignerService): void {
  const reader = new FrameReader();
  stream.on('data', (chunk: Buffer) => {
    try {
      for (const frame of reader.read(chunk)) void answer(stream, service, frame);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      stream.destroy();
    }
  });
  // A server that was killed.
  stream.on('error', () => {});
}

async function answer(
  stream: Duplex,
  service: SignerService,
  { kind, number, fields }: Frame,
): Promise<void> {
  const frame = await service.answer(kind, fields).then(
    (said) => encodeFrame(DONE, number, said.map(octetsOf)),
    (error: unknown) => {
      const { code, message, detail } = signerFaultOf(error);
      return encodeFrame(REFUSED, number, [code, message, detail].map(octetsOf));
    },
  );
  if (!stream.destroyed) stream.write(frame);
}

const octetsOf = (field: Uint8Array | string): Uint8Array =>
  typeof field === 'string' ? Buffer.from(field) : field;
