// With an issuing CA that its root has revoked end all certificates that it issued (RFC 5280 6.1.3 (a)(3)). From the
// moment on at which this is known they log nobody on; here each is revoked too, a few at a time, so that its holder is
// told, and who looks no further than at a certificate's own list or OCSP hears it as well (RFC 6960 2.7).

import { setTimeout as rest } from 'node:timers/promises';
import type { Notice } from '../../notices/notice.ts';
import { noticeOfRevocation } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import { readAuthorities } from '../../store/read/certification-authority.ts';
import { readHolders } from '../../store/read/contract.ts';
import { readLiveOf } from '../../store/read/issued-by.ts';
import { type AuditRecord, appendAudit } from '../../store/write/audit.ts';
import { revokeCertificate } from '../../store/write/certificate.ts';
import { markCertificatesEnded } from '../../store/write/certification-authority.ts';
import { lockHolders } from '../../store/write/holder.ts';
import { auditOf } from '../audit.ts';
import type { Deployment } from '../deployment.ts';

const PAGE = 100;
/** In one go; then others get their turn, and a server that is to stop waits no longer. */
const MOST_PAGES = 20;
/** By then every server has heard, and what was on its way has arrived. */
const HEARD_MS = 60_000;

/** By generation: after which serial number it goes on, and when the walk began. */
type Walks = Map<string, { readonly after: string; readonly begun: number }>;

/** Goes on each time where it ended the last time. Safe to run twice, late, and beside other processes. */
export function certificateEnder(deployment: Pick<Deployment, 'store' | 'banks' | 'ca' | 'now'>) {
  const walks: Walks = new Map();
  /** @returns how many certificates ended now. */
  return async (): Promise<number> => {
    const { store, ca } = deployment;
    if (ca.authorities.generations.every(({ revoked }) => revoked === undefined)) return 0;
    let ended = 0;
    for (const row of await readAuthorities(store.db)) {
      if (row.revocation_known_at === null || row.certificates_ended_at !== null) continue;
      ended += await walkOn(deployment, walks, { id: row.id, knownAt: row.revocation_known_at });
    }
    return ended;
  };
}

async function walkOn(
  deployment: Pick<Deployment, 'store' | 'banks' | 'now'>,
  walks: Walks,
  { id, knownAt }: { readonly id: string; readonly knownAt: number },
): Promise<number> {
  const { store, now } = deployment;
  let ended = 0;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { after, begun } = walks.get(id) ?? { after: '', begun: now() };
    const live = await readLiveOf(store.db, { issuer: id, after, now: now(), most: PAGE });
    const began = performance.now();
    if (live.length > 0) ended += await endThese(deployment, id, live);
    const last = live.at(-1);
    if (last !== undefined && live.length === PAGE) {
      walks.set(id, { after: last.serial_number, begun });
      // As long as it worked: customers go before.
      await rest(performance.now() - began);
      continue;
    }
    walks.delete(id);
    if (begun - knownAt >= HEARD_MS) await store.transaction((tx) => markCertificatesEnded(tx, id, now()));
    break;
  }
  return ended;
}

async function endThese(
  { store, banks, now }: Pick<Deployment, 'store' | 'banks' | 'now'>,
  issuer: string,
  live: readonly { readonly serial_number: string; readonly holder: string }[],
): Promise<number> {
  return store.transaction(async (tx) => {
    const ids = [...new Set(live.map(({ holder }) => holder))];
    await lockHolders(tx, ids);
    const holders = new Map((await readHolders(tx, ids)).map((holder) => [holder.id, holder]));
    const at = now();
    const caller = { address: '', reference: `revoked-${issuer}` };
    const details = { reason: 'unspecified', by: 'ca', issuer };
    const records: AuditRecord[] = [];
    const notices: Notice[] = [];
    for (const { serial_number: serialNumber, holder: id } of live) {
      const holder = holders.get(id);
      if (holder === undefined || !(await revokeCertificate(tx, serialNumber, 'unspecified', at))) continue;
      const deed = { act: 'certificate.revoked', certificate: serialNumber, details };
      records.push(auditOf(caller, holder, deed, at));
      const told = { serialNumber, reason: 'issuerRevoked' } as const;
      notices.push(noticeOfRevocation(holder, told, at));
    }
    await queueNotices(tx, banks, notices, at);
    await appendAudit(tx, records);
    return records.length;
  });
}
