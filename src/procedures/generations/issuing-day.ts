// From when another generation of the issuing CA issues: a day, so that everybody knows it beforehand, and every server
// has heard of it.

import { type Day, dayOf, isDay, startOf } from '../../domain/calendar.ts';
import type { AuthorityRow } from '../../store/tables.ts';
import { GenerationFault } from './generation-fault.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Servers look each second; until then all of them know what browsers are to offer and what OCSP is asked for. */
const HEARD_MS = 2 * 60 * 1000;
/** The longest that a holder's certificate lasts (profile/ceilings.ts), with the day itself. */
const LONGEST_MS = 2 * 366 * DAY_MS;

/** What stands of a generation beside the one to come. */
export interface Standing {
  readonly id: string;
  readonly issuesFrom: number;
  readonly notAfter: number;
}

/** The generations that there are; one that its root has revoked stands in nobody's way. */
export function standingOf(rows: readonly AuthorityRow[]): Standing[] {
  return rows.flatMap(({ id, issues_from: issuesFrom, not_after: notAfter, revoked_at: revokedAt }) =>
    issuesFrom === null || revokedAt !== null ? [] : [{ id, issuesFrom, notAfter }],
  );
}

/**
 * The moment at which a day's generation begins: midnight in Japan, or now where the day is today, which is for a key
 * that may be in others' hands.
 *
 * @throws GenerationFault when there is no such day any more.
 */
export function beginningOf(day: Day, standing: readonly Standing[], now: number): number {
  if (!isDay(day)) throw new GenerationFault(`${day} is no day: write it as in 2027-04-01`);
  if (day > dayOf(now)) return startOf(day);
  if (day < dayOf(now)) {
    throw new GenerationFault(`${day} is over: name a day to come, or today to begin at once`);
  }
  return standing.length === 0 ? now : now + HEARD_MS;
}

/** @throws GenerationFault unless a certificate with these dates may issue from then, after those that stand. */
export function assertMayIssueFrom(
  from: number,
  { notBefore, notAfter }: { readonly notBefore: number; readonly notAfter: number },
  standing: readonly Standing[],
  now: number,
): void {
  if (notBefore > from) throw new GenerationFault(`it is valid only from ${iso(notBefore)}`);
  if (notAfter - from < LONGEST_MS) {
    throw new GenerationFault(
      `it ends on ${iso(notAfter)}: from its day on it must last two years at least, as holders’ certificates may`,
    );
  }
  const last = standing.reduce<Standing | undefined>(
    (one, other) => (one === undefined || other.issuesFrom >= one.issuesFrom ? other : one),
    undefined,
  );
  if (last === undefined) return;
  if (from <= last.issuesFrom) {
    throw new GenerationFault(`${last.id} issues from ${iso(last.issuesFrom)}: name a later day`);
  }
  if (from >= last.notAfter && last.notAfter > now) {
    throw new GenerationFault(`${last.id} ends on ${iso(last.notAfter)}, before that: name an earlier day`);
  }
}

const iso = (instant: number): string => new Date(instant).toISOString();
