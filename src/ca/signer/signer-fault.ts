// Why nothing was signed: as the signer says it, over the wire and in its own process.

import { StoreError } from '../../store/store-error.ts';
import { KEY_FILE_FAULTS, KeyFileError, type KeyFileFault } from '../key-file-error.ts';

export type SignerFaultCode =
  /** What was to be signed is against the rules. */
  | 'refused'
  /** What somebody brought for another generation of the CA is not in order, or asked for at the wrong time. */
  | 'not-accepted'
  /** Its root has revoked the CA: it certifies nobody any more. */
  | 'revoked'
  /** A number that was signed before, or a lower one; `detail` is the last. */
  | 'number-not-rising'
  /** No signer, too many waiting, its token away or its disk full: later it may go. */
  | 'unavailable'
  /** The token refused the PIN: nobody tries again by himself. */
  | 'pin-refused'
  | `key-${KeyFileFault}`
  /** What opens its keys is not given as it should be. */
  | 'not-activated'
  /** A defect of the signer's own. */
  | 'failed';

export class SignerFault extends Error {
  override readonly name = 'SignerFault';
  readonly code: SignerFaultCode;
  readonly detail: string;

  constructor(code: SignerFaultCode, message: string, detail = '') {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}

/** As it travels. */
export function signerFaultOf(error: unknown): SignerFault {
  if (error instanceof SignerFault) return error;
  if (error instanceof KeyFileError) return new SignerFault(`key-${error.fault}`, error.message);
  // Its own record cannot be written, and what is not recorded is not signed.
  if (error instanceof StoreError) return new SignerFault('unavailable', error.message);
  return new SignerFault('failed', error instanceof Error ? error.message : String(error));
}

/** As it is thrown where it arrives: a key file's fault is one on either side. */
export function errorOf(code: string, message: string, detail: string): Error {
  const fault = KEY_FILE_FAULTS.find((one) => `key-${one}` === code);
  if (fault !== undefined) return new KeyFileError(fault, message);
  return new SignerFault(code as SignerFaultCode, message, detail);
}

/** Later it may go, without anybody changing anything here. */
export function isSignerAway(error: unknown): boolean {
  return error instanceof SignerFault && (error.code === 'unavailable' || error.code === 'pin-refused');
}
