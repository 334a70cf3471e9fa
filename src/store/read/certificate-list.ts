// Certificates as the office lists them: of one bank, in the order of one instant, a page at a time by where the page
// before ended, so that the last page costs what the first does.

import { sql } from 'kysely';
import type { Reader } from '../database.ts';

export const CERTIFICATE_LISTS = ['ending', 'unused', 'revoked', 'ended'] as const;
/**
 * ending: work, and end from `from` to `until`, soonest first. unused: signed, never logged on, oldest first. revoked:
 * by a person or superseded, newest first. ended: expired unrevoked, newest first.
 */
export type CertificateList = (typeof CERTIFICATE_LISTS)[number];

export interface ListSpan {
  readonly from: number;
  readonly until: number;
}

/** Where a page ended: the last row's instant and serial number. */
export interface ListCursor {
  readonly at: number;
  readonly serialNumber: string;
}

const ORDER = {
  ending: { column: 'not_after', direction: 'asc' },
  unused: { column: 'signed_at', direction: 'asc' },
  revoked: { column: 'revoked_at', direction: 'desc' },
  ended: { column: 'not_after', direction: 'desc' },
} as const;

function ofList(db: Reader, bankCode: string, list: CertificateList, { from, until }: ListSpan) {
  const { column } = ORDER[list];
  const query = db
    .selectFrom('certificate')
    .where('certificate.bank_code', '=', bankCode)
    .where(`certificate.${column}`, '>=', from)
    .where(`certificate.${column}`, '<=', until);
  if (list === 'revoked') return query.where('certificate.revoked_at', 'is not', null);
  const living = query
    .where('certificate.revoked_at', 'is', null)
    .where('certificate.signed_at', 'is not', null);
  return list === 'unused' ? living.where('certificate.first_logon_at', 'is', null) : living;
}

/** One page of a list, with whose the certificates are. */
export async function listCertificates(
  db: Reader,
  bankCode: string,
  list: CertificateList,
  span: ListSpan,
  { after, limit }: { readonly after?: ListCursor | undefined; readonly limit: number },
) {
  const { column, direction } = ORDER[list];
  let query = ofList(db, bankCode, list, span);
  if (after !== undefined) {
    const beyond = sql.raw(direction === 'asc' ? '>' : '<');
    query = query.where(
      sql<boolean>`(${sql.ref(`certificate.${column}`)}, certificate.serial_number) ${beyond} (${after.at}, ${after.serialNumber})`,
    );
  }
  return query
    .innerJoin('holder', 'holder.id', 'certificate.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .selectAll('certificate')
    .select(['contract.contract_id', 'contract.company_name', 'holder.user_id', 'holder.role'])
    .select(`certificate.${column} as listed_at`)
    .orderBy(`certificate.${column}`, direction)
    .orderBy('certificate.serial_number', direction)
    .limit(limit)
    .execute();
}

export type ListedCertificate = Awaited<ReturnType<typeof listCertificates>>[number];

/** How many there are, counted no further than `most`. */
export async function countCertificates(
  db: Reader,
  bankCode: string,
  list: CertificateList,
  span: ListSpan,
  most: number,
): Promise<number> {
  const { counted } = await db
    .selectFrom(ofList(db, bankCode, list, span).select(sql.lit(1).as('one')).limit(most).as('found'))
    .select(({ fn }) => fn.countAll<number | string>().as('counted'))
    .executeTakeFirstOrThrow();
  return Number(counted);
}
