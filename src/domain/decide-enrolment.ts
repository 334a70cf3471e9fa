// Whether a person whose secrets are proven may have a certificate now, and what would then be in it.

import type { BankProfile } from '../profile/bank-profile.ts';
import type { Name } from '../x509/name.ts';
import { dayOf } from './calendar.ts';
import { type CertificateFacts, statusOf } from './certificate-status.ts';
import { type HolderIdentity, subjectOf, validityOf } from './certificate-subject.ts';
import { type ContractState, checkContractState } from './contract-state.ts';
import { type Refusal, refuse } from './refusal.ts';
import { checkAcquisitionWindow } from './windows.ts';

export interface EnrolmentFacts extends HolderIdentity {
  readonly contractState: ContractState;
  /** The day at the bank from which the window counts. */
  readonly acquisitionFrom: string;
  /** Every certificate that the holder ever had, planned ones included. */
  readonly certificates: readonly CertificateFacts[];
  readonly issuerNotAfter: number;
}

export interface EnrolmentPlan {
  readonly subject: Name;
  readonly notBefore: number;
  readonly notAfter: number;
}

/**
 * One certificate for each id: who holds one that has logged on renews or has it re-issued; one that was never used
 * is replaced, because its key may have been lost on the way to the PC.
 */
export function decideEnrolment(
  profile: BankProfile,
  facts: EnrolmentFacts,
  now: number,
): EnrolmentPlan | Refusal {
  return (
    checkContractState(facts.contractState) ??
    checkOneCertificate(facts.certificates, now) ??
    checkFirstAcquisition(profile, facts, now) ?? {
      subject: subjectOf(profile, facts),
      ...validityOf(profile, now, facts.issuerNotAfter),
    }
  );
}

function checkOneCertificate(certificates: readonly CertificateFacts[], now: number): Refusal | undefined {
  for (const certificate of certificates) {
    const status = statusOf(certificate, now);
    if (status === 'planned') return refuse('issuing-in-progress');
    if (status === 'in-use' || (status === 'not-yet-valid' && certificate.firstLogonAt !== null)) {
      return refuse('certificate-already-acquired', {
        serialNumber: certificate.serialNumber,
        signedOn: dayOf(certificate.signedAt ?? certificate.notBefore),
        validTo: dayOf(certificate.notAfter),
      });
    }
  }
  return undefined;
}

/** Once a certificate has been in use, its end does not open the first window anew: that is re-acquisition. */
function checkFirstAcquisition(
  profile: BankProfile,
  facts: EnrolmentFacts,
  now: number,
): Refusal | undefined {
  const used = facts.certificates.filter((certificate) => certificate.firstLogonAt !== null);
  const last = used.reduce<CertificateFacts | undefined>(
    (latest, one) => (latest === undefined || one.notAfter > latest.notAfter ? one : latest),
    undefined,
  );
  if (last === undefined) return checkAcquisitionWindow(profile, facts.acquisitionFrom, now);
  if (last.revokedAt !== null) {
    return refuse('certificate-revoked', {
      serialNumber: last.serialNumber,
      revokedOn: dayOf(last.revokedAt),
    });
  }
  return refuse('certificate-expired', { expiredOn: dayOf(last.notAfter) });
}
