// Contracts come in from the bank's list: all of the file or nothing of it, and a second time changes nothing.

import { randomUUIDv7 } from 'node:crypto';
import { subjectKeyOf } from '../../domain/certificate-subject.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { findContractsBySubject } from '../../store/read/contract.ts';
import { readListsBeingOpened } from '../../store/read/contract-order.ts';
import type { Transaction } from '../../store/store.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { insertCard } from '../../store/write/card.ts';
import { insertContract } from '../../store/write/contract.ts';
import { insertHolder } from '../../store/write/holder.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import type { LineFault } from '../read-list.ts';
import { hashCell } from '../secrets/card-hash.ts';
import { hashPin } from '../secrets/pin-hash.ts';
import { type NewContract, readContract } from './read-contract.ts';
import { readContractList } from './read-contract-list.ts';

export interface ImportOutcome {
  /** With their secrets in clear, for the letters to the customers; kept nowhere. */
  readonly loaded: readonly NewContract[];
  /** Contract ids that stood there already just so. */
  readonly unchanged: readonly string[];
}

/**
 * Loads a file of contracts into one bank.
 *
 * @returns what was loaded, or every fault of the file; in that case nothing was loaded.
 */
export async function importContracts(
  deployment: Deployment,
  profile: BankProfile,
  content: Uint8Array,
  caller: Caller,
): Promise<ImportOutcome | { readonly faults: readonly LineFault[] }> {
  const now = deployment.now();
  if ((await readListsBeingOpened(deployment.store.db, profile.code)).length > 0) {
    return {
      faults: [{ line: 0, message: 'a list of the office is being opened: try again when that is done' }],
    };
  }
  const rows = readContractList(content);
  const faults: LineFault[] = [];
  const contracts: NewContract[] = [];
  for (const row of rows) {
    if ('message' in row) {
      faults.push(row);
      continue;
    }
    const read = readContract(profile, row, now);
    if (Array.isArray(read)) faults.push(...read.map((message) => ({ line: row.line, message })));
    else contracts.push(read);
  }
  const subjectOf = (one: NewContract) =>
    subjectKeyOf(profile, { ...one, role: 'administrator', userId: '' });
  faults.push(...findDoubles(contracts, subjectOf));
  const existing = await findContractsBySubject(deployment.store.db, contracts.map(subjectOf));
  const known = new Map(existing.map((row) => [row.subject, row]));
  const fresh = contracts.filter((one) => !known.has(subjectOf(one)));
  const unchanged = contracts.filter((one) => known.has(subjectOf(one)));
  for (const one of unchanged) {
    const row = known.get(subjectOf(one));
    if (row?.contract_id !== one.contractId) {
      faults.push({
        line: one.line,
        message: `contract ${one.contractId} differs only in letter case from ${row?.contract_id}`,
      });
    } else if (row.company_name !== one.companyName || row.mail !== one.mail) {
      faults.push({
        line: one.line,
        message: `contract ${one.contractId} exists with another name or mail; an import adds, it does not change`,
      });
    }
  }
  if (faults.length > 0) return { faults };

  // Hashing takes far longer than writing: it is done before the transaction, not in it.
  const ready = await Promise.all(
    fresh.map(async (one) => ({ one, secrets: await hashPins(deployment, one) })),
  );
  await deployment.store.transaction(async (tx) => {
    for (const { one, secrets } of ready) await insertOne(tx, deployment, profile, one, secrets, now);
    await appendAudit(
      tx,
      fresh.map((one) =>
        auditOf(
          caller,
          { bankCode: profile.code, contractId: one.contractId, userId: '' },
          { act: 'contract.imported' },
          now,
        ),
      ),
    );
  });
  return { loaded: fresh, unchanged: unchanged.map((one) => one.contractId) };
}

function findDoubles(
  contracts: readonly NewContract[],
  subjectOf: (one: NewContract) => string,
): LineFault[] {
  const seen = new Map<string, number>();
  return contracts.flatMap((one) => {
    const { contractId, line } = one;
    const first = seen.get(subjectOf(one));
    if (first === undefined) seen.set(subjectOf(one), line);
    return first === undefined
      ? []
      : [{ line, message: `contract ${contractId} stands on line ${first} already` }];
  });
}

type HashedPins = { kind: 'contractPin' | 'contractConfirmationPin'; hash: string }[];

async function hashPins({ keys }: Deployment, contract: NewContract): Promise<HashedPins> {
  const pins: HashedPins = [{ kind: 'contractPin', hash: await hashPin(keys, contract.contractPin) }];
  if (contract.contractConfirmationPin !== undefined) {
    const hash = await hashPin(keys, contract.contractConfirmationPin);
    pins.push({ kind: 'contractConfirmationPin', hash });
  }
  return pins;
}

async function insertOne(
  tx: Transaction,
  { keys }: Deployment,
  profile: BankProfile,
  one: NewContract,
  secrets: HashedPins,
  now: number,
): Promise<void> {
  const contract = randomUUIDv7();
  const holder = randomUUIDv7();
  await insertContract(tx, {
    id: contract,
    bank_code: profile.code,
    contract_id: one.contractId,
    company_name: one.companyName,
    company_kana: one.companyKana,
    postal_code: one.postalCode,
    postal_address: one.postalAddress,
    mail: one.mail,
    language: one.language,
    state: 'open',
    acquisition_from: one.acquisitionFrom,
    created_at: now,
    updated_at: now,
  });
  await insertHolder(
    tx,
    {
      id: holder,
      contract,
      role: 'administrator',
      user_id: '',
      permitted_at: now,
      subject: subjectKeyOf(profile, { ...one, role: 'administrator', userId: '' }),
      created_at: now,
    },
    secrets.map(({ kind, hash }) => ({ holder, kind, hash, provisional: 1, changed_at: now })),
  );
  if (one.card === undefined || profile.card === null) return;
  const card = randomUUIDv7();
  const cells = Object.fromEntries(
    Object.entries(one.card.cells).map(([coordinate, content]) => [
      coordinate,
      hashCell(keys, card, coordinate, content),
    ]),
  );
  await insertCard(tx, {
    id: card,
    contract,
    card_number: one.card.cardNumber,
    kind: profile.card.kind,
    state: 'active',
    cells: JSON.stringify(cells),
    created_at: now,
    ended_at: null,
  });
}
