// Several command lines in one process, for tests: what each prints, how it ends, and a digest of the database after it.
// A process for each would take a second for each.

import { hash } from 'node:crypto';
import { run } from '../../src/programs/cli.ts';
import { listTables } from '../../src/store/dump.ts';
import { openStore } from '../../src/store/store.ts';

export interface LineEnded {
  readonly code: number;
  readonly said: string;
  /** Of every row of every table. */
  readonly database: string;
}

const lines: readonly (readonly string[])[] = JSON.parse(process.argv[2] ?? '[]');
const ended: LineEnded[] = [];
const write = process.stdout.write.bind(process.stdout);
for (const line of lines) {
  let said = '';
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = ((text: string) => {
      said += text;
      return true;
    }) as typeof stream.write;
  }
  await run(line);
  ended.push({ code: Number(process.exitCode ?? 0), said, database: await digest() });
}
write(JSON.stringify(ended));
process.exit(0);

async function digest(): Promise<string> {
  const store = await openStore({ dataFolder: process.env.WARIFU_DATA ?? '' });
  const rows: unknown[] = [];
  for (const { name } of await listTables(store.db)) {
    rows.push(
      name,
      await store.db
        .selectFrom(name as 'contract')
        .selectAll()
        .execute(),
    );
  }
  await store.close();
  return hash('sha256', JSON.stringify(rows));
}
