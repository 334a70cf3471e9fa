// Errors that an operator can do something about, as one sentence with the cure. What is not here is a fault of the
// program and keeps its stack.

import { NoAuthorityYet } from '../ca/certification-authority.ts';
import { KeyFileError, type KeyFileFault } from '../ca/key-file-error.ts';
import { RootFault } from '../ca/root-fault.ts';
import { SignerFault } from '../ca/signer/signer-fault.ts';
import { GenerationFault } from '../procedures/generations/generation-fault.ts';
import { StoreError } from '../store/store.ts';
import { StartFault, systemCode } from './start-fault.ts';

/** The sentence for an error, or the error itself where nobody but a programmer can help. */
export function explainFault(error: unknown): unknown {
  if (error instanceof StartFault) return error;
  if (error instanceof StoreError) return new StartFault(sentence(error.message));
  if (error instanceof NoAuthorityYet) return new StartFault(FIRST_STEPS);
  if (error instanceof GenerationFault) return new StartFault(sentence(error.message));
  if (error instanceof RootFault) return new StartFault(sentence(error.message));
  if (error instanceof SignerFault) return signerSentence(error);
  if (error instanceof KeyFileError) return new StartFault(keyFileSentence(error));
  const place = placeOf(error);
  switch (systemCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartFault(
        `${place} cannot be written or opened: let the user who runs Warifu write it, or set WARIFU_DATA to another folder.`,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartFault(
        `${place} is in the way of a folder: move it, or set WARIFU_DATA to another folder.`,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartFault(`the disk is full (${place}): make room and start again; nothing was lost.`);
    default:
      return error;
  }
}

const FIRST_STEPS =
  'there is no certification authority yet, and its root is elsewhere (WARIFU_ROOT=offline): make the root known to the signer with `warifu ca trust-root`, make the key with `warifu ca prepare`, have the root certify it, and take that in with `warifu ca accept`.';

/** What the signer refuses or fails in is for a programmer. */
function signerSentence(error: SignerFault): unknown {
  switch (error.code) {
    case 'unavailable':
      return new StartFault(
        `nothing can be signed: ${error.message}. What the signer said stands above, or in its own log.`,
      );
    case 'pin-refused':
    case 'not-accepted':
    case 'not-activated':
      return new StartFault(sentence(error.message));
    default:
      return error;
  }
}

const RESTORE = 'restore the key folder of this database from the backup';

const KEY_CURES: Readonly<Record<KeyFileFault, string>> = {
  missing: RESTORE,
  damaged: RESTORE,
  'wrong-passphrase': 'give the passphrase that the CA was made with (WARIFU_CA_PASSPHRASE_FILE)',
  'not-in-token':
    'name the token that this database’s CA was made in (WARIFU_PKCS11_TOKEN), or bring its keys there',
};

const keyFileSentence = ({ fault, message }: KeyFileError): string => `${message}: ${KEY_CURES[fault]}.`;

/** Why a face cannot listen. */
export function explainListenFault(error: unknown, face: string, variable: string, port: number): unknown {
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return new StartFault(
        `port ${port} for ${face} is in use: stop the program that has it, or set ${variable} to a free port.`,
      );
    case 'EACCES':
      return new StartFault(
        `port ${port} for ${face} may not be opened by this user: set ${variable} to a port above 1023.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EINVAL':
      return new StartFault(`${face} cannot listen there: WARIFU_HOST must be an address of this machine.`);
    default:
      return error;
  }
}

function placeOf(error: unknown): string {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : 'a file';
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
