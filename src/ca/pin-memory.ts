// That a token refused a PIN, remembered over restarts: a service manager that starts a signer again and again would
// otherwise lock the token. What lies there tells nobody the PIN that it would not have told by trying the token.

import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OCTETS = 32;

export class PinMemory {
  readonly file: string;

  constructor(folder: string) {
    this.file = join(folder, 'pin-refused');
  }

  has(pin: string): boolean {
    let kept: Buffer;
    try {
      kept = Buffer.from(readFileSync(this.file, 'utf8').trim(), 'base64');
    } catch {
      return false;
    }
    if (kept.length !== 2 * OCTETS) return false;
    return timingSafeEqual(scryptSync(pin, kept.subarray(0, OCTETS), OCTETS), kept.subarray(OCTETS));
  }

  remember(pin: string): void {
    mkdirSync(join(this.file, '..'), { recursive: true, mode: 0o700 });
    const salt = randomBytes(OCTETS);
    const kept = Buffer.concat([salt, scryptSync(pin, salt, OCTETS)]);
    writeFileSync(this.file, `${kept.toString('base64')}\n`, { mode: 0o600 });
  }
}
