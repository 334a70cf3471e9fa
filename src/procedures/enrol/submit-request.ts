// The request that the customer's PC made, and the certificate for it.

import { checkRequest } from '../../ca/check-request.ts';
import type { SignedRow } from '../../ca/plan-certificate.ts';
import { checkMayHave, decideIssue } from '../../domain/decide-issue.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { readHolders } from '../../store/read/contract.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { auditOf } from '../audit.ts';
import { type CertificateView, certificateViewOf } from '../certificate-view.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { isTicketOf, nonceOf } from '../secrets/token.ts';
import { type EnrolmentKey, type LoadedEnrolment, loadProven } from './enrolment.ts';

export interface RequestInput extends EnrolmentKey {
  readonly ticket: string;
  /** PKCS #10, DER. */
  readonly request: Uint8Array;
}

export interface AcquiredCertificate {
  /** DER. */
  readonly certificate: Uint8Array;
  /** DER, from the certificate's issuer upwards; the root is not sent (RFC 8446 4.4.2). */
  readonly chain: readonly Uint8Array[];
  readonly view: CertificateView;
}

/**
 * Step 1: who asks has proven the secrets and holds a ticket of this enrolment. Step 2: the request is judged.
 * Step 3: `ca` decides under lock, commits the plan, signs, records. The same key again gets the same certificate.
 */
export async function submitRequest(
  deployment: Deployment,
  input: RequestInput,
  caller: Caller,
): Promise<AcquiredCertificate | Refusal> {
  const loaded = await loadProven(deployment, input);
  return isRefusal(loaded) ? loaded : answerRequest(deployment, loaded, input, caller);
}

/** Steps 2 and 3, for whatever led to the enrolment. */
export async function answerRequest(
  deployment: Deployment,
  { profile, row, holder }: Pick<LoadedEnrolment, 'profile' | 'row' | 'holder'>,
  input: Pick<RequestInput, 'ticket' | 'request'>,
  caller: Caller,
): Promise<AcquiredCertificate | Refusal> {
  const verified = isTicketOf(deployment.keys, row.id, input.ticket)
    ? await checkRequest(deployment.ca, input.request)
    : refuse('enrolment-over');
  if (isRefusal(verified)) {
    const deed = { act: 'enrolment.requested', refusedFor: verified.cause };
    await deployment.store.transaction((tx) =>
      appendAudit(tx, [auditOf(caller, holder, deed, deployment.now())]),
    );
    return verified;
  }
  const issued = await deployment.issuer.issue({
    holder: holder.id,
    bankCode: holder.bankCode,
    ticket: nonceOf(input.ticket),
    request: verified,
    begunAt: row.created_at,
    context: { ...caller, contractId: holder.contractId, userId: holder.userId },
    decide: (standing, certificates, issuer) =>
      decideIssue(
        profile,
        row.way,
        { ...standing, certificates, issuerNotAfter: issuer.notAfter },
        deployment.now(),
      ),
  });
  if (isRefusal(issued)) return explain(deployment, holder.id, issued);
  return acquiredOf(deployment, issued);
}

export function acquiredOf({ ca }: Deployment, issued: SignedRow): AcquiredCertificate {
  return {
    certificate: issued.certificate,
    // The root need not come along: who trusts it has it.
    chain: ca.authorities.chainOf(issued.issuer).slice(0, 1),
    view: certificateViewOf(issued),
  };
}

/** What was withdrawn between plan and signature was revoked with it: then that is the answer, not its consequence. */
async function explain({ store }: Deployment, holder: string, refusal: Refusal): Promise<Refusal> {
  if (refusal.reason !== 'issuing-in-progress' && refusal.reason !== 'key-of-revoked-certificate')
    return refusal;
  const [standing] = await readHolders(store.db, [holder]);
  return (standing && checkMayHave(standing)) ?? refusal;
}
