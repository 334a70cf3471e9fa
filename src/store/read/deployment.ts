// Facts about the deployment itself, read.

import type { Reader } from '../database.ts';

export async function findDeploymentFact(db: Reader, name: string): Promise<string | undefined> {
  const found = await db.selectFrom('deployment').select('value').where('name', '=', name).executeTakeFirst();
  return found?.value;
}

/** The steps that have made the tables (migrate.ts). */
export async function readSteps(db: Reader): Promise<string[]> {
  const rows = await db
    .withTables<{ migration: { name: string; at: number } }>()
    .selectFrom('migration')
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}
