// Writes the life of a responder's certificate: planned, then signed.

import type { Insertable } from 'kysely';
import type { Transaction } from '../database.ts';
import type { OcspResponderTable } from '../revocation-tables.ts';

export async function planResponder(
  tx: Transaction,
  row: Omit<Insertable<OcspResponderTable>, 'certificate' | 'signed_at'>,
): Promise<void> {
  await tx.insertInto('ocsp_responder').values(row).execute();
}

export async function recordResponder(
  tx: Transaction,
  serialNumber: string,
  certificate: Uint8Array,
  at: number,
): Promise<void> {
  await tx
    .updateTable('ocsp_responder')
    .set({ certificate, signed_at: at })
    .where('serial_number', '=', serialNumber)
    .where('signed_at', 'is', null)
    .execute();
}
