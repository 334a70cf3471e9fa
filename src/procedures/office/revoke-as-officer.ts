// An officer ends a customer's certificate: one pair of eyes, at once, and the record says whose.

import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { findCertificateBySerialNumber } from '../../store/read/certificate.ts';
import { findHolder } from '../../store/read/contract.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { lockHolders } from '../../store/write/holder.ts';
import { auditOf } from '../audit.ts';
import { isGivenReason, revokeIn } from '../certificates/revocation.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { bankOfOfficer, loadOfficerFor, type OfficeInput } from './officer.ts';

export interface OfficerRevocation extends OfficeInput {
  readonly bankCode: string;
  /** Lower-case hex. */
  readonly serialNumber: string;
  readonly reason: string;
}

/**
 * @returns whether it was revoked now; false: it was before, which stands. `officer-not-allowed`, `form-invalid` for an
 * unknown reason, `certificate-unknown` also for another bank's.
 */
export async function revokeAsOfficer(
  deployment: Deployment,
  input: OfficerRevocation,
  caller: Caller,
): Promise<{ readonly revoked: boolean } | Refusal> {
  const { store, now } = deployment;
  const officer = await loadOfficerFor(deployment, input, 'certificates.revoke');
  if (isRefusal(officer)) return officer;
  const { reason } = input;
  if (!isGivenReason(reason)) return refuse('form-invalid', { field: 'reason' });
  const bank = bankOfOfficer(officer, input.bankCode);
  const row = isRefusal(bank)
    ? undefined
    : await findCertificateBySerialNumber(store.db, bank.code, input.serialNumber);
  const claim = { bankCode: input.bankCode, contractId: row?.contract_id ?? '', userId: row?.user_id ?? '' };
  const holder = row && (await findHolder(store.db, claim));
  if (row === undefined || holder === undefined) return refuse('certificate-unknown');
  return store.transaction(async (tx) => {
    await lockHolders(tx, [holder.id]);
    const at = now();
    const records = await revokeIn(
      tx,
      deployment,
      { holder, reason, by: 'bank' },
      caller,
      at,
      row.serial_number,
    );
    const details = { officer: officer.officerId, person: officer.person, reason };
    const deed = { act: 'office.certificate-revoked', certificate: row.serial_number, details };
    await appendAudit(tx, [...records, auditOf(caller, holder, deed, at)]);
    return { revoked: records.length > 0 };
  });
}
