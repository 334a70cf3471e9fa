// A bank's profile: seen, compared, proposed, tried, approved by a second person.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { decideProposalAct } from '../../domain/profile-proposal.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { csrfToken } from '../../http/csrf.ts';
import { bankPageContext } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import {
  approveProposal,
  returnProposal,
  withdrawProposal,
} from '../../procedures/office/profile/settle-proposal.ts';
import {
  type ProposalView,
  showProfile,
  showProposal,
  showVersion,
} from '../../procedures/office/profile/show-profile.ts';
import { goOnTrying, tryProposal } from '../../procedures/office/profile/try-proposal.ts';
import { textsOf } from '../forms/form-requests.ts';
import { sendOfficePage } from '../office-page.ts';
import { type OfficeRoom, officerOf } from '../officer-of-request.ts';
import { stepUpOf } from '../step-up-part.ts';
import { banksPage, profilePage, versionPage } from './profile-page.ts';
import { PROFILE, profileHref } from './profile-parts.ts';
import {
  profileInput,
  profileParams,
  sendProfileFile,
  sendProfileRefusal,
  toProposal,
} from './profile-requests.ts';
import { proposalPage, remarkPage } from './proposal-page.ts';
import { proposeRoutes } from './propose.ts';

const VERSION = `${PROFILE}/:of/versions/:version`;
const PROPOSAL = `${PROFILE}/:of/proposals/:proposal`;

export function profileRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;
  proposeRoutes(app, room);
  versionRoutes(app, room);

  /** The proposal of the address; undefined when a refusal was sent. */
  async function shown(request: FastifyRequest, reply: FastifyReply): Promise<ProposalView | undefined> {
    const view = await showProposal(deployment, profileInput(request));
    if (!isRefusal(view)) return view;
    sendProfileRefusal(request, reply, view);
    return undefined;
  }
  function show(request: FastifyRequest, reply: FastifyReply, view: ProposalView, unread = false) {
    if (wantsJson(request)) return reply.send(proposalJson(view));
    const context = bankPageContext(request);
    const page = { csrf: csrfToken(reply), now: deployment.now(), unread };
    return sendOfficePage(reply, context, view.officer, PROFILE, proposalPage(context, view, page));
  }

  app.get(PROPOSAL, async (request, reply) => {
    const view = await shown(request, reply);
    return view === undefined ? reply : show(request, reply, view);
  });

  app.get(`${PROPOSAL}/json`, async (request, reply) => {
    const view = await shown(request, reply);
    if (view === undefined) return reply;
    return sendProfileFile(reply, `profile-${view.bank.code}-proposed.json`, view.row);
  });

  app.post(`${PROPOSAL}/approve`, async (request, reply) => {
    const { hash = '', read = '' } = textsOf(request.body);
    if (read !== 'on' && !wantsJson(request)) {
      const view = await shown(request, reply);
      if (view === undefined) return reply;
      if (view.acts.includes('approve') && (view.change?.dangers.length ?? 0) > 0)
        return show(request, reply.code(400), view, true);
    }
    const input = { ...profileInput(request), ...stepUpOf(request), hash };
    const done = await approveProposal(deployment, input, callerOf(request));
    return isRefusal(done) ? sendProfileRefusal(request, reply, done) : toProposal(request, reply, done);
  });

  app.post(`${PROPOSAL}/trial`, async (request, reply) => {
    const begun = await tryProposal(deployment, profileInput(request), callerOf(request));
    if (isRefusal(begun)) return sendProfileRefusal(request, reply, begun);
    const { of } = profileParams(request);
    const next = profileHref(bankPageContext(request), of, 'proposals', begun.proposal, 'trial');
    return wantsJson(request) ? reply.send({ ...begun, next }) : reply.redirect(next, 303);
  });

  // Each request takes the trial a second further; the browser asks again by itself until it is done.
  app.get(`${PROPOSAL}/trial`, async (request, reply) => {
    const trial = await goOnTrying(deployment, profileInput(request));
    if (isRefusal(trial)) return sendProfileRefusal(request, reply, trial);
    const view = await shown(request, reply);
    if (view === undefined) return reply;
    if (trial?.state === 'running') reply.header('refresh', '1');
    else if (!wantsJson(request)) {
      const { row, bank } = view;
      const href = profileHref(bankPageContext(request), bank.code, 'proposals', row.id);
      return reply.redirect(`${href}#trial-title`, 303);
    }
    return show(request, reply, view);
  });

  const ACTS = { return: returnProposal, withdraw: withdrawProposal } as const;
  for (const act of ['return', 'withdraw'] as const) {
    const page = (request: FastifyRequest, reply: FastifyReply, view: ProposalView, remark?: string) => {
      const context = bankPageContext(request);
      const said = { csrf: csrfToken(reply), remark: remark ?? '', faulty: remark !== undefined };
      return sendOfficePage(reply, context, view.officer, PROFILE, remarkPage(context, view, act, said));
    };
    app.get(`${PROPOSAL}/${act}`, async (request, reply) => {
      const view = await shown(request, reply);
      if (view === undefined) return reply;
      const { row, officer } = view;
      const moved = decideProposalAct(act, { state: row.state, person: row.entered_person }, officer);
      return isRefusal(moved) ? sendProfileRefusal(request, reply, moved) : page(request, reply, view);
    });
    app.post(`${PROPOSAL}/${act}`, async (request, reply) => {
      const { remark = '' } = textsOf(request.body);
      const done = await ACTS[act](deployment, { ...profileInput(request), remark }, callerOf(request));
      if (!isRefusal(done)) return toProposal(request, reply, done);
      if (done.reason !== 'form-invalid' || wantsJson(request))
        return sendProfileRefusal(request, reply, done);
      const view = await shown(request, reply);
      return view === undefined ? reply : page(request, reply.code(400), view, remark);
    });
  }
}

function versionRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;

  app.get(PROFILE, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'profile.read');
    if (officer === undefined) return reply;
    const context = bankPageContext(request);
    const [bank, ...others] = officer.banks;
    if (bank !== undefined && others.length === 0)
      return reply.redirect(profileHref(context, bank.code), 303);
    if (wantsJson(request)) return reply.send({ banks: officer.banks.map(({ code }) => code) });
    return sendOfficePage(reply, context, officer, PROFILE, banksPage(context, officer));
  });

  app.get(`${PROFILE}/:of`, async (request, reply) => {
    const view = await showProfile(deployment, profileInput(request));
    if (isRefusal(view)) return sendProfileRefusal(request, reply, view);
    const { bank, version, sha256, versions, proposals } = view;
    if (wantsJson(request))
      return reply.send({ bank: bank.code, version, sha256, versions, proposals, profile: bank });
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, view.officer, PROFILE, profilePage(context, view));
  });

  const version = (request: FastifyRequest) =>
    showVersion(deployment, { ...profileInput(request), version: profileParams(request).version });
  app.get(VERSION, async (request, reply) => {
    const view = await version(request);
    if (isRefusal(view)) return sendProfileRefusal(request, reply, view);
    if (wantsJson(request)) {
      const { version: number, sha256, activatedAt, supersededAt, profile, change } = view;
      return reply.send({ version: number, sha256, activatedAt, supersededAt, profile, ...change });
    }
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, view.officer, PROFILE, versionPage(context, view));
  });
  app.get(`${VERSION}/json`, async (request, reply) => {
    const view = await version(request);
    if (isRefusal(view)) return sendProfileRefusal(request, reply, view);
    return sendProfileFile(reply, `profile-${view.bank.code}-${view.version}.json`, view);
  });
}

const proposalJson = ({ row, running, change, acts, hash, untouched, trial }: ProposalView) => ({
  ...{ id: row.id, state: row.state, source: row.source, sha256: row.sha256, purpose: row.purpose },
  ...{ remark: row.remark, enteredAt: row.entered_at, version: row.version, running },
  ...{ acts, hash, untouched, ...change },
  trial: trial && { state: trial.state, day: trial.day, ...trial.result, runs: undefined },
});
