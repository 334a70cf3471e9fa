// 解約: the bank closes a contract for good. Every certificate of it ends, and everybody is out at the next request.

import type { FoundHolder } from '../store/read/contract.ts';
import type { Transaction } from '../store/store.ts';
import type { AuditRecord } from '../store/write/audit.ts';
import { setContractState } from '../store/write/contract.ts';
import { auditOf } from './audit.ts';
import { revokeIn } from './certificates/revocation.ts';
import type { Caller, Deployment } from './deployment.ts';
import { endWaysOfContract } from './end-ways.ts';

/**
 * Closes in the transaction of another act. Lock the holders before: the administrator first, then every user.
 *
 * @returns the records for the audit of the same transaction.
 */
export async function closeContractIn(
  tx: Transaction,
  deployment: Deployment,
  holders: readonly FoundHolder[],
  caller: Caller,
  now: number,
): Promise<AuditRecord[]> {
  const [administrator] = holders;
  if (administrator === undefined) return [];
  const records: AuditRecord[] = [];
  for (const holder of holders) {
    const revocation = { holder, reason: 'cessationOfOperation', by: 'bank' } as const;
    records.push(...(await revokeIn(tx, deployment, revocation, caller, now)));
  }
  await setContractState(tx, administrator.contract, 'closed', now);
  await endWaysOfContract(tx, administrator.contract, now);
  const details = { revoked: records.length };
  return [auditOf(caller, administrator, { act: 'contract.closed', details }, now), ...records];
}
