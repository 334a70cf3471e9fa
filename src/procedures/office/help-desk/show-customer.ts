// A holder as the help desk sees one: contract, locks, certificates, token, card, and what happened, newest first. Nothing
// here is a secret or a hash of one.

import { type Day, dayOf } from '../../../domain/calendar.ts';
import { type CertificateStatus, statusOf } from '../../../domain/certificate-status.ts';
import type { ContractOrderKind } from '../../../domain/contract-order.ts';
import { failureLimitOf } from '../../../domain/entered-fields.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import type { BankProfile, SecretField } from '../../../profile/bank-profile.ts';
import { certificateFactsOf, readCertificatesOfHolders } from '../../../store/read/certificate.ts';
import { type FoundHolder, findActiveCard, findHolder } from '../../../store/read/contract.ts';
import { findFirstLetter, readOpenOrdersOf } from '../../../store/read/contract-order.ts';
import { type FoundCustomer, findByContractId } from '../../../store/read/customer-search.ts';
import {
  type MailOf,
  readMailsOf,
  readRecordsOf,
  type TimelineCursor,
} from '../../../store/read/timeline.ts';
import { findActiveToken, findWaitingToken } from '../../../store/read/token.ts';
import { readFailures } from '../../../store/read/user.ts';
import type { AuditRow, CertificateRow } from '../../../store/tables.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { bankOfOfficer, type Officer } from '../officer.ts';

const TIMELINE_PAGE = 20;
const MOST_PEOPLE = 100;

export interface WrongEntries {
  readonly secret: SecretField;
  readonly channel: 'open' | 'certificate';
  readonly failures: number;
  readonly limit: number;
}

/** One thing that happened. */
export type TimelineEntry =
  | { readonly at: number; readonly record: AuditRow }
  | { readonly at: number; readonly mail: MailOf };

export interface CustomerView {
  readonly bank: BankProfile;
  readonly holder: FoundHolder;
  readonly wrongEntries: readonly WrongEntries[];
  /** Newest first. */
  readonly certificates: readonly (Pick<
    CertificateRow,
    'serial_number' | 'not_before' | 'not_after' | 'first_logon_at' | 'revoked_at' | 'revocation_reason'
  > & { readonly status: CertificateStatus })[];
  readonly token?: { readonly serialNumber: string; readonly waiting: boolean; readonly since: number };
  readonly card?: { readonly cardNumber: string; readonly since: number };
  readonly companyKana: string;
  /** About the contract, waiting for an approver. */
  readonly orders: readonly { readonly id: string; readonly kind: ContractOrderKind }[];
  /** With the first PINs of a contract that was opened at the desk. */
  readonly firstLetter:
    | { readonly order: string; readonly printedAt: number | null; readonly printUntil: Day }
    | undefined;
  /** What its last day is compared with. */
  readonly today: Day;
  /** Who else is of the contract. */
  readonly people: readonly FoundCustomer[];
  readonly timeline: readonly TimelineEntry[];
  readonly more?: TimelineCursor;
}

/** @returns `page-not-found` for whoever is not of the officer's banks, as for whoever never was. */
export async function showCustomer(
  deployment: Deployment,
  officer: Officer,
  asked: {
    readonly bankCode: string;
    readonly contractId: string;
    readonly userId: string;
    readonly before?: TimelineCursor | undefined;
  },
  caller: Caller,
): Promise<CustomerView | Refusal> {
  const { store, now } = deployment;
  const { db } = store;
  const bank = bankOfOfficer(officer, asked.bankCode);
  if (isRefusal(bank)) return bank;
  const holder = await findHolder(db, { ...asked, bankCode: bank.code });
  if (holder === undefined) return refuse('page-not-found');
  const at = now();
  const [failures, certificates, token, waiting, card, people, timeline, orders, firstLetter] =
    await Promise.all([
      readFailures(db, bank.code, holder.contractId),
      readCertificatesOfHolders(db, [holder.id]),
      findActiveToken(db, holder.id),
      findWaitingToken(db, holder.id),
      findActiveCard(db, holder.contract),
      findByContractId(db, bank.code, holder.contractId, MOST_PEOPLE),
      readTimeline(deployment, holder, asked.before),
      readOpenOrdersOf(db, bank.code, holder.contractId),
      findFirstLetter(db, holder.contract),
    ]);
  if (asked.before === undefined) {
    await store.transaction(async (tx) => {
      const deed = { act: 'office.customer-shown', details: { officer: officer.officerId } };
      await appendAudit(tx, [auditOf(caller, holder, deed, at)]);
    });
  }
  const shownToken = token ?? waiting;
  return {
    bank,
    holder,
    wrongEntries: failures
      .filter(({ user_id, failures: count }) => user_id === holder.userId && count > 0)
      .map(({ secret, channel, failures: count }) => {
        return { secret, channel, failures: count, limit: failureLimitOf(bank, secret) };
      }),
    certificates: certificates
      .map((row) => {
        const { serial_number, not_before, not_after, first_logon_at, revoked_at, revocation_reason } = row;
        const dates = { not_before, not_after, first_logon_at, revoked_at };
        const status = statusOf(certificateFactsOf(row), at);
        return { serial_number, ...dates, revocation_reason, status };
      })
      .reverse(),
    ...(shownToken && {
      token: {
        serialNumber: shownToken.serial_number,
        waiting: shownToken.state === 'waiting',
        since: shownToken.activated_at ?? shownToken.created_at,
      },
    }),
    ...(card && { card: { cardNumber: card.card_number, since: card.created_at } }),
    companyKana: people[0]?.companyKana ?? '',
    ...{ orders, firstLetter, today: dayOf(at) },
    people: people.filter(({ userId }) => userId !== holder.userId),
    ...timeline,
  };
}

const START: TimelineCursor = {
  sequence: Number.MAX_SAFE_INTEGER,
  queuedAt: Number.MAX_SAFE_INTEGER,
  noticeId: '',
};

/** Records in their order, mails in theirs, joined by instant. */
async function readTimeline(
  { store: { db } }: Deployment,
  holder: FoundHolder,
  before: TimelineCursor | undefined,
): Promise<Pick<CustomerView, 'timeline' | 'more'>> {
  const asked = { ...holder, before, limit: TIMELINE_PAGE + 1 };
  const [records, mails] = await Promise.all([readRecordsOf(db, asked), readMailsOf(db, asked)]);
  const timeline: TimelineEntry[] = [];
  let cursor = before ?? START;
  while (timeline.length < TIMELINE_PAGE) {
    const [record] = records;
    const [mail] = mails;
    // What was mailed of an act stands above it.
    if (mail !== undefined && (record === undefined || mail.created_at >= record.at)) {
      timeline.push({ at: mail.created_at, mail });
      cursor = { ...cursor, queuedAt: mail.created_at, noticeId: mail.id };
      mails.shift();
    } else if (record !== undefined) {
      timeline.push({ at: record.at, record });
      cursor = { ...cursor, sequence: record.sequence };
      records.shift();
    } else break;
  }
  return { timeline, ...(records.length + mails.length > 0 && { more: cursor }) };
}
