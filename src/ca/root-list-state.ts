// What the published lists of the roots say now: until when, and whether an issuing CA of ours is on one.

import type { Reader } from '../store/database.ts';
import { readAuthorities } from '../store/read/certification-authority.ts';
import { findRevocationList } from '../store/read/revocation-list.ts';
import type { Authorities } from './authorities.ts';
import { FULL_LIST } from './published-addresses.ts';

export interface RootListState {
  /** Of each root under which an issuing CA answers; undefined: none is published. */
  readonly rootLists: readonly ({ readonly thisUpdate: number; readonly nextUpdate: number } | undefined)[];
  /** The issuing CAs that are revoked, and whether all that they issued has ended. */
  readonly revokedIssuing: readonly { readonly id: string; readonly certificatesEnded: boolean }[];
}

export async function readRootListState(
  db: Reader,
  authorities: Authorities,
  now: number,
): Promise<RootListState> {
  const answering = authorities.answeringAt(now);
  const rootLists = [];
  for (const root of authorities.roots) {
    if (!answering.some((one) => one.root === root.id)) continue;
    const row = await findRevocationList(db, root.id, FULL_LIST);
    rootLists.push(row && { thisUpdate: row.this_update, nextUpdate: row.next_update });
  }
  const rows = await readAuthorities(db);
  const revokedIssuing = rows.flatMap(
    ({ id, not_after, revocation_known_at, certificates_ended_at: ended }) =>
      revocation_known_at === null || now >= not_after ? [] : [{ id, certificatesEnded: ended !== null }],
  );
  return { rootLists, revokedIssuing };
}
