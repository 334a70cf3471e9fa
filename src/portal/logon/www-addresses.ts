// Where the logon face leads out to: pages of www, the face that never asks for a certificate.

import type { Addresses } from '../../procedures/deployment.ts';
import type { Role } from '../../profile/fields.ts';

/** The page from which an attempt begins, on a host that the browser has not met. */
export function entranceHref({ wwwOrigin }: Addresses, bankCode: string, role: Role): string {
  return `${wwwOrigin}/${bankCode}/logon/${role}`;
}

export function lookupHref({ wwwOrigin }: Addresses, bankCode: string, role: Role): string {
  return `${wwwOrigin}/${bankCode}/certificate-lookup/${role}`;
}

export function enrolmentHref({ wwwOrigin }: Addresses, bankCode: string, role: Role): string {
  return `${wwwOrigin}/${bankCode}/enrolment/${role}`;
}

export function loggedOffHref({ wwwOrigin }: Addresses, bankCode: string): string {
  return `${wwwOrigin}/${bankCode}/logged-off`;
}
