// Audit records of what people do, in one shape.

import type { RefusalDetails } from '../domain/refusal.ts';
import type { Claim } from '../store/read/contract.ts';
import type { AuditRecord } from '../store/write/audit.ts';
import type { Caller } from './deployment.ts';

export interface Deed {
  readonly act: string;
  /** Absent: done. */
  readonly refusedFor?: string | undefined;
  readonly certificate?: string | undefined;
  readonly details?: RefusalDetails;
}

/** A deed of who claims to be someone, from somewhere. What was typed as an id is cut, not trusted. */
export function auditOf(caller: Caller, claim: Partial<Claim>, deed: Deed, now: number): AuditRecord {
  return {
    at: now,
    reference: caller.reference,
    address: caller.address,
    bankCode: claim.bankCode,
    contractId: claim.contractId?.slice(0, 64),
    userId: claim.userId?.slice(0, 64),
    act: deed.act,
    outcome: deed.refusedFor === undefined ? 'done' : 'refused',
    reason: deed.refusedFor,
    certificate: deed.certificate,
    details: deed.details,
  };
}
