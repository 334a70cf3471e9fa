// What revocation lists are made of, and the lists that are published, read.

import type { Selectable } from 'kysely';
import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { RevocationListTable } from '../revocation-tables.ts';

/** A published list without its octets. */
export type RevocationListHead = Omit<Selectable<RevocationListTable>, 'list'>;

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
  return db
    .selectFrom('revocation_list')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('name', '=', name)
    .executeTakeFirst();
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

const PAGE = 4_000;

/**
 * Revoked certificates of one issuer in the order of their revocation, page by page, so that neither memory nor a
 * single question grows with their number. Left out are those that ended, and were revoked, before `since`.
 */
export async function* readRevokedPages(db: Reader, issuer: string, since: number) {
  let after = { revoked_at: -1, serial_number: '' };
  for (;;) {
    const page = await selectPage(db, { issuer, since, at: after.revoked_at, serial: after.serial_number });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = { revoked_at: last.revoked_at ?? 0, serial_number: last.serial_number };
  }
}

const selectPage = prepared((db, values: { issuer: string; since: number; at: number; serial: string }) =>
  db
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
    .where(({ eb, or }) => or([eb('not_after', '>=', values.since), eb('revoked_at', '>=', values.since)]))
    .orderBy('revoked_at')
    .orderBy('serial_number')
    .limit(PAGE),
);
