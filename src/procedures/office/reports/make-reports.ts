// Reports are made beside everything else: one at a time in each process, resting as long as it works, kept piece by
// piece. Whatever interrupts one, it begins again; whoever calls one off is heard at the next piece.

import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { MOST_ATTEMPTS, MOST_ROWS, type ReportFailure, type ReportKind } from '../../../domain/report.ts';
import { isReportWaiting } from '../../../store/read/report.ts';
import type { ReportRow } from '../../../store/report-tables.ts';
import { StoreError } from '../../../store/store.ts';
import type { AuditRecord } from '../../../store/write/audit.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { changeReport, claimReport, deleteParts, insertReportPart } from '../../../store/write/report.ts';
import type { Deployment } from '../../deployment.ts';
import { type ReportRows, type ReportScope, type RowPage, SOURCES } from './report-rows.ts';

/** Makes a file of rows; what it hands over is kept and forgotten by it. */
export interface ReportWriter<Kind extends ReportKind = ReportKind> {
  add(rows: readonly ReportRows[Kind][]): Uint8Array | Promise<Uint8Array>;
  end(): Uint8Array | Promise<Uint8Array>;
}

export type OpenWriter = (report: ReportRow, scope: ReportScope) => ReportWriter;

export interface MakeOptions {
  readonly signal?: AbortSignal;
  /** How long to rest after so much work, in milliseconds. */
  readonly rest?: (worked: number) => number;
  readonly onFault?: (error: unknown, report: ReportRow) => void;
}

const CLAIM_MS = 60_000;
const PIECE = 256 * 1024;
/** After so many pages at the latest, it is looked whether the report is still wanted. */
const PAGES = 10;
const MOST_REST_MS = 100;

const pack = promisify(gzip);

/** Makes what waits until nothing does. Safe in several processes at once. @returns how many were done. */
export async function makeReports(
  deployment: Deployment,
  open: OpenWriter,
  options: MakeOptions = {},
): Promise<number> {
  const { store, now } = deployment;
  const worker = randomUUID();
  let made = 0;
  while (options.signal?.aborted !== true) {
    if (!(await isReportWaiting(store.db, store.dialect === 'sqlite' ? Number.MAX_SAFE_INTEGER : now())))
      break;
    const claimed = await store.transaction((tx) =>
      claimReport(tx, { worker, now: now(), until: now() + CLAIM_MS }),
    );
    if (claimed === undefined) break;
    if (await new Making(deployment, claimed, worker, options).run(open)) made += 1;
  }
  return made;
}

class Making {
  readonly #deployment: Deployment;
  readonly #report: ReportRow;
  readonly #own: { readonly id: string; readonly worker: string };
  readonly #options: MakeOptions;
  #pieces: Uint8Array[] = [];
  #waiting = 0;
  #parts = 0;
  #size = 0;
  #lines = 0;
  #done = 0;

  constructor(deployment: Deployment, report: ReportRow, worker: string, options: MakeOptions) {
    this.#deployment = deployment;
    this.#report = report;
    this.#own = { id: report.id, worker };
    this.#options = options;
  }

  /** True when it is done; false when it was given up, called off or left. */
  async run(open: OpenWriter): Promise<boolean> {
    const report = this.#report;
    const { banks, now } = this.#deployment;
    if (report.attempts > MOST_ATTEMPTS) return this.#giveUp('interrupted');
    const bank = banks.get(report.bank_code);
    if (bank === undefined) return this.#giveUp('fault');
    try {
      const scope = {
        bank,
        days: { from: report.from_day ?? '', until: report.until_day ?? '' },
        now: now(),
      };
      return await this.#make(scope, open(report, scope));
    } catch (error) {
      // The database itself: begun again when it is back.
      if (error instanceof StoreError) throw error;
      this.#options.onFault?.(error, report);
      return this.#giveUp('fault');
    }
  }

