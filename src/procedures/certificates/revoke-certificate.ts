// 失効: the holder ends the own certificate, the bank any. The administrator's is in users/set-user-permission.ts.

import { confirmationFields } from '../../domain/confirmation.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { findCertificateBySerialNumber } from '../../store/read/certificate.ts';
import { findHolder } from '../../store/read/contract.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { lockHolders } from '../../store/write/holder.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { actInSession } from '../log-on/open-session.ts';
import type { SessionInput } from '../log-on/session.ts';
import type { Entries } from '../secrets/check-secrets.ts';
import { type GivenReason, isGivenReason, revokeIn } from './revocation.ts';

export interface Revoked {
  /** Serial numbers of those that were revoked now. */
  readonly revoked: readonly string[];
}

/** The certificate of the session ends, and the session with it. Confirmed by a PIN. */
export function revokeOwnCertificate(
  deployment: Deployment,
  input: SessionInput & { readonly fields: Entries; readonly reason: string },
  caller: Caller,
): Promise<Revoked | Refusal> {
  return actInSession(
    deployment,
    input,
    {
      act: 'certificate.revocation-asked',
      asks: ({ profile, holder }) => confirmationFields(profile, holder.role),
      async do(tx, { holder, found }, now) {
        const { reason } = input;
        if (!isGivenReason(reason)) return refuse('form-invalid');
        const revocation = { holder, reason, by: 'holder' } as const;
        const records = await revokeIn(tx, deployment, revocation, caller, now, found.serial_number);
        return doneWith(records);
      },
    },
    caller,
  );
}

/** The bank ends one certificate, by its serial number. */
export async function revokeBySerialNumber(
  deployment: Deployment,
  input: { readonly bankCode: string; readonly serialNumber: string; readonly reason: GivenReason },
  caller: Caller,
): Promise<Revoked | Refusal> {
  const { store, now } = deployment;
  const row = await findCertificateBySerialNumber(store.db, input.bankCode, input.serialNumber);
  const holder =
    row &&
    (await findHolder(store.db, {
      bankCode: input.bankCode,
      contractId: row.contract_id,
      userId: row.user_id,
    }));
  if (row === undefined || holder === undefined) return refuse('certificate-unknown');
  return store.transaction(async (tx) => {
    await lockHolders(tx, [holder.id]);
    const revocation = { holder, reason: input.reason, by: 'bank' } as const;
    const records = await revokeIn(tx, deployment, revocation, caller, now(), row.serial_number);
    await appendAudit(tx, records);
    return { revoked: records.flatMap(({ certificate }) => certificate ?? []) };
  });
}

function doneWith(records: Awaited<ReturnType<typeof revokeIn>>) {
  return { done: { revoked: records.flatMap(({ certificate }) => certificate ?? []) }, records };
}
