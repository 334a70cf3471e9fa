// The mails of each thing that happens to a customer. Procedures hand them to `queueNotices` in the transaction of
// the act.

import type { Role, SecretField } from '../profile/bank-profile.ts';
import type { CertificateRow, RevocationReason } from '../store/tables.ts';
import type { Addressee, EndingUser, Notice } from './notice.ts';

interface IssuedFacts extends Pick<CertificateRow, 'way' | 'address' | 'approval'> {
  readonly serialNumber: string;
  readonly notAfter: number;
}

/**
 * A certificate was issued. After a re-acquisition holder and administrator hear of it with when and from where: this
 * is the door that callers use who talk customers out of their PINs.
 */
export function noticeOfIssue(about: Addressee, issued: IssuedFacts, at: number): Notice {
  const { serialNumber, notAfter, way, address, approval } = issued;
  return {
    kind: way === 'reAcquisition' ? 'reAcquired' : 'certificateIssued',
    about,
    facts: {
      serialNumber,
      notAfter,
      at,
      address,
      renewal: way === 'renewal',
      waiting: approval === 'waiting',
    },
    occasion: serialNumber,
    to: 'both',
  };
}

/** A certificate was revoked by somebody. One that a newer one took over from is no news: do not call this for it. */
export function noticeOfRevocation(
  about: Addressee,
  { serialNumber, reason }: { readonly serialNumber: string; readonly reason: RevocationReason },
  at: number,
): Notice {
  return {
    kind: 'revoked',
    about,
    facts: { serialNumber, at, revocation: reason },
    occasion: serialNumber,
    to: 'both',
  };
}

/** Secrets were locked by the last of too many wrong entries, with a certificate or without (see GuessCountTable). */
export function noticeOfLock(
  about: Addressee,
  {
    secrets,
    withCertificate,
  }: { readonly secrets: readonly SecretField[]; readonly withCertificate: boolean },
  at: number,
): Notice {
  return {
    kind: 'locked',
    about,
    facts: { secrets, withCertificate, at },
    occasion: `${secrets.join()} ${at}`,
    to: 'both',
  };
}

/** The administrator registered a user. `acquireUntil` when it also gave the permission to have a certificate. */
export function noticeOfRegistration(
  about: Addressee,
  { acquireUntil }: { readonly acquireUntil?: string | undefined },
  at: number,
): Notice {
  return {
    kind: 'userRegistered',
    about,
    facts: { at, ...(acquireUntil !== undefined && { acquireUntil }) },
    occasion: String(at),
    to: 'both',
  };
}

/** The holder set up an app as token: every new means of proof is told of (NIST SP 800-63B-4 4.1.2). */
export function noticeOfToken(
  about: Addressee,
  { serialNumber, address }: { readonly serialNumber: string; readonly address: string },
  at: number,
): Notice {
  return { kind: 'tokenRegistered', about, facts: { at, address }, occasion: serialNumber, to: 'both' };
}

/** The end of a certificate is `days` away, or has come (0). Of users the administrator hears by one list. */
export function noticeOfEnd(
  about: Addressee,
  { serialNumber, notAfter }: { readonly serialNumber: string; readonly notAfter: number },
  days: number,
): Notice {
  return {
    kind: days === 0 ? 'certificateExpired' : 'renewalDue',
    about,
    facts: { serialNumber, notAfter },
    occasion: `${serialNumber} ${days}`,
    to: 'holder',
  };
}

/**
 * To the administrator: users whose certificates end.
 *
 * @param occasion names this list among all others of the contract.
 */
export function noticeOfEndingUsers(
  contract: Omit<Addressee, 'userId' | 'role' | 'name' | 'mail'>,
  users: readonly EndingUser[],
  occasion: string,
): Notice {
  const administrator = { ...contract, userId: '', role: 'administrator' as Role, name: '', mail: '' };
  return { kind: 'usersRunningOut', about: administrator, facts: { users }, occasion, to: 'administrator' };
}
