// Puts back what the journal tells and an old database does not know, in one transaction: the audit records as they
// were written, certificates, revocations, numbers of lists, spent one-time passwords, wrong entries, and what was taken
// from people. What was given to them since (contracts, users, PINs, permissions) is not in the journal.

import { rowOfRootList } from '../../ca/publish-root-lists.ts';
import { findAuditRecord } from '../../store/read/audit-tree.ts';
import { findDeploymentFact } from '../../store/read/deployment.ts';
import { readAuditEnd } from '../../store/read/health.ts';
import { findRevocationListNumber } from '../../store/read/revocation-list.ts';
import type { Store, Transaction } from '../../store/store.ts';
import type { RevocationReason } from '../../store/tables.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { markFirstLogon, revokeCertificate } from '../../store/write/certificate.ts';
import { insertAuthority, markAuthorityRevoked } from '../../store/write/certification-authority.ts';
import {
  appendAsWritten,
  placeCardEnd,
  placeCertificate,
  placeContractState,
  placeGuesses,
  placeHolderState,
  placeOfficerRole,
  placeSignature,
  placeTokenEnd,
  placeUnknownHolder,
  raiseListNumber,
  raiseTokenUse,
  setDeploymentFact,
} from '../../store/write/journal.ts';
import { replaceRevocationList } from '../../store/write/revocation-list.ts';
import { authorityOfRecord } from '../generations/accept-generation.ts';
import { UNRECONCILED } from './check-journal.ts';
import { readJournal } from './journal-files.ts';
import { type JournalLine, rowOfPlanned } from './journal-line.ts';

export interface Replayed {
  readonly records: number;
  readonly certificates: number;
  readonly revocations: number;
  /** Certificates whose holders this database does not have. */
  readonly unplaced: readonly string[];
}

export interface ReplayOptions {
  readonly folder: string;
  readonly now: number;
  /** What is told in the audit record: a restore, a reconciliation. */
  readonly act: 'deployment.restored' | 'deployment.reconciled';
  /** Holders that are unknown here get a closed contract, and their certificates are revoked. */
  readonly endUnknown?: boolean;
  /** There is no journal, and somebody has said that what it would have told is lost. */
  readonly acceptLoss?: boolean;
  /** Whether there is no journal; absent: as it was. Nothing is issued then until somebody has accepted the loss. */
  readonly lost?: boolean | undefined;
}

/** The journal and the database tell different histories from some record on: neither is a later state of the other. */
export class JournalConflict extends Error {
  override readonly name = 'JournalConflict';
}

const PAGE = 500;

export async function replayJournal(store: Store, options: ReplayOptions): Promise<Replayed> {
  const { folder, now, act } = options;
  return store.transaction(async (tx) => {
    const from = await readAuditEnd(tx);
    await assertSameHistory(tx, folder, from);
    const before = await findDeploymentFact(tx, UNRECONCILED);
    const waiting = new Set(before === undefined || before === 'lost' ? [] : before.split(' '));
    const count = { records: 0, certificates: 0, revocations: 0 };
    const unplaced = new Set<string>();

    // What found no holder at the last time is told again from the journal's beginning.
    if (waiting.size > 0) {
      for await (const line of readJournal(folder, 0)) {
        if (line.record.sequence > from) break;
        if (waiting.has(line.record.certificate ?? '')) await apply(tx, line, options, count, unplaced);
      }
    }
    let page: JournalLine[] = [];
    const flush = async () => {
      if (
        !(await appendAsWritten(
          tx,
          page.map(({ record }) => record),
        ))
      ) {
        throw new JournalConflict('the journal does not continue the audit record of this database');
      }
      for (const line of page) await apply(tx, line, options, count, unplaced);
      count.records += page.length;
      page = [];
    };
    for await (const line of readJournal(folder, from)) {
      page.push(line);
      if (page.length === PAGE) await flush();
    }
    await flush();

    const lost = !options.acceptLoss && (options.lost ?? before === 'lost');
    const open = lost ? 'lost' : unplaced.size > 0 ? [...unplaced].join(' ') : undefined;
    await setDeploymentFact(tx, UNRECONCILED, open);
    const details = { from, ...count, unplaced: unplaced.size, journal: lost ? 'none' : 'replayed' };
    await appendAudit(tx, [{ at: now, reference: act, act, outcome: 'done', details }]);
    return { ...count, unplaced: [...unplaced] };
  });
}

/** The journal must tell the same of the database's own last record, where it tells of it. */
async function assertSameHistory(tx: Transaction, folder: string, size: number): Promise<void> {
  if (size === 0) return;
  for await (const { record } of readJournal(folder, size - 1)) {
    const own = await findAuditRecord(tx, size);
    if (own?.hash === record.hash) return;
    throw new JournalConflict(`record ${size} of this database is another than that of the journal`);
  }
}

type Count = Record<'records' | 'certificates' | 'revocations', number>;

