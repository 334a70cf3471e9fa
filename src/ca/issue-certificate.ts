// Issuing: decide → build → lint → commit serial and unsigned certificate → sign → record (docs/issuance-cycle.md).
// Requests that come together share their two durable commits.

import { hash } from 'node:crypto';
import type { CertificateFacts } from '../domain/certificate-status.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { Batch } from '../store/batch.ts';
import { certificateFactsOf, readCertificatesOfHolders, readInTheWay } from '../store/read/certificate.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { CertificateRow } from '../store/tables.ts';
import { type AuditRecord, appendAudit } from '../store/write/audit.ts';
import { planCertificates } from '../store/write/certificate.ts';
import { lockHolders } from '../store/write/holder.ts';
import { formatName, type Name } from '../x509/name.ts';
import { buildHolderCertificate } from './build-certificate.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import type { VerifiedRequest } from './check-request.ts';
import { type Recorded, recordSigned } from './record-signed.ts';
import { type IssueContext, type SignedCertificate, signPlanned } from './sign-planned.ts';

export interface IssueOrder {
  /** The holder's row id. */
  readonly holder: string;
  readonly bankCode: string;
  /** One-time right under which the request came: one ticket, one certificate. */
  readonly ticket: string;
  readonly request: VerifiedRequest;
  readonly context: IssueContext;
  /**
   * Decides on facts that no one can change until the plan is committed. Called inside the transaction: pure.
   */
  decide(
    certificates: readonly CertificateFacts[],
  ): { subject: Name; notBefore: number; notAfter: number } | Refusal;
}

/** A certificate's row once it is signed. */
export type SignedRow = CertificateRow & { readonly certificate: Uint8Array };

type Planned = { readonly row: CertificateRow } | { readonly known: SignedRow } | Refusal;

/** 128 random bits do not meet twice; a broken random source must not loop for ever. */
const SERIAL_ATTEMPTS = 3;

const MOST_IN_A_BATCH = 64;

export class Issuer {
  readonly #plans: Batch<IssueOrder, Planned | 'serial-taken'>;
  readonly #records: Batch<SignedCertificate, Recorded | undefined>;
  readonly #ca: CertificationAuthority;
  readonly #store: Store;

  /** @param now the deployment's clock, epoch milliseconds. */
  constructor(store: Store, ca: CertificationAuthority, now: () => number) {
    this.#store = store;
    this.#ca = ca;
    this.#plans = new Batch((orders) => this.#plan(orders, now()), MOST_IN_A_BATCH);
    this.#records = new Batch((signed) => recordSigned(store, signed, now()), MOST_IN_A_BATCH);
  }

  /**
   * Issues one certificate, or gives the one that the same key already has.
   *
   * @returns the certificate's row, or why there is none. Nothing is signed that is not in the store.
   */
  async issue(order: IssueOrder): Promise<SignedRow | Refusal> {
    for (let attempt = 0; attempt < SERIAL_ATTEMPTS; attempt += 1) {
      const planned = await this.#plans.add(order);
      if (planned === 'serial-taken') continue;
      if (isRefusal(planned) || 'known' in planned) return isRefusal(planned) ? planned : planned.known;
      const signed = signPlanned(this.#ca, planned.row, order.context);
      const recorded = await this.#records.add(signed);
      // Revoked between its plan and its record, by the sweep or by a person: it was never handed out.
      return recorded ? { ...planned.row, ...recorded } : refuse('issuing-in-progress');
    }
    return refuse('busy');
  }

  async #plan(orders: readonly IssueOrder[], now: number): Promise<(Planned | 'serial-taken')[]> {
    return this.#store.transaction(async (tx) => {
      const holders = [...new Set(orders.map((order) => order.holder))];
      await lockHolders(tx, holders);
      const known = Map.groupBy(await readCertificatesOfHolders(tx, holders), (row) => row.holder);
      const outcomes = orders.map((order) => this.#planOne(order, known.get(order.holder) ?? [], now));
      const rows = outcomes.flatMap((outcome) => ('row' in outcome ? [outcome.row] : []));
      const inserted = await planCertificates(tx, rows);
      const settled = await Promise.all(
        outcomes.map((outcome) =>
          'row' in outcome && !inserted.has(outcome.row.serial_number)
            ? explainConflict(tx, outcome.row)
            : outcome,
        ),
      );
      await appendAudit(
        tx,
        settled.map((outcome, index) => planRecord(orders[index] as IssueOrder, outcome, now)),
      );
      return settled;
    });
  }

  #planOne(order: IssueOrder, certificates: readonly CertificateRow[], now: number): Planned {
    const same = certificates.find((row) => row.spki_sha256 === order.request.spkiSha256);
    if (same !== undefined) return sameKeyAgain(same);
    const decided = order.decide(certificates.map(certificateFactsOf));
    if (isRefusal(decided)) return decided;
    const { serialNumber, tbs } = buildHolderCertificate(this.#ca, {
      subject: decided.subject,
      notBefore: decided.notBefore,
      notAfter: decided.notAfter,
      subjectPublicKeyInfo: order.request.subjectPublicKeyInfo,
    });
    return {
      row: {
        serial_number: serialNumber,
        issuer: this.#ca.issuing.id,
        holder: order.holder,
        bank_code: order.bankCode,
        subject: formatName(decided.subject),
        spki_sha256: order.request.spkiSha256,
        ticket: order.ticket,
        not_before: decided.notBefore,
        not_after: decided.notAfter,
        tbs,
        planned_at: now,
        certificate: null,
        fingerprint: null,
        signed_at: null,
        first_logon_at: null,
        revoked_at: null,
        revocation_reason: null,
      },
    };
  }
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
async function explainConflict(tx: Transaction, row: CertificateRow): Promise<Refusal | 'serial-taken'> {
  const standing = await readInTheWay(tx, row);
  const sameKey = standing.find((one) => one.spki_sha256 === row.spki_sha256);
  if (sameKey !== undefined && sameKey.holder !== row.holder) return refuse('key-of-another-holder');
  if (sameKey !== undefined) {
    return refuse(sameKey.revoked_at === null ? 'issuing-in-progress' : 'key-of-revoked-certificate');
  }
  if (standing.some((one) => one.ticket === row.ticket)) return refuse('request-already-made');
  return standing.length > 0 ? refuse('issuing-in-progress') : 'serial-taken';
}

function planRecord(order: IssueOrder, outcome: Planned | 'serial-taken', now: number): AuditRecord {
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
