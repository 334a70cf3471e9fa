// Issuing: decide → build → lint → commit serial and unsigned certificate → sign → record (docs/issuance-cycle.md).
// Each certificate costs two durable commits; those that come together share them.

import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { Batch } from '../store/batch.ts';
import type { Store } from '../store/store.ts';
import { appendAudit } from '../store/write/audit.ts';
import { lockHolders } from '../store/write/holder.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import { type IssueOrder, type Planned, planOrders, type SignedRow } from './plan-certificate.ts';
import { type OnRecorded, type Recorded, recordSigned } from './record-signed.ts';
import { type IssueContext, type PlannedRow, type SignedCertificate, signPlanned } from './sign-planned.ts';
import { isSignerAway, SignerFault } from './signer/signer-fault.ts';

/** What waits for a commit: a certificate's first one or its second. */
type Step = { readonly plan: IssueOrder } | { readonly record: SignedCertificate };

/** What the commit brought, of the one or of the other. */
interface Outcome {
  readonly planned?: Planned | undefined;
  /** Undefined too when the certificate is not the holder's. */
  readonly recorded?: Recorded | undefined;
}

/** 96 random bits do not meet twice; a broken random source must not loop for ever. */
const SERIAL_ATTEMPTS = 3;

const MOST_IN_A_COMMIT = 256;

export class Issuer {
  readonly #steps: Batch<Step, Outcome>;
  readonly #ca: CertificationAuthority;
  readonly #store: Store;
  readonly #onRecorded: OnRecorded;
  readonly #now: () => number;

  /** @param now the deployment's clock, epoch milliseconds. */
  constructor(store: Store, ca: CertificationAuthority, now: () => number, onRecorded: OnRecorded) {
    this.#store = store;
    this.#ca = ca;
    this.#onRecorded = onRecorded;
    this.#now = now;
    this.#steps = new Batch((steps) => this.#commit(steps, now()), MOST_IN_A_COMMIT);
  }

  /**
   * Issues one certificate, or gives the one that the same key already has.
   *
   * @returns the certificate's row, or why there is none. Nothing is signed that is not in the store.
   */
  async issue(order: IssueOrder): Promise<SignedRow | Refusal> {
    // Nothing is planned that nobody would sign.
    const { authorities, signer } = this.#ca;
    const issuing = authorities.issuingAt(this.#now());
    if (issuing.revoked !== undefined) return refuse('issuing-ca-revoked');
    if (authorities.faultOf(issuing.id) !== undefined || !(await signer.isReady(issuing)))
      return refuse('signer-unavailable');
    for (let attempt = 0; attempt < SERIAL_ATTEMPTS; attempt += 1) {
      const { planned = 'serial-taken' } = await this.#steps.add({ plan: order });
      if (planned === 'serial-taken') continue;
      if (isRefusal(planned) || 'known' in planned) return isRefusal(planned) ? planned : planned.known;
      const signed = await this.#sign(planned.row, order.context);
      if (isRefusal(signed)) return signed;
      const { recorded } = await this.#steps.add({ record: signed });
      // Revoked between its plan and its record, by the sweep or by a person: it was never handed out.
      return recorded ? { ...planned.row, ...recorded } : refuse('issuing-in-progress');
    }
    return refuse('busy');
  }

  /** Refused when the signer went away in between: the plan stands, and the sweep finishes or revokes it. */
  async #sign(row: PlannedRow, context: IssueContext): Promise<SignedCertificate | Refusal> {
    try {
      return await signPlanned(this.#ca, row, context);
    } catch (error) {
      if (isSignerAway(error)) return refuse('signer-unavailable');
      // It has heard of it before this process has.
      if (error instanceof SignerFault && error.code === 'revoked') return refuse('issuing-ca-revoked');
      throw error;
    }
  }

  /** The second commit of some and the first of others, together: one wait for the disk, one end of the audit. */
  async #commit(steps: readonly Step[], now: number): Promise<Outcome[]> {
    const signed = steps.flatMap((step) => ('record' in step ? [step.record] : []));
    const orders = steps.flatMap((step) => ('plan' in step ? [step.plan] : []));
    return this.#store.transaction(async (tx) => {
      await lockHolders(tx, [...new Set([...signed, ...orders].map((one) => one.holder))]);
      const recorded = await recordSigned(tx, signed, now, this.#onRecorded);
      const planned = await planOrders(tx, this.#ca, orders, now);
      await appendAudit(tx, [...recorded.audit, ...planned.audit]);
      const ofRecords = recorded.outcomes.values();
      const ofPlans = planned.outcomes.values();
      return steps.map((step) =>
        'record' in step ? { recorded: ofRecords.next().value } : { planned: ofPlans.next().value },
      );
    });
  }
}
