// A user's re-acquired certificate waits for the administrator: who talked a user out of the secrets has gained
// nothing yet (security page, test 1).

import { confirmationFields } from '../../domain/confirmation.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { readWaitingCertificates } from '../../store/read/certificate.ts';
import { findHolder } from '../../store/read/contract.ts';
import { approveCertificate } from '../../store/write/certificate.ts';
import { auditOf } from '../audit.ts';
import { type CertificateView, certificateViewOf } from '../certificate-view.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { actInSession, loadOpenSession } from '../log-on/open-session.ts';
import type { SessionInput } from '../log-on/session.ts';
import type { Entries } from '../secrets/check-secrets.ts';
import { revokeIn } from './revocation.ts';

export interface WaitingCertificate {
  readonly userId: string;
  readonly userName: string;
  readonly certificate: CertificateView;
  /** Where it was acquired from. */
  readonly address: string;
}

/** What waits for the administrator who is logged on, oldest first. */
export async function listWaitingCertificates(
  deployment: Deployment,
  input: SessionInput,
): Promise<readonly WaitingCertificate[] | Refusal> {
  const open = await loadOpenSession(deployment, input);
  if (isRefusal(open)) return open;
  if (open.holder.role !== 'administrator') return refuse('page-not-found');
  const { store, now } = deployment;
  const rows = await readWaitingCertificates(store.db, open.holder.contract, now());
  return rows.map((row) => ({
    userId: row.user_id,
    userName: row.holder_name,
    certificate: certificateViewOf(row),
    address: row.address,
  }));
}

export interface ApprovalInput extends SessionInput {
  readonly serialNumber: string;
  readonly approve: boolean;
  readonly fields: Entries;
}

/** Approves, or refuses and so revokes. Confirmed as a permission is. */
export function settleWaitingCertificate(
  deployment: Deployment,
  input: ApprovalInput,
  caller: Caller,
): Promise<{ readonly approved: boolean } | Refusal> {
  const { serialNumber, approve } = input;
  return actInSession<{ readonly approved: boolean }>(
    deployment,
    input,
    {
      act: approve ? 'certificate.approved' : 'certificate.approval-refused',
      role: 'administrator',
      asks: ({ profile }) => confirmationFields(profile, 'administrator'),
      about: { certificate: serialNumber.slice(0, 64) },
      async do(tx, { holder }, now) {
        const waiting = await readWaitingCertificates(tx, holder.contract, now);
        const row = waiting.find((one) => one.serial_number === serialNumber);
        if (row === undefined) return refuse('approval-over');
        const user = await findHolder(tx, { ...holder, userId: row.user_id });
        if (user === undefined) return refuse('approval-over');
        if (approve) {
          if (!(await approveCertificate(tx, serialNumber))) return refuse('approval-over');
          const deed = { act: 'certificate.released', certificate: serialNumber };
          return { done: { approved: true }, records: [auditOf(caller, user, deed, now)] };
        }
        const revocation = { holder: user, reason: 'unspecified', by: 'administrator' } as const;
        const records = await revokeIn(tx, deployment, revocation, caller, now, serialNumber);
        return { done: { approved: false }, records };
      },
    },
    caller,
  );
}
