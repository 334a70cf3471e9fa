// The life of a proposed bank profile: entered, then active at once when a second person approves it, or returned, or
// withdrawn. What is proposed never changes: whoever would amend it proposes anew.

import { mayDo, type OfficeAct, type OfficerRole } from './officer.ts';
import { type Refusal, refuse } from './refusal.ts';

export const PROPOSAL_STATES = ['entered', 'returned', 'withdrawn', 'active'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

export const PROPOSAL_ACTS = ['approve', 'return', 'withdraw'] as const;
export type ProposalAct = (typeof PROPOSAL_ACTS)[number];

export interface ProposalStanding {
  readonly state: ProposalState;
  /** Who entered it; null: the server's file. */
  readonly person: string | null;
}

const MOVES: Readonly<Record<ProposalAct, { readonly to: ProposalState; readonly needs: OfficeAct }>> = {
  approve: { to: 'active', needs: 'profile.approve' },
  return: { to: 'returned', needs: 'profile.approve' },
  withdraw: { to: 'withdrawn', needs: 'profile.propose' },
};

/** The state that the act leads to; or `officer-not-allowed`, `profile-settled`, `profile-own`. */
export function decideProposalAct(
  act: ProposalAct,
  { state, person }: ProposalStanding,
  officer: { readonly role: OfficerRole; readonly person: string },
): ProposalState | Refusal {
  const { to, needs } = MOVES[act];
  if (!mayDo(officer.role, needs)) return refuse('officer-not-allowed');
  if (state !== 'entered') return refuse('profile-settled');
  if (needs === 'profile.approve' && person === officer.person) return refuse('profile-own');
  return to;
}

/** The acts that this officer may do now, for the page's buttons. */
export const proposalActsFor = (
  standing: ProposalStanding,
  officer: { readonly role: OfficerRole; readonly person: string },
): ProposalAct[] =>
  PROPOSAL_ACTS.filter((act) => typeof decideProposalAct(act, standing, officer) === 'string');
