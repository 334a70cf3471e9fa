// 1,000,000 contracts of five banks for the benchmarks: each with an administrator, a user, a certificate and a card, with
// forms, locks and audit records as of some years. Put in by statements of thousands of rows, not by the procedures: those
// hash PINs for hours.

import { hash, randomBytes } from 'node:crypto';
import { addDays } from '../src/domain/calendar.ts';
import { searchWords } from '../src/domain/search-words.ts';
import { type ColumnKinds, packRows, rowSet } from '../src/store/row-set.ts';
import type { Reader, Store } from '../src/store/store.ts';
import type { Tables } from '../src/store/tables.ts';
import { appendAudit } from '../src/store/write/audit.ts';

export const CONTRACTS = Number(process.env['WARIFU_BENCH_CONTRACTS'] ?? 1_000_000);
const RECORDS = CONTRACTS;
const FORMS = CONTRACTS / 10;
const STEP = 5_000;
export const BANKS = ['9000', '9001', '1635', '5410', '1283'] as const;
export const OFFICE = '0000';
const DAY_MS = 24 * 60 * 60 * 1000;
export const TODAY = '2026-10-01';
export const NOW = Date.parse(`${TODAY}T12:00:00+09:00`);
const KANJI = [...'山川田中本村石井松竹梅東西南北大小高橋森林島崎野原谷沢水火金土木'];
export const TRADES = ['商事', '工業', '建設', '運輸', '製作所', '食品', 'システム', 'サービス'];
export const READINGS = [
  ...['ヤマカワ', 'タナカ', 'イシイ', 'マツモト', 'タカハシ', 'モリ'],
  ...['シマザキ', 'ノハラ'],
];

export const pick = <T>(all: readonly T[], at: number): T => all[at % all.length] as T;
export const idOf = (n: number) => String(n).padStart(11, '0');
export const kanjiOf = (n: number) => pick(KANJI, n);
export const serialOf = (n: number) => hash('sha256', `certificate ${n}`).slice(0, 32);

export function companyOf(n: number): { name: string; kana: string } {
  const own = [n, n * 7 + 3, n * 13 + 5]
    .map((at) => pick(KANJI, at + Math.floor(at / KANJI.length)))
    .join('');
  const trade = pick(TRADES, n * 5);
  return {
    name: `株式会社${own}${trade}${n % 997}`,
    kana: `${pick(READINGS, n)}${pick(READINGS, n * 3 + 1)}`,
  };
}

export async function loadMillion(store: Store): Promise<void> {
  await store.transaction(loadOffice);
  for (let start = 0; start < CONTRACTS; start += STEP) {
    const numbers = Array.from({ length: STEP }, (_, n) => start + n);
    await store.transaction((tx) => loadContracts(tx, numbers));
  }
  for (let start = 0; start < FORMS; start += STEP) {
    const numbers = Array.from({ length: STEP }, (_, n) => start + n);
    await store.transaction((tx) => loadForms(tx, numbers));
  }
  for (let start = 0; start < RECORDS; start += STEP) {
    await store.transaction((tx) =>
      appendAudit(
        tx,
        Array.from({ length: STEP }, (_, n) => recordOf(start + n)),
      ),
    );
  }
}

/** Of a record in a hundred days, the last of them today; one in a thousand is an officer's. */
function recordOf(n: number) {
  const of = (n * 7919) % CONTRACTS;
  const byOfficer = n % 1000 === 0;
  const refused = n % 20 === 0;
  return {
    at: NOW - Math.floor(((RECORDS - n) / RECORDS) * 100 * DAY_MS),
    reference: `B${String(n).padStart(9, '0')}`,
    bankCode: pick(BANKS, of),
    contractId: idOf(of),
    userId: '',
    act: byOfficer ? 'office.certificate-revoked' : n % 3 === 0 ? 'logon.completed' : 'logon.page-answered',
    outcome: refused ? ('refused' as const) : ('done' as const),
    ...(refused && { reason: 'pin-wrong' }),
    certificate: serialOf(of),
    address: '192.0.2.7',
    ...(byOfficer && { details: { officer: 'tanto1', person: 'E0001' } }),
  };
}

