// An officer lets an administrator's certificate log on that was acquired again after expiry, having called back.

import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { Transaction } from '../../store/store.ts';
import { approveForBank } from '../certificates/approve-certificate.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { bankOfOfficer, loadOfficerFor, type OfficeInput } from './officer.ts';
import { checkStepUp, type StepUpInput } from './step-up.ts';

export interface OfficerApproval extends OfficeInput, StepUpInput {
  readonly bankCode: string;
  /** Lower-case hex. */
  readonly serialNumber: string;
}

/**
 * @returns `officer-not-allowed`, `certificate-unknown` also for another bank's, as {@link checkStepUp}, or as
 *   {@link approveForBank}.
 */
export async function approveAsOfficer(
  deployment: Deployment,
  input: OfficerApproval,
  caller: Caller,
): Promise<{ readonly approved: true } | Refusal> {
  const officer = await loadOfficerFor(deployment, input, 'certificates.approve');
  if (isRefusal(officer)) return officer;
  const bank = bankOfOfficer(officer, input.bankCode);
  if (isRefusal(bank)) return refuse('certificate-unknown');
  const { serialNumber } = input;
  const proof = (tx: Transaction) => checkStepUp(tx, deployment, officer, input, caller);
  return approveForBank(deployment, { bankCode: bank.code, serialNumber }, caller, { ...officer, proof });
}
