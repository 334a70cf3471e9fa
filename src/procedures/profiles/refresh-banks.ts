// What another process activated is seen here within a second: one small question, and the rest only when its answer
// has changed.

import { type BankStanding, BanksInForce } from '../../profile/banks-in-force.ts';
import { CEILINGS } from '../../profile/ceilings.ts';
import { readVersionsInForce, readVersionsSince } from '../../store/read/bank-profile.ts';
import type { Reader } from '../../store/store.ts';
import type { Deployment, DeploymentKeys } from '../deployment.ts';
import { openVersion, ProfileVersionError } from './profile-seal.ts';

const HOUR_MS = 60 * 60 * 1000;
/** No way and no session lasts longer; an hour more for clocks that differ. */
const LONGEST_WAY_MS = (CEILINGS.absoluteHours.maximum + 1) * HOUR_MS;

/**
 * Brings what is in memory up to what the database says is in force.
 *
 * @returns the codes of the banks whose profile was exchanged.
 * @throws ProfileVersionError when a version cannot be taken; what was in force here stays then.
 */
export async function refreshBanks({
  banks,
  store,
  keys,
  now,
}: Pick<Deployment, 'banks' | 'store' | 'keys' | 'now'>): Promise<string[]> {
  if (!(banks instanceof BanksInForce)) return [];
  const inForce = await readVersionsInForce(store.db);
  const changed = inForce
    // Which banks are served, the folders say.
    .filter(({ bank_code, version }) => banks.has(bank_code) && banks.versionOf(bank_code) !== version)
    .map(({ bank_code }) => bank_code);
  if (changed.length === 0) return [];
  const fresh: [string, BankStanding][] = [];
  for (const code of changed) {
    const standing = await loadStanding(store.db, keys, code, now());
    if (standing !== undefined) fresh.push([code, standing]);
  }
  // Two that refresh at once: a version never goes back to the one before it.
  const newer = fresh.filter(([code, { version }]) => version > (banks.versionOf(code) ?? 0));
  banks.replace(new Map([...banks.standings, ...newer]));
  return newer.map(([code]) => code);
}

/** The version in force and those under which somebody may still be on the way. */
export async function loadStanding(
  db: Reader,
  keys: DeploymentKeys,
  bankCode: string,
  now: number,
): Promise<BankStanding | undefined> {
  const [current, ...before] = await readVersionsSince(db, bankCode, now - LONGEST_WAY_MS);
  if (current === undefined) return undefined;
  const earlier = before.flatMap((row) => {
    try {
      return [[row.version, openVersion(keys, row)] as const];
    } catch (error) {
      // Not for this program any more: whoever began under it goes on under the one in force.
      if (error instanceof ProfileVersionError) return [];
      throw error;
    }
  });
  return { version: current.version, profile: openVersion(keys, current), earlier: new Map(earlier) };
}

/** Looks again, but not more often than this, for who shows a version that is not known here. */
const LOOK_AGAIN_MS = 500;
const looked = new WeakMap<object, number>();

/** As {@link refreshBanks}, for what a visitor shows: who makes versions up makes no work. */
export async function lookForVersion(deployment: Parameters<typeof refreshBanks>[0]): Promise<void> {
  const { banks } = deployment;
  const at = performance.now();
  if (at - (looked.get(banks) ?? Number.NEGATIVE_INFINITY) < LOOK_AGAIN_MS) return;
  looked.set(banks, at);
  await refreshBanks(deployment);
}
