// The signature of a holder's certificate: over what the store holds as planned, and nothing else.

import { hash } from 'node:crypto';
import type { CertificateRow } from '../store/tables.ts';
import { assembleCertificate } from '../x509/certificate.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import { SignerFault } from './signer/signer-fault.ts';

/** Who asked, for the audit records. */
export interface IssueContext {
  readonly reference: string;
  readonly address: string;
  readonly contractId: string;
  readonly userId: string;
}

/** What is signed of a row. */
export type PlannedRow = Pick<
  CertificateRow,
  'serial_number' | 'issuer' | 'bank_code' | 'holder' | 'planned_at'
> & {
  readonly tbs: Uint8Array;
};

export interface SignedCertificate {
  readonly serialNumber: string;
  readonly holder: string;
  readonly bankCode: string;
  readonly plannedAt: number;
  /** DER. */
  readonly certificate: Uint8Array;
  /** SHA-256 of it, hex. */
  readonly fingerprint: string;
  readonly context: IssueContext;
}

/** Called after the plan's commit. @throws SignerFault, and then the plan stands until the sweep settles it. */
export async function signPlanned(
  ca: CertificationAuthority,
  row: PlannedRow,
  context: IssueContext,
): Promise<SignedCertificate> {
  // Another has begun to issue since the plan: what was planned is signed by whom it names.
  const issuing = ca.authorities.find(row.issuer);
  if (issuing === undefined) throw new SignerFault('unavailable', `${row.issuer} is not known here yet`);
  const signature = await ca.signer.certificate(issuing, row.serial_number, row.tbs);
  const certificate = assembleCertificate(row.tbs, issuing.key.algorithm, signature);
  return {
    serialNumber: row.serial_number,
    holder: row.holder,
    bankCode: row.bank_code,
    plannedAt: row.planned_at,
    certificate,
    fingerprint: hash('sha256', certificate, 'hex'),
    context,
  };
}
