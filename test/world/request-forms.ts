// Request forms for tests: two officers of a bank, and forms entered as an operator enters them.

import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../src/domain/refusal.ts';
import { checkName, fieldName } from '../../src/domain/request-form-content.ts';
import type { Deployment } from '../../src/procedures/deployment.ts';
import { enterForm } from '../../src/procedures/office/forms/enter-form.ts';
import { showForm } from '../../src/procedures/office/forms/show-form.ts';
import type { OfficeInput } from '../../src/procedures/office/officer.ts';
import type { FormKind } from '../../src/profile/bank-profile.ts';
import { requestFormOf } from '../../src/profile/request-forms.ts';
import { caller, type World } from './deployment.ts';
import { type OfficerPerson, officerLoggedOn } from './officers.ts';

export interface TwoOfficers {
  readonly operator: OfficeInput;
  readonly approver: OfficeInput & { readonly officer: OfficerPerson };
}

export async function twoOfficers(world: World, bankCode: string): Promise<TwoOfficers> {
  return {
    operator: await officerLoggedOn(world, { bankCode, role: 'operator' }),
    approver: await officerLoggedOn(world, { bankCode, role: 'approver' }),
  };
}

/** What an operator types and ticks for a form of this kind. */
export function entriesFor(
  world: Deployment,
  bankCode: string,
  kind: FormKind,
  said: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const profile = world.banks.get(bankCode);
  const form = profile && requestFormOf(profile, kind);
  if (form === undefined) throw new Error(`bank ${bankCode} has no form ${kind}`);
  return {
    receivedOn: '2026-04-10',
    applicant: '見本 太郎',
    ...(form.asks.includes('reason') && { reason: 'keyCompromise' }),
    ...(form.asks.includes('newAdministrator') && { newAdministrator: '見本 花子' }),
    ...Object.fromEntries(form.fields.map(({ id }) => [fieldName(id), '見本'])),
    ...Object.fromEntries(form.checks.map(({ id }) => [checkName(id), 'on'])),
    ...said,
  };
}

export async function enteredForm(
  world: World,
  operator: OfficeInput,
  target: {
    readonly bankCode: string;
    readonly kind: FormKind;
    readonly contractId: string;
    readonly userId?: string;
  },
  said: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { bankCode, kind } = target;
  const input = { ...operator, userId: '', ...target, entryKey: randomUUID() };
  const entries = entriesFor(world, bankCode, kind, said);
  const entered = await enterForm(world, { ...input, entries }, caller());
  if (isRefusal(entered)) throw new Error(`${entered.reason} ${JSON.stringify(entered.details)}`);
  if ('faults' in entered) throw new Error(JSON.stringify([...entered.faults]));
  return entered.formId;
}

/** The form as an officer is shown it. */
export async function shownForm(world: World, officer: OfficeInput, bankCode: string, formId: string) {
  const shown = await showForm(world, { ...officer, bankCode, formId });
  if (isRefusal(shown)) throw new Error(shown.reason);
  return shown;
}
