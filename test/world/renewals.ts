// Renewals for tests: from an open session to the certificate, the way the pages go.

import { isRefusal, type Refusal } from '../../src/domain/refusal.ts';
import type { Deployment } from '../../src/procedures/deployment.ts';
import { beginRenewal } from '../../src/procedures/enrol/begin-renewal.ts';
import { chooseKeyPlace, openKeyTicket } from '../../src/procedures/enrol/enrolment.ts';
import { submitRequest } from '../../src/procedures/enrol/submit-request.ts';
import type { SessionInput } from '../../src/procedures/log-on/session.ts';
import type { Entries } from '../../src/procedures/secrets/check-secrets.ts';
import type { Role } from '../../src/profile/bank-profile.ts';
import { type Acquired, makeRequest, type RequestKey } from './customers.ts';
import { caller } from './deployment.ts';

/** What names the renewal of a session. */
export function renewalKeyOf({ bankCode, certificate, token }: SessionInput, role: Role) {
  return { bankCode, role, way: 'renewal', certificate, token } as const;
}

/** A ticket of the renewal that has begun in this session. */
export async function renewalTicket(
  deployment: Deployment,
  session: SessionInput,
  role: Role,
): Promise<string | Refusal> {
  const key = renewalKeyOf(session, role);
  const chosen = await chooseKeyPlace(deployment, { ...key, keyPlace: 'file' }, caller());
  if (isRefusal(chosen)) return chosen;
  const opened = await openKeyTicket(deployment, key);
  return isRefusal(opened) ? opened : opened.ticket;
}

/** The whole renewal, from the button to the certificate. */
export async function renew(
  deployment: Deployment,
  session: SessionInput,
  role: Role,
  { key, fields = {} }: { readonly key?: RequestKey; readonly fields?: Entries } = {},
): Promise<Acquired | Refusal> {
  const begun = await beginRenewal(deployment, { ...session, fields }, caller());
  if (isRefusal(begun)) return begun;
  const ticket = await renewalTicket(deployment, session, role);
  if (isRefusal(ticket)) return ticket;
  const made = key ?? (await makeRequest());
  const input = { ...renewalKeyOf(session, role), ticket, request: made.request };
  const got = await submitRequest(deployment, input, caller());
  return isRefusal(got) ? got : { ...got, key: made };
}
