// Rows put together to the facts that the rules need of each holder.

import type { TrialFacts } from '../../../domain/profile-trial.ts';
import { certificateFactsOf } from '../../../store/read/certificate.ts';
import type { FoundHolder } from '../../../store/read/contract.ts';
import type { TrialParts } from '../../../store/read/profile-trial.ts';

export interface Somebody {
  readonly holder: FoundHolder;
  readonly facts: TrialFacts;
}

/** @param users by contract. */
export function factsOf(
  holders: readonly FoundHolder[],
  parts: TrialParts,
  users: ReadonlyMap<string, number>,
  issuerNotAfter: number,
): Somebody[] {
  const certificates = Map.groupBy(parts.certificates, ({ holder }) => holder);
  const secrets = Map.groupBy(parts.secrets, ({ holder }) => holder);
  const failures = Map.groupBy(parts.failures, (row) => JSON.stringify([row.contract_id, row.user_id]));
  const cards = new Set(parts.cards.map(({ contract }) => contract));
  const tokens = new Set(parts.tokens.map(({ holder }) => holder));
  const since = new Map(parts.since.map((row) => [row.contract, row.since]));
  const failuresOf = (contractId: string, userId: string) =>
    failures.get(JSON.stringify([contractId, userId])) ?? [];
  return holders.map((holder) => {
    const own = secrets.get(holder.id) ?? [];
    const first = own.filter(({ provisional }) => provisional === 1).map((row) => row.changed_at);
    const facts: TrialFacts = {
      ...holder,
      certificates: (certificates.get(holder.id) ?? []).map(certificateFactsOf),
      issuerNotAfter,
      failures: failuresOf(holder.contractId, holder.userId),
      administratorsFailures: failuresOf(holder.contractId, ''),
      hasCard: cards.has(holder.contract),
      hasToken: tokens.has(holder.id),
      pins: own.map(({ kind }) => kind),
      firstPinsAt: first.length === 0 ? null : Math.max(...first),
      certificateSince: since.get(holder.contract) ?? null,
      users: users.get(holder.contract) ?? 0,
    };
    return { holder, facts };
  });
}
