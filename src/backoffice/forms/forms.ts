// 依頼書: the queue, one form, and what two persons do with it.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf } from '../../domain/calendar.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { decideFormAct } from '../../domain/request-form.ts';
import { callerOf } from '../../http/caller.ts';
import { csrfToken } from '../../http/csrf.ts';
import { bankPageContext } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { approveForm, returnForm, withdrawForm } from '../../procedures/office/forms/settle-form.ts';
import {
  type FormQueue,
  type FormView,
  listForms,
  showForm,
} from '../../procedures/office/forms/show-form.ts';
import { sendOfficePage } from '../office-page.ts';
import { type OfficeRoom, officerOf } from '../officer-of-request.ts';
import { stepUpOf } from '../step-up-part.ts';
import { entryRoutes } from './enter.ts';
import { formPage, remarkPage } from './form-page.ts';
import { FORMS, formsHref } from './form-parts.ts';
import { inputOf, sendFormRefusal, textsOf, toForm } from './form-requests.ts';
import { banksPage, queuePage } from './queue-page.ts';

const FORM = `${FORMS}/:of/:form`;

export function formRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;
  entryRoutes(app, room);

  app.get(FORMS, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'forms.read');
    if (officer === undefined) return reply;
    const context = bankPageContext(request);
    const [bank, ...others] = officer.banks;
    if (bank !== undefined && others.length === 0) return reply.redirect(formsHref(context, bank.code), 303);
    if (wantsJson(request)) return reply.send({ banks: officer.banks.map(({ code }) => code) });
    return sendOfficePage(reply, context, officer, FORMS, banksPage(context, officer));
  });

  app.get(`${FORMS}/:of`, async (request, reply) => {
    const { state = '', kind = '', page = '' } = textsOf(request.query);
    const queue = await listForms(deployment, { ...inputOf(request), state, kind, page });
    if (isRefusal(queue)) return sendFormRefusal(request, reply, queue);
    if (wantsJson(request)) return reply.send(queueJson(queue));
    const context = bankPageContext(request);
    const parts = queuePage(context, queue, dayOf(deployment.now()));
    return sendOfficePage(reply, context, queue.officer, FORMS, parts);
  });

  /** The form of the address; undefined when a refusal was sent. */
  async function shown(request: FastifyRequest, reply: FastifyReply): Promise<FormView | undefined> {
    const view = await showForm(deployment, inputOf(request));
    if (!isRefusal(view)) return view;
    sendFormRefusal(request, reply, view);
    return undefined;
  }

  app.get(FORM, async (request, reply) => {
    const view = await shown(request, reply);
    if (view === undefined) return reply;
    if (wantsJson(request)) return reply.send(formJson(view));
    const context = bankPageContext(request);
    return sendOfficePage(
      reply,
      context,
      view.officer,
      FORMS,
      formPage(context, view, csrfToken(reply), deployment.now()),
    );
  });

  app.post(`${FORM}/approve`, async (request, reply) => {
    const { hash = '' } = textsOf(request.body);
    const done = await approveForm(
      deployment,
      { ...inputOf(request), ...stepUpOf(request), hash },
      callerOf(request),
    );
    return isRefusal(done) ? sendFormRefusal(request, reply, done) : toForm(request, reply, done);
  });

  const ACTS = { return: returnForm, withdraw: withdrawForm } as const;
  for (const act of ['return', 'withdraw'] as const) {
    const page = (request: FastifyRequest, reply: FastifyReply, view: FormView, remark?: string) => {
      const context = bankPageContext(request);
      const said = { csrf: csrfToken(reply), remark: remark ?? '', faulty: remark !== undefined };
      return sendOfficePage(reply, context, view.officer, FORMS, remarkPage(context, view, act, said));
    };
    app.get(`${FORM}/${act}`, async (request, reply) => {
      const view = await shown(request, reply);
      if (view === undefined) return reply;
      const { row, writers, officer } = view;
      const moved = decideFormAct(act, { state: row.state, writers }, officer);
      return isRefusal(moved) ? sendFormRefusal(request, reply, moved) : page(request, reply, view);
    });
    app.post(`${FORM}/${act}`, async (request, reply) => {
      const { remark = '' } = textsOf(request.body);
      const done = await ACTS[act](deployment, { ...inputOf(request), remark }, callerOf(request));
      if (!isRefusal(done)) return toForm(request, reply, done);
      if (done.reason !== 'form-invalid' || wantsJson(request)) return sendFormRefusal(request, reply, done);
      const view = await shown(request, reply);
      return view === undefined ? reply : page(request, reply.code(400), view, remark);
    });
  }
}

const queueJson = ({ bank, state, kind, counts, overdue, forms, page, hasMore }: FormQueue) => ({
  ...{ bank: bank.code, state, kind, counts, overdue, page, hasMore },
  forms: forms.map((form) => ({ ...form, letterWaits: form.letterWaits === 1 })),
});

const formJson = ({ row, content, facts, hash, acts, steps, untouched }: FormView) => ({
  ...{ id: row.id, state: row.state, version: row.version, dueOn: row.due_on },
  ...{ content, facts, hash, acts, untouched },
  steps: steps.map(({ act, at, officerId, officerName, version, hash: seen, remark }) => ({
    ...{ act, at, officerId, officerName, version, hash: seen, remark },
  })),
});
