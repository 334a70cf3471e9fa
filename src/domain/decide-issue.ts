// Whether a certificate may be issued now, and what would then be in it: one policy for acquisition, renewal,
// re-acquisition and re-issue, so that no way skips a rule that another enforces.

import type { BankProfile, Role } from '../profile/bank-profile.ts';
import type { Name } from '../x509/name.ts';
import { checkActivated, type PinFacts } from './activation.ts';
import { type Day, dayOf } from './calendar.ts';
import { type CertificateFacts, statusOf } from './certificate-status.ts';
import { type HolderIdentity, subjectOf, validityOf } from './certificate-subject.ts';
import { checkStanding, type Standing } from './contract-state.ts';
import { type Refusal, refuse } from './refusal.ts';
import {
  checkAcquisitionWindow,
  checkReAcquisitionWindow,
  checkRenewalWindow,
  lastAcquisitionDay,
} from './windows.ts';

/** How a certificate comes to be asked for. Re-issue is an enrolment that was permitted anew. */
export type Way = 'enrolment' | 'renewal' | 'reAcquisition';

export interface IssueFacts extends HolderIdentity, Standing, PinFacts {
  /** When the present permission to have a certificate was given; null: there is none. */
  readonly permittedAt: number | null;
  /** The day from which the acquisition window counts. */
  readonly acquisitionFrom: string;
  /** The certificate that stays in use while its holder moves to a new PC, and since when; null: nobody moves. */
  readonly movingFrom: string | null;
  readonly movingAt: number | null;
  /** Every certificate that the holder ever had, planned ones included. */
  readonly certificates: readonly CertificateFacts[];
  readonly issuerNotAfter: number;
}

export interface IssuePlan {
  readonly way: Way;
  readonly subject: Name;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly approval: 'none' | 'waiting';
}

/**
 * @param entrance the way that the person took. The acquisition's entrance also serves re-acquisition where a bank
 * has no entrance of its own for it (manual 004).
 */
export function decideIssue(
  profile: BankProfile,
  entrance: Way,
  facts: IssueFacts,
  now: number,
): IssuePlan | Refusal {
  const way = wayOf(profile, entrance, facts, now);
  return (
    checkMayHave(facts) ??
    checkActivated(profile, facts) ??
    checkNothingUnderWay(facts.certificates, now) ??
    CHECKS[way](profile, facts, now) ?? {
      way,
      subject: subjectOf(profile, facts),
      ...validityOf(profile, now, facts.issuerNotAfter),
      approval: needsApproval(profile, way, facts) ? 'waiting' : 'none',
    }
  );
}

/** Whether the holder may have a certificate at all: no window, no certificate asked about. */
export function checkMayHave(facts: Standing & Pick<IssueFacts, 'permittedAt'>): Refusal | undefined {
  return checkStanding(facts) ?? (facts.permittedAt === null ? refuse('user-not-permitted') : undefined);
}

const CHECKS: Record<Way, (profile: BankProfile, facts: IssueFacts, now: number) => Refusal | undefined> = {
  enrolment: (profile, facts, now) =>
    movingUntil(profile, facts, now) === undefined
      ? (checkNoneInUse(facts.certificates, now) ??
        checkNeverUsed(facts) ??
        checkAcquisitionWindow(profile, facts.role, facts.acquisitionFrom, now))
      : checkNoneInUse(othersThan(facts.certificates, facts.movingFrom), now),
  renewal: (profile, facts, now) => checkRenewable(profile, facts, now),
  reAcquisition: (profile, facts, now) =>
    checkNoneInUse(facts.certificates, now) ?? checkReAcquirable(profile, facts, now),
};

/**
 * The last day on which somebody who moves may acquire on the new PC: of the bank's days or of the old certificate,
 * whichever comes first; undefined when nobody moves. A move is of one
 * certificate that is in use, and over with its days, its certificate, or its successor's first logon: it never opens
 * a way that was not open before.
 */
export function movingUntil(
  profile: BankProfile,
  facts: Pick<IssueFacts, 'role' | 'certificates' | 'movingFrom' | 'movingAt'>,
  now: number,
): Day | undefined {
  const { role, certificates, movingFrom, movingAt } = facts;
  if (movingFrom === null || movingAt === null) return undefined;
  const from = certificates.find((one) => one.serialNumber === movingFrom);
  if (from === undefined || statusOf(from, now) !== 'in-use') return undefined;
  const began = dayOf(movingAt);
  if (checkAcquisitionWindow(profile, role, began, now) !== undefined) return undefined;
  return lastDayOfMove(profile, role, movingAt, from.notAfter);
}

