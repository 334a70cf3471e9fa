// Issuings that a crash interrupted: planned and committed, perhaps signed, never recorded.

import { readInterrupted } from '../store/read/certificate.ts';
import type { Store } from '../store/store.ts';
import { appendAudit } from '../store/write/audit.ts';
import { revokeCertificate } from '../store/write/certificate.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import { type OnRecorded, recordSigned } from './record-signed.ts';
import { signPlanned } from './sign-planned.ts';
import { SignerFault } from './signer/signer-fault.ts';

/** An issuing takes milliseconds; one that stands for this long has lost its process. */
const IN_FLIGHT_MS = 30_000;
/** Until then the customer may still be at the PC, trying again. */
const FINISH_WITHIN_MS = 60 * 60 * 1000;

export interface SweepOutcome {
  /** Serial numbers signed and recorded now. */
  readonly finished: string[];
  /** Serial numbers given up: revoked without ever having been handed out. */
  readonly givenUp: string[];
}

/**
 * Finishes what was interrupted while its customer may be waiting, revokes the rest. Safe to run at any time, also
 * beside the issuing itself and beside another process's sweep.
 *
 * @param atStart nothing of this process is in flight yet: on a store that only one process may open, every planned
 * row is an interrupted one.
 */
export async function finishInterrupted(
  store: Store,
  ca: CertificationAuthority,
  now: number,
  onRecorded: OnRecorded,
  { atStart = false }: { atStart?: boolean } = {},
): Promise<SweepOutcome> {
  const inFlight = atStart && store.dialect === 'sqlite' ? 0 : IN_FLIGHT_MS;
  const rows = await readInterrupted(store.db, now - inFlight);

  const finished: string[] = [];
  const givenUp: string[] = [];
  for (const row of rows) {
    const context = {
      reference: `sweep-${row.serial_number.slice(-10)}`,
      address: '',
      contractId: row.contract_id,
      userId: row.user_id,
    };
    const waiting = now - row.planned_at <= FINISH_WITHIN_MS && row.state === 'open';
    if (waiting) {
      // No signer: the next sweep tries it again, until nobody waits any more.
      const signed = await signPlanned(ca, row, context).catch((error: unknown) => {
        if (error instanceof SignerFault) return undefined;
        throw error;
      });
      if (signed === undefined) continue;
      const [recorded] = await store.transaction(async (tx) => {
        const { outcomes, audit } = await recordSigned(tx, [signed], now, onRecorded);
        await appendAudit(tx, audit);
        return outcomes;
      });
      if (recorded) finished.push(row.serial_number);
      continue;
    }
    await store.transaction(async (tx) => {
      if (!(await revokeCertificate(tx, row.serial_number, 'unspecified', now))) return;
      await appendAudit(tx, [
        {
          at: now,
          bankCode: row.bank_code,
          ...context,
          act: 'certificate.revoked',
          outcome: 'done',
          certificate: row.serial_number,
          details: { reason: 'unspecified', why: 'issuing interrupted' },
        },
      ]);
      givenUp.push(row.serial_number);
    });
  }
  return { finished, givenUp };
}
