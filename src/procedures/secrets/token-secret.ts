// Secrets of tokens at rest, each bound to its row.

import type { TokenRow } from '../../store/tables.ts';
import type { DeploymentKeys } from '../deployment.ts';
import { openBytes, sealBytes } from './sealed-bytes.ts';

type Place = Pick<TokenRow, 'id' | 'holder'>;

export function sealTokenSecret(keys: DeploymentKeys, place: Place, secret: Uint8Array): Uint8Array {
  return sealBytes(keys.token, [place.id, place.holder], secret);
}

/** Throws when the database was tampered with, or belongs to another deployment. */
export function openTokenSecret(
  keys: DeploymentKeys,
  token: Place & Pick<TokenRow, 'sealed_secret'>,
): Buffer {
  return openBytes(keys.token, [token.id, token.holder], token.sealed_secret);
}
