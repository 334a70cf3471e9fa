// What a root's list says of the issuing CAs reaches the signer too, which judges it for itself and obeys it from then on.

import type { Reader } from '../store/database.ts';
import { findRevocationList } from '../store/read/revocation-list.ts';
import type { Authorities } from './authorities.ts';
import { FULL_LIST } from './published-addresses.ts';
import type { Signer } from './signer/signer.ts';

/** Hands it the published list of each root under which a CA is revoked. Safe to repeat. @throws SignerFault */
export async function tellSignerOfRevoked(
  db: Reader,
  { authorities, signer }: { readonly authorities: Authorities; readonly signer: Signer },
): Promise<void> {
  const { roots, generations } = authorities;
  for (const root of roots) {
    if (!generations.some((one) => one.root === root.id && one.revoked !== undefined)) continue;
    const published = await findRevocationList(db, root.id, FULL_LIST);
    if (published !== undefined) await signer.takeRootList(root, published.list);
  }
}
