// The second commit of an issuing: the signed certificate, and the unused one that it replaces.

import type { Store } from '../store/store.ts';
import { type AuditRecord, appendAudit } from '../store/write/audit.ts';
import { recordCertificates } from '../store/write/certificate.ts';
import type { SignedCertificate } from './sign-planned.ts';

/** What a certificate's row gains when it is recorded. */
export interface Recorded {
  readonly certificate: Uint8Array;
  readonly fingerprint: string;
  readonly signed_at: number;
}

/**
 * Records certificates that were signed. One that a sweep or a person has settled meanwhile stays as it is and its
 * signature is forgotten: it was never handed out.
 *
 * @returns for each what its row gained, or undefined when it is not the holder's.
 */
export async function recordSigned(
  store: Store,
  signed: readonly SignedCertificate[],
  now: number,
): Promise<(Recorded | undefined)[]> {
  return store.transaction(async (tx) => {
    const { recorded, replaced } = await recordCertificates(
      tx,
      signed.map(({ serialNumber, holder, certificate, fingerprint }) => ({
        serialNumber,
        holder,
        certificate,
        fingerprint,
        signedAt: now,
      })),
    );
    await appendAudit(
      tx,
      signed.flatMap((one) => {
        const superseded = replaced.filter((old) => old.holder === one.holder);
        return recordsOf(one, recorded.has(one.serialNumber), superseded, now);
      }),
    );
    return signed.map(({ serialNumber, certificate, fingerprint }) =>
      recorded.has(serialNumber) ? { certificate, fingerprint, signed_at: now } : undefined,
    );
  });
}

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
