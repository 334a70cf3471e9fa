// Where the logon face leads out to: pages of www, the face that never asks for a certificate.

import type { Addresses } from '../../procedures/deployment.ts';
import type { Role } from '../../profile/fields.ts';

/** The face that they lead to. */
export type Www = Pick<Addresses, 'wwwOrigin'>;

/** The page from which an attempt begins, on a host that the browser has not met. */
export function entranceHref({ wwwOrigin }: Www, bankCode: string, role: Role): string {
  return `${wwwOrigin}/${bankCode}/logon/${role}`;
}

export function lookupHref({ wwwOrigin }: Www, bankCode: string, role: Role): string {
  return `${wwwOrigin}/${bankCode}/certificate-lookup/${role}`;
}

export function enrolmentHref({ wwwOrigin }: Www, bankCode: string, role: Role): string {
  return `${wwwOrigin}/${bankCode}/enrolment/${role}`;
}

export function activationHref({ wwwOrigin }: Www, bankCode: string, role: Role): string {
  return `${wwwOrigin}/${bankCode}/activation/${role}`;
}

/** The page that checks the visitor's PC; `certificate` below it leads to a fresh host of the logon face. */
export function checkHref({ wwwOrigin }: Www, bankCode: string): string {
  return `${wwwOrigin}/${bankCode}/check`;
}

export function reAcquisitionHref({ wwwOrigin }: Www, bankCode: string, role: Role): string {
  return `${wwwOrigin}/${bankCode}/re-acquisition/${role}`;
}

export function loggedOffHref({ wwwOrigin }: Www, bankCode: string, role?: Role): string {
  return `${wwwOrigin}/${bankCode}/logged-off${role === 'user' ? '/user' : ''}`;
}
