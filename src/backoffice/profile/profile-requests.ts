// What a request for a profile's page shows of who asks, and refusals that lead back.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../domain/refusal.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { bankPageContext } from '../../http/page.ts';
import { sendRefusal, wantsJson } from '../../http/refusal-page.ts';
import { sessionToken } from '../../http/session-cookie.ts';
import type { OneProposalInput } from '../../procedures/office/profile/settle-proposal.ts';
import { sendOfficeRefusal } from '../officer-of-request.ts';
import { OF_THE_STEP_UP } from '../step-up-part.ts';
import { profileHref } from './profile-parts.ts';

interface ProfileParams {
  /** The bank's code. */
  readonly of: string;
  readonly proposal: string;
  readonly version: string;
}

export const profileParams = (request: FastifyRequest): ProfileParams => ({
  ...{ of: '', proposal: '', version: '' },
  ...(request.params as Partial<ProfileParams>),
});

export function profileInput(request: FastifyRequest): OneProposalInput {
  const { of, proposal } = profileParams(request);
  const certificate = clientCertificateOf(request.raw);
  return { certificate, token: sessionToken(request), bankCode: of, proposal };
}

/** A refusal that concerns a proposal leads back to it. */
export function sendProfileRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): FastifyReply {
  const concerns = refusal.reason.startsWith('profile-') || OF_THE_STEP_UP.includes(refusal.reason);
  if (!concerns) return sendOfficeRefusal(request, reply, refusal);
  const context = bankPageContext(request);
  const { of, proposal } = profileParams(request);
  const way =
    proposal === ''
      ? { label: context.say('page.profile.backToProfile'), href: profileHref(context, of) }
      : { label: context.say('page.profile.back'), href: profileHref(context, of, 'proposals', proposal) };
  return sendRefusal(request, reply, refusal, [way]);
}

/** After an act: the proposal's page, so that a reload does nothing twice. */
export function toProposal(
  request: FastifyRequest,
  reply: FastifyReply,
  done: { readonly proposal: string },
): FastifyReply {
  const { of } = profileParams(request);
  const next = profileHref(bankPageContext(request), of, 'proposals', done.proposal);
  return wantsJson(request) ? reply.send({ ...done, next }) : reply.redirect(next, 303);
}

/** Exactly the octets whose hash is shown. */
export function sendProfileFile(
  reply: FastifyReply,
  name: string,
  { content, sha256 }: { readonly content: string; readonly sha256: string },
): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('repr-digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`)
    .type('application/json; charset=utf-8')
    .send(content);
}