  async #make(scope: ReportScope, writer: ReportWriter): Promise<boolean> {
    const { kind, format } = this.#report;
    const { signal, rest = (worked) => Math.min(worked, MOST_REST_MS) } = this.#options;
    const source = SOURCES[kind](this.#deployment.store.db, scope) as AsyncGenerator<
      RowPage<ReportRows[ReportKind]>
    >;
    let pages = 0;
    let began = performance.now();
    for await (const { rows, done } of source) {
      if (signal?.aborted) return this.#leave();
      this.#lines += rows.length;
      if (this.#lines > MOST_ROWS[format]) return this.#giveUp('too-long');
      this.#take(await writer.add(rows));
      this.#done = done;
      pages += 1;
      if ((this.#waiting >= PIECE || pages % PAGES === 0) && !(await this.#keep())) return false;
      await wait(rest(performance.now() - began));
      began = performance.now();
    }
    this.#take(await writer.end());
    return this.#finish();
  }

  #take(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#waiting += piece.length;
  }

  /** What has come together is kept. False: the report is not ours any more. */
  async #keep(end?: { readonly at: number; readonly records: readonly AuditRecord[] }): Promise<boolean> {
    const { store, now } = this.#deployment;
    const pieces = this.#waiting === 0 ? [] : cut(Buffer.concat(this.#pieces));
    const packed = await Promise.all(pieces.map((piece) => pack(piece)));
    this.#size += this.#waiting;
    this.#pieces = [];
    this.#waiting = 0;
    const { id, bank_code } = this.#report;
    const first = this.#parts;
    this.#parts += packed.length;
    const common = { lines: this.#lines, size: this.#size };
    return store.transaction(async (tx) => {
      const ours = await changeReport(
        tx,
        this.#own,
        end === undefined
          ? { ...common, progress: Math.floor(this.#done * 1000), claimed_until: now() + CLAIM_MS }
          : {
              ...{ ...common, progress: 1000, state: 'done', ended_at: end.at },
              ...{ worker: null, claimed_until: null },
            },
      );
      if (!ours) return false;
      for (const [index, bytes] of packed.entries()) {
        await insertReportPart(tx, { report: id, bank_code, number: first + index, bytes });
      }
      await appendAudit(tx, end?.records ?? []);
      return true;
    });
  }

  #finish(): Promise<boolean> {
    const at = this.#deployment.now();
    return this.#keep({ at, records: [this.#record('report.made', { lines: this.#lines }, at)] });
  }

  async #giveUp(failure: ReportFailure): Promise<false> {
    const { store, now } = this.#deployment;
    await store.transaction(async (tx) => {
      const at = now();
      const change = {
        state: 'failed',
        failure,
        ended_at: at,
        size: 0,
        worker: null,
        claimed_until: null,
      } as const;
      if (!(await changeReport(tx, this.#own, change))) return;
      await deleteParts(tx, [this.#report.id]);
      await appendAudit(tx, [this.#record('report.given-up', { failure }, at)]);
    });
    return false;
  }

  /** The server is being stopped: the next one begins anew, and that is no fault of the report's. */
  async #leave(): Promise<false> {
    const change = { claimed_until: 0, attempts: this.#report.attempts - 1 };
    await this.#deployment.store.transaction((tx) => changeReport(tx, this.#own, change));
    return false;
  }

  #record(act: string, more: Record<string, string | number>, at: number): AuditRecord {
    const { id, bank_code: bankCode, kind, format } = this.#report;
    const details = { report: id, kind, format, ...more };
    return { at, reference: 'report', bankCode, act, outcome: 'done', details };
  }
}

/** Into pieces that a row of the database takes with ease. */
function cut(whole: Buffer): Buffer[] {
  const pieces = [];
  for (let start = 0; start < whole.length; start += 4 * PIECE)
    pieces.push(whole.subarray(start, start + 4 * PIECE));
  return pieces;
}
