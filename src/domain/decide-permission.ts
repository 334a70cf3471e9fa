// What an administrator may do about a user's certificate: 発行, 継続, 再発行, 失効 (manuals 000 and 001).

import { type CertificateFacts, statusOf } from './certificate-status.ts';
import { type Refusal, refuse } from './refusal.ts';

export const PERMISSION_CHOICES = ['issue', 'continue', 'reissue', 'revoke'] as const;
export type PermissionChoice = (typeof PERMISSION_CHOICES)[number];

export interface PermissionFacts {
  readonly holderState: 'active' | 'suspended' | 'removed';
  /** When the present permission was given; null: there is none. */
  readonly permittedAt: number | null;
  readonly certificates: readonly CertificateFacts[];
}

/** The choices that make sense as things stand, in the manuals' order. */
export function possibleChoices(facts: PermissionFacts): PermissionChoice[] {
  if (facts.holderState === 'removed') return [];
  const { permittedAt } = facts;
  if (permittedAt === null) return ['issue', 'continue'];
  // Who let the days go by without acquiring has nothing to be issued again: the days begin anew.
  const acquired = facts.certificates.some((one) => one.plannedAt >= permittedAt);
  return acquired ? ['continue', 'reissue', 'revoke'] : ['issue', 'continue', 'revoke'];
}

export function checkPermissionChoice(choice: PermissionChoice, facts: PermissionFacts): Refusal | undefined {
  if (facts.holderState === 'removed') return refuse('user-removed');
  return possibleChoices(facts).includes(choice) ? undefined : refuse('permission-not-possible');
}

/** The certificate that stands for a holder on a page: the one in use, else one that may yet be, else the newest. */
export function foremostOf<Certificate extends CertificateFacts>(
  certificates: readonly Certificate[],
  now: number,
): Certificate | undefined {
  const signed = certificates.filter((one) => one.signedAt !== null);
  const newest = signed.toSorted((one, other) => other.plannedAt - one.plannedAt);
  const of = (...statuses: readonly string[]) => newest.find((one) => statuses.includes(statusOf(one, now)));
  return of('in-use') ?? of('unused', 'waiting', 'not-yet-valid') ?? newest[0];
}
