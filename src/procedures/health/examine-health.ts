// How the deployment stands now: asked by whoever watches it, and each minute by itself.

import { DELTA_LIST, revocationListNames } from '../../ca/published-addresses.ts';
import { readRootListState } from '../../ca/root-list-state.ts';
import { type HealthCheck, type HealthFacts, judgeHealth } from '../../domain/health.ts';
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
  const { store, now } = watched.deployment;
  let facts: HealthFacts;
  try {
    facts = await readFacts(watched);
  } catch (error) {
    // The message of a database may quote a row.
    const kind = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return [{ name: 'database', state: 'failed', detail: `does not answer (${kind})` }];
  }
  return [{ name: 'database', state: 'ok', detail: store.dialect }, ...judgeHealth(facts, now())];
}

async function readFacts({ deployment, tlsNotAfter, signerReady }: Watched): Promise<HealthFacts> {
  const { store, ca, now } = deployment;
  const { authorities } = ca;
  const lists = [];
  const responders = [];
  for (const generation of authorities.answeringAt(now())) {
    // One that was accepted a moment ago has none yet, and nobody asks for them.
    const waits = authorities.stateOf(generation, now()) === 'waiting';
    const heads = await readRevocationListHeads(store.db, generation.id);
    for (const name of revocationListNames(generation)) {
      // It comes with the full list or not at all, and who has no fresh one is served by that.
      if (name === DELTA_LIST) continue;
      const head = heads.find((one) => one.name === name);
      if (head === undefined && waits) continue;
      lists.push(head && { thisUpdate: head.this_update, nextUpdate: head.next_update });
    }
    const [responder] = await readResponders(store.db, generation.id, now());
    if (responder === undefined && waits) continue;
    // One that lasts as long as its CA is as good as can be: what is to be done then, the CA's own end says.
    if (responder?.not_after !== generation.notAfter) responders.push(responder?.not_after);
  }
  const waiting = authorities.generations.find((one) => authorities.stateOf(one, now()) === 'waiting');
  const { since } = await readMailQueue(store.db);
  const covered = await findLastTreeHead(store.db);
  const { id: issuing, notAfter: issuingNotAfter } = authorities.issuingAt(now());
  return {
    signerReady: await signerReady().catch(() => false),
    lists,
    ...(await readRootListState(store.db, authorities, now())),
    // Of all generations: the one that ends first, and none where one has none.
    responderNotAfter: responders.includes(undefined)
      ? undefined
      : Math.min(issuingNotAfter, ...responders.map(Number)),
    issuing,
    issuingNotAfter,
    nextIssuesFrom: waiting?.issuesFrom,
    tlsNotAfter,
    mailWaitingSince: since,
    auditUncoveredSince: await findAuditInstant(store.db, (covered?.size ?? 0) + 1),
  };
}
