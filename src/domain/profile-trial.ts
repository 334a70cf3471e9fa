// What one profile would answer somebody, by the rules that every procedure asks: for the trial of another profile on
// who is there and on what was done on a day.

import type { BankProfile, Field, PinField } from '../profile/bank-profile.ts';
import { PIN_FIELDS } from '../profile/fields.ts';
import type { ReasonCode } from '../profile/reason-codes.ts';
import { checkActivated, checkFirstPinsInTime } from './activation.ts';
import { statusOf } from './certificate-status.ts';
import { checkStanding } from './contract-state.ts';
import { decideIssue, type IssueFacts } from './decide-issue.ts';
import { failureLimitOf, formOf, hasForm } from './entered-fields.ts';
import { pagesOfEntrance } from './entrance.ts';
import { checkContractLock, type Failures } from './locked-secrets.ts';
import { checkPasswordLogon, passwordPagesOf } from './password-logon.ts';
import { isRefusal, type Refusal } from './refusal.ts';

export const TRIAL_ACTS = [
  'enrolment',
  'reAcquisition',
  'renewal',
  'logon',
  'passwordLogon',
  'activation',
  'registerUser',
] as const;
export type TrialAct = (typeof TRIAL_ACTS)[number];

/** Whoever is asked about, as the rules need it. */
export interface TrialFacts extends IssueFacts {
  readonly failures: readonly Failures[];
  /** The contract's administrator's, for a user. */
  readonly administratorsFailures: readonly Failures[];
  readonly hasCard: boolean;
  readonly hasToken: boolean;
  readonly pins: readonly PinField[];
  /** When the first PINs were made that are still to be replaced; null: there are none. */
  readonly firstPinsAt: number | null;
  readonly certificateSince: number | null;
  /** An administrator's: users that are there, not removed. */
  readonly users: number;
}

/** Why this profile would refuse the act now; undefined: it would not; null: the act means nothing to this person. */
export function wouldRefuse(
  profile: BankProfile,
  act: TrialAct,
  facts: TrialFacts,
  now: number,
): ReasonCode | undefined | null {
  switch (act) {
    case 'enrolment':
      return acquisition(profile, act, facts, now);
    case 'reAcquisition':
      // Without an entrance of its own, the acquisition's serves, which is asked about anyway.
      return profile.reAcquisition[facts.role] === undefined ? null : acquisition(profile, act, facts, now);
    case 'renewal':
      return hasInUse(facts, now) ? reasonOf(decideIssue(profile, act, facts, now)) : null;
    case 'logon':
      return hasInUse(facts, now) ? logon(profile, facts) : null;
    case 'passwordLogon': {
      const pages = passwordPagesOf(profile, facts.role);
      if (facts.certificateSince !== null) return null;
      return pages === undefined
        ? 'page-not-found'
        : (reasonOf(checkPasswordLogon(profile, facts)) ?? missing(profile, pages.flat(), 'open', facts));
    }
    case 'activation':
      return facts.firstPinsAt === null || checkStanding(facts) !== undefined
        ? null
        : reasonOf(checkFirstPinsInTime(profile, facts.firstPinsAt, now));
    case 'registerUser':
      if (facts.role !== 'administrator' || checkStanding(facts) !== undefined) return null;
      return facts.users >= profile.users.maximum ? 'users-full' : undefined;
  }
}

const reasonOf = (decided: object | Refusal | undefined): ReasonCode | undefined =>
  decided !== undefined && isRefusal(decided) ? decided.reason : undefined;

const hasInUse = ({ certificates }: IssueFacts, now: number): boolean =>
  certificates.some((one) => ['in-use', 'unused'].includes(statusOf(one, now)));

function acquisition(
  profile: BankProfile,
  way: 'enrolment' | 'reAcquisition',
  facts: TrialFacts,
  now: number,
): ReasonCode | undefined {
  const fields = pagesOfEntrance(profile, { role: facts.role, way }).flat();
  return reasonOf(decideIssue(profile, way, facts, now)) ?? missing(profile, fields, 'open', facts);
}

function logon(profile: BankProfile, facts: TrialFacts): ReasonCode | undefined {
  const lock = facts.role === 'user' ? checkContractLock(profile, facts.administratorsFailures) : undefined;
  return (
    reasonOf(checkStanding(facts) ?? lock ?? checkActivated(profile, facts)) ??
    missing(profile, profile.logon[facts.role].pages.flat(), 'certificate', facts)
  );
}

/** What is asked and cannot be answered: it is not there, is locked, or has not the form any more. */
function missing(
  profile: BankProfile,
  fields: readonly Field[],
  channel: Failures['channel'],
  facts: TrialFacts,
): ReasonCode | undefined {
  for (const field of fields) {
    if (field === 'contractId' || field === 'userId') {
      const form = formOf(profile, field);
      if (form === undefined || !hasForm(form, facts[field])) return 'form-invalid';
      continue;
    }
    const lacks =
      field === 'cardPassword'
        ? !facts.hasCard
        : field === 'oneTimePassword'
          ? !facts.hasToken
          : isPin(field) && !facts.pins.includes(field);
    if (lacks) return ABSENT[field] ?? 'pin-wrong';
    const wrong = facts.failures.find((one) => one.secret === field && one.channel === channel);
    if (wrong !== undefined && wrong.failures >= failureLimitOf(profile, field)) return lockedReasonOf(field);
  }
  return undefined;
}

const isPin = (field: Field): field is PinField => PIN_FIELDS.some((pin) => pin === field);

const ABSENT: Readonly<Partial<Record<Field, ReasonCode>>> = {
  cardPassword: 'card-missing',
  oneTimePassword: 'token-missing',
};

/** What a locked secret is refused for. */
export function lockedReasonOf(field: Field): ReasonCode {
  if (field === 'cardPassword') return 'card-password-locked';
  return field === 'oneTimePassword' ? 'one-time-password-locked' : 'pin-locked';
}

/** What became different: refused where it was not, or not refused where it was. */
export interface Change {
  readonly act: TrialAct;
  readonly before: ReasonCode | undefined;
  readonly after: ReasonCode | undefined;
}

/** The acts that one profile would answer otherwise than the other. */
export function changesFor(
  running: BankProfile,
  proposed: BankProfile,
  acts: readonly TrialAct[],
  facts: TrialFacts,
  now: number,
): Change[] {
  return acts.flatMap((act): Change[] => {
    const before = wouldRefuse(running, act, facts, now);
    const after = wouldRefuse(proposed, act, facts, now);
    if (before === null || after === null) return [];
    return (before === undefined) === (after === undefined) ? [] : [{ act, before, after }];
  });
}

/** The facts as they were: what came later had not happened. */
export function factsAsOf(facts: TrialFacts, at: number): TrialFacts {
  const earlier = (instant: number | null): number | null =>
    instant !== null && instant < at ? instant : null;
  const certificates = facts.certificates
    .filter(({ plannedAt }) => plannedAt < at)
    .map((one) => ({
      ...one,
      revokedAt: earlier(one.revokedAt),
      firstLogonAt: earlier(one.firstLogonAt),
      signedAt: one.signedAt,
    }));
  return { ...facts, certificates, failures: [], administratorsFailures: [] };
}
