// The signer's own record of what it has signed, beside its keys: whoever holds the database of the deployment cannot
// make the signer forget. A file of SQLite, so that what is answered is on the disk and a million entries cost no memory.

import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { readable } from './sqlite-dialect.ts';

/** Signers of several servers may share a folder. */
const WAIT_MS = 5_000;

const TABLES = `
  create table if not exists signed (
    serial_number blob primary key,
    tbs_sha256 blob not null,
    at integer not null
  ) without rowid;
  create table if not exists rising (
    name text primary key,
    number integer not null,
    sha256 blob not null
  ) without rowid;
  create trigger if not exists signed_stays before update on signed
    begin select raise(abort, 'what was signed stays signed'); end;
  create trigger if not exists signed_stands before delete on signed
    begin select raise(abort, 'what was signed stays signed'); end;
  create trigger if not exists rising_rises before update on rising when new.number <= old.number
    begin select raise(abort, 'the number does not rise'); end;
  create trigger if not exists rising_stands before delete on rising
    begin select raise(abort, 'the number stands'); end;
`;

export interface SignedEntry {
  readonly serialNumber: Uint8Array;
  readonly tbsSha256: Uint8Array;
}

interface Opened {
  readonly database: DatabaseSync;
  readonly insert: StatementSync;
  readonly find: StatementSync;
}

export class SignerLog {
  readonly #folder: string;
  readonly #waitMs: number;
  #opened: Opened | undefined;

  /** The folder need not be there before the first use. */
  constructor(folder: string, waitMs = WAIT_MS) {
    this.#folder = folder;
    this.#waitMs = waitMs;
  }

  get #log(): Opened {
    try {
      this.#opened ??= open(this.#folder, this.#waitMs);
      return this.#opened;
    } catch (error) {
      throw readable(error, this.#folder);
    }
  }

  /** Throws StoreError. */
  get isEmpty(): boolean {
    const { database } = this.#log;
    return this.#together(() => database.prepare('select 1 from signed limit 1').get() === undefined);
  }

  /**
   * Records certificates that are about to be signed; on return it is on the disk. Throws StoreError.
   *
   * @returns for each whether it may be: false when its serial number was signed over other octets.
   */
  recordSerialNumbers(entries: readonly SignedEntry[], at: number): boolean[] {
    const { insert, find } = this.#log;
    return this.#together(() =>
      entries.map(({ serialNumber, tbsSha256 }) => {
        if (insert.run(serialNumber, tbsSha256, at).changes === 1) return true;
        const known = find.get(serialNumber)?.tbs_sha256;
        return known instanceof Uint8Array && Buffer.from(known).equals(tbsSha256);
      }),
    );
  }

  /**
   * Records a number that must rise; on return it is on the disk. The same again for the same octets is no fault.
   * Throws StoreError.
   *
   * @returns the number that stands in the way.
   */
  recordRising(name: string, number: number, sha256: Uint8Array): number | undefined {
    const { database } = this.#log;
    return this.#together(() => {
      const row = database.prepare('select number, sha256 from rising where name = ?').get(name);
      if (row !== undefined) {
        const last = Number(row.number);
        if (last === number && Buffer.from(row.sha256 as Uint8Array).equals(sha256)) return undefined;
        if (last >= number) return last;
      }
      database
        .prepare(
          'insert into rising values (?, ?, ?) on conflict (name) do update set number = excluded.number, sha256 = excluded.sha256',
        )
        .run(name, number, sha256);
      return undefined;
    });
  }

  close(): void {
    this.#opened?.database.close();
    this.#opened = undefined;
  }

  #together<T>(work: () => T): T {
    const { database } = this.#log;
    try {
      database.exec('begin immediate');
      const result = work();
      database.exec('commit');
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw readable(error, this.#folder);
    }
  }
}

function open(folder: string, waitMs: number): Opened {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'signed.db');
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: waitMs });
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -4000; pragma wal_autocheckpoint = 4000;',
  );
  database.exec(TABLES);
  return {
    database,
    insert: database.prepare(
      'insert into signed (serial_number, tbs_sha256, at) values (?, ?, ?) on conflict do nothing',
    ),
    find: database.prepare('select tbs_sha256 from signed where serial_number = ?'),
  };
}
