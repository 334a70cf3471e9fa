// What became of my certificate: for who stands at the logon and cannot show one. Browsers never offer an expired
// certificate, so only id and PINs can tell "expired" from "not on this PC".

import { type CertificateStatus, statusOf } from '../../domain/certificate-status.ts';
import { checkContractState } from '../../domain/contract-state.ts';
import { isRefusal, type Refusal, refuse, refuseStranger } from '../../domain/refusal.ts';
import { checkAcquisitionWindow } from '../../domain/windows.ts';
import type { Role } from '../../profile/bank-profile.ts';
import { certificateFactsOf, readCertificatesOfHolders } from '../../store/read/certificate.ts';
import { findHolder } from '../../store/read/contract.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { auditOf } from '../audit.ts';
import { type CertificateView, certificateViewOf } from '../certificate-view.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { checkSecrets, type Entries, readEntries, releaseRightOnes } from '../secrets/check-secrets.ts';

export interface LookedUpCertificates {
  /** Newest first; planned ones are not shown. */
  readonly certificates: readonly { readonly view: CertificateView; readonly status: CertificateStatus }[];
  /** Whether a first acquisition is open today. */
  readonly mayAcquire: boolean;
}

/** Asks the secrets of every acquisition page at once. */
export async function lookUpCertificate(
  deployment: Deployment,
  input: { readonly bankCode: string; readonly role: Role; readonly fields: Entries },
  caller: Caller,
): Promise<LookedUpCertificates | Refusal> {
  const { store, banks } = deployment;
  const profile = banks.get(input.bankCode);
  if (profile === undefined) return refuse('bank-unknown');
  const fields = profile.enrolment[input.role].pages.flat();
  const entries = readEntries(profile, fields, input.fields);
  if (isRefusal(entries)) return entries;
  const claim = {
    bankCode: profile.code,
    contractId: entries.contractId,
    userId: input.role === 'user' ? entries.userId : '',
  };
  const holder = await findHolder(store.db, claim);
  const verdicts = await checkSecrets(deployment, profile, claim, holder, 'open', fields, entries);
  const now = deployment.now();
  const wrong = verdicts.find((verdict) => verdict.outcome !== 'right');
  const refusal =
    holder === undefined
      ? refuseStranger('not-accepted')
      : wrong && refuseStranger(wrong.outcome === 'locked' ? 'pin-locked' : 'pin-wrong');
  await store.transaction(async (tx) => {
    await releaseRightOnes(tx, claim, 'open', verdicts);
    const deed = { act: 'certificate.looked-up', refusedFor: refusal?.cause };
    await appendAudit(tx, [auditOf(caller, claim, deed, now)]);
  });
  if (refusal !== undefined || holder === undefined) return refusal ?? refuse('not-accepted');
  const rows = (await readCertificatesOfHolders(store.db, [holder.id])).filter(
    (row) => row.signed_at !== null,
  );
  const used = rows.some((row) => row.first_logon_at !== null);
  return {
    certificates: rows
      .map((row) => ({ view: certificateViewOf(row), status: statusOf(certificateFactsOf(row), now) }))
      .reverse(),
    mayAcquire:
      !used &&
      checkContractState(holder.contractState) === undefined &&
      checkAcquisitionWindow(profile, holder.acquisitionFrom, now) === undefined,
  };
}
