// Whom mails are about and where they go; certificates whose end is to be announced.

import { sql } from 'kysely';
import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';
import { type ColumnKinds, type PackedRows, packRows, rowSet } from '../row-set.ts';
import { HOLDER_COLUMNS } from './contract.ts';

const SERIAL: ColumnKinds<{ serialNumber: string }> = { serialNumber: 'text' };

const CERTIFICATE_COLUMNS = [
  'certificate.serial_number as serialNumber',
  'certificate.not_after as notAfter',
  'certificate.way',
  'certificate.address',
  'certificate.approval',
] as const;

const selectIssued = prepared((db, packed: PackedRows) =>
  db
    .selectFrom('certificate')
    .innerJoin('holder', 'holder.id', 'certificate.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select([...HOLDER_COLUMNS, ...CERTIFICATE_COLUMNS])
    .where('certificate.serial_number', 'in', (query) =>
      query.selectFrom(rowSet(db, SERIAL, packed)).select('r.serialNumber'),
    ),
);

/** A mail as it was queued. */
export async function findNotice(db: Reader, id: string) {
  return db.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The contract that a queued mail is about; undefined: it is about none, or was never queued. */
export async function findContractOfNotice(db: Reader, id: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('notice')
    .innerJoin('contract', (on) =>
      on
        .onRef('contract.bank_code', '=', 'notice.bank_code')
        .onRef('contract.contract_id', '=', 'notice.contract_id'),
    )
    .select('contract.id')
    .where('notice.id', '=', id)
    .executeTakeFirst();
  return found?.id;
}

/** These certificates, each with its holder. */
export async function readCertificatesWithHolders(db: Reader, serialNumbers: readonly string[]) {
  if (serialNumbers.length === 0) return [];
  const rows = serialNumbers.map((serialNumber) => ({ serialNumber }));
  return await selectIssued(db, packRows(SERIAL, rows));
}

/**
 * Certificates of a bank that end within a span, of holders who may use the service and have no later one, and whose
 * end has not been announced for `days` or fewer.
 */
export async function readEndingUnannounced(
  db: Reader,
  bankCode: string,
  { days, after, until }: { readonly days: number; readonly after: number; readonly until: number },
) {
  return db
    .selectFrom('certificate')
    .innerJoin('holder', 'holder.id', 'certificate.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select([...HOLDER_COLUMNS, ...CERTIFICATE_COLUMNS])
    .where('certificate.bank_code', '=', bankCode)
    .where('certificate.not_after', '>', after)
    .where('certificate.not_after', '<=', until)
    .where('certificate.signed_at', 'is not', null)
    .where('certificate.revoked_at', 'is', null)
    .where(({ or, eb }) =>
      or([eb('certificate.announced_days', 'is', null), eb('certificate.announced_days', '>', days)]),
    )
    .where('contract.state', '=', 'open')
    .where('contract.stopped_at', 'is', null)
    .where('holder.state', '=', 'active')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('certificate as later')
            .select(sql.lit(1).as('one'))
            .whereRef('later.holder', '=', 'certificate.holder')
            .whereRef('later.not_after', '>', 'certificate.not_after')
            .where('later.signed_at', 'is not', null)
            .where('later.revoked_at', 'is', null),
        ),
      ),
    )
    .orderBy('contract.contract_id')
    .orderBy('holder.user_id')
    .execute();
}

export type CertificateWithHolder = Awaited<ReturnType<typeof readEndingUnannounced>>[number];
