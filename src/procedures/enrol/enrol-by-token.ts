// An acquisition whose key a program makes (PKCS #11, a helper): the portal has proven who it is and handed out a
// one-time token, which the program brings with its request (RFC 7030 3.2.3, 4.2.1).

import { checkChannelBinding } from '../../ca/check-renewal-request.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { findEnrolmentById } from '../../store/read/enrolment.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { isTicketOf } from '../secrets/token.ts';
import { type AcquiredCertificate, answerRequest } from './submit-request.ts';

export interface TokenRequest {
  /** The bank that the address names; absent: whichever the enrolment is of. */
  readonly bankCode: string | undefined;
  /** The enrolment's id, as the page showed it. */
  readonly enrolment: string;
  /** The one-time token: a ticket of this enrolment, so it yields one certificate. */
  readonly token: string;
  /** PKCS #10, DER. */
  readonly request: Uint8Array;
  /** By what the connection is known, should the request name it. */
  readonly channelBindings: readonly string[];
}

const ENROLMENT_ID = /^[0-9a-f-]{36}$/;

/** As `submitRequest`, with the token in place of the page's cookie; a wrong one and an old one are answered alike. */
export async function enrolByToken(
  deployment: Deployment,
  input: TokenRequest,
  caller: Caller,
): Promise<AcquiredCertificate | Refusal> {
  const { store, banks, keys, now } = deployment;
  const found = ENROLMENT_ID.test(input.enrolment)
    ? await findEnrolmentById(store.db, input.enrolment)
    : undefined;
  const profile = found && banks.get(found.holder.bankCode);
  // Nobody is known by an id alone: what is tried with a wrong token is nothing that a customer did.
  if (found === undefined || profile === undefined || !isTicketOf(keys, found.row.id, input.token)) {
    return refuse('enrolment-over');
  }
  const { row, holder } = found;
  const open =
    row.proven_at !== null &&
    row.key_place === 'token' &&
    row.way !== 'renewal' &&
    row.expires_at > now() &&
    (input.bankCode ?? profile.code) === profile.code;
  const barred = open ? checkChannelBinding(input.request, input.channelBindings) : refuse('enrolment-over');
  // What is malformed altogether is told by the same judge as everybody's.
  if (!isRefusal(barred) || barred.reason === 'request-malformed') {
    return answerRequest(deployment, { profile, row, holder }, { ...input, ticket: input.token }, caller);
  }
  const deed = { act: 'enrolment.requested', refusedFor: barred.cause };
  await store.transaction((tx) => appendAudit(tx, [auditOf(caller, holder, deed, now())]));
  return barred;
}
