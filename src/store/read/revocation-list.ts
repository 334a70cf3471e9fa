// What revocation lists are made of, and the lists that are published, read.

import { type Selectable, sql } from 'kysely';
import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { RevocationListTable } from '../revocation-tables.ts';
import { REASON_DIGITS, RevokedRows } from './revoked-rows.ts';

/** A published list without its octets. */
export type RevocationListHead = Omit<Selectable<RevocationListTable>, 'list' | 'pieces'>;

const HEAD = [
  'issuer',
  'name',
  'number',
  'this_update',
  'next_update',
  'scheduled_at',
  'revoked',
  'entries_sha256',
  'bases',
] as const satisfies (keyof RevocationListHead)[];

/** Every list of an issuer. */
export async function readRevocationListHeads(db: Reader, issuer: string): Promise<RevocationListHead[]> {
  return db.selectFrom('revocation_list').select(HEAD).where('issuer', '=', issuer).execute();
}

const selectNumber = prepared((db, { issuer, name }: { issuer: string; name: string }) =>
  db.selectFrom('revocation_list').select('number').where('issuer', '=', issuer).where('name', '=', name),
);

/** The number of the list as it is published now; undefined: none is. */
export async function findRevocationListNumber(
  db: Reader,
  issuer: string,
  name: string,
): Promise<number | undefined> {
  return (await selectNumber(db, { issuer, name }))[0]?.number;
}

/** The list with its octets. */
export async function findRevocationList(
  db: Reader,
  issuer: string,
  name: string,
): Promise<Selectable<RevocationListTable> | undefined> {
  for (;;) {
    const head = await db
      .selectFrom('revocation_list')
      .selectAll()
      .where('issuer', '=', issuer)
      .where('name', '=', name)
      .executeTakeFirst();
    if (head === undefined || head.pieces === '') return head;
    const pieces = await db
      .selectFrom('revocation_list_piece')
      .select('octets')
      .where('issuer', '=', issuer)
      .where('name', '=', name)
      .where('pieces', '=', head.pieces)
      .orderBy('piece')
      .execute();
    // Unless it was published anew between the two questions: then they may be gone.
    if ((await findRevocationListNumber(db, issuer, name)) === head.number) {
      return { ...head, list: Buffer.concat(pieces.map(({ octets }) => octets)) };
    }
  }
}

/** Whether anything was revoked at this time or later. */
export async function isAnyRevokedSince(db: Reader, issuer: string, since: number): Promise<boolean> {
  const found = await db
    .selectFrom('certificate')
    .select('serial_number')
    .where('issuer', '=', issuer)
    .where('revoked_at', 'is not', null)
    .where('revoked_at', '>=', since)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** How many of an issuer's certificates have ever been revoked: a number that only rises. */
export async function countRevoked(db: Reader, issuer: string): Promise<number> {
  const { count } = await db
    .selectFrom('certificate')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('issuer', '=', issuer)
    .where('revoked_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

const REASON_CASES = sql.join(
  REASON_DIGITS.map(([reason, digit]) => sql`when ${sql.lit(reason)} then ${sql.lit(digit)}`),
  sql` `,
);

/** Some milliseconds of reading. */
const PAGE = 8_000;

/**
 * Revoked certificates of one issuer in the order of their revocation, page by page, so that neither memory nor a
 * single question grows with their number. Left out are those that ended, and were revoked, before `since`.
 */
export async function* readRevokedPages(db: Reader, issuer: string, since: number, most = PAGE) {
  const rows = new RevokedRows();
  for (;;) {
    const { revokedAt: at, serialNumber: serial } = rows.last;
    const [page] = await selectPage(db, { issuer, since, at, serial, most });
    if (page === undefined || page.reasons === null) return;
    const { reasons } = page;
    rows.turnTo({ ...page, reasons });
    yield rows;
    if (rows.count < most) return;
  }
}

const selectPage = prepared(
  (db, values: { issuer: string; since: number; at: number; serial: string; most: number }) =>
    db
      .selectFrom((from) =>
        from
          .selectFrom('certificate')
          .select(['serial_number', 'revoked_at', 'revocation_reason'])
          .where('issuer', '=', values.issuer)
          .where('revoked_at', 'is not', null)
          .where(({ eb, refTuple, tuple }) =>
            eb(
              refTuple('revoked_at', 'serial_number'),
              '>',
              tuple<number | null, string>(values.at, values.serial),
            ),
          )
          .where(({ eb, or }) =>
            or([eb('not_after', '>=', values.since), eb('revoked_at', '>=', values.since)]),
          )
          .orderBy('revoked_at')
          .orderBy('serial_number')
          .limit(values.most)
          .as('page'),
      )
      .select([
        sql<string>`string_agg(serial_number, ' ')`.as('serial_numbers'),
        sql<string>`string_agg(cast(revoked_at as text), ' ')`.as('revoked_at'),
        sql<string | null>`string_agg(case revocation_reason ${REASON_CASES} else '0' end, '')`.as('reasons'),
      ]),
);
