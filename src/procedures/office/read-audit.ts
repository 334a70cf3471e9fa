// An officer reads the audit record: of the own bank and its officers; whoever is of the certification authority, of all
// banks and of what belongs to none.

import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { officeOf } from '../../profile/bank-profile.ts';
import { type AuditSearch, type FoundRecords, searchAudit } from '../../store/read/audit-search.ts';
import { findAuditRecord } from '../../store/read/audit-tree.ts';
import { findCertificateBySerialNumber } from '../../store/read/certificate.ts';
import type { AuditRow } from '../../store/tables.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { bankOfOfficer, type Officer } from './officer.ts';

/** Beside a bank's code: what its officers did to be here, and what belongs to no bank. */
export const OFFICERS = 'officers';
export const AUTHORITY = 'authority';

/** The scopes that an officer may name, the usual one first. */
export function auditScopesOf({ banks, role }: Officer): string[] {
  return [...banks.map(({ code }) => code), OFFICERS, ...(role === 'caOfficer' ? [AUTHORITY] : [])];
}

export interface AuditQuestion extends Omit<AuditSearch, 'scope'> {
  /** One of {@link auditScopesOf}. */
  readonly of: string;
  readonly contractId?: string | undefined;
}

/** A page of the record; `page-not-found` for a scope that is not the officer's. Each search is itself recorded. */
export async function readAudit(
  deployment: Deployment,
  officer: Officer,
  { of, contractId, ...search }: AuditQuestion,
  caller: Caller,
): Promise<FoundRecords | Refusal> {
  if (!auditScopesOf(officer).includes(of)) return refuse('page-not-found');
  const { store, banks, now } = deployment;
  const bankCode = of === AUTHORITY ? null : of === OFFICERS ? (officeOf(banks)?.code ?? '') : of;
  // An officer's own records stand under the office, with the bank served as the contract.
  const own = of === OFFICERS && officer.role !== 'caOfficer' ? officer.holder.contractId : undefined;
  if (own !== undefined && contractId !== undefined && contractId !== own) {
    return { rows: [], unfinished: false };
  }
  const known = own ?? contractId ?? (await contractOfCertificate(deployment, bankCode, search));
  const found = await searchAudit(store.db, { ...search, scope: { bankCode, contractId: known } });
  if (search.before === undefined) {
    await store.transaction(async (tx) => {
      const given = Object.entries(search.filter).filter((entry): entry is [string, string] => {
        return entry[1] !== undefined;
      });
      const asked = given.map(([name, value]) => `${name}=${value}`).join(' ');
      const details = {
        ...{ officer: officer.officerId, person: officer.person, of, asked },
        ...{ contract: contractId ?? '', found: found.rows.length },
      };
      const deed = { act: 'office.audit-searched', details };
      await appendAudit(tx, [auditOf(caller, { bankCode: officer.holder.contractId }, deed, now())]);
    });
  }
  return found;
}

/** Records of a certificate stand with its holder's contract, which has an index. */
async function contractOfCertificate(
  { store }: Deployment,
  bankCode: string | null,
  { filter: { certificate } }: Pick<AuditSearch, 'filter'>,
): Promise<string | undefined> {
  if (bankCode === null || certificate === undefined) return undefined;
  return (await findCertificateBySerialNumber(store.db, bankCode, certificate))?.contract_id;
}

/** One record, if the officer may read it; another is as absent as one that there is not. */
export async function findReadableRecord(
  { store, banks }: Deployment,
  officer: Officer,
  sequence: number,
): Promise<AuditRow | Refusal> {
  const row = Number.isSafeInteger(sequence) ? await findAuditRecord(store.db, sequence) : undefined;
  if (row === undefined) return refuse('page-not-found');
  if (officer.role === 'caOfficer') return row;
  const ofOffice = row.bank_code !== null && row.bank_code === officeOf(banks)?.code;
  const bank = bankOfOfficer(officer, (ofOffice ? row.contract_id : row.bank_code) ?? undefined);
  return isRefusal(bank) ? bank : row;
}
