// How the deployment stands now: asked by whoever watches it, and each minute by itself.

import { revocationListNames } from '../../ca/published-addresses.ts';
import { type HealthCheck, judgeHealth } from '../../domain/health.ts';
import { findLastTreeHead } from '../../store/read/audit-tree.ts';
import { findAuditInstant, readMailQueue } from '../../store/read/health.ts';
import { readResponders } from '../../store/read/ocsp.ts';
import { readRevocationListHeads } from '../../store/read/revocation-list.ts';
import type { Deployment } from '../deployment.ts';

export interface Watched {
  readonly deployment: Pick<Deployment, 'store' | 'ca' | 'now'>;
  /** Whether a certificate that is planned now would be signed. */
  signerReady(): Promise<boolean>;
  /** When the listeners' certificate ends; undefined: not known. */
  readonly tlsNotAfter: number | undefined;
}

/** A database that does not answer is one failure, and all that there is to say. */
export async function examineHealth(watched: Watched): Promise<HealthCheck[]> {
  const { deployment, tlsNotAfter } = watched;
  const { store, ca, now } = deployment;
  try {
    const { issuing } = ca;
    const heads = await readRevocationListHeads(store.db, issuing.id);
    const [responder] = await readResponders(store.db, issuing.id, now());
    const { since } = await readMailQueue(store.db);
    const covered = await findLastTreeHead(store.db);
    const facts = {
      signerReady: await watched.signerReady().catch(() => false),
      lists: revocationListNames(issuing).map((name) => {
        const head = heads.find((one) => one.name === name);
        return head && { thisUpdate: head.this_update, nextUpdate: head.next_update };
      }),
      responderNotAfter: responder?.not_after,
      issuingNotAfter: issuing.notAfter,
      tlsNotAfter,
      mailWaitingSince: since,
      auditUncoveredSince: await findAuditInstant(store.db, (covered?.size ?? 0) + 1),
    };
    return [{ name: 'database', state: 'ok', detail: store.dialect }, ...judgeHealth(facts, now())];
  } catch (error) {
    // The message of a database may quote a row.
    const kind = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return [{ name: 'database', state: 'failed', detail: `does not answer (${kind})` }];
  }
}
