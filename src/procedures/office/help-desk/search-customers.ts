// The help desk's search: what was typed is taken for each kind that has its form, within the officer's banks; who
// searched what is recorded, with what it found.

import { formOf, hasForm, normaliseEntry } from '../../../domain/entered-fields.ts';
import { type Refusal, refuse } from '../../../domain/refusal.ts';
import { searchText } from '../../../domain/search-words.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import { findCertificateBySerialNumber } from '../../../store/read/certificate.ts';
import {
  type FoundCustomer,
  findByContractId,
  findByName,
  findByReference,
  findByUserId,
  findPerson,
  type SearchCursor,
} from '../../../store/read/customer-search.ts';
import type { Reader } from '../../../store/store.ts';
import type { AuditRow } from '../../../store/tables.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import type { Officer } from '../officer.ts';

export const SEARCH_KINDS = ['contractId', 'userId', 'serialNumber', 'reference', 'name'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

export const SEARCH_PAGE = 20;
const LONGEST_QUERY = 100;

/** Where a list goes on: of which kind, in which bank, behind which row. */
export interface SearchPlace extends SearchCursor {
  readonly kind: SearchKind;
  readonly bankCode: string;
}

export interface FoundGroup {
  readonly kind: SearchKind;
  readonly customers: readonly FoundCustomer[];
  /** For a reference: what stands under it. Whoever it is of may be nobody whom we know. */
  readonly records: readonly AuditRow[];
  readonly more?: SearchPlace | undefined;
}

export interface SearchOutcome {
  /** As it was looked for. */
  readonly query: string;
  readonly kinds: readonly SearchKind[];
  readonly groups: readonly FoundGroup[];
}

/** As which kinds a query may be meant, with what is then looked for. */
export function readQuery(banks: readonly BankProfile[], typed: string): ReadonlyMap<SearchKind, string> {
  const entry = normaliseEntry(typed).slice(0, LONGEST_QUERY);
  const kinds = new Map<SearchKind, string>();
  for (const kind of ['contractId', 'userId'] as const) {
    const fits = banks.some((bank) => {
      const form = formOf(bank, kind);
      return form !== undefined && hasForm(form, entry);
    });
    if (fits && entry !== '') kinds.set(kind, entry);
  }
  const hex = entry.replaceAll(/[\s:-]/g, '').toLowerCase();
  if (/^[0-9a-f]{16,40}$/.test(hex)) kinds.set('serialNumber', hex);
  // As Crockford reads what was told over the telephone (http/reference.ts).
  const reference = entry.replaceAll(/[\s-]/g, '').toUpperCase();
  const heard = reference.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (/^[0-9A-HJKMNP-TV-Z]{10}$/.test(heard)) kinds.set('reference', heard);
  const text = searchText(entry);
  if (/\p{L}/u.test(text)) kinds.set('name', text);
  return kinds;
}

/** @returns what was found; `form-invalid` when there is nothing to look for. */
export async function searchCustomers(
  deployment: Deployment,
  officer: Officer,
  asked: { readonly query: string; readonly after?: SearchPlace | undefined },
  caller: Caller,
): Promise<SearchOutcome | Refusal> {
  const { store, now } = deployment;
  const query = normaliseEntry(asked.query).slice(0, LONGEST_QUERY);
  const read = readQuery(officer.banks, query);
  const after = asked.after;
  if (after !== undefined && !read.has(after.kind)) return refuse('page-not-found');
  const kinds = after === undefined ? [...read.keys()] : [after.kind];
  const groups: FoundGroup[] = [];
  for (const kind of kinds) {
    const group = await find(deployment, officer.banks, kind, read.get(kind) ?? '', after);
    if (group.customers.length > 0 || group.records.length > 0) groups.push(group);
  }
  const found = groups.reduce((sum, one) => sum + Math.max(one.customers.length, one.records.length), 0);
  await store.transaction(async (tx) => {
    const details = { officer: officer.officerId, query, kinds: kinds.join(' '), found };
    const deed = { act: 'office.searched', details };
    await appendAudit(tx, [auditOf(caller, { bankCode: officer.holder.contractId }, deed, now())]);
  });
  return { query, kinds: [...read.keys()], groups };
}

async function find(
  { store: { db } }: Deployment,
  banks: readonly BankProfile[],
  kind: SearchKind,
  text: string,
  after: SearchPlace | undefined,
): Promise<FoundGroup> {
  const customers: (FoundCustomer & Partial<SearchCursor>)[] = [];
  const records: AuditRow[] = [];
  const from = Math.max(
    0,
    banks.findIndex(({ code }) => code === after?.bankCode),
  );
  for (const [index, { code }] of banks.slice(from).entries()) {
    const limit = SEARCH_PAGE + 1 - customers.length;
    if (limit <= 0) break;
    const place = { after: index === 0 ? after : undefined, limit };
    if (kind === 'contractId') customers.push(...(await findByContractId(db, code, text, limit)));
    else if (kind === 'userId') customers.push(...(await findByUserId(db, code, text, place)));
    else if (kind === 'name') customers.push(...(await findByName(db, code, text, place)));
    else if (kind === 'reference') {
      const found = await findByReference(db, code, text, SEARCH_PAGE);
      records.push(...found);
      customers.push(...(await peopleOf(db, code, found)));
    } else {
      const row = await findCertificateBySerialNumber(db, code, text);
      if (row === undefined) continue;
      const claim = { bankCode: code, contractId: row.contract_id, userId: row.user_id };
      const person = await findPerson(db, claim);
      if (person !== undefined) customers.push(person);
    }
  }
  const shown = customers.slice(0, SEARCH_PAGE);
  const last = customers.length > SEARCH_PAGE ? shown.at(-1) : undefined;
  const more =
    last?.id === undefined
      ? undefined
      : { kind, bankCode: last.bankCode, word: last.word ?? '', id: last.id };
  // One company may be found by several of its words.
  const once = new Map(shown.map((one) => [`${one.bankCode} ${one.contractId} ${one.userId}`, one]));
  return { kind, customers: [...once.values()], records, more };
}

/** Who they are whom records name, as far as there is somebody. */
async function peopleOf(
  db: Reader,
  bankCode: string,
  records: readonly AuditRow[],
): Promise<FoundCustomer[]> {
  const claims = new Map(
    records.map(({ contract_id, user_id }) => {
      const claim = { bankCode, contractId: contract_id ?? '', userId: user_id ?? '' };
      return [`${claim.contractId} ${claim.userId}`, claim];
    }),
  );
  const people = await Promise.all([...claims.values()].map((claim) => findPerson(db, claim)));
  return people.filter((one) => one !== undefined);
}
