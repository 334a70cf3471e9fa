// A list leaves the house as a file: recorded before its first line.

import { appendAudit } from '../../store/write/audit.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import type { Officer } from './officer.ts';

export async function recordExport(
  { store, now }: Deployment,
  officer: Officer,
  list: { readonly bankCode: string; readonly list: string; readonly days: number },
  caller: Caller,
): Promise<void> {
  const { officerId, person } = officer;
  const details = { officer: officerId, person, list: list.list, days: list.days };
  const deed = { act: 'office.certificates-exported', details };
  await store.transaction(async (tx) => {
    await appendAudit(tx, [auditOf(caller, { bankCode: list.bankCode }, deed, now())]);
  });
}
