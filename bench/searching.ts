// What officers ask all day, among 1,000,000 contracts of five banks: searches, lists, the front page, the audit record;
// and what is done behind them: counting, a report of one bank. On PostgreSQL bound to a bank, as an officer is.

import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { HOLDER_LISTS, readHolderList } from '../src/backoffice/certificates/holder-list.ts';
import { overviewOf } from '../src/backoffice/front/overview.ts';
import { addDays } from '../src/domain/calendar.ts';
import { searchText } from '../src/domain/search-words.ts';
import { keepFigures } from '../src/procedures/office/figures.ts';
import { instantsOf, SOURCES } from '../src/procedures/office/reports/report-rows.ts';
import { searchAudit } from '../src/store/read/audit-search.ts';
import { readCardsUnderWay } from '../src/store/read/card-list.ts';
import { findCertificateBySerialNumber } from '../src/store/read/certificate.ts';
import {
  CERTIFICATE_LISTS,
  type CertificateList,
  listCertificates,
} from '../src/store/read/certificate-list.ts';
import {
  findByContractId,
  findByName,
  findByReference,
  findByUserId,
} from '../src/store/read/customer-search.ts';
import { readLetters } from '../src/store/read/letter.ts';
import { countForms, readFormQueue } from '../src/store/read/request-form.ts';
import { readRecordsOf } from '../src/store/read/timeline.ts';
import { openStore, type Reader, type Store, type StoreLocation } from '../src/store/store.ts';
import { banksAndOffice } from '../test/world/banks.ts';
import {
  BANKS,
  CONTRACTS,
  companyOf,
  idOf,
  kanjiOf,
  loadMillion,
  NOW,
  OFFICE,
  pick,
  READINGS,
  serialOf,
  TODAY,
  TRADES,
} from './million.ts';
import type { Figure } from './table.ts';

const ROUNDS = 200;
const AIM_MS = 200;
const PAGE = { after: undefined, limit: 51 };
const DAY_MS = 24 * 60 * 60 * 1000;

type Ask = (db: Reader, n: number, bank: string) => Promise<unknown>;

export async function measureSearching(database: string, location: StoreLocation): Promise<Figure[]> {
  const store = await openStore(location);
  try {
    const loading = performance.now();
    await loadMillion(store);
    process.stderr.write(`  ${database}: loaded in ${Math.round((performance.now() - loading) / 1000)} s\n`);
    // As the database does by itself within minutes.
    if (store.dialect === 'postgres') await sql`analyze`.execute(store.db);
    const counted = await countAll(store, database);
    const figures: Figure[] = [];
    for (const [kind, ask] of Object.entries(questions())) {
      figures.push(await measure(store, `${kind}, ${database}`, ask));
    }
    return [...figures, ...counted, await measureReport(store, database)];
  } finally {
    await store.close();
  }
}

async function measure(store: Store, what: string, ask: Ask): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const n = randomBytes(4).readUInt32BE() % CONTRACTS;
    const bank = pick(BANKS, n);
    const { db } = store.forBanks({ banks: [bank], office: OFFICE, serves: bank });
    const began = performance.now();
    await ask(db, n, bank);
    times.push(performance.now() - began);
  }
  times.sort((one, other) => one - other);
  const slow = times[Math.floor(ROUNDS * 0.95)] ?? Number.NaN;
  return { what, value: `${slow.toFixed(1)} ms`, aim: `≤ ${AIM_MS} ms`, held: slow <= AIM_MS };
}

