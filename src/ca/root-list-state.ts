// What the published lists of the roots say now: until when, and whether an issuing CA of ours is on one.

import type { Reader } from '../store/database.ts';
import { findRevocationList } from '../store/read/revocation-list.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { parseCertificateRevocationList } from '../x509/certificate-revocation-list.ts';
import { serialNumberToHex } from '../x509/serial-number.ts';
import type { Authorities } from './authorities.ts';
import { FULL_LIST } from './published-addresses.ts';

export interface RootListState {
  /** Of each root under which an issuing CA answers; undefined: none is published. */
  readonly rootLists: readonly ({ readonly thisUpdate: number; readonly nextUpdate: number } | undefined)[];
  /** Ids of the issuing CAs that are revoked. */
  readonly revokedIssuing: readonly string[];
}

export async function readRootListState(
  db: Reader,
  authorities: Authorities,
  now: number,
): Promise<RootListState> {
  const answering = authorities.answeringAt(now);
  const rootLists = [];
  const revokedIssuing: string[] = [];
  for (const root of authorities.roots) {
    const below = answering.filter((one) => one.root === root.id);
    if (below.length === 0) continue;
    const row = await findRevocationList(db, root.id, FULL_LIST);
    rootLists.push(row && { thisUpdate: row.this_update, nextUpdate: row.next_update });
    if (row === undefined || row.revoked === 0) continue;
    const { revoked } = parseCertificateRevocationList(row.list);
    const numbers = new Set(revoked.map(({ serialNumber }) => serialNumberToHex(serialNumber)));
    for (const { id, certificate } of below) {
      if (numbers.has(serialNumberToHex(parseCertificate(certificate).serialNumber))) revokedIssuing.push(id);
    }
  }
  return { rootLists, revokedIssuing };
}
