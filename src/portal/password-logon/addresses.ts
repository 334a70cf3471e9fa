// Addresses of the logon by id and password, below a bank's code.

import { passwordPagesOf } from '../../domain/password-logon.ts';
import type { BankProfile, Role } from '../../profile/bank-profile.ts';

/** Pages count from 0; the first one has no number. */
export function passwordLogonRoute(role: Role, page = 0): string {
  return `/password-logon/${role}${page > 0 ? `/${page + 1}` : ''}`;
}

/** Undefined where the bank has no such logon. */
export function passwordLogonHref(profile: BankProfile, role: Role): string | undefined {
  return passwordPagesOf(profile, role) === undefined
    ? undefined
    : `/${profile.code}${passwordLogonRoute(role)}`;
}

export function passwordStatusRoute(role: Role): string {
  return `${passwordLogonRoute(role)}/status`;
}

/** 緊急停止, an administrator's. */
export const PASSWORD_STOP_ROUTE = `${passwordLogonRoute('administrator')}/stop`;

export function passwordLogOffRoute(role: Role): string {
  return `${passwordLogonRoute(role)}/log-off`;
}

export function passwordLoggedOffRoute(role: Role): string {
  return `${passwordLogonRoute(role)}/logged-off`;
}
