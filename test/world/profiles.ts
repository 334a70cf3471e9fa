// Worlds whose bank profiles have versions, and changes of them that two officers make.

import assert from 'node:assert/strict';
import { Issuer } from '../../src/ca/issue-certificate.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { announceIssued } from '../../src/notices/announce-issued.ts';
import { deriveDeploymentKeys } from '../../src/procedures/deployment.ts';
import type { OfficeInput } from '../../src/procedures/office/officer.ts';
import { proposeProfile } from '../../src/procedures/office/profile/propose-profile.ts';
import { approveProposal } from '../../src/procedures/office/profile/settle-proposal.ts';
import { showProposal } from '../../src/procedures/office/profile/show-profile.ts';
import { profilesAtStart } from '../../src/procedures/profiles/profiles-at-start.ts';
import type { BankProfile } from '../../src/profile/bank-profile.ts';
import type { Store } from '../../src/store/store.ts';
import { banksAndOffice } from './banks.ts';
import { caller, makeWorld, NOON, PEPPER, type World } from './deployment.ts';

/** What stands in the folders is settled, as at a start. */
export async function settleFiles(
  store: Store,
  files: ReadonlyMap<string, BankProfile> = banksAndOffice(),
  { now = NOON, take }: { readonly now?: number; readonly take?: string } = {},
) {
  return profilesAtStart({ store, keys: deriveDeploymentKeys(PEPPER), now: () => now }, files, take);
}

export async function makeProfileWorld(store: Store): Promise<World> {
  const { banks } = await settleFiles(store);
  return makeWorld(store, { banks });
}

/** Another process of the same deployment, as far as requests can tell: banks of its own, read from the database. */
export async function secondProcess(world: World): Promise<World> {
  const { banks } = await settleFiles(world.store);
  return { ...world, banks, issuer: new Issuer(world.store, world.ca, world.now, announceIssued(banks)) };
}

/** The bank's profile in force, changed. */
export function changed(
  world: Pick<World, 'banks'>,
  code: string,
  change: (profile: BankProfile) => Partial<BankProfile>,
): string {
  const profile = world.banks.get(code);
  assert.ok(profile);
  return JSON.stringify({ ...profile, ...change(profile) });
}

export async function proposed(
  world: World,
  operator: OfficeInput,
  bankCode: string,
  text: string,
): Promise<string> {
  const entered = await proposeProfile(world, { ...operator, bankCode, text, purpose: '試験' }, caller());
  if (isRefusal(entered)) throw new Error(entered.reason);
  if ('faults' in entered) throw new Error(JSON.stringify(entered.faults));
  return entered.proposal;
}

/** An approver who has typed a one-time password, and approves what the page showed. */
export async function approved(
  world: World,
  approver: OfficeInput & { readonly oneTimePassword?: string },
  bankCode: string,
  proposal: string,
) {
  const view = await showProposal(world, { ...approver, bankCode, proposal });
  if (isRefusal(view)) return view;
  return approveProposal(world, { ...approver, bankCode, proposal, hash: view.hash }, caller());
}
