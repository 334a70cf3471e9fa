// What a shown certificate leaves in the audit: one record within some minutes for each certificate, address and
// answer. A page that is only looked at may be reloaded as often as anybody likes, and must not fill the records.

import type { Refusal } from '../../domain/refusal.ts';
import type { Role } from '../../profile/bank-profile.ts';
import type { FoundCertificate } from '../../store/read/certificate.ts';
import type { Store } from '../../store/store.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';

/** How long a record stands for what is shown again. */
export const SHOWING_SPAN_MS = 10 * 60_000;
/** The oldest are forgotten beyond so many; what comes of that is a record more. */
const MOST_REMEMBERED = 10_000;

export interface Showing {
  readonly act: 'logon.certificate-shown' | 'certificate.examined' | 'renewal.certificate-shown';
  readonly bankCode: string;
  readonly role?: Role | undefined;
  /** Strangers' certificates are all one: anybody can make as many as he likes. */
  readonly found: FoundCertificate | undefined;
  readonly refusal: Refusal | undefined;
}

interface Recorded {
  readonly at: number;
  readonly reference: string;
}

/** Of this process; another one keeps a record of its own. */
const remembered = new WeakMap<Store, Map<string, Recorded>>();

/** Records the showing unless one like it has just been recorded; the reference under which the record stands. */
export async function recordShowing(
  deployment: Deployment,
  showing: Showing,
  caller: Caller,
): Promise<string> {
  const { store } = deployment;
  const { act, bankCode, role, found, refusal } = showing;
  const now = deployment.now();
  const known = remembered.get(store) ?? new Map<string, Recorded>();
  remembered.set(store, known);
  const key = [act, bankCode, role, found?.serial_number, refusal?.cause, caller.address].join(' ');
  const before = known.get(key);
  if (before !== undefined && now >= before.at && now - before.at < SHOWING_SPAN_MS) return before.reference;

  known.delete(key);
  known.set(key, { at: now, reference: caller.reference });
  for (const oldest of known.keys()) {
    if (known.size <= MOST_REMEMBERED) break;
    known.delete(oldest);
  }
  const holder = found && {
    bankCode: found.bank_code,
    contractId: found.contract_id,
    userId: found.user_id,
  };
  const deed = { act, refusedFor: refusal?.cause, certificate: found?.serial_number };
  const record = auditOf(caller, { bankCode, ...holder }, deed, now);
  try {
    await store.transaction((tx) => appendAudit(tx, [record]));
  } catch (error) {
    known.delete(key);
    throw error;
  }
  return caller.reference;
}
