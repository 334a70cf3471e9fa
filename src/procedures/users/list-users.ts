// The users of the administrator's own contract, and how things stand with each.

import { dayOf } from '../../domain/calendar.ts';
import { type CertificateStatus, statusOf } from '../../domain/certificate-status.ts';
import { foremostOf, type PermissionChoice, possibleChoices } from '../../domain/decide-permission.ts';
import { lockedSecrets } from '../../domain/locked-secrets.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { daysLeft, lastAcquisitionDay } from '../../domain/windows.ts';
import type { BankProfile, SecretField } from '../../profile/bank-profile.ts';
import { certificateFactsOf, readCertificatesOfHolders } from '../../store/read/certificate.ts';
import type { FoundHolder } from '../../store/read/contract.ts';
import { readFailures, readLastLogons, readUsersOfContract } from '../../store/read/user.ts';
import type { CertificateRow } from '../../store/tables.ts';
import { type CertificateView, certificateViewOf } from '../certificate-view.ts';
import type { Deployment } from '../deployment.ts';
import { findUserOf, loadOpenSession, type OpenSession } from '../log-on/open-session.ts';
import type { SessionInput } from '../log-on/session.ts';

export interface UserView {
  readonly userId: string;
  readonly name: string;
  readonly mail: string;
  readonly state: 'active' | 'suspended' | 'removed';
  /** Whether the user may have a certificate. */
  readonly permitted: boolean;
  /** While a permission waits for its acquisition: until when, and whether that day is over. */
  readonly acquisition?: { readonly lastDay: string; readonly over: boolean };
  /** The one in use, else one that may yet be, else the newest. */
  readonly certificate?: {
    readonly view: CertificateView;
    readonly status: CertificateStatus;
    readonly daysLeft: number;
  };
  /** Secrets that are locked. */
  readonly locked: readonly SecretField[];
  readonly lastLogonAt?: number;
  /** What may be chosen about the certificate. */
  readonly choices: readonly PermissionChoice[];
}

export interface UserList {
  /** Those who were removed are not shown. */
  readonly users: readonly UserView[];
  readonly maximum: number;
}

/** Administrators only. */
export async function listUsers(deployment: Deployment, input: SessionInput): Promise<UserList | Refusal> {
  const open = await loadAdministrator(deployment, input);
  if (isRefusal(open)) return open;
  const users = await readUsersOfContract(deployment.store.db, open.holder.contract);
  const present = users.filter((user) => user.holderState !== 'removed');
  return { users: await viewsOf(deployment, open, present), maximum: open.profile.users.maximum };
}

/** One user of the own contract; another contract's user is as unknown as nobody. */
export async function findUser(
  deployment: Deployment,
  input: SessionInput & { readonly userId: string },
): Promise<UserView | Refusal> {
  const open = await loadAdministrator(deployment, input);
  if (isRefusal(open)) return open;
  const user = await findUserOf(deployment.store.db, open, input.userId);
  const [view] = user === undefined ? [] : await viewsOf(deployment, open, [user]);
  return view ?? refuse('user-unknown');
}

async function loadAdministrator(
  deployment: Deployment,
  input: SessionInput,
): Promise<OpenSession | Refusal> {
  const open = await loadOpenSession(deployment, input);
  if (isRefusal(open)) return open;
  return open.holder.role === 'administrator' ? open : refuse('page-not-found');
}

async function viewsOf(
  { store, now }: Deployment,
  { profile, holder }: OpenSession,
  users: readonly FoundHolder[],
): Promise<UserView[]> {
  const ids = users.map(({ id }) => id);
  const [certificates, logons, failures] = await Promise.all([
    readCertificatesOfHolders(store.db, ids),
    readLastLogons(store.db, ids),
    readFailures(store.db, holder.bankCode, holder.contractId),
  ]);
  const ofUser = Map.groupBy(certificates, (row) => row.holder);
  const lastLogons = new Map(logons.map(({ holder: user, at }) => [user, at]));
  return users.map((user) => {
    const failed = failures.filter((one) => one.user_id === user.userId);
    const locked = lockedSecrets(profile, failed);
    return viewOf(profile, user, ofUser.get(user.id) ?? [], {
      locked: [...new Set(locked.map(({ secret }) => secret))],
      lastLogonAt: lastLogons.get(user.id),
      now: now(),
    });
  });
}

interface Circumstances {
  readonly locked: readonly SecretField[];
  readonly lastLogonAt: number | undefined;
  readonly now: number;
}

function viewOf(
  profile: BankProfile,
  user: FoundHolder,
  rows: readonly CertificateRow[],
  { locked, lastLogonAt, now }: Circumstances,
): UserView {
  const facts = rows.map((row) => ({ ...certificateFactsOf(row), row }));
  const foremost = foremostOf(facts, now);
  const { permittedAt } = user;
  const acquired = facts.some((one) => one.signedAt !== null && one.plannedAt >= (permittedAt ?? 0));
  const lastDay = lastAcquisitionDay(profile, 'user', user.acquisitionFrom);
  return {
    userId: user.userId,
    name: user.name,
    mail: user.mail,
    state: user.holderState,
    permitted: permittedAt !== null,
    ...(permittedAt !== null && !acquired && { acquisition: { lastDay, over: dayOf(now) > lastDay } }),
    ...(foremost && {
      certificate: {
        view: certificateViewOf(foremost.row),
        status: statusOf(foremost, now),
        daysLeft: daysLeft(foremost.notAfter, now),
      },
    }),
    locked,
    ...(lastLogonAt !== undefined && { lastLogonAt }),
    choices: possibleChoices({ ...user, certificates: facts }),
  };
}
