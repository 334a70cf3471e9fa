// Certificates as the office lists them: of one bank, in the order of one instant, a page at a time by where the page
// before ended, so that the last page costs what the first does.

import { sql } from 'kysely';
import type { Reader } from '../database.ts';

export const CERTIFICATE_LISTS = ['ending', 'unused', 'revoked', 'superseded', 'ended', 'issued'] as const;
/**
 * ending: work, and end from `from` to `until`, soonest first. unused: signed, never logged on, oldest first. revoked:
 * by a person, newest first. superseded: gave way to a newer one, newest first. ended: expired unrevoked, newest first.
 * issued: every one, newest first.
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
  superseded: { column: 'revoked_at', direction: 'desc' },
  // By its planning, a moment before: two indexes by the signing, and SQLite takes the wrong one.
  issued: { column: 'planned_at', direction: 'desc' },
  ended: { column: 'not_after', direction: 'desc' },
} as const;

function ofList(db: Reader, bankCode: string, list: CertificateList, { from, until }: ListSpan) {
  const { column } = ORDER[list];
  const query = db
    .selectFrom('certificate')
    .where('certificate.bank_code', '=', bankCode)
    .where(`certificate.${column}`, '>=', from)
    .where(`certificate.${column}`, '<=', until);
  // Said as the indexes say it.
  if (list === 'revoked') return query.where(sql<boolean>`certificate.revocation_reason <> 'superseded'`);
  if (list === 'superseded') return query.where(sql<boolean>`certificate.revocation_reason = 'superseded'`);
  if (list === 'issued') return query.where('certificate.signed_at', 'is not', null);
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
  // First the page itself, in the order of its index, and then whose they are: a planner that guesses how many rows the
  // joins leave (bound to a bank, far too few) would else sort them all.
  const page = query
    .selectAll('certificate')
    .orderBy(`certificate.${column}`, direction)
    .orderBy('certificate.serial_number', direction)
    .limit(limit);
  return db
    .selectFrom(page.as('certificate'))
    .innerJoin('holder', 'holder.id', 'certificate.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .selectAll('certificate')
    .select(['contract.contract_id', 'contract.company_name', 'holder.user_id', 'holder.role'])
    .select(`certificate.${column} as listed_at`)
    .orderBy(`certificate.${column}`, direction)
    .orderBy('certificate.serial_number', direction)
    .execute();
}

export type ListedCertificate = Awaited<ReturnType<typeof listCertificates>>[number];

/** How many there are, from the index alone. */
export async function countCertificates(
  db: Reader,
  bankCode: string,
  list: CertificateList,
  span: ListSpan,
): Promise<number> {
  const { counted } = await ofList(db, bankCode, list, span)
    .select(({ fn }) => fn.countAll<number | string>().as('counted'))
    .executeTakeFirstOrThrow();
  return Number(counted);
}
