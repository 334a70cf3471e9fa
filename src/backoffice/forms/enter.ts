// Entering a form, a step a page, amending one, and the blank forms on paper.

import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf } from '../../domain/calendar.ts';
import { mayDo, type OfficeAct } from '../../domain/officer.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { entriesOfContent, type FormFault } from '../../domain/request-form-content.ts';
import { callerOf } from '../../http/caller.ts';
import { CSRF_FIELD, csrfToken } from '../../http/csrf.ts';
import { bankPageContext } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import {
  amendForm,
  enterForm,
  type FormTarget,
  findFormTarget,
  readEntry,
} from '../../procedures/office/forms/enter-form.ts';
import { showForm } from '../../procedures/office/forms/show-form.ts';
import { bankOfOfficer } from '../../procedures/office/officer.ts';
import { requestFormOf } from '../../profile/request-forms.ts';
import { sendOfficePage } from '../office-page.ts';
import { type OfficeRoom, officerOf } from '../officer-of-request.ts';
import { sendPdf } from '../pdf/send-pdf.ts';
import { blankPdf } from './blank-pdf.ts';
import { confirmPage, entryPage, kindsPage, type Raced, targetPage } from './entry-page.ts';
import { FORMS, formsHref } from './form-parts.ts';
import { inputOf, paramsOf, sendFormRefusal, textsOf, toForm } from './form-requests.ts';

const NEW = `${FORMS}/:of/new`;
const BLANK = `${FORMS}/:of/blank`;
const CHANGE = `${FORMS}/:of/:form/change`;
const NO_FAULTS: ReadonlyMap<string, FormFault> = new Map();

type Texts = Record<string, string>;

/** What a page is shown with, when it is not as the person found it first. */
interface Again {
  readonly faults?: ReadonlyMap<string, FormFault>;
  readonly raced?: Raced;
}

