// Where the logon face leads out to: pages of www, the face that never asks for a certificate.

import type { FastifyRequest } from 'fastify';
import { withLanguage } from '../../http/language.ts';
import type { Addresses } from '../../procedures/deployment.ts';
import type { Language } from '../../profile/bank-profile.ts';
import type { Role } from '../../profile/fields.ts';

/** The face that they lead to. */
export interface Www extends Pick<Addresses, 'wwwOrigin'> {
  /** Chosen on this face, and unknown there. */
  readonly language?: Language | undefined;
}

export function wwwOf(request: FastifyRequest, { wwwOrigin }: Pick<Addresses, 'wwwOrigin'>): Www {
  return { wwwOrigin, language: wwwOrigin === '' ? undefined : request.chosenLanguage };
}

/** The page from which an attempt begins, on a host that the browser has not met. */
export function entranceHref(www: Www, bankCode: string, role: Role): string {
  return addressOf(www, `/${bankCode}/logon/${role}`);
}

export function lookupHref(www: Www, bankCode: string, role: Role): string {
  return addressOf(www, `/${bankCode}/certificate-lookup/${role}`);
}

export function enrolmentHref(www: Www, bankCode: string, role: Role): string {
  return addressOf(www, `/${bankCode}/enrolment/${role}`);
}

export function activationHref(www: Www, bankCode: string, role: Role): string {
  return addressOf(www, `/${bankCode}/activation/${role}`);
}

/** The page that checks the visitor's PC. */
export function checkHref(www: Www, bankCode: string): string {
  return addressOf(www, `/${bankCode}/check`);
}

/** Leads to a fresh host of the logon face, which shows whether a certificate arrives. */
export function checkCertificateHref(www: Www, bankCode: string): string {
  return addressOf(www, `/${bankCode}/check/certificate`);
}

export function reAcquisitionHref(www: Www, bankCode: string, role: Role): string {
  return addressOf(www, `/${bankCode}/re-acquisition/${role}`);
}

export function loggedOffHref(www: Www, bankCode: string, role?: Role): string {
  return addressOf(www, `/${bankCode}/logged-off${role === 'user' ? '/user' : ''}`);
}

function addressOf({ wwwOrigin, language }: Www, path: string): string {
  return withLanguage(`${wwwOrigin}${path}`, language);
}
