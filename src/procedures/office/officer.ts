// The officer behind a request of the office face: certificate, session and role, judged anew each time; and of which
// banks the officer sees anything at all.

import { mayDo, type OfficeAct, type OfficerRole } from '../../domain/officer.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { type BankProfile, banksWithCustomers, officeOf } from '../../profile/bank-profile.ts';
import type { Binding } from '../../store/binding.ts';
import type { FoundHolder } from '../../store/read/contract.ts';
import { findOfficer } from '../../store/read/officer.ts';
import type { Deployment } from '../deployment.ts';
import { loadOpenSession } from '../log-on/open-session.ts';
import { isOfficerUntouched } from './officers/officer-seal.ts';

export interface OfficeInput {
  /** DER, as the TLS handshake proved it. */
  readonly certificate: Uint8Array | undefined;
  /** From the session's cookie. */
  readonly token?: string | undefined;
}

/** The session that the officer acts in. */
export interface OfficerSession {
  /** Hash of its token. */
  readonly id: string;
  /** When a one-time password was typed in it for an approval (step-up.ts). */
  readonly steppedUpAt: number | null;
}

export interface Officer {
  readonly holder: FoundHolder;
  readonly officerId: string;
  readonly name: string;
  readonly role: OfficerRole;
  readonly person: string;
  /** The banks whose data the officer may see; in the store every question names one of them. */
  readonly banks: readonly BankProfile[];
  /** The same, for the store. */
  readonly binding: Binding;
  readonly session: OfficerSession;
}

/** Who is logged on at the office; refuses as a customer's session does, and `officer-unknown`. */
export async function loadOfficer(deployment: Deployment, input: OfficeInput): Promise<Officer | Refusal> {
  const { banks, store } = deployment;
  const office = officeOf(banks);
  if (office === undefined) return refuse('page-not-found');
  const open = await loadOpenSession(deployment, { ...input, bankCode: office.code, role: 'user' });
  if (isRefusal(open)) return open;
  const { holder, session } = open;
  const officer = await findOfficer(store.db, holder.id);
  if (officer === undefined) return refuse('officer-unknown');
  if (!isOfficerUntouched(deployment.keys, officer)) return refuse('officer-tampered');
  // The holder's own state is judged with the certificate; this one is under seal.
  if (officer.officerState !== 'active') {
    return refuse(officer.officerState === 'removed' ? 'user-removed' : 'user-suspended');
  }
  const served = banksWithCustomers(banks).filter(
    ({ code }) => officer.officerRole === 'caOfficer' || code === holder.contractId,
  );
  return {
    holder,
    officerId: holder.userId,
    name: holder.name,
    role: officer.officerRole,
    person: officer.person,
    banks: served,
    binding: { banks: served.map(({ code }) => code), office: office.code, serves: holder.contractId },
    session: { id: session.token_hash, steppedUpAt: session.stepped_up_at },
  };
}

/** As {@link loadOfficer}, for who may do this; `officer-not-allowed` otherwise. */
export async function loadOfficerFor(
  deployment: Deployment,
  input: OfficeInput,
  act: OfficeAct,
): Promise<Officer | Refusal> {
  const officer = await loadOfficer(deployment, input);
  if (isRefusal(officer)) return officer;
  return mayDo(officer.role, act) ? officer : refuse('officer-not-allowed');
}

/** The bank of this code, if the officer serves it: another is as absent as one that does not exist. */
export function bankOfOfficer(officer: Officer, code: string | undefined): BankProfile | Refusal {
  return officer.banks.find((bank) => bank.code === code) ?? refuse('page-not-found');
}
