// The list of the root that lies beside the deployment's keys. What it says comes from the root's own register: whoever
// asks for it says only what time it is.

import { KeyFileError } from '../key-file-error.ts';
import type { KeyPlace } from '../key-files.ts';
import { type Root, readNamedRoot } from '../root.ts';
import { type RootPlace, signRootList } from '../root-acts.ts';
import { RootBusy, RootFault } from '../root-fault.ts';
import { findRegisters, registerOf } from '../root-register.ts';
import type { KeyName } from './key-name.ts';
import { SignerFault } from './signer-fault.ts';

export interface RootListOptions {
  readonly keyFolder: string;
  readonly caKeys: KeyPlace;
  /** The signer's own clock; absent where the deployment's is moved by hand. */
  readonly now?: (() => number) | undefined;
}

const CLOCKS_DIFFER_MS = 24 * 60 * 60 * 1000;

/**
 * The newest list; a new one when half of its time is over or it is not yet valid, so that nobody fills the register by
 * asking.
 *
 * @throws KeyFileError `missing` when register or key are elsewhere; SignerFault
 */
export async function listOfRoot(
  { keyFolder, caKeys, now }: RootListOptions,
  name: KeyName,
  at: number,
): Promise<Uint8Array> {
  if (now !== undefined && Math.abs(now() - at) > CLOCKS_DIFFER_MS) {
    throw new SignerFault('refused', 'not of today');
  }
  if (!(await findRegisters(keyFolder)).includes(registerOf(keyFolder, name))) {
    throw new KeyFileError('missing', `the register of ${name.id} is not in ${keyFolder}`);
  }
  try {
    return await freshList({ folder: keyFolder, keys: caKeys }, name, at).catch((error) => {
      // What another server, or somebody at the root, has just signed is what was wanted.
      if (error instanceof RootBusy) return freshList({ folder: keyFolder, keys: caKeys }, name, at);
      throw error;
    });
  } catch (error) {
    if (error instanceof RootFault) throw new SignerFault('refused', error.message);
    throw error;
  }
}

async function freshList(place: RootPlace, name: KeyName, at: number): Promise<Uint8Array> {
  const { list } = await readNamedRoot(place.folder, name);
  if (list !== undefined && isFresh(list, at)) return list.list;
  return (await signRootList(place, name, { at, persons: [] })).list;
}

function isFresh({ thisUpdate, nextUpdate }: NonNullable<Root['list']>, at: number): boolean {
  return at >= thisUpdate && at < thisUpdate + (nextUpdate - thisUpdate) / 2;
}
