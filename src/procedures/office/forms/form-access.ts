// Who works on forms, at which bank; and a form's row with what it says. Another bank's form is as absent as none.

import type { OfficeAct } from '../../../domain/officer.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import type { FormContent } from '../../../domain/request-form-content.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import { type FoundHolder, readHolders } from '../../../store/read/contract.ts';
import { type FormStep, type FoundForm, findForm, readFormSteps } from '../../../store/read/request-form.ts';
import type { Reader } from '../../../store/store.ts';
import type { Deployment } from '../../deployment.ts';
import { bankOfOfficer, loadOfficerFor, type OfficeInput, type Officer } from '../officer.ts';

export interface FormsInput extends OfficeInput {
  /** The bank whose forms are asked about, by its code. */
  readonly bankCode: string;
}

export interface FormInput extends FormsInput {
  readonly formId: string;
}

export interface AtBank {
  readonly officer: Officer;
  readonly bank: BankProfile;
}

export async function officerAtBank(
  deployment: Deployment,
  input: FormsInput,
  act: OfficeAct,
): Promise<AtBank | Refusal> {
  const officer = await loadOfficerFor(deployment, input, act);
  if (isRefusal(officer)) return officer;
  const bank = bankOfOfficer(officer, input.bankCode);
  return isRefusal(bank) ? bank : { officer, bank };
}

export interface LoadedForm {
  readonly row: FoundForm;
  readonly content: FormContent;
  readonly holder: FoundHolder;
  readonly steps: readonly FormStep[];
  /** Persons who entered or amended it. */
  readonly writers: readonly string[];
}

export async function loadForm(
  db: Reader,
  bank: BankProfile,
  formId: string,
): Promise<LoadedForm | undefined> {
  const row = await findForm(db, bank.code, formId);
  const [holder] = row === undefined ? [] : await readHolders(db, [row.holder]);
  if (row === undefined || holder === undefined) return undefined;
  const steps = await readFormSteps(db, row.id);
  const writers = steps.filter(({ act }) => act === 'entered' || act === 'amended');
  return {
    ...{ row, holder, steps },
    content: JSON.parse(row.content) as FormContent,
    writers: writers.map(({ person }) => person),
  };
}

/** Who moved the form last, for whoever finds it otherwise than before. */
export const lastHand = ({ steps }: LoadedForm): string => steps.at(-1)?.officerName ?? '';

export const formAbsent = (): Refusal => refuse('page-not-found');