async function apply(
  tx: Transaction,
  line: JournalLine,
  { now, endUnknown = false }: ReplayOptions,
  count: Count,
  unplaced: Set<string>,
): Promise<void> {
  const { record, planned, signed, tokens = [], guesses } = line;
  for (const token of tokens) await raiseTokenUse(tx, token);
  if (guesses !== undefined && record.bank_code !== null && record.contract_id !== null) {
    const { bank_code: bankCode, contract_id: contractId } = record;
    await placeGuesses(tx, { bankCode, contractId }, guesses);
  }
  if (record.outcome !== 'done') return;
  const { certificate: serialNumber, at } = record;
  const claim = {
    bankCode: record.bank_code ?? '',
    contractId: record.contract_id ?? '',
    userId: record.user_id ?? '',
  };
  if (planned !== undefined) {
    const row = rowOfPlanned(planned);
    const holder = { contractId: planned.contract_id, userId: planned.user_id };
    let placed = await placeCertificate(tx, row, holder);
    if (!placed && endUnknown) {
      await placeUnknownHolder(tx, { bankCode: planned.bank_code, ...holder }, now);
      placed = await placeCertificate(tx, row, holder);
      await revokeCertificate(tx, planned.serial_number, 'cessationOfOperation', now);
      count.revocations += 1;
    }
    if (placed) count.certificates += 1;
    else unplaced.add(planned.serial_number);
  }
  if (serialNumber !== null && signed !== undefined) await placeSignature(tx, serialNumber, signed);
  const details = JSON.parse(record.details) as Record<string, string | number>;
  switch (record.act) {
    case 'certificate.revoked': {
      const reason = (details.reason ?? 'unspecified') as RevocationReason;
      if (serialNumber !== null && (await revokeCertificate(tx, serialNumber, reason, at)))
        count.revocations += 1;
      return;
    }
    case 'logon.completed':
      if (serialNumber !== null) await markFirstLogon(tx, serialNumber, at);
      return;
    case 'ca.accepted':
    case 'ca.root-accepted': {
      const authority = authorityOfRecord(record.act, details, at);
      if (authority !== undefined) await insertAuthority(tx, authority);
      return;
    }
    case 'root-list.published': {
      const { issuer, list } = details;
      if (list !== undefined) await placeRootList(tx, String(issuer), fromBase64(list));
      return;
    }
    case 'ca.revoked': {
      const { id, reason, revokedAt } = details;
      const revocation = { id: String(id), reason: String(reason), revokedAt: Number(revokedAt) };
      await markAuthorityRevoked(tx, revocation, at);
      return;
    }
    case 'revocation-lists.published':
      return raiseNumbers(tx, details);
    case 'contract.closed':
      return placeContractState(tx, claim, { state: 'closed' });
    case 'contract.suspended':
      return placeContractState(tx, claim, { state: 'suspended' });
    case 'contract.stopped':
      return placeContractState(tx, claim, { stopped_at: at });
    case 'contract.resumed':
      return placeContractState(tx, claim, { stopped_at: null });
    case 'officer.removed':
    case 'user.removed':
      await placeTokenEnd(tx, claim, at);
      return placeHolderState(tx, claim, { state: 'removed' });
    case 'officer.suspended':
    case 'user.suspended':
      return placeHolderState(tx, claim, { state: 'suspended' });
    case 'officer.order-confirmed':
      return placeOfficerOrder(tx, claim, details, at);
    // One that was given since is lost; the one before it was taken, and may be in others' hands.
    case 'administrator.renewed':
    case 'token.ended':
    case 'token.given':
    case 'token.imported':
    case 'token.registered':
      return placeTokenEnd(tx, claim, at);
    case 'card.replaced':
      return placeCardEnd(tx, claim, at);
    case 'user.resumed':
      return placeHolderState(tx, claim, { state: 'active' });
    case 'user.permission-withdrawn':
      return placeHolderState(tx, claim, { permitted_at: null });
  }
}

/** Where what stands here is older, or nothing does. */
async function placeRootList(tx: Transaction, issuer: string, list: Uint8Array): Promise<void> {
  const row = rowOfRootList(issuer, list);
  const standing = await findRevocationListNumber(tx, issuer, row.name);
  if (standing === undefined || standing < row.number) await replaceRevocationList(tx, row, standing);
}

const fromBase64 = (text: string | number) => new Uint8Array(Buffer.from(String(text), 'base64'));

/** What two persons decided about an officer. */
async function placeOfficerOrder(
  tx: Transaction,
  claim: Parameters<typeof placeTokenEnd>[1],
  { kind, role }: Record<string, string | number>,
  at: number,
): Promise<void> {
  if (kind === 'resume') return placeHolderState(tx, claim, { state: 'active' });
  if (kind === 'role') return placeOfficerRole(tx, claim, String(role));
  if (kind === 'renew') return placeTokenEnd(tx, claim, at);
}

/** Details of a publication: the issuer, and of each list its number and hash. */
async function raiseNumbers(tx: Transaction, details: Record<string, string | number>): Promise<void> {
  const { issuer, ...lists } = details;
  for (const [name, value] of Object.entries(lists)) {
    const number = Number(String(value).split(' ')[0]);
    if (Number.isSafeInteger(number)) await raiseListNumber(tx, String(issuer), name, number);
  }
}
