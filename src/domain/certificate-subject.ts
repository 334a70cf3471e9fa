// Whose name stands in a certificate, and for how long: the profile's templates and nothing of the request.

import type { BankProfile, Role } from '../profile/bank-profile.ts';
import { formatName, type Name } from '../x509/name.ts';
import { addDays, addYears, dayOf, lastSecondOf } from './calendar.ts';

/** Who the certificate is for, as the bank knows them. `userId` is empty for an administrator. */
export interface HolderIdentity {
  readonly role: Role;
  readonly contractId: string;
  readonly userId: string;
}

/** The profile's Common Name template, filled (manuals 002 and 004: contract id + user id + bank code). */
export function commonNameOf(profile: BankProfile, holder: HolderIdentity): string {
  return profile.certificate.commonName[holder.role]
    .replaceAll('{contractId}', holder.contractId)
    .replaceAll('{userId}', holder.userId)
    .replaceAll('{bankCode}', profile.code);
}

/** C, O, CN: unique for each holder because the templates are (RFC 5280 4.1.2.6; checked with the profile). */
export function subjectOf(profile: BankProfile, holder: HolderIdentity): Name {
  return [
    { type: 'C', value: profile.certificate.country },
    { type: 'O', value: profile.certificate.organization },
    { type: 'CN', value: commonNameOf(profile, holder) },
  ];
}

/**
 * The subject as names are compared (RFC 5280 7.1): letter case makes no other name, so ids that differ only in it
 * cannot both be given out.
 */
export function subjectKeyOf(profile: BankProfile, holder: HolderIdentity): string {
  return formatName(subjectOf(profile, holder)).toLowerCase();
}

/** PCs' clocks run late; a certificate must work in the minute in which it is made. */
const BACKDATING_MS = 10 * 60 * 1000;

/**
 * From just before now to the last second of the anniversary (or of the n-th day) in Japan, never past the end of
 * the issuing certificate. Instants are epoch milliseconds at whole seconds.
 */
export function validityOf(
  profile: BankProfile,
  now: number,
  issuerNotAfter: number,
): { notBefore: number; notAfter: number } {
  const today = dayOf(now);
  const { validity } = profile.certificate;
  const lastDay = 'years' in validity ? addYears(today, validity.years) : addDays(today, validity.days);
  return {
    notBefore: Math.floor((now - BACKDATING_MS) / 1000) * 1000,
    notAfter: Math.min(lastSecondOf(lastDay), issuerNotAfter),
  };
}
