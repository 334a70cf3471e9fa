// Where a person stands in 開通確認.

import { pinsOf } from '../../domain/pin-choice.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { BankProfile, PinField, Role } from '../../profile/bank-profile.ts';
import { findActivationByToken } from '../../store/read/activation.ts';
import { type FoundHolder, readSecrets } from '../../store/read/contract.ts';
import type { ActivationRow, SecretRow } from '../../store/tables.ts';
import type { Deployment } from '../deployment.ts';
import { profileOfWay } from '../profiles/way-profile.ts';
import { hashToken } from '../secrets/token.ts';

export interface ActivationKey {
  readonly bankCode: string;
  readonly role: Role;
  /** From the cookie. */
  readonly token?: string | undefined;
}

export interface ActivationView {
  readonly contractId: string;
  readonly userId: string;
  readonly companyName: string;
  /** The PINs that are still to be chosen, in the profile's order; none: it is done. */
  readonly pins: readonly PinField[];
  readonly done: boolean;
  /** Whether a certificate may be acquired next; a user may have to wait for the administrator. */
  readonly permitted: boolean;
}

export interface LoadedActivation {
  readonly profile: BankProfile;
  readonly row: ActivationRow;
  readonly holder: FoundHolder;
  readonly secrets: readonly SecretRow[];
  /** The PINs of which the holder has first ones. */
  readonly pins: readonly PinField[];
}

/** The way behind a cookie; another bank's or role's, or one run out, is over. */
export async function loadActivation(
  { store, banks, now }: Deployment,
  { bankCode, role, token }: ActivationKey,
): Promise<LoadedActivation | Refusal> {
  const profile = profileOfWay({ banks }, { bankCode, token });
  const found = token === undefined ? undefined : await findActivationByToken(store.db, hashToken(token));
  if (
    profile === undefined ||
    found === undefined ||
    found.row.bank_code !== bankCode ||
    found.row.role !== role ||
    found.row.expires_at <= now()
  ) {
    return refuse('activation-over');
  }
  const secrets = await readSecrets(store.db, found.holder.id);
  const first = secrets.filter(({ provisional }) => provisional === 1).map(({ kind }) => kind);
  return { profile, ...found, secrets, pins: pinsOf(profile, role).filter((pin) => first.includes(pin)) };
}

export async function findActivation(
  deployment: Deployment,
  key: ActivationKey,
): Promise<ActivationView | Refusal> {
  const loaded = await loadActivation(deployment, key);
  if (isRefusal(loaded)) return loaded;
  const { row, holder, pins } = loaded;
  // Somebody else, or another window, was faster: told when the choice is sent, not while one thinks.
  const done = row.done_at !== null;
  return {
    contractId: holder.contractId,
    userId: holder.userId,
    companyName: holder.companyName,
    pins: done ? [] : pins,
    done,
    permitted: holder.permittedAt !== null,
  };
}
