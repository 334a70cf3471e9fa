// A profile is proposed: typed, checked, entered; a step a page.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { csrfToken } from '../../http/csrf.ts';
import { bankPageContext } from '../../http/page.ts';
import { PostedForms } from '../../http/posted-twice.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { REFUSAL_STATUS } from '../../http/refusal-status.ts';
import { officerAtBank } from '../../procedures/office/forms/form-access.ts';
import { LARGEST_PROFILE } from '../../procedures/office/profile/profile-access.ts';
import {
  checkProposal,
  type FaultyProposal,
  proposeProfile,
} from '../../procedures/office/profile/propose-profile.ts';
import { showProposal } from '../../procedures/office/profile/show-profile.ts';
import { textOfProfile } from '../../procedures/profiles/profile-seal.ts';
import { textsOf } from '../forms/form-requests.ts';
import { sendOfficePage } from '../office-page.ts';
import type { OfficeRoom } from '../officer-of-request.ts';
import { PROFILE } from './profile-parts.ts';
import { profileInput, sendProfileRefusal, toProposal } from './profile-requests.ts';
import { confirmPage, proposePage } from './propose-page.ts';

const ROUTE = `${PROFILE}/:of/propose`;
/** Each octet may come as three signs, and a Japanese one is three octets. */
const BODY_LIMIT = 3 * LARGEST_PROFILE + 4096;

export function proposeRoutes(app: FastifyInstance, { deployment }: OfficeRoom): void {
  const posted = new PostedForms<Awaited<ReturnType<typeof proposeProfile>>>();

  app.get(ROUTE, async (request, reply) => {
    const input = profileInput(request);
    const at = await officerAtBank(deployment, input, 'profile.propose');
    if (isRefusal(at)) return sendProfileRefusal(request, reply, at);
    const { from = '' } = textsOf(request.query);
    const copied = from === '' ? undefined : await showProposal(deployment, { ...input, proposal: from });
    if (isRefusal(copied)) return sendProfileRefusal(request, reply, copied);
    const text = copied?.row.content ?? textOfProfile(at.bank).content;
    const typed = { csrf: csrfToken(reply), text, purpose: copied?.row.purpose ?? '' };
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, at.officer, PROFILE, proposePage(context, at.bank, typed));
  });

  const refuseFaulty = (request: FastifyRequest, reply: FastifyReply, faulty: FaultyProposal) => {
    const { faults, purposeFault, officer, bank } = faulty;
    reply.code(REFUSAL_STATUS['profile-faulty']);
    if (wantsJson(request)) return reply.send({ reason: 'profile-faulty', faults, purposeFault });
    const { text = '', purpose = '' } = textsOf(request.body);
    const context = bankPageContext(request);
    const typed = { csrf: csrfToken(reply), text, purpose };
    return sendOfficePage(reply, context, officer, PROFILE, proposePage(context, bank, typed, faulty));
  };

  app.post(ROUTE, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const { step = 'check', text = '', purpose = '' } = textsOf(request.body);
    // Browsers send the lines of a text field with CRLF.
    const input = { ...profileInput(request), text: text.replaceAll('\r\n', '\n'), purpose };
    const context = bankPageContext(request);
    const typed = { csrf: csrfToken(reply), text: input.text, purpose };
    if (step === 'enter') {
      const poster = `${request.url} ${input.token ?? ''}`;
      const done = await posted.answer(poster, request, () =>
        proposeProfile(deployment, input, callerOf(request)),
      );
      if (isRefusal(done)) return sendProfileRefusal(request, reply, done);
      return 'faults' in done ? refuseFaulty(request, reply, done) : toProposal(request, reply, done);
    }
    if (step === 'edit') {
      const at = await officerAtBank(deployment, input, 'profile.propose');
      if (isRefusal(at)) return sendProfileRefusal(request, reply, at);
      return sendOfficePage(reply, context, at.officer, PROFILE, proposePage(context, at.bank, typed));
    }
    const checked = await checkProposal(deployment, input);
    if (isRefusal(checked)) return sendProfileRefusal(request, reply, checked);
    if ('faults' in checked) return refuseFaulty(request, reply, checked);
    const { differences, dangers, sha256 } = checked;
    if (wantsJson(request)) return reply.send({ differences, dangers, sha256 });
    return sendOfficePage(reply, context, checked.officer, PROFILE, confirmPage(context, checked, typed));
  });
}
