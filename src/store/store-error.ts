// What can be wrong with the database as a whole, in words that an operator can act on.

export type StoreErrorCode =
  | 'folder-not-writable'
  | 'absent'
  | 'already-open'
  | 'disk-full'
  | 'disk-failed'
  | 'database-unreachable'
  | 'database-newer'
  | 'database-damaged';

/** The database cannot be used, or not now. Nothing of the transaction that met it is stored. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.code = code;
  }
}
