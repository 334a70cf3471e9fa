// What becomes of the certificates of who is logged on: what the status page announces and offers.

import { dayOf } from '../../domain/calendar.ts';
import { statusOf } from '../../domain/certificate-status.ts';
import { movingUntil } from '../../domain/decide-issue.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { renewalOpensOn } from '../../domain/windows.ts';
import {
  certificateFactsOf,
  readCertificatesOfHolders,
  readWaitingCertificates,
} from '../../store/read/certificate.ts';
import type { CertificateRow } from '../../store/tables.ts';
import { type CertificateView, certificateViewOf } from '../certificate-view.ts';
import type { Deployment } from '../deployment.ts';
import { loadOpenSession } from '../log-on/open-session.ts';
import type { SessionInput } from '../log-on/session.ts';

export interface CertificateOutlook {
  /** Renewal is open today. */
  readonly mayRenew: boolean;
  /** Issued to take this one's place, and not used yet. */
  readonly successor?: CertificateView;
  /** Whose place this one took, as long as a browser may still offer it. */
  readonly predecessor?: CertificateView;
  /** Last day on which another PC may acquire, `YYYY-MM-DD`. */
  readonly movingUntil?: string;
  /** This is the first logon with a certificate that was acquired without one: when and from where that was. */
  readonly reAcquired?: { readonly at: number; readonly address: string };
  /** How many certificates of users wait for this administrator. */
  readonly waiting: number;
}

export async function findOutlook(
  deployment: Deployment,
  input: SessionInput,
): Promise<CertificateOutlook | Refusal> {
  const open = await loadOpenSession(deployment, input);
  if (isRefusal(open)) return open;
  const { store } = deployment;
  const { profile, holder, found, session } = open;
  const now = deployment.now();
  const rows = await readCertificatesOfHolders(store.db, [holder.id]);
  const successor = rows.findLast((row) => isSuccessor(row, found.planned_at, now));
  const predecessor = rows.findLast((row) => isPredecessor(row, found, now));
  const until = movingUntil(profile, { ...holder, certificates: rows.map(certificateFactsOf) }, now);
  const first = found.first_logon_at === session.created_at;
  return {
    mayRenew: dayOf(now) >= renewalOpensOn(profile, found.not_after),
    ...(successor && { successor: certificateViewOf(successor) }),
    ...(predecessor && { predecessor: certificateViewOf(predecessor) }),
    ...(until !== undefined && { movingUntil: until }),
    ...(first &&
      found.way === 'reAcquisition' && {
        reAcquired: { at: found.signed_at ?? found.planned_at, address: found.address },
      }),
    waiting:
      holder.role === 'administrator'
        ? (await readWaitingCertificates(store.db, holder.contract, now)).length
        : 0,
  };
}

function isSuccessor(row: CertificateRow, after: number, now: number): boolean {
  return row.planned_at >= after && statusOf(certificateFactsOf(row), now) === 'unused';
}

/** Superseded by the first logon of this one, and not yet out of its own days. */
function isPredecessor(row: CertificateRow, by: CertificateRow, now: number): boolean {
  return (
    row.revocation_reason === 'superseded' &&
    row.first_logon_at !== null &&
    row.revoked_at === by.first_logon_at &&
    now < row.not_after
  );
}
