// The CA certificates of a world: of its first generation, the usual one, and of those that follow.

import type { CaCertificate, IssuingAuthority } from '../../src/ca/authorities.ts';
import { type CertificationAuthority, refreshAuthorities } from '../../src/ca/certification-authority.ts';
import { type Day, dayOf } from '../../src/domain/calendar.ts';
import { rollGeneration } from '../../src/procedures/generations/roll-generation.ts';
import type { CaKeyKind } from '../../src/x509/ca-key-kind.ts';
import { caller, type World } from './deployment.ts';

export function issuingOf({ authorities }: Pick<CertificationAuthority, 'authorities'>): IssuingAuthority {
  return authorities.generations[0] as IssuingAuthority;
}

export function rootOf({ authorities }: Pick<CertificationAuthority, 'authorities'>): CaCertificate {
  return authorities.roots[0] as CaCertificate;
}

/** Rolls over to the next generation of the issuing CA, and moves the clock to where it issues. */
export async function rollOver(
  world: World,
  { day = dayOf(world.now()), keyKind }: { readonly day?: Day; readonly keyKind?: CaKeyKind } = {},
): Promise<IssuingAuthority> {
  const place = { store: world.store, signer: world.ca.signer, now: world.now, dryRun: false };
  const { id, issuesFrom } = await rollGeneration(place, day, keyKind, caller());
  await refreshAuthorities(world.store, world.ca, world.now());
  world.clock.now = Math.max(world.clock.now, issuesFrom);
  return world.ca.authorities.find(id) as IssuingAuthority;
}
