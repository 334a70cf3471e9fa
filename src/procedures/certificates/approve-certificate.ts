// A re-acquired certificate waits: a user's for the administrator, an administrator's for the bank. Who talked either
// out of the secrets has gained nothing yet (security page, test 1).

import { statusOf } from '../../domain/certificate-status.ts';
import { confirmationFields } from '../../domain/confirmation.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import {
  certificateFactsOf,
  findCertificateBySerialNumber,
  readWaitingCertificates,
} from '../../store/read/certificate.ts';
import { type FoundHolder, findHolder } from '../../store/read/contract.ts';
import type { Transaction } from '../../store/store.ts';
import { type AuditRecord, appendAudit } from '../../store/write/audit.ts';
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
          const released = await releaseIn(
            tx,
            { holder: user, serialNumber, by: 'administrator' },
            caller,
            now,
          );
          return isRefusal(released) ? released : { done: { approved: true }, records: [released] };
        }
        const revocation = { holder: user, reason: 'unspecified', by: 'administrator' } as const;
        const records = await revokeIn(tx, deployment, revocation, caller, now, serialNumber);
        return { done: { approved: false }, records };
      },
    },
    caller,
  );
}

/** Who approves in the bank's name, where it is not the command line. */
export interface ApprovingOfficer {
  readonly officerId: string;
  readonly person: string;
  /** Asked first in the transaction of the approval. */
  proof(tx: Transaction): Promise<{ readonly refusal?: Refusal; readonly records: readonly AuditRecord[] }>;
}

/**
 * The bank lets an administrator's certificate log on, having called the customer back. A user's is the
 * administrator's to approve, never the bank's.
 *
 * @returns `certificate-unknown`, or `approval-over` for one that does not wait for the bank.
 */
export async function approveForBank(
  deployment: Deployment,
  { bankCode, serialNumber }: { readonly bankCode: string; readonly serialNumber: string },
  caller: Caller,
  officer?: ApprovingOfficer,
): Promise<{ readonly approved: true } | Refusal> {
  const { store, now } = deployment;
  const row = await findCertificateBySerialNumber(store.db, bankCode, serialNumber);
  const holder =
    row && (await findHolder(store.db, { bankCode, contractId: row.contract_id, userId: row.user_id }));
  if (row === undefined || holder === undefined) return refuse('certificate-unknown');
  const at = now();
  if (holder.role !== 'administrator' || statusOf(certificateFactsOf(row), at) !== 'waiting') {
    return refuse('approval-over');
  }
  return store.transaction(async (tx) => {
    const proof = await officer?.proof(tx);
    const released =
      proof?.refusal ?? (await releaseIn(tx, { holder, serialNumber, by: 'bank' }, caller, at));
    const records = [...(proof?.records ?? []), ...(isRefusal(released) ? [] : [released])];
    if (officer !== undefined) {
      const details = { officer: officer.officerId, person: officer.person };
      const refusedFor = isRefusal(released) ? released.cause : undefined;
      const deed = { act: 'office.certificate-approved', certificate: serialNumber, refusedFor, details };
      records.push(auditOf(caller, holder, deed, at));
    }
    if (records.length > 0) await appendAudit(tx, records);
    return isRefusal(released) ? released : { approved: true };
  });
}

interface Release {
  readonly holder: FoundHolder;
  readonly serialNumber: string;
  readonly by: 'administrator' | 'bank';
}

/** Approving, whoever does it; the record is for the audit of the same transaction. */
async function releaseIn(
  tx: Transaction,
  { holder, serialNumber, by }: Release,
  caller: Caller,
  now: number,
): Promise<AuditRecord | Refusal> {
  if (!(await approveCertificate(tx, serialNumber))) return refuse('approval-over');
  const deed = { act: 'certificate.released', certificate: serialNumber, details: { by } };
  return auditOf(caller, holder, deed, now);
}
