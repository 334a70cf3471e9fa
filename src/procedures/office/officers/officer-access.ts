// Whose officers somebody works on: those of the own bank; certificate officers those of every bank and their own. All
// others are as absent as officers of no bank.

import type { OfficeAct } from '../../../domain/officer.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { type BankProfile, officeOf } from '../../../profile/bank-profile.ts';
import { findHolder } from '../../../store/read/contract.ts';
import { findOfficer } from '../../../store/read/officer.ts';
import type { Reader } from '../../../store/store.ts';
import type { Deployment } from '../../deployment.ts';
import { loadOfficerFor, type OfficeInput, type Officer } from '../officer.ts';
import { isOfficerUntouched } from './officer-seal.ts';

export interface OfficersInput extends OfficeInput {
  /** The bank served, or the office itself, by its code. */
  readonly bankCode: string;
}

export interface AtOfficers {
  /** Who asks. */
  readonly officer: Officer;
  readonly office: BankProfile;
  /** Whose officers. */
  readonly served: BankProfile;
}

export async function officersAt(
  deployment: Deployment,
  { bankCode, ...input }: OfficersInput,
  act: OfficeAct,
): Promise<AtOfficers | Refusal> {
  const officer = await loadOfficerFor(deployment, input, act);
  if (isRefusal(officer)) return officer;
  const office = officeOf(deployment.banks);
  const served = placesOf(deployment, officer).find(({ code }) => code === bankCode);
  return office === undefined || served === undefined
    ? refuse('page-not-found')
    : { officer, office, served };
}

/** Of which banks an officer may see officers; of the office itself its own only. */
export function placesOf({ banks }: Deployment, officer: Officer): readonly BankProfile[] {
  const office = officeOf(banks);
  return office !== undefined && officer.role === 'caOfficer' ? [...officer.banks, office] : officer.banks;
}

/** An officer of that bank by the id; `user-unknown`, and `officer-tampered` for a record that was altered. */
export async function findOfficerAt(
  db: Reader,
  { keys }: Deployment,
  { office, served }: Pick<AtOfficers, 'office' | 'served'>,
  userId: string,
) {
  const claim = { bankCode: office.code, contractId: served.code, userId };
  const holder = userId === '' ? undefined : await findHolder(db, claim);
  const row = holder && (await findOfficer(db, holder.id));
  if (holder === undefined || row === undefined) return refuse('page-not-found');
  return isOfficerUntouched(keys, row) ? { holder, row } : refuse('officer-tampered');
}