function questions(): Record<string, Ask> {
  const text = (entry: string) => searchText(entry);
  const week = instantsOf({ from: addDays(TODAY, -6), until: TODAY });
  const audit =
    (filter: Parameters<typeof searchAudit>[1]['filter'], contract?: (n: number) => string): Ask =>
    async (db, n, bankCode) => {
      const scope = { bankCode, contractId: contract?.(n) };
      return searchAudit(db, { scope, filter, ...week, limit: 50 });
    };
  const list =
    (name: CertificateList, span: { from: number; until: number }): Ask =>
    (db, _, bank) =>
      listCertificates(db, bank, name, span, PAGE);
  const spanOf = (name: CertificateList) =>
    name === 'ending'
      ? { from: NOW, until: NOW + 30 * DAY_MS }
      : { from: 0, until: name === 'ended' ? NOW - 1000 : NOW };
  const profile = (bank: string) => {
    const found = banks.get(bank);
    if (found === undefined) throw new Error(`no bank ${bank}`);
    return found;
  };
  const banks = banksAndOffice();
  return {
    'search: contract id': (db, n, bank) => findByContractId(db, bank, idOf(n), 51),
    'search: part of a name': (db, n, bank) =>
      findByName(db, bank, text(companyOf(n).name.slice(4, 8)), PAGE),
    'search: one trade': (db, n, bank) => findByName(db, bank, text(pick(TRADES, n)), PAGE),
    'search: one character': (db, n, bank) => findByName(db, bank, text(kanjiOf(n)), PAGE),
    'search: kana': (db, n, bank) => findByName(db, bank, text(pick(READINGS, n)), PAGE),
    'search: user id, unique': (db, n, bank) => findByUserId(db, bank, `user${n}`, PAGE),
    'search: user id, everybody’s': (db, _, bank) => findByUserId(db, bank, 'tanto', PAGE),
    'search: serial number': (db, n, bank) => findCertificateBySerialNumber(db, bank, serialOf(n)),
    'search: reference': (db, n, bank) => findByReference(db, bank, `B${String(n).padStart(9, '0')}`, 51),
    'timeline of a customer': (db, n, bankCode) =>
      readRecordsOf(db, { bankCode, contractId: idOf(n), userId: '', limit: 21 }),
    ...Object.fromEntries(
      CERTIFICATE_LISTS.map((name) => [`certificates: ${name}`, list(name, spanOf(name))]),
    ),
    'certificates: in the middle of all': (db, n, bank) =>
      listCertificates(db, bank, 'issued', spanOf('issued'), {
        after: { at: NOW - (n % 300) * DAY_MS, serialNumber: serialOf(n) },
        limit: 51,
      }),
    ...Object.fromEntries(
      HOLDER_LISTS.map((name): [string, Ask] => [
        `holders: ${name}`,
        (db, _, bank) =>
          readHolderList(db, { bank: profile(bank), list: name, days: 30, after: undefined }, NOW, 50),
      ]),
    ),
    'forms: waiting': (db, _, bank) =>
      readFormQueue(db, bank, { state: 'entered', today: TODAY }, { limit: 51, offset: 0 }),
    'forms: done': (db, _, bank) =>
      readFormQueue(db, bank, { state: 'done', today: TODAY }, { limit: 51, offset: 0 }),
    'forms: counts': (db, _, bank) => countForms(db, bank),
    'cards under way': (db, _, bank) => readCardsUnderWay(db, bank, { limit: 51, offset: 0 }),
    'letters waiting': (db, _, bank) => readLetters(db, bank, 'waiting', { limit: 51, offset: 0 }),
    'front page, one bank': (db, _, bank) => overviewOf(db, profile(bank), NOW),
    'audit: newest': audit({}),
    'audit: an act': audit({ act: 'logon.completed' }),
    'audit: refusals': audit({ outcome: 'refused' }),
    'audit: an officer': audit({ officer: 'tanto1' }),
    'audit: an officer who did nothing': audit({ officer: 'nobody' }),
    'audit: a contract': audit({}, idOf),
  };
}

/** What the front page shows is counted behind it, now and then. */
async function countAll(store: Store, database: string): Promise<Figure[]> {
  const began = performance.now();
  await keepFigures({ store, banks: banksAndOffice(), now: () => NOW });
  const value = `${((performance.now() - began) / 1000).toFixed(1)} s`;
  return [{ what: `figures of five banks counted, ${database}`, value }];
}

/** Every holder of one bank with the certificate, as a report reads them, and what memory that takes. */
async function measureReport(store: Store, database: string): Promise<Figure> {
  const [code] = BANKS;
  const bank = banksAndOffice().get(code);
  if (bank === undefined) throw new Error(`no bank ${code}`);
  let rows = 0;
  let most = 0;
  const before = process.memoryUsage().rss;
  const began = performance.now();
  const scope = { bank, days: { from: TODAY, until: TODAY }, now: NOW };
  for await (const page of SOURCES.holders(store.db, scope)) {
    rows += page.rows.length;
    most = Math.max(most, process.memoryUsage().rss - before);
    await new Promise(setImmediate);
  }
  const seconds = (performance.now() - began) / 1000;
  const what = `report of ${rows.toLocaleString('en')} holders, rows read, ${database}`;
  return {
    what,
    value: `${Math.round(rows / seconds).toLocaleString('en')}/s`,
    against: `${Math.round(most / 1024 / 1024)} MB more`,
  };
}
