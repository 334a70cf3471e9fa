// An officer is suspended, or removed for good: by one person, at once. Open sessions end with it; an approval that is
// under way in one of them has either been carried out before, or is refused (step-up.ts holds the session).

import { checkOfficerConcerned } from '../../../domain/officer-order.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { findOfficer } from '../../../store/read/officer.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { lockHolders } from '../../../store/write/holder.ts';
import { changeOfficer } from '../../../store/write/officer.ts';
import { endActiveToken } from '../../../store/write/token.ts';
import { setHolderState, withdrawPermission } from '../../../store/write/user.ts';
import { auditOf } from '../../audit.ts';
import { revokeIn } from '../../certificates/revocation.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { endWaysOfHolder } from '../../end-ways.ts';
import { findOfficerAt, type OfficersInput, officersAt } from './officer-access.ts';
import { officerRowOf, sealedOfficer } from './officer-seal.ts';

export interface StopOfficerInput extends OfficersInput {
  readonly officerId: string;
  readonly stop: 'suspended' | 'removed';
}

/** Who stands so already stays so. @returns `officer-own`, `officer-changed` for a removed one who is to be suspended. */
export async function stopOfficer(
  deployment: Deployment,
  input: StopOfficerInput,
  caller: Caller,
): Promise<{ readonly officerId: string } | Refusal> {
  const { store, keys, now } = deployment;
  const at = await officersAt(deployment, input, 'officers.change');
  if (isRefusal(at)) return at;
  const { officer } = at;
  const { stop } = input;
  const found = await findOfficerAt(store.db, deployment, at, input.officerId);
  if (isRefusal(found)) return found;
  const { holder } = found;
  return store.transaction(async (tx) => {
    await lockHolders(tx, [holder.id]);
    const row = await findOfficer(tx, holder.id);
    if (row === undefined) return refuse('page-not-found');
    const { officerState: state } = row;
    const done = { officerId: holder.userId };
    if (state === stop) return done;
    const refused =
      checkOfficerConcerned(officer, row.person) ??
      (state === 'removed' ? refuse('officer-changed') : undefined);
    const act = stop === 'removed' ? 'officer.removed' : 'officer.suspended';
    const details = { officer: officer.officerId, person: officer.person };
    const record = auditOf(caller, holder, { act, refusedFor: refused?.cause, details }, now());
    if (refused !== undefined) {
      await appendAudit(tx, [record]);
      return refused;
    }
    await endWaysOfHolder(tx, holder.id, now());
    await setHolderState(tx, holder.id, stop);
    await changeOfficer(tx, holder.id, sealedOfficer(keys, { ...officerRowOf(row), state: stop }));
    const records = [record];
    if (stop === 'removed') {
      // RFC 5280 5.3.1: whose affiliation has changed.
      const revocation = { holder, reason: 'affiliationChanged', by: 'bank' } as const;
      records.push(...(await revokeIn(tx, deployment, revocation, caller, now())));
      await withdrawPermission(tx, holder.id);
      await endActiveToken(tx, holder.id, now());
    }
    await appendAudit(tx, records);
    return done;
  });
}
