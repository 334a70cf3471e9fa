// Who asks, on every request of the office; and a refusal's way out.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OfficeAct } from '../domain/officer.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { clientCertificateOf } from '../http/client-certificate.ts';
import { pageContext } from '../http/page.ts';
import { sendRefusal } from '../http/refusal-page.ts';
import { sessionToken } from '../http/session-cookie.ts';
import type { Deployment } from '../procedures/deployment.ts';
import { loadOfficer, loadOfficerFor, type Officer } from '../procedures/office/officer.ts';

/** What the office's routes are registered with. */
export interface OfficeRoom {
  readonly deployment: Deployment;
}

/** Refuses whatever does not stand below the office's code, and addresses that no database can be asked about. */
export async function requireOffice(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const said = Object.values({ ...(request.params as object), ...(request.query as object) });
  const possible = said.every((one) => !String(one).includes('\0'));
  return request.bank !== undefined && possible
    ? undefined
    : sendRefusal(request, reply, refuse('page-not-found'));
}

/**
 * The officer behind the request, who may do this (absent: be here at all). Whoever is not logged on is led to the
 * logon, everybody else is told why not.
 *
 * @returns undefined when the answer has been sent.
 */
export async function officerOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { deployment }: OfficeRoom,
  act?: OfficeAct,
): Promise<Officer | undefined> {
  const input = { certificate: clientCertificateOf(request.raw), token: sessionToken(request) };
  const officer =
    act === undefined ? await loadOfficer(deployment, input) : await loadOfficerFor(deployment, input, act);
  if (!isRefusal(officer)) return officer;
  sendOfficeRefusal(request, reply, officer);
  return undefined;
}

export function sendOfficeRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): FastifyReply {
  const { homeHref, say } = pageContext(request);
  const outside = ['officer-not-allowed', 'page-not-found', 'approval-over'].includes(refusal.reason);
  const way = outside
    ? { label: say('page.office.title'), href: `/${request.bank?.code}/desk` }
    : { label: say('page.office.logOn'), href: `${homeHref}logon/user` };
  return sendRefusal(request, reply, refusal, [way]);
}
