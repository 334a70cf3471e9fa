// The thread on which PINs are hashed. It is another than the one that answers, and gives way to it: a hash takes ten
// milliseconds of a core, and however many are asked for, pages are answered meanwhile.

import { setPriority } from 'node:os';
import { type Options as Argon2Options, hashSync, verifySync } from '@node-rs/argon2';

/** A hash to make, or to compare with. */
export interface PinTask {
  readonly pin: string;
  readonly stored?: string;
  readonly options: Argon2Options;
}

const GIVES_WAY = 10;
// Elsewhere it would be the priority of the whole process; on Linux it is the thread's own.
if (process.platform === 'linux') setPriority(GIVES_WAY);

/** @returns the hash; or, given one to compare with, whether the PIN is the one. */
export default function work({ pin, stored, options }: PinTask): string | boolean {
  return stored === undefined ? hashSync(pin, options) : verifySync(stored, pin, options);
}