export function entryRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;

  async function bankOf(request: FastifyRequest, reply: FastifyReply, act: OfficeAct) {
    const officer = await officerOf(request, reply, room, act);
    if (officer === undefined) return undefined;
    const bank = bankOfOfficer(officer, paramsOf(request).of);
    if (!isRefusal(bank)) return { officer, bank };
    sendFormRefusal(request, reply, bank);
    return undefined;
  }

  for (const [path, way, act] of [
    [NEW, 'new', 'forms.enter'],
    [BLANK, 'blank', 'forms.read'],
  ] as const) {
    app.get(path, async (request, reply) => {
      const at = await bankOf(request, reply, act);
      if (at === undefined) return reply;
      const context = bankPageContext(request);
      return sendOfficePage(reply, context, at.officer, FORMS, kindsPage(context, at.bank, way));
    });
  }

  app.get(`${BLANK}/:kind`, async (request, reply) => {
    const at = await bankOf(request, reply, 'forms.read');
    if (at === undefined) return reply;
    const form = requestFormOf(at.bank, paramsOf(request).kind);
    if (form === undefined) return sendFormRefusal(request, reply, refuse('page-not-found'));
    const { language } = bankPageContext(request);
    const pdf = await blankPdf({ bank: at.bank, form, language, madeAt: deployment.now() });
    return sendPdf(reply, pdf, `${at.bank.code}-${form.kind}.pdf`);
  });

  /** Step 2; `fault`: what was sent is nobody's. */
  async function askTarget(request: FastifyRequest, reply: FastifyReply, typed: Texts, fault: boolean) {
    const at = await bankOf(request, reply, 'forms.enter');
    if (at === undefined) return reply;
    const form = requestFormOf(at.bank, paramsOf(request).kind);
    if (form === undefined) return sendFormRefusal(request, reply, refuse('page-not-found'));
    const context = bankPageContext(request);
    const { contractId = '', userId = '' } = typed;
    const page = targetPage(context, {
      ...{ bank: at.bank, form, contractId, userId, csrf: csrfToken(reply) },
      fault: fault ? context.say('page.forms.target.unknown') : undefined,
    });
    return sendOfficePage(reply, context, at.officer, FORMS, page);
  }

  app.get(`${NEW}/:kind`, (request, reply) => askTarget(request, reply, {}, false));

  app.post(`${NEW}/:kind`, async (request, reply) => {
    const typed = textsOf(request.body);
    const { contractId = '', userId = '' } = typed;
    const { of, kind } = paramsOf(request);
    const target = await findFormTarget(deployment, { ...inputOf(request), kind, contractId, userId });
    if (isRefusal(target)) {
      return target.reason === 'not-accepted' && !wantsJson(request)
        ? askTarget(request, reply.code(400), typed, true)
        : sendFormRefusal(request, reply, target);
    }
    const { holder } = target;
    const whom = new URLSearchParams({ contractId: holder.contractId, userId: holder.userId });
    return reply.redirect(`${formsHref(bankPageContext(request), of, 'new', kind, 'entry')}?${whom}`, 303);
  });

  async function targetOf(request: FastifyRequest, reply: FastifyReply): Promise<FormTarget | undefined> {
    const { contractId = '', userId = '' } = textsOf(request.query);
    const { kind } = paramsOf(request);
    const target = await findFormTarget(deployment, { ...inputOf(request), kind, contractId, userId });
    if (!isRefusal(target)) return target;
    sendFormRefusal(request, reply, target);
    return undefined;
  }

  function showEntry(
    request: FastifyRequest,
    reply: FastifyReply,
    target: FormTarget,
    typed: Texts,
    { faults = NO_FAULTS, raced }: Again = {},
  ) {
    const context = bankPageContext(request);
    const { of, form } = paramsOf(request);
    const { [CSRF_FIELD]: _csrf, step: _step, entryKey, version, ...entries } = typed;
    const amends = form !== '';
    const page = entryPage(context, {
      ...{ target, entries, faults, csrf: csrfToken(reply) },
      hidden: amends ? { version: version ?? '' } : { entryKey: entryKey ?? randomBytes(16).toString('hex') },
      title: context.say(amends ? 'page.forms.change.title' : 'page.forms.entry.title'),
      back: amends ? formsHref(context, of, form) : formsHref(context, of),
      ...(raced && { raced }),
    });
    return sendOfficePage(reply, context, target.officer, FORMS, page);
  }

  function showConfirm(request: FastifyRequest, reply: FastifyReply, target: FormTarget, typed: Texts) {
    const { [CSRF_FIELD]: _csrf, step: _step, ...entries } = typed;
    const content = readEntry(deployment, target, entries);
    if ('faults' in content) return showEntry(request, reply.code(400), target, typed, content);
    const context = bankPageContext(request);
    const page = confirmPage(context, { target, content, entries, hidden: {}, csrf: csrfToken(reply) });
    return sendOfficePage(reply, context, target.officer, FORMS, page);
  }

  const today = () => dayOf(deployment.now());

  app.get(`${NEW}/:kind/entry`, async (request, reply) => {
    const target = await targetOf(request, reply);
    return target === undefined ? reply : showEntry(request, reply, target, { receivedOn: today() });
  });

  app.post(`${NEW}/:kind/entry`, async (request, reply) => {
    const target = await targetOf(request, reply);
    if (target === undefined) return reply;
    const typed = textsOf(request.body);
    const { step, entryKey = '' } = typed;
    if (step === 'edit') return showEntry(request, reply, target, typed);
    if (step !== 'enter') return showConfirm(request, reply, target, typed);
    const { contractId, userId } = target.holder;
    const { kind } = paramsOf(request);
    const entry = { ...inputOf(request), kind, contractId, userId, entries: typed, entryKey };
    const entered = await enterForm(deployment, entry, callerOf(request));
    if (isRefusal(entered)) return sendFormRefusal(request, reply, entered);
    if ('faults' in entered) return showEntry(request, reply.code(400), target, typed, entered);
    return toForm(request, reply, entered);
  });

  /** The form that is amended, as it stands now, and for whom it is. */
  async function amended(request: FastifyRequest, reply: FastifyReply) {
    const view = await showForm(deployment, inputOf(request));
    const target = isRefusal(view)
      ? view
      : mayDo(view.officer.role, 'forms.enter')
        ? view.acts.includes('amend')
          ? await findFormTarget(deployment, { ...inputOf(request), ...view.content })
          : refuse('form-settled')
        : refuse('officer-not-allowed');
    if (!isRefusal(target) && !isRefusal(view)) return { view, target };
    if (isRefusal(target)) sendFormRefusal(request, reply, target);
    return undefined;
  }

  app.get(CHANGE, async (request, reply) => {
    const found = await amended(request, reply);
    if (found === undefined) return reply;
    const { row, content } = found.view;
    const typed = { ...entriesOfContent(content), version: String(row.version) };
    return showEntry(request, reply, found.target, typed);
  });

  app.post(CHANGE, async (request, reply) => {
    const found = await amended(request, reply);
    if (found === undefined) return reply;
    const { view, target } = found;
    const typed = textsOf(request.body);
    if (typed.step === 'edit') return showEntry(request, reply, target, typed);
    const version = Number(typed.version);
    if (version === view.row.version && typed.step !== 'enter') {
      return showConfirm(request, reply, target, typed);
    }
    const done = await amendForm(
      deployment,
      { ...inputOf(request), version, entries: typed },
      callerOf(request),
    );
    if (!isRefusal(done)) {
      return 'faults' in done
        ? showEntry(request, reply.code(400), target, typed, done)
        : toForm(request, reply, done);
    }
    if (done.reason !== 'form-changed' || wantsJson(request)) return sendFormRefusal(request, reply, done);
    // Somebody was faster: what was typed stays, beside what stands there now.
    const again = await amended(request, reply);
    if (again === undefined) return reply;
    const yours = readEntry(deployment, target, typed);
    const raced = {
      by: String(done.details.by ?? ''),
      theirs: again.view.content,
      yours: 'faults' in yours ? undefined : yours,
    };
    const now = { ...typed, version: String(again.view.row.version) };
    return showEntry(request, reply.code(409), target, now, { raced });
  });
}
