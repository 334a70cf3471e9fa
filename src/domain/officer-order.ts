// What is done about an officer by two persons: one enters it, another confirms it, and whoever it is about does neither.
// What only takes away (suspending, removing) one person does at once.

import { mayDo, type OfficerRole } from './officer.ts';
import { type Refusal, refuse } from './refusal.ts';
import { canonicalJson } from './request-form-content.ts';

/**
 * create: made known; role: another role; resume: after a suspension; renew: a new first password and a new app, after a
 * lost telephone or an expired certificate.
 */
export const OFFICER_ORDER_KINDS = ['create', 'role', 'resume', 'renew'] as const;
export type OfficerOrderKind = (typeof OFFICER_ORDER_KINDS)[number];

export const OFFICER_ORDER_STATES = ['entered', 'done', 'declined'] as const;
export type OfficerOrderState = (typeof OFFICER_ORDER_STATES)[number];

export const OFFICER_STATES = ['active', 'suspended', 'removed'] as const;
export type OfficerState = (typeof OFFICER_STATES)[number];

/** What the order says, and of an officer who is there what the order found: it must still stand so when confirmed. */
export interface OfficerOrderContent {
  readonly officerId: string;
  readonly name: string;
  readonly mail: string;
  readonly person: string;
  /** The role from then on. */
  readonly role: OfficerRole;
  /** The role and the state that were found; absent: nobody was there. */
  readonly found?: { readonly role: OfficerRole; readonly state: OfficerState };
}

export const officerOrderText = (content: OfficerOrderContent): string => canonicalJson(content);

interface Acting {
  readonly role: OfficerRole;
  readonly person: string;
}

/** Nobody does anything about the own person, under whatever account. */
export function checkOfficerConcerned(acting: Acting, person: string): Refusal | undefined {
  if (!mayDo(acting.role, 'officers.change')) return refuse('officer-not-allowed');
  return acting.person === person ? refuse('officer-own') : undefined;
}

/** Whether this officer may enter such an order about an officer who stands so. */
export function checkOfficerOrder(
  kind: OfficerOrderKind,
  acting: Acting,
  { person, role, found }: OfficerOrderContent,
): Refusal | undefined {
  const refused = checkOfficerConcerned(acting, person);
  if (refused !== undefined) return refused;
  const fits =
    kind === 'create'
      ? found === undefined
      : kind === 'resume'
        ? found?.state === 'suspended'
        : kind === 'role'
          ? found !== undefined && found.state !== 'removed' && found.role !== role
          : found?.state === 'active';
  return fits ? undefined : refuse('officer-changed');
}

/** Whether this officer may confirm it, or decline it: that, who entered it may too. */
export function checkOfficerDecision(
  decision: 'confirm' | 'decline',
  order: { readonly state: OfficerOrderState; readonly enteredPerson: string; readonly person: string },
  acting: Acting,
): Refusal | undefined {
  if (!mayDo(acting.role, 'officers.change')) return refuse('officer-not-allowed');
  if (order.state !== 'entered') return refuse('order-settled');
  if (decision === 'decline') return undefined;
  if (order.enteredPerson === acting.person) return refuse('order-own');
  return order.person === acting.person ? refuse('officer-own') : undefined;
}
