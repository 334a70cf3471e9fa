// The first commit of an issuing: decided, built, linted, and the serial number with the unsigned certificate stored.

import { hash } from 'node:crypto';
import type { CertificateFacts } from '../domain/certificate-status.ts';
import type { IssuePlan } from '../domain/decide-issue.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { certificateFactsOf, readCertificatesOfHolders, readInTheWay } from '../store/read/certificate.ts';
import { type FoundHolder, readHolders } from '../store/read/contract.ts';
import type { Transaction } from '../store/store.ts';
import type { CertificateRow } from '../store/tables.ts';
import type { AuditRecord } from '../store/write/audit.ts';
import { planCertificates } from '../store/write/certificate.ts';
import { formatName } from '../x509/name.ts';
import type { IssuingAuthority } from './authorities.ts';
import { buildHolderCertificate } from './build-certificate.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import type { VerifiedRequest } from './judge-request.ts';
import type { IssueContext } from './sign-planned.ts';

export interface IssueOrder {
  /** The holder's row id. */
  readonly holder: string;
  readonly bankCode: string;
  /** One-time right under which the request came: one ticket, one certificate. */
  readonly ticket: string;
  readonly request: VerifiedRequest;
  readonly context: IssueContext;
  /** When the way to this certificate began: it is dated no earlier, also by a clock that runs behind. */
  readonly begunAt?: number;
  /**
   * Decides on facts that no one can change until the plan is committed: what was withdrawn while the holder was on
   * the way is withdrawn. Called inside the transaction: pure.
   *
   * @param issuer the CA that issues now: nothing of its outlasts it.
   */
  decide(
    holder: FoundHolder,
    certificates: readonly CertificateFacts[],
    issuer: Pick<IssuingAuthority, 'notAfter'>,
  ): IssuePlan | Refusal;
}

/** A certificate's row once it is signed. */
export type SignedRow = CertificateRow & { readonly certificate: Uint8Array };

/** A row that is yet to be signed. */
export type NewRow = CertificateRow & { readonly tbs: Uint8Array };

/** What became of an order: a row to be signed now, the certificate that its key already has, or why neither. */
export type Planned = { readonly row: NewRow } | { readonly known: SignedRow } | Refusal | 'serial-taken';

/**
 * Plans certificates whose holders are locked.
 *
 * @returns what became of each order, and the records of it for the audit of the same transaction.
 */
export async function planOrders(
  tx: Transaction,
  ca: CertificationAuthority,
  orders: readonly IssueOrder[],
  now: number,
): Promise<{ outcomes: Planned[]; audit: AuditRecord[] }> {
  const ids = [...new Set(orders.map((order) => order.holder))];
  const holders = new Map((await readHolders(tx, ids)).map((holder) => [holder.id, holder]));
  const issuing = ca.authorities.issuingAt(now);
  const known = Map.groupBy(await readCertificatesOfHolders(tx, ids), (row) => row.holder);
  const planned = orders.map((order) =>
    planOne(ca, issuing, order, holders.get(order.holder), known.get(order.holder) ?? [], now),
  );
  const rows = planned.flatMap((outcome) => (isRow(outcome) ? [outcome.row] : []));
  const inserted = await planCertificates(tx, rows);
  const outcomes = await Promise.all(
    planned.map((outcome) =>
      isRow(outcome) && !inserted.has(outcome.row.serial_number) ? explainConflict(tx, outcome.row) : outcome,
    ),
  );
  const audit = outcomes.map((outcome, index) => planRecord(orders[index] as IssueOrder, outcome, now));
  return { outcomes, audit };
}

const isRow = (outcome: Planned): outcome is { readonly row: NewRow } =>
  typeof outcome === 'object' && 'row' in outcome;

function planOne(
  ca: CertificationAuthority,
  issuing: IssuingAuthority,
  order: IssueOrder,
  holder: FoundHolder | undefined,
  certificates: readonly CertificateRow[],
  now: number,
): Planned {
  const same = certificates.find((row) => row.spki_sha256 === order.request.spkiSha256);
  if (same !== undefined) return sameKeyAgain(same);
  if (holder === undefined) return refuse('enrolment-over');
  if (issuing.revoked !== undefined) return refuse('issuing-ca-revoked');
  const decided = order.decide(holder, certificates.map(certificateFactsOf), issuing);
  if (isRefusal(decided)) return decided;
  if (decided.notAfter <= now) return refuse('issuing-ca-ended');
  const { serialNumber, tbs } = buildHolderCertificate(ca, {
    issuing,
    subject: decided.subject,
    notBefore: decided.notBefore,
    notAfter: decided.notAfter,
    subjectPublicKeyInfo: order.request.subjectPublicKeyInfo,
  });
  return {
    row: {
      serial_number: serialNumber,
      issuer: issuing.id,
      holder: order.holder,
      bank_code: order.bankCode,
      subject: formatName(decided.subject),
      spki_sha256: order.request.spkiSha256,
      ticket: order.ticket,
      not_before: decided.notBefore,
      not_after: decided.notAfter,
      tbs,
      // What is asked later is asked of these dates: clocks are set back, and differ from node to node.
      planned_at: Math.max(now, order.begunAt ?? 0, holder.permittedAt ?? 0),
      certificate: null,
      fingerprint: null,
      signed_at: null,
      first_logon_at: null,
      revoked_at: null,
      revocation_reason: null,
      way: decided.way,
      address: order.context.address,
      approval: decided.approval,
      announced_days: null,
    },
  };
}

/** The same key of the same holder: the same certificate for as long as it may still be fetched. */
function sameKeyAgain(row: CertificateRow): Planned {
  if (row.revoked_at !== null) return refuse('key-of-revoked-certificate');
  if (row.certificate === null) return refuse('issuing-in-progress');
  if (row.first_logon_at !== null) {
    return refuse('certificate-already-acquired', { serialNumber: row.serial_number });
  }
  return { known: { ...row, certificate: row.certificate } };
}

/** A unique constraint said no: find out which, by what now stands there. */
async function explainConflict(tx: Transaction, row: CertificateRow): Promise<Planned> {
  const standing = await readInTheWay(tx, row);
  const sameKey = standing.find((one) => one.spki_sha256 === row.spki_sha256);
  if (sameKey !== undefined && sameKey.holder !== row.holder) return refuse('key-of-another-holder');
  if (sameKey !== undefined) {
    return refuse(sameKey.revoked_at === null ? 'issuing-in-progress' : 'key-of-revoked-certificate');
  }
  if (standing.some((one) => one.ticket === row.ticket)) return refuse('request-already-made');
  return standing.length > 0 ? refuse('issuing-in-progress') : 'serial-taken';
}

function planRecord(order: IssueOrder, outcome: Planned, now: number): AuditRecord {
  const common = { at: now, bankCode: order.bankCode, ...order.context };
  if (outcome === 'serial-taken') return { ...common, act: 'certificate.serial-taken', outcome: 'refused' };
  if (isRefusal(outcome)) {
    return { ...common, act: 'certificate.planned', outcome: 'refused', reason: outcome.cause };
  }
  if ('known' in outcome) {
    return {
      ...common,
      act: 'certificate.fetched',
      outcome: 'done',
      certificate: outcome.known.serial_number,
    };
  }
  return {
    ...common,
    act: 'certificate.planned',
    outcome: 'done',
    certificate: outcome.row.serial_number,
    details: { subject: outcome.row.subject, tbsSha256: hash('sha256', outcome.row.tbs, 'hex') },
  };
}
