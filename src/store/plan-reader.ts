// The signer's own way into PostgreSQL: it reads what is planned, and nothing else.

import { Kysely } from 'kysely';
import { openPool, postgresDialect } from './postgres-dialect.ts';
import { type PlannedCertificate, readPlans } from './read/plans.ts';
import type { Tables } from './tables.ts';

/** @returns reads plans by serial number. The first use connects. */
export function openPlans(
  databaseUrl: string,
): (serialNumbers: readonly string[]) => Promise<ReadonlyMap<string, PlannedCertificate>> {
  const db = new Kysely<Tables>({ dialect: postgresDialect(openPool(databaseUrl)) });
  return (serialNumbers) => readPlans(db, serialNumbers);
}
