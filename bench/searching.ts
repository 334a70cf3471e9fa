// The help desk's search among 1,000,000 contracts of five banks, each with a user.

import { randomBytes } from 'node:crypto';
import { searchText, searchWords } from '../src/domain/search-words.ts';
import { findByContractId, findByName, findByUserId } from '../src/store/read/customer-search.ts';
import { type ColumnKinds, packRows, rowSet } from '../src/store/row-set.ts';
import { openStore, type Reader, type StoreLocation } from '../src/store/store.ts';
import type { Tables } from '../src/store/tables.ts';
import type { Figure } from './table.ts';

const CONTRACTS = 1_000_000;
const STEP = 5_000;
const BANKS = ['9000', '9001', '1635', '5410', '1283'];
const KANJI = [...'山川田中本村石井松竹梅東西南北大小高橋森林島崎野原谷沢水火金土木'];
const TRADES = ['商事', '工業', '建設', '運輸', '製作所', '食品', 'システム', 'サービス'];
const READINGS = ['ヤマカワ', 'タナカ', 'イシイ', 'マツモト', 'タカハシ', 'モリ', 'シマザキ', 'ノハラ'];
const ROUNDS = 200;
const AIM_MS = 200;

const pick = <T>(all: readonly T[], at: number): T => all[at % all.length] as T;

function companyOf(n: number): { name: string; kana: string } {
  const own = [n, n * 7 + 3, n * 13 + 5]
    .map((at) => pick(KANJI, at + Math.floor(at / KANJI.length)))
    .join('');
  const trade = pick(TRADES, n * 5);
  return {
    name: `株式会社${own}${trade}${n % 997}`,
    kana: `${pick(READINGS, n)}${pick(READINGS, n * 3 + 1)}`,
  };
}

export async function measureSearching(database: string, location: StoreLocation): Promise<Figure[]> {
  const store = await openStore(location);
  try {
    for (let start = 0; start < CONTRACTS; start += STEP) {
      await store.transaction((tx) =>
        load(
          tx,
          Array.from({ length: STEP }, (_, n) => start + n),
        ),
      );
    }
    const { db } = store;
    const limit = 21;
    const first = { after: undefined, limit };
    const asked: Record<string, (n: number, bank: string) => Promise<unknown>> = {
      'contract id': (n, bank) => findByContractId(db, bank, idOf(n), limit),
      'part of a name': (n, bank) => findByName(db, bank, searchText(companyOf(n).name.slice(4, 8)), first),
      'one trade': (n, bank) => findByName(db, bank, searchText(pick(TRADES, n)), first),
      'one character': (n, bank) => findByName(db, bank, searchText(pick(KANJI, n)), first),
      kana: (n, bank) => findByName(db, bank, searchText(pick(READINGS, n)), first),
      'user id, unique': (n, bank) => findByUserId(db, bank, `user${n}`, first),
      'user id, everybody’s': (_, bank) => findByUserId(db, bank, 'tanto', first),
    };
    const figures: Figure[] = [];
    for (const [kind, ask] of Object.entries(asked)) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const n = randomBytes(4).readUInt32BE() % CONTRACTS;
        const began = performance.now();
        await ask(n, pick(BANKS, n));
        times.push(performance.now() - began);
      }
      times.sort((one, other) => one - other);
      const slow = times[Math.floor(ROUNDS * 0.95)] ?? Number.NaN;
      const what = `search by ${kind}, ${database}, 95th percentile`;
      figures.push({ what, value: `${slow.toFixed(1)} ms`, aim: `≤ ${AIM_MS} ms`, held: slow <= AIM_MS });
    }
    return figures;
  } finally {
    await store.close();
  }
}

const idOf = (n: number) => String(n).padStart(11, '0');

async function load(db: Reader, numbers: readonly number[]): Promise<void> {
  const common = {
    mail: 'a@customer.example',
    language: 'ja',
    state: 'open',
    acquisition_from: '2026-04-01',
  };
  const contracts = numbers.map((n) => {
    const { name, kana } = companyOf(n);
    const own = { id: `c${n}`, bank_code: pick(BANKS, n), contract_id: idOf(n), company_name: name };
    return { ...own, company_kana: kana, ...common, created_at: 0, updated_at: 0 };
  });
  const holders = numbers.flatMap((n) => {
    const user = n % 2 === 0 ? 'tanto' : `user${n}`;
    return ['', user].map((user_id) => ({
      ...{
        id: `h${n}${user_id}`,
        contract: `c${n}`,
        role: user_id === '' ? 'administrator' : 'user',
        user_id,
      },
      ...{ subject: `${n}-${user_id}`, created_at: 0 },
    }));
  });
  const words = contracts.flatMap(({ id, bank_code, company_name, company_kana }) =>
    [...new Set([...searchWords(company_name), ...searchWords(company_kana)])].map((word) => {
      return { bank_code, word, contract: id };
    }),
  );
  await insertAll(db, 'contract', contracts);
  await insertAll(db, 'holder', holders);
  await insertAll(db, 'contract_word', words);
}

async function insertAll(db: Reader, table: keyof Tables, rows: readonly Record<string, string | number>[]) {
  const [first = {}] = rows;
  const kinds = Object.fromEntries(
    Object.entries(first).map(([name, value]) => [name, typeof value === 'number' ? 'integer' : 'text']),
  ) as ColumnKinds<Record<string, string | number>>;
  const names = Object.keys(first) as never[];
  await db
    .insertInto(table)
    .columns(names)
    .expression(db.selectFrom(rowSet(db, kinds, packRows(kinds, rows))).selectAll())
    .execute();
}
