// Why a key cannot be opened.

/** `not-in-token`: the token that is named has no such key. */
export const KEY_FILE_FAULTS = ['missing', 'damaged', 'wrong-passphrase', 'not-in-token'] as const;
export type KeyFileFault = (typeof KEY_FILE_FAULTS)[number];

export class KeyFileError extends Error {
  readonly fault: KeyFileFault;
  constructor(fault: KeyFileFault, message: string) {
    super(message);
    this.name = 'KeyFileError';
    this.fault = fault;
  }
}
