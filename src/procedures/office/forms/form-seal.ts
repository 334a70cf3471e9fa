// What is seen is what is approved, as a hash; and a seal over a form's row, so that who writes into the database past
// the program enters nothing and approves nothing (security page, test 22).

import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { canonicalJson, type FormContent } from '../../../domain/request-form-content.ts';
import type { FormFacts } from '../../../domain/request-form-facts.ts';
import type { RequestFormTable } from '../../../store/office-tables.ts';
import type { DeploymentKeys } from '../../deployment.ts';

export interface ShownForm {
  readonly bankCode: string;
  readonly id: string;
  readonly version: number;
  readonly content: FormContent;
  readonly facts: FormFacts;
}

/** All that an approver is shown, and its SHA-256. */
export function textOfForm({ bankCode, id, version, content, facts }: ShownForm) {
  const text = canonicalJson({ bankCode, id, version, content, facts });
  return { text, hash: hash('sha256', text, 'hex') };
}

/** What was shown, read back from the text that was hashed. */
export const readShown = (text: string): ShownForm => JSON.parse(text) as ShownForm;

const SEALED = [
  'id',
  'bank_code',
  'contract',
  'holder',
  'kind',
  'state',
  'version',
  'content',
  'due_on',
  'entered_by',
  'entered_person',
  'entered_at',
  'decided_by',
  'decided_person',
  'decided_at',
  'approved_hash',
] as const satisfies readonly (keyof RequestFormTable)[];

export type Sealed = Pick<RequestFormTable, (typeof SEALED)[number]>;

/** HMAC over these values, in their order. */
export const sealOfValues = (keys: DeploymentKeys, values: readonly unknown[]): string =>
  createHmac('sha256', keys.form).update(JSON.stringify(values)).digest('hex');

export function sealsMatch(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

export const sealOfForm = (keys: DeploymentKeys, row: Sealed): string =>
  sealOfValues(
    keys,
    SEALED.map((name) => row[name]),
  );

export const isUntouched = (keys: DeploymentKeys, row: Sealed & { readonly seal: string }): boolean =>
  sealsMatch(sealOfForm(keys, row), row.seal);