async function loadOffice(db: Reader): Promise<void> {
  const authority = { id: 'issuing-1', role: 'issuing', subject: 'CN=bench', subject_der: Uint8Array.of(0) };
  await db
    .insertInto('certification_authority')
    .values({
      ...{ ...authority, role: 'issuing' as const, certificate: Uint8Array.of(0), spki_sha256: 'bench' },
      ...{ not_before: 0, not_after: 0, created_at: 0 },
    })
    .execute();
  for (const bank of BANKS) {
    await insertAll(db, 'contract', [contractRow(`office-${bank}`, OFFICE, bank, bank, '')]);
    for (const one of ['1', '2']) {
      const holder = holderRow(`officer${one}-${bank}`, `office-${bank}`, OFFICE, `tanto${one}`, 0);
      await insertAll(db, 'holder', [holder]);
      const officer = { holder: holder.id, role: 'operator', person: `E000${one}` };
      await insertAll(db, 'officer', [{ ...officer, state: 'active', seal: '', created_at: 0 }]);
    }
  }
}

function contractRow(id: string, bank_code: string, contract_id: string, name: string, kana: string) {
  return {
    ...{ id, bank_code, contract_id, company_name: name, company_kana: kana, mail: 'a@customer.example' },
    ...{ language: 'ja', state: 'open', acquisition_from: TODAY, created_at: 0, updated_at: 0 },
  };
}

function holderRow(id: string, contract: string, bank: string, user_id: string, permitted_at: number) {
  return {
    bank,
    ...{ id, contract, user_id, role: user_id === '' ? 'administrator' : 'user', subject: id },
    ...{ permitted_at, created_at: 0 },
  };
}

/** Began some day of the last three years. */
const beganOn = (n: number) => (n * 31) % 1095;

async function loadContracts(db: Reader, numbers: readonly number[]): Promise<void> {
  const contracts = numbers.map((n) => {
    const { name, kana } = companyOf(n);
    const state = n % 100 === 1 ? 'suspended' : n % 100 === 2 ? 'closed' : 'open';
    const from = addDays(TODAY, -beganOn(n));
    return {
      ...contractRow(`c${n}`, pick(BANKS, n), idOf(n), name, kana),
      ...{ state, acquisition_from: from },
    };
  });
  const permitted = (n: number) => NOW - (beganOn(n) + 1) * DAY_MS;
  const administrators = numbers.map((n) => holderRow(`h${n}`, `c${n}`, pick(BANKS, n), '', permitted(n)));
  const users = numbers.map((n) => ({
    ...holderRow(`u${n}`, `c${n}`, pick(BANKS, n), n % 2 === 0 ? 'tanto' : `user${n}`, permitted(n)),
    acquisition_from: addDays(TODAY, -beganOn(n)),
  }));
  const words = contracts.flatMap(({ id, bank_code, company_name, company_kana }) =>
    [...new Set([...searchWords(company_name), ...searchWords(company_kana)])].map((word) => {
      return { bank_code, word, contract: id };
    }),
  );
  const locked = numbers.filter((n) => n % 50 === 0);
  await insertAll(db, 'contract', contracts);
  await insertAll(db, 'holder', administrators);
  await insertAll(db, 'holder', users);
  await insertAll(db, 'contract_word', words);
  await insertAll(
    db,
    'customer_card',
    numbers.map((n) => ({
      ...{ id: `k${n}`, contract: `c${n}`, card_number: idOf(n), kind: 'table', state: 'active' },
      ...{ cells: '{}', created_at: 0, ...(n % 1000 === 0 ? { ordered_at: NOW } : { ordered_at: null }) },
    })),
  );
  await insertAll(
    db,
    'guess_count',
    locked.map((n) => ({
      ...{ bank_code: pick(BANKS, n), contract_id: idOf(n), user_id: '', secret: 'contractPin' },
      ...{ channel: 'open', failures: n % 200 === 0 ? 10 : 2, last_at: NOW },
    })),
  );
  await insertAll(
    db,
    'certificate',
    numbers.filter((n) => n % 50 !== 7).flatMap((n) => certificatesOf(n, n)),
  );
  await insertAll(
    db,
    'certificate',
    // As many users have one as have none.
    numbers.filter((n) => n % 20 === 0).flatMap((n) => certificatesOf(n, CONTRACTS + n)),
  );
}

