// States of certificates as the store has them now, and word of those that have changed. Questions of the same moment
// share one look at the store, so that even an answer that was signed before is given only if it still holds.

import { Batch } from '../store/batch.ts';
import {
  type IssuedState,
  readAuditSequence,
  readCertificatesNamed,
  readIssuedStates,
} from '../store/read/ocsp.ts';
import type { Store } from '../store/store.ts';

const MOST_TOGETHER = 512;
/** After a longer time it is cheaper to forget everything than to ask what has changed. */
const MOST_RECORDS = 5_000;

/** What a look at the store has shown. */
export interface Look {
  /** By serial number: those asked for that exist. */
  readonly states: ReadonlyMap<string, IssuedState>;
  /** How far the audit record had come. */
  readonly sequence: number;
}

/** Told of certificates whose state may have changed; without a name all of them may have. */
export type OnChange = (serialNumber: string | undefined) => void;

export class CertificateStates {
  readonly #looks: Batch<readonly string[], Look>;
  readonly #store: Store;
  readonly #onChange: OnChange;
  #sequence: number | undefined;
  /** How many transactions had ended before the last look, where that says whether another look is needed. */
  #ended: number | undefined;

  constructor(store: Store, onChange: OnChange) {
    this.#store = store;
    this.#onChange = onChange;
    this.#looks = new Batch((asked) => this.#look(asked), MOST_TOGETHER);
  }

  /** How far the audit record had come at the last look. */
  get sequence(): number | undefined {
    return this.#sequence;
  }

  /**
   * Looks for these, and for what has changed. The look begins after it was asked for: whatever was
   * committed before is seen, also by another process.
   */
  look(serialNumbers: readonly string[]): Promise<Look> {
    return this.#looks.add(serialNumbers);
  }

  /** Whether nothing can have changed since the last look. */
  get isCurrent(): boolean {
    const ended = this.#store.ended?.();
    return ended !== undefined && ended === this.#ended;
  }

  /** Looks for what has changed, unless nothing can have. */
  async refresh(): Promise<void> {
    if (!this.isCurrent) await this.look([]);
  }

  async #look(asked: readonly (readonly string[])[]): Promise<Look[]> {
    const { db } = this.#store;
    const ended = this.#store.ended?.();
    // First the record, then the states: what comes between the two is told by the next look.
    const sequence = await readAuditSequence(db);
    await this.#tellChanges(sequence);
    this.#ended = ended;
    const serialNumbers = asked.flat();
    const rows = serialNumbers.length === 0 ? [] : await readIssuedStates(db, [...new Set(serialNumbers)]);
    const look = { states: new Map(rows.map((row) => [row.serial_number, row])), sequence };
    return asked.map(() => look);
  }

  /** Every change of a certificate's state leaves a record that names it, in the transaction of the change. */
  async #tellChanges(sequence: number): Promise<void> {
    const before = this.#sequence;
    if (sequence === before) return;
    if (before === undefined || sequence < before || sequence - before > MOST_RECORDS) {
      this.#onChange(undefined);
    } else {
      const named = await readCertificatesNamed(this.#store.db, before, sequence);
      for (const serialNumber of named) this.#onChange(serialNumber);
    }
    this.#sequence = sequence;
  }
}
