// What each report is made of: rows a page at a time, and how far that is.

import { addDays, type Day, dayOf, daysBetween, lastSecondOf } from '../../../domain/calendar.ts';
import type { CertificateFacts, CertificateStatus } from '../../../domain/certificate-status.ts';
import { statusOf } from '../../../domain/certificate-status.ts';
import { foremostOf } from '../../../domain/decide-permission.ts';
import { failureLimitOf } from '../../../domain/entered-fields.ts';
import type { ReportDays, ReportKind } from '../../../domain/report.ts';
import { lastAcquisitionDay } from '../../../domain/windows.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import { ROLES, type Role, SECRET_FIELDS } from '../../../profile/fields.ts';
import { certificateFactsOf } from '../../../store/read/certificate.ts';
import { type ListedCertificate, listCertificates } from '../../../store/read/certificate-list.ts';
import type { FoundHolder } from '../../../store/read/contract.ts';
import {
  type AwaitedHolder,
  type LockedHolder,
  type LockLimits,
  listAwaited,
  listLocked,
} from '../../../store/read/holder-lists.ts';
import {
  countContracts,
  countRecords,
  readCertificateFactsOf,
  readContractsAfter,
  readFormsEntered,
  readHoldersOfContracts,
  readRecordsFrom,
} from '../../../store/read/report-pages.ts';
import type { Reader } from '../../../store/store.ts';
import type { AuditRow } from '../../../store/tables.ts';

/** A holder who has not acquired, and until when there was time. */
export type AwaitedRow = AwaitedHolder & { readonly windowEnd: Day };

export interface HolderRow {
  readonly holder: FoundHolder;
  /** The one in use, else the newest; absent: none was ever issued. */
  readonly certificate?: CertificateFacts & { readonly status: CertificateStatus };
}

/** How often on a day. */
export interface ActivityRow {
  readonly day: Day;
  readonly act: string;
  readonly outcome: 'done' | 'refused';
  readonly reason: string | null;
  readonly records: number;
}

export interface ReportRows {
  contracts: Awaited<ReturnType<typeof readContractsAfter>>[number];
  holders: HolderRow;
  ending: ListedCertificate;
  notAcquired: AwaitedRow;
  locks: LockedHolder;
  forms: Awaited<ReturnType<typeof readFormsEntered>>[number];
  activity: ActivityRow;
  audit: AuditRow;
}

export interface RowPage<Row> {
  readonly rows: readonly Row[];
  /** How much is done with it, 0 to 1. */
  readonly done: number;
}

export interface ReportScope {
  readonly bank: BankProfile;
  readonly days: ReportDays;
  readonly now: number;
}

type Source<Row> = (db: Reader, scope: ReportScope) => AsyncGenerator<RowPage<Row>>;

const STEP = 500;
const DAY_MS = 24 * 60 * 60 * 1000;
const QUARTER_MS = DAY_MS / 4;

/** The instants of days: from the first's beginning to before the last's end. */
export function instantsOf({ from, until }: ReportDays): { readonly from: number; readonly until: number } {
  return { from: lastSecondOf(addDays(from, -1)) + 1000, until: lastSecondOf(until) + 1000 };
}

/** How many wrong entries lock which secret of this bank. */
export const lockLimitsOf = (bank: BankProfile): LockLimits =>
  SECRET_FIELDS.map((secret) => ({ secret, limit: failureLimitOf(bank, secret) })).filter(
    ({ limit }) => limit > 0,
  );

/** The days that a window counts from when it ends on one of these. */
export function windowsEndingOn(bank: BankProfile, role: Role, { from, until }: ReportDays): ReportDays {
  const length = daysBetween(from, lastAcquisitionDay(bank, role, from));
  return { from: addDays(from, -length), until: addDays(until, -length) };
}

const within = (at: number, { from, until }: { from: number; until: number }) =>
  Math.min(1, Math.max(0, (at - from) / Math.max(1, until - from)));

