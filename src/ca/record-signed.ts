// The second commit of an issuing: the signed certificate, and the unused one that it replaces.

import type { Transaction } from '../store/store.ts';
import type { AuditRecord } from '../store/write/audit.ts';
import { recordCertificates } from '../store/write/certificate.ts';
import type { SignedCertificate } from './sign-planned.ts';

/** What a certificate's row gains when it is recorded. */
export interface Recorded {
  readonly certificate: Uint8Array;
  readonly fingerprint: string;
  readonly signed_at: number;
}

/**
 * What else is to happen in the transaction that records certificates, such as telling their holders. It must not
 * fail for a reason of its own: the certificate would not be issued.
 */
export type OnRecorded = (
  tx: Transaction,
  recorded: readonly SignedCertificate[],
  now: number,
) => Promise<void>;

/**
 * Records certificates that were signed. One that a sweep or a person has settled meanwhile stays as it is and its
 * signature is forgotten: it was never handed out.
 *
 * @returns for each what its row gained, or undefined when it is not the holder's; and the records of it for the
 * audit of the same transaction.
 */
export async function recordSigned(
  tx: Transaction,
  signed: readonly SignedCertificate[],
  now: number,
  onRecorded: OnRecorded,
): Promise<{ outcomes: (Recorded | undefined)[]; audit: AuditRecord[] }> {
  const { recorded, replaced } = await recordCertificates(
    tx,
    signed.map((one) => ({
      serialNumber: one.serialNumber,
      certificate: one.certificate,
      fingerprint: one.fingerprint,
      signedAt: signedAt(one, now),
    })),
  );
  const ours = signed.filter((one) => recorded.has(one.serialNumber));
  if (ours.length > 0) await onRecorded(tx, ours, now);
  const superseded = Map.groupBy(replaced, (old) => old.holder);
  return {
    outcomes: signed.map((one) => {
      const { certificate, fingerprint } = one;
      return recorded.has(one.serialNumber)
        ? { certificate, fingerprint, signed_at: signedAt(one, now) }
        : undefined;
    }),
    audit: signed.flatMap((one) =>
      recordsOf(one, recorded.has(one.serialNumber), superseded.get(one.holder) ?? [], now),
    ),
  };
}

/** Never before it was planned, whatever became of the clock in between. */
const signedAt = ({ plannedAt }: SignedCertificate, now: number): number => Math.max(now, plannedAt);

function recordsOf(
  one: SignedCertificate,
  recorded: boolean,
  superseded: readonly { readonly serialNumber: string }[],
  now: number,
): AuditRecord[] {
  const common = { at: now, bankCode: one.bankCode, ...one.context };
  const issued = { ...common, act: 'certificate.issued', certificate: one.serialNumber };
  if (!recorded) return [{ ...issued, outcome: 'refused', reason: 'issuing-in-progress' }];
  return [
    { ...issued, outcome: 'done', details: { fingerprint: one.fingerprint } },
    ...superseded.map(
      (old): AuditRecord => ({
        ...common,
        act: 'certificate.revoked',
        outcome: 'done',
        certificate: old.serialNumber,
        details: { reason: 'superseded', replacedBy: one.serialNumber },
      }),
    ),
  ];
}
