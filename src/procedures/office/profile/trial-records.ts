// A recorded act, replayed: what the profile in force and the proposed one would have answered then, with what is still
// known of that moment. Locks are replayed from the day's own wrong entries, since earlier ones are not recorded as
// counts.

import { failureLimitOf } from '../../../domain/entered-fields.ts';
import {
  type Change,
  changesFor,
  factsAsOf,
  lockedReasonOf,
  type TrialAct,
  type TrialFacts,
} from '../../../domain/profile-trial.ts';
import type { BankProfile, SecretField } from '../../../profile/bank-profile.ts';
import { SECRET_FIELDS } from '../../../profile/fields.ts';
import type { TrialRecord } from '../../../store/read/profile-trial.ts';

const ACTS: Readonly<Record<string, TrialAct>> = {
  'enrolment.identified': 'enrolment',
  'logon.page-answered': 'logon',
  'logon.completed': 'logon',
  'password-logon.page-answered': 'passwordLogon',
  'password-logon.completed': 'passwordLogon',
  'renewal.begun': 'renewal',
  'activation.identified': 'activation',
  'user.registered': 'registerUser',
};
const KEY_PLACE = 'enrolment.key-place';

/** What a day's traffic is made of. */
export const RECORDED_ACTS: readonly string[] = [...Object.keys(ACTS), KEY_PLACE];

/** However many people mistype on a day. */
const MOST_RUNS = 5000;

interface Replay {
  readonly running: BankProfile;
  readonly proposed: BankProfile;
  /** Changed as it goes. */
  readonly runs: Record<string, number>;
}

export function replayRecord(replay: Replay, record: TrialRecord, facts: TrialFacts): Change[] {
  const { running, proposed } = replay;
  if (record.act === KEY_PLACE) return keyPlace(proposed, record);
  const act = ACTS[record.act];
  if (act === undefined) return [];
  const locked = replayLock(replay, record, facts, act);
  if (locked !== undefined) return locked;
  // Of who typed something wrong, no profile says anything else.
  if (record.outcome === 'refused' && WRONG.test(record.reason ?? '')) return [];
  const then = factsAsOf(facts, record.at);
  const changes = changesFor(running, proposed, [act], then, record.at);
  // What was let in and would not be now by the rules in force either, is no doing of the proposal.
  return changes.filter(({ before }) => (before === undefined) === (record.outcome === 'done'));
}

const WRONG = /-wrong$|^not-accepted$|^form-invalid$/;
const LOCKED = /-locked$/;

/** The place that was chosen, where the proposed profile has it not. */
function keyPlace(proposed: BankProfile, { details, outcome }: TrialRecord): Change[] {
  const { keyPlace: chosen } = JSON.parse(details) as { keyPlace?: string };
  if (outcome !== 'done' || proposed.certificate.keyPlaces.some((place) => place === chosen)) return [];
  return [{ act: 'enrolment', before: undefined, after: 'key-place-not-allowed' }];
}

/**
 * Wrong entries in a row, counted from the day's beginning.
 *
 * @returns undefined: locks have nothing to do with this record.
 */
function replayLock(
  { running, proposed, runs }: Replay,
  record: TrialRecord,
  { contractId, userId, role }: TrialFacts,
  act: TrialAct,
): Change[] | undefined {
  const named = (JSON.parse(record.details) as { secret?: string }).secret;
  const channel = record.act.startsWith('logon.') || act === 'renewal' ? 'certificate' : 'open';
  const field: SecretField =
    SECRET_FIELDS.find((one) => one === named) ?? (role === 'user' ? 'userPin' : 'contractPin');
  const key = JSON.stringify([contractId, userId, channel]);
  const [was, is] = [failureLimitOf(running, field), failureLimitOf(proposed, field)];
  const reason = record.reason ?? '';
  if (record.outcome === 'done') {
    const count = runs[key] ?? 0;
    delete runs[key];
    // Three slips and then right: under a limit of three it would have been locked by then.
    return count >= is && count < was
      ? [{ act, before: undefined, after: lockedReasonOf(field) }]
      : undefined;
  }
  if (reason.endsWith('-wrong')) {
    if (key in runs || Object.keys(runs).length < MOST_RUNS) runs[key] = (runs[key] ?? 0) + 1;
    return [];
  }
  if (!LOCKED.test(reason)) return undefined;
  return is > was ? [{ act, before: lockedReasonOf(field), after: undefined }] : [];
}