export const SOURCES: { readonly [Kind in ReportKind]: Source<ReportRows[Kind]> } = {
  async *contracts(db, { bank }) {
    let after = '';
    let read = 0;
    const all = Math.max(1, await countContracts(db, bank.code));
    for (;;) {
      const rows = await readContractsAfter(db, bank.code, after, STEP);
      read += rows.length;
      yield { rows, done: Math.min(1, read / all) };
      after = rows.at(-1)?.contract_id ?? after;
      if (rows.length < STEP) return;
    }
  },

  async *holders(db, scope) {
    for await (const { rows: contracts, done } of SOURCES.contracts(db, scope)) {
      const holders = await readHoldersOfContracts(
        db,
        contracts.map(({ id }) => id),
      );
      const facts = await readCertificateFactsOf(
        db,
        holders.map(({ id }) => id),
      );
      const ofHolder = Map.groupBy(facts, ({ holder }) => holder);
      const rows = holders.map((holder): HolderRow => {
        const own = (ofHolder.get(holder.id) ?? []).map(certificateFactsOf);
        const certificate = foremostOf(own, scope.now);
        if (certificate === undefined) return { holder };
        return { holder, certificate: { ...certificate, status: statusOf(certificate, scope.now) } };
      });
      yield { rows, done };
    }
  },

  async *ending(db, { bank, days }) {
    const { from, until } = instantsOf(days);
    const span = { from, until: until - 1 };
    let after: { at: number; serialNumber: string } | undefined;
    for (;;) {
      const rows = await listCertificates(db, bank.code, 'ending', span, { after, limit: STEP });
      const last = rows.at(-1);
      if (last !== undefined) after = { at: Number(last.listed_at), serialNumber: last.serial_number };
      yield { rows, done: rows.length < STEP ? 1 : within(after?.at ?? from, { from, until }) };
      if (rows.length < STEP) return;
    }
  },

  async *notAcquired(db, { bank, days }) {
    for (const [index, role] of ROLES.entries()) {
      const span = windowsEndingOn(bank, role, days);
      let after: { from: string; id: string } | undefined;
      for (;;) {
        const found = await listAwaited(db, bank.code, { role, ...span, after, limit: STEP });
        const last = found.at(-1);
        if (last !== undefined) after = { from: last.from, id: last.id };
        const rows = found.map((one) => ({ ...one, windowEnd: lastAcquisitionDay(bank, role, one.from) }));
        yield { rows, done: (index + (found.length < STEP ? 1 : 0.5)) / ROLES.length };
        if (found.length < STEP) break;
      }
    }
  },

  async *locks(db, { bank }) {
    let after: LockedHolder | undefined;
    for (;;) {
      const rows: LockedHolder[] = await listLocked(db, bank.code, lockLimitsOf(bank), {
        after,
        limit: STEP,
      });
      after = rows.at(-1) ?? after;
      yield { rows, done: rows.length < STEP ? 1 : 0.5 };
      if (rows.length < STEP) return;
    }
  },

  async *forms(db, { bank, days }) {
    const span = instantsOf(days);
    let after: { at: number; id: string } | undefined;
    for (;;) {
      const rows = await readFormsEntered(db, bank.code, span, after, STEP);
      const last = rows.at(-1);
      if (last !== undefined) after = { at: last.enteredAt, id: last.id };
      yield { rows, done: rows.length < STEP ? 1 : within(after?.at ?? 0, span) };
      if (rows.length < STEP) return;
    }
  },

  // A quarter of a day at a time: however many records a day has, nobody else waits for long.
  async *activity(db, { bank, days }) {
    const span = instantsOf(days);
    for (let day = span.from; day < span.until; day += DAY_MS) {
      const counts = new Map<string, ActivityRow>();
      for (let at = day; at < day + DAY_MS; at += QUARTER_MS) {
        for (const one of await countRecords(db, bank.code, at, at + QUARTER_MS)) {
          const key = `${one.act} ${one.outcome} ${one.reason}`;
          const before = counts.get(key)?.records ?? 0;
          counts.set(key, { ...one, day: dayOf(day), records: before + one.records });
        }
      }
      const rows = [...counts.values()].filter(({ act }) => isLogon(act));
      rows.sort((one, other) => order(one) - order(other) || other.records - one.records);
      yield { rows, done: within(day + DAY_MS, span) };
    }
  },

  async *audit(db, { bank, days }) {
    const span = instantsOf(days);
    let after: { at: number; sequence: number } | undefined;
    for (;;) {
      const rows = await readRecordsFrom(db, bank.code, span, after, STEP);
      const last = rows.at(-1);
      if (last !== undefined) after = { at: last.at, sequence: last.sequence };
      yield { rows, done: rows.length < STEP ? 1 : within(after?.at ?? 0, span) };
      if (rows.length < STEP) return;
    }
  },
};

const order = ({ outcome }: ActivityRow) => (outcome === 'done' ? 0 : 1);

/** What belongs to a logon, with a certificate or without. */
export const isLogon = (act: string): boolean => /^(?:password-)?logon\.(?!ended$)/.test(act);
/** A logon that came to its end. */
export const isCompletedLogon = (act: string): boolean => /^(?:password-)?logon\.completed$/.test(act);