/** Of a move that begins then, from a certificate with that end. */
export function lastDayOfMove(profile: BankProfile, role: Role, beganAt: number, notAfter: number): Day {
  const ends = [lastAcquisitionDay(profile, role, dayOf(beganAt)), dayOf(notAfter)];
  return ends.toSorted()[0] ?? dayOf(notAfter);
}

const othersThan = (certificates: readonly CertificateFacts[], serialNumber: string | null) =>
  certificates.filter((one) => one.serialNumber !== serialNumber);

function wayOf(profile: BankProfile, entrance: Way, facts: IssueFacts, now: number): Way {
  const shared = profile.reAcquisition[facts.role] === undefined && profile.reAcquisition.windowDays > 0;
  if (entrance !== 'enrolment' || !shared) return entrance;
  const last = lastUsed(facts);
  return last !== undefined && statusOf(last, now) === 'expired' ? 'reAcquisition' : 'enrolment';
}

function checkNothingUnderWay(certificates: readonly CertificateFacts[], now: number): Refusal | undefined {
  return certificates.some((one) => statusOf(one, now) === 'planned')
    ? refuse('issuing-in-progress')
    : undefined;
}

/** One certificate for each id. One that was never used is replaced: its key may have been lost on the way. */
function checkNoneInUse(certificates: readonly CertificateFacts[], now: number): Refusal | undefined {
  const inUse = certificates.find((one) => {
    const status = statusOf(one, now);
    return status === 'in-use' || (status === 'not-yet-valid' && one.firstLogonAt !== null);
  });
  if (inUse === undefined) return undefined;
  return refuse('certificate-already-acquired', {
    serialNumber: inUse.serialNumber,
    signedOn: dayOf(inUse.signedAt ?? inUse.notBefore),
    validTo: dayOf(inUse.notAfter),
  });
}

/** Once a certificate of this permission has been used, its end does not open the first window anew. */
function checkNeverUsed(facts: IssueFacts): Refusal | undefined {
  const last = lastUsed(facts);
  if (last === undefined) return undefined;
  const { serialNumber } = last;
  if (last.revokedAt !== null) {
    return refuse('certificate-revoked', { serialNumber, revokedOn: dayOf(last.revokedAt) });
  }
  return refuse('certificate-expired', { serialNumber, expiredOn: dayOf(last.notAfter) });
}

function checkRenewable(profile: BankProfile, facts: IssueFacts, now: number): Refusal | undefined {
  const current = facts.certificates.find((one) => statusOf(one, now) === 'in-use');
  return current === undefined
    ? (checkNeverUsed(facts) ?? refuse('renewal-not-open'))
    : checkRenewalWindow(profile, current.notAfter, now);
}

function checkReAcquirable(profile: BankProfile, facts: IssueFacts, now: number): Refusal | undefined {
  const last = lastUsed(facts);
  if (last === undefined) return checkAcquisitionWindow(profile, facts.role, facts.acquisitionFrom, now);
  if (last.revokedAt !== null) return checkNeverUsed(facts);
  return checkReAcquisitionWindow(profile, last.notAfter, now);
}

/** The newest certificate that logged on under the present permission; a permission given anew forgets the others. */
function lastUsed({ certificates, permittedAt }: IssueFacts): CertificateFacts | undefined {
  return certificates
    .filter((one) => one.firstLogonAt !== null && one.plannedAt >= (permittedAt ?? 0))
    .reduce<CertificateFacts | undefined>(
      (latest, one) => (latest === undefined || one.notAfter >= latest.notAfter ? one : latest),
      undefined,
    );
}

/** Who talks a user out of the secrets must still pass the administrator; an administrator out of them, the bank. */
function needsApproval({ reAcquisition }: BankProfile, way: Way, { role }: IssueFacts): boolean {
  if (way !== 'reAcquisition') return false;
  return role === 'user'
    ? reAcquisition.administratorApprovesUsers
    : reAcquisition.bankApprovesAdministrators === true;
}