/** One that works, and of every fifth the one before; some are revoked, unused or over. */
function certificatesOf(n: number, serial: number) {
  const holder = serial >= CONTRACTS ? `u${n}` : `h${n}`;
  const since = NOW - (beganOn(n) % 365) * DAY_MS;
  const own = certificateRow(n, holder, serialOf(serial), since);
  const revoked = n % 101 === 0 ? { revoked_at: since + DAY_MS, revocation_reason: 'keyCompromise' } : {};
  const first_logon_at = n % 33 === 0 ? null : since + DAY_MS;
  if (n % 5 !== 0) return [{ ...own, ...revoked, first_logon_at }];
  const before = certificateRow(n, holder, serialOf(serial + 2 * CONTRACTS), since - 365 * DAY_MS);
  const over = { revoked_at: since, revocation_reason: 'superseded', first_logon_at: since };
  return [
    { ...own, ...revoked, first_logon_at },
    { ...before, ...over },
  ];
}

function certificateRow(n: number, holder: string, serial: string, since: number) {
  return {
    ...{ serial_number: serial, issuer: 'issuing-1', holder, bank_code: pick(BANKS, n) },
    ...{ subject: `CN=${idOf(n)}`, spki_sha256: serial, ticket: serial, fingerprint: serial },
    ...{ not_before: since, not_after: since + 365 * DAY_MS, planned_at: since, signed_at: since },
    // As long as ours are.
    ...{ tbs: null, certificate: randomBytes(640) },
    ...{ way: 'enrolment', address: '192.0.2.7', approval: 'none' },
    ...{ revoked_at: null as number | null, revocation_reason: null as string | null },
  };
}

async function loadForms(db: Reader, numbers: readonly number[]): Promise<void> {
  const row = (n: number) => {
    const of = (n * 13) % CONTRACTS;
    const bank = pick(BANKS, of);
    const done = n % 50 !== 0;
    const entered = NOW - Math.floor(((FORMS - n) / FORMS) * 1000 * DAY_MS);
    return {
      ...{ id: `F${n}`, entry_key: `F${n}`, bank_code: bank, contract: `c${of}`, holder: `h${of}` },
      ...{ kind: pick(['pinUnlock', 'cardReissue', 'certificateReissue'], n), content: '{}', seal: '' },
      ...{
        state: done ? 'done' : 'entered',
        version: 1,
        due_on: addDays(TODAY, -Math.floor((FORMS - n) / 100)),
      },
      ...{ entered_by: `officer1-${bank}`, entered_person: 'E0001', entered_at: entered },
      ...{ decided_by: done ? `officer2-${bank}` : null, decided_person: done ? 'E0002' : null },
      approved_hash: done ? 'h' : null,
    };
  };
  await insertAll(db, 'request_form', numbers.map(row));
}

type Cells = Record<string, string | number | Uint8Array | null>;

/** All rows in one statement; a column whose first value is null is of numbers. */
async function insertAll(db: Reader, table: keyof Tables, rows: readonly Cells[]) {
  const [first] = rows;
  if (first === undefined) return;
  const kindOf = (name: string) => {
    const value = rows.find((row) => row[name] !== null)?.[name];
    return value instanceof Uint8Array ? 'bytes' : typeof value === 'string' ? 'text' : 'integer';
  };
  const names = Object.keys(first);
  const kinds = Object.fromEntries(names.map((name) => [name, kindOf(name)])) as ColumnKinds<Cells>;
  await db
    .insertInto(table)
    .columns(names as never[])
    .expression(db.selectFrom(rowSet(db, kinds, packRows(kinds, rows))).selectAll())
    .execute();
}
