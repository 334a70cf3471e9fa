// Whether the certificate that a logon shows opens the door to the next question.

import type { Role } from '../profile/bank-profile.ts';
import { dayOf } from './calendar.ts';
import { type CertificateFacts, statusOf } from './certificate-status.ts';
import { checkStanding, type Standing } from './contract-state.ts';
import { type Refusal, refuse } from './refusal.ts';

export interface RecognitionFacts {
  /** Whether the connection showed a certificate at all. */
  readonly shown: boolean;
  /** Whether one of our issuing CAs stands as its issuer. */
  readonly issuerKnown: boolean;
  /** What our records say of exactly this certificate. */
  readonly record?:
    | (CertificateFacts &
        Standing & {
          readonly bankCode: string;
          readonly role: Role;
          /** When its root revoked the CA that issued it, which ends it too (RFC 5280 6.1.3); undefined: it did not. */
          readonly issuerRevokedAt: number | undefined;
        })
    | undefined;
}

/** For the wording: who has to approve. */
const APPROVER: Readonly<Record<Role, Readonly<Record<string, string>>>> = {
  administrator: { ifWaitsForBank: '' },
  user: { ifWaitsForAdministrator: '' },
};

/**
 * The checks in the order in which a person can act on them. That the certificate is of another bank is told before
 * anything about its state: the state is that bank's business.
 */
export function checkRecognition(
  bankCode: string,
  role: Role | undefined,
  facts: RecognitionFacts,
  now: number,
): Refusal | undefined {
  if (!facts.shown) return refuse('no-certificate');
  const { record } = facts;
  if (record === undefined) {
    return refuse(facts.issuerKnown ? 'certificate-unknown' : 'certificate-unknown-issuer');
  }
  if (record.bankCode !== bankCode) return refuse('certificate-of-another-bank');
  if (role !== undefined && record.role !== role) return refuse('certificate-of-another-role');
  const details = { serialNumber: record.serialNumber };
  switch (statusOf(record, now)) {
    case 'planned':
      return refuse('certificate-unknown');
    case 'superseded':
      return refuse('certificate-superseded', { ...details, revokedOn: dayOf(record.revokedAt ?? now) });
    case 'revoked':
      return (
        checkIssuer(record) ??
        refuse('certificate-revoked', { ...details, revokedOn: dayOf(record.revokedAt ?? now) })
      );
    case 'not-yet-valid':
      return refuse('certificate-not-yet-valid', { ...details, validFrom: dayOf(record.notBefore) });
    case 'expired':
      return refuse('certificate-expired', { ...details, expiredOn: dayOf(record.notAfter) });
    case 'waiting':
      return (
        checkIssuer(record) ??
        checkStanding(record) ??
        refuse('certificate-waiting', { ...details, ...APPROVER[record.role] })
      );
    default:
      return checkIssuer(record) ?? checkStanding(record);
  }
}

/** With its CA ends a certificate (RFC 5280 6.1.3); what was revoked before the CA was has its own reason. */
export function checkIssuer({
  serialNumber,
  revokedAt,
  issuerRevokedAt,
}: Pick<CertificateFacts, 'serialNumber' | 'revokedAt'> & {
  readonly issuerRevokedAt: number | undefined;
}): Refusal | undefined {
  if (issuerRevokedAt === undefined || (revokedAt !== null && revokedAt < issuerRevokedAt)) return undefined;
  return refuse('certificate-ca-revoked', { serialNumber, revokedOn: dayOf(issuerRevokedAt) });
}
