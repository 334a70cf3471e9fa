// The next generation in one step, where the root's key lies with the deployment's own: prepared, certified, accepted.

import { ISSUING_YEARS } from '../../ca/root-terms.ts';
import type { Day } from '../../domain/calendar.ts';
import { readAuthorities } from '../../store/read/certification-authority.ts';
import type { Caller } from '../deployment.ts';
import {
  type AcceptedGeneration,
  acceptGeneration,
  type CaPlace,
  prepareGeneration,
} from './accept-generation.ts';
import { GenerationFault } from './generation-fault.ts';
import { assertMayIssueFrom, beginningOf, standingOf } from './issuing-day.ts';

const HOUR_MS = 60 * 60 * 1000;
const YEAR_MS = 365.25 * 24 * HOUR_MS;

export type Rolled = Pick<AcceptedGeneration, 'id' | 'root' | 'issuesFrom' | 'notBefore' | 'notAfter'> &
  Partial<AcceptedGeneration>;

/** @throws GenerationFault, SignerFault `not-accepted`. Begun and not finished, it goes on when it is asked for again. */
export async function rollGeneration(
  place: CaPlace,
  day: Day,
  kind: string | undefined,
  caller: Caller,
): Promise<Rolled> {
  const { store, signer, now, dryRun } = place;
  const rows = await readAuthorities(store.db);
  const root = rows.findLast(({ role }) => role === 'root');
  if (root === undefined) throw new GenerationFault('there is no root yet: the first start makes it');
  const standing = standingOf(rows);
  const at = now();
  const issuesFrom = beginningOf(day, standing, at);
  // For clocks that run behind; and its years count from the day on which it issues.
  const period = {
    notBefore: Math.max(at - HOUR_MS, root.not_before),
    notAfter: Math.min(issuesFrom + ISSUING_YEARS * YEAR_MS, root.not_after),
  };
  assertMayIssueFrom(issuesFrom, period, standing, at);
  const { id, spkiSha256 } = await prepareGeneration(place, kind, caller);
  if (dryRun) return { id, root: root.id, issuesFrom, ...period };
  const name = { id: root.id, spkiSha256: root.spki_sha256 };
  const certificate = await signer.certifyGeneration(name, spkiSha256, period);
  return acceptGeneration(place, certificate, day, caller);
}
