// An officer stops a contract at once, alone: whoever waits for a second pair of eyes leaves the time to the thief.

import { normaliseEntry } from '../../../domain/entered-fields.ts';
import { faultOfName } from '../../../domain/person-name.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { type FoundHolder, findHolder } from '../../../store/read/contract.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { suspendContract } from '../../suspend-contract.ts';
import { type AtBank, type FormsInput, officerAtBank } from '../forms/form-access.ts';

export interface SuspendInput extends FormsInput {
  readonly contractId: string;
}

export interface SuspendPlace extends AtBank {
  readonly holder: FoundHolder;
}

/** The contract for the page before; `contract-closed`, `order-needless` where nothing is to be stopped. */
export async function findToSuspend(
  deployment: Deployment,
  input: SuspendInput,
): Promise<SuspendPlace | Refusal> {
  const at = await officerAtBank(deployment, input, 'contracts.suspend');
  if (isRefusal(at)) return at;
  const claim = { bankCode: at.bank.code, contractId: normaliseEntry(input.contractId), userId: '' };
  const holder = await findHolder(deployment.store.db, claim);
  if (holder === undefined) return refuse('page-not-found');
  if (holder.contractState === 'closed') return refuse('contract-closed');
  return holder.contractState === 'suspended' ? refuse('order-needless') : { ...at, holder };
}

/** Suspends; `form-invalid` without a reason. A second time is `order-needless`. */
export async function suspendAsOfficer(
  deployment: Deployment,
  input: SuspendInput & { readonly remark: string },
  caller: Caller,
): Promise<SuspendPlace | Refusal> {
  const place = await findToSuspend(deployment, input);
  if (isRefusal(place)) return place;
  const remark = input.remark.normalize('NFC').trim();
  if (faultOfName(remark, 300) !== undefined) return refuse('form-invalid');
  const { holder, officer } = place;
  const details = { officer: officer.officerId, bank: holder.bankCode, remark };
  const done = await suspendContract(deployment, holder, caller, details);
  return isRefusal(done) ? done : place;
}
