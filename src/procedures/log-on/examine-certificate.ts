// Which certificate reached us, and would it open the door: for who checks the own PC. Nothing is opened by it; the
// record lets the help desk see what the customer sees.

import { type Refusal, refuse } from '../../domain/refusal.ts';
import { daysLeft } from '../../domain/windows.ts';
import type { Role } from '../../profile/bank-profile.ts';
import { type CertificateView, certificateViewOf } from '../certificate-view.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { checkShownCertificate, type ShownCertificate } from './recognise-certificate.ts';
import { recordShowing } from './record-showing.ts';

export interface ExaminedCertificate {
  /** Why it would not open the door; absent: it would. */
  readonly refusal: Refusal | undefined;
  /** What our records know of it, whichever bank of ours it is of; absent: it is not ours, or none came. */
  readonly known:
    | {
        readonly view: CertificateView;
        readonly bankCode: string;
        readonly role: Role;
        readonly daysLeft: number;
      }
    | undefined;
}

export async function examineCertificate(
  deployment: Deployment,
  shown: Omit<ShownCertificate, 'role'>,
  caller: Caller,
): Promise<ExaminedCertificate> {
  const { refusal, found } = await checkShownCertificate(deployment, shown);
  const showing = { act: 'certificate.examined', bankCode: shown.bankCode, found, refusal } as const;
  await recordShowing(deployment, showing, caller);
  // A certificate that is planned only was handed to nobody.
  if (found === undefined || found.signed_at === null) {
    return { refusal: refusal ?? refuse('certificate-unknown'), known: undefined };
  }
  const known = {
    view: certificateViewOf(found),
    bankCode: found.bank_code,
    role: found.role,
    daysLeft: daysLeft(found.not_after, deployment.now()),
  };
  return { refusal, known };
}
