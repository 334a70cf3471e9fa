// Each second: what was recorded since, put outside of the database, so that no old backup forgets a revocation, a
// serial number or the number of a list. A restore puts it back (replay-journal.ts).

import {
  readAuditRows,
  readGuessesOf,
  readJournaledCertificates,
  readTokenUse,
} from '../../store/read/journal.ts';
import type { Store } from '../../store/store.ts';
import type { AuditRow } from '../../store/tables.ts';
import { appendToJournal, findLastJournaled } from './journal-files.ts';
import { certificatePartOf, type JournalLine } from './journal-line.ts';

const PAGE = 500;

/** @returns does it once: everything that is committed by now is in the journal, and on the disk, when it is done. */
export function journalExporter({ store }: { readonly store: Store }, folder: string): () => Promise<void> {
  let exported: number | undefined;
  let ended: number | undefined;
  const work = async () => {
    exported ??= (await findLastJournaled(folder))?.sequence ?? 0;
    const now = store.ended?.();
    if (now !== undefined && now === ended) return;
    for (;;) {
      const rows = await readAuditRows(store.db, exported, PAGE);
      if (rows.length > 0) await appendToJournal(folder, await linesOf(store, rows));
      exported = rows.at(-1)?.sequence ?? exported;
      if (rows.length < PAGE) break;
    }
    ended = now;
  };
  // One after the other, and each begun after it was asked for: who waits for one knows what is outside.
  let last = Promise.resolve();
  return () => {
    last = last.catch(() => {}).then(work);
    return last;
  };
}

async function linesOf({ db }: Store, rows: readonly AuditRow[]): Promise<JournalLine[]> {
  const done = rows.filter(({ outcome }) => outcome === 'done');
  const serials = done.flatMap(({ act, certificate }) =>
    certificate !== null && ['certificate.planned', 'certificate.issued'].includes(act) ? [certificate] : [],
  );
  const certificates = new Map(
    (await readJournaledCertificates(db, [...new Set(serials)])).map((row) => [row.serial_number, row]),
  );
  const contracts = new Map(
    rows.flatMap(({ bank_code, contract_id }) =>
      bank_code === null || contract_id === null
        ? []
        : [[`${bank_code} ${contract_id}`, [bank_code, contract_id] as const]],
    ),
  );
  const uses = Map.groupBy(
    await readTokenUse(db, [...contracts.values()]),
    ({ bank_code, contract_id }) => `${bank_code} ${contract_id}`,
  );
  const guesses = Map.groupBy(
    await readGuessesOf(db, [...contracts.values()]),
    ({ bank_code, contract_id }) => `${bank_code} ${contract_id}`,
  );
  return rows.map((record) => {
    const key = `${record.bank_code} ${record.contract_id}`;
    const tokens = uses.get(key)?.map(({ bank_code, serial_number, last_used }) => ({
      ...{ bankCode: bank_code, serialNumber: serial_number, lastUsed: last_used },
    }));
    const wrong =
      contracts.has(key) &&
      (guesses.get(key) ?? []).map(({ bank_code: _, contract_id: __, ...guess }) => guess);
    // Once for all records of the contract that go out together.
    uses.delete(key);
    contracts.delete(key);
    const row = record.outcome === 'done' ? certificates.get(record.certificate ?? '') : undefined;
    return {
      record,
      ...certificatePartOf(record, row),
      ...(tokens && { tokens }),
      ...(wrong && { guesses: wrong }),
    };
  });
}
