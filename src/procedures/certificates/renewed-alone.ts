// What a certificate has renewed by itself, without a logon: nobody but that certificate vouches for it until it has
// logged on.

import { readCertificatesOfHolders } from '../../store/read/certificate.ts';
import type { Transaction } from '../../store/store.ts';
import { hashToken } from '../secrets/token.ts';

/** The right under which such a renewal is asked for: the same request has the same one. */
export const ticketOfRenewalAlone = (serialNumber: string, spkiSha256: string): string =>
  hashToken(`renewal ${serialNumber} ${spkiSha256}`);

/** Serial numbers of those that are not in use yet, planned ones included. */
export async function readRenewedAlone(
  tx: Transaction,
  holder: string,
  serialNumber: string,
): Promise<string[]> {
  const rows = await readCertificatesOfHolders(tx, [holder]);
  return rows
    .filter((row) => row.first_logon_at === null && row.revoked_at === null)
    .filter((row) => row.ticket === ticketOfRenewalAlone(serialNumber, row.spki_sha256))
    .map((row) => row.serial_number);
}
