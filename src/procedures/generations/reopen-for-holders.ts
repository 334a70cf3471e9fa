// Whoever lost a certificate with a revoked issuing CA may acquire another one: the way of a first certificate opens
// anew, as after a re-issue by the bank, and the holder is told.

import { readHolders } from '../../store/read/contract.ts';
import { type LostPlace, readLostOf } from '../../store/read/issued-by.ts';
import { type AuditRecord, appendAudit } from '../../store/write/audit.ts';
import { lockHolders } from '../../store/write/holder.ts';
import { reissueIn } from '../certificates/reissue-certificate.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { GenerationFault } from './generation-fault.ts';

const PAGE = 100;

/**
 * Of each holder once; asked for again it goes on with those who are left.
 *
 * @param bankCode undefined: of all banks, the office's own officers included.
 * @returns how many holders may acquire now.
 * @throws GenerationFault when that generation is not revoked, or nothing would be issued.
 */
export async function reopenForHolders(
  deployment: Deployment,
  { generation, bankCode }: { readonly generation: string; readonly bankCode: string | undefined },
  caller: Caller,
): Promise<number> {
  const { store, ca, banks, now } = deployment;
  const { authorities } = ca;
  const revoked = authorities.find(generation)?.revoked;
  if (revoked === undefined) {
    throw new GenerationFault(`${generation} is no issuing CA that its root has revoked`);
  }
  if (authorities.issuingAt(now()).revoked !== undefined) {
    throw new GenerationFault(
      'no other issuing CA has been accepted yet: `warifu ca roll` or `ca accept` first',
    );
  }
  let opened = 0;
  let place: LostPlace = { issuer: generation, since: revoked.knownAt, afterAt: -1, after: '', most: PAGE };
  for (;;) {
    const lost = await readLostOf(store.db, place);
    const wanted = lost.filter((row) => bankCode === undefined || row.bank_code === bankCode);
    opened += await store.transaction(async (tx) => {
      const ids = wanted.map(({ holder }) => holder);
      await lockHolders(tx, ids);
      // Meanwhile somebody may have been let in by the bank, or have gone.
      const before = new Map(wanted.map((row) => [row.holder, row]));
      const records: AuditRecord[] = [];
      const at = now();
      let count = 0;
      for (const holder of await readHolders(tx, ids)) {
        const profile = banks.get(holder.bankCode);
        const same = before.get(holder.id);
        if (profile === undefined || same === undefined) continue;
        if (holder.holderState === 'removed' || holder.contractState === 'closed') continue;
        if (holder.permittedAt !== same.permitted_at) continue;
        const revocation = { holder, reason: 'unspecified', by: 'bank' } as const;
        records.push(...(await reissueIn(tx, deployment, profile, revocation, caller, at)).records);
        count += 1;
      }
      await appendAudit(tx, records);
      return count;
    });
    const last = lost.at(-1);
    if (last === undefined || lost.length < PAGE) return opened;
    place = { ...place, afterAt: last.revoked_at ?? 0, after: last.serial_number };
  }
}
