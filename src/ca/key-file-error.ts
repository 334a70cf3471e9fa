// Why a key cannot be opened.

export type KeyFileFault = 'missing' | 'damaged' | 'wrong-passphrase';

export class KeyFileError extends Error {
  readonly fault: KeyFileFault;
  constructor(fault: KeyFileFault, message: string) {
    super(message);
    this.name = 'KeyFileError';
    this.fault = fault;
  }
}
