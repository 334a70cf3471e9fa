// A page for an act of who is logged on: what it does, what is typed to confirm it, a button; then another page, so
// that a reload does nothing twice.

import { hash } from 'node:crypto';
import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { csrfField, csrfToken } from '../../http/csrf.ts';
import { type BankPageContext, bankPageContext, type PageParts, sendPage } from '../../http/page.ts';
import { formIdField, PostedForms } from '../../http/posted-twice.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { REFUSAL_STATUS } from '../../http/refusal-status.ts';
import { sessionToken } from '../../http/session-cookie.ts';
import type { AnySessionInput } from '../../procedures/log-on/open-session.ts';
import type { SessionInput } from '../../procedures/log-on/session.ts';
import type { Entries } from '../../procedures/secrets/check-secrets.ts';
import type { BankProfile, Role, SecretField } from '../../profile/bank-profile.ts';
import type { ReasonCode } from '../../profile/reason-codes.ts';
import type { PortalRoom } from '../bank-routes.ts';
import {
  type AskedSecrets,
  askSecrets,
  isFaulty,
  readSecrets,
  type SecretFaults,
  secretFaults,
  secretFields,
} from './asked-secrets.ts';
import { mayTryAgain } from './question.ts';
import { sendLogonRefusal } from './refused.ts';

/** What the connection and the cookie show of who asks. */
export function sessionShownBy(request: FastifyRequest, role?: Role): SessionInput {
  return {
    bankCode: bankPageContext(request).profile.code,
    role,
    certificate: clientCertificateOf(request.raw),
    token: sessionToken(request),
  };
}

/** A session in which something may be done: every page of the logon is answered. */
export function openOnly<View extends { readonly open: boolean }>(session: View | Refusal): View | Refusal {
  return isRefusal(session) || session.open ? session : refuse('session-missing');
}

type Params = Readonly<Record<string, string>>;

/** Where the pages of a session stand: what a request shows of it there, and how a refusal is told. */
export interface SessionPlace<Shown extends AnySessionInput> {
  shownBy(request: FastifyRequest): Shown;
  refused(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply;
}

export interface Act<View extends object, Done, Shown extends AnySessionInput = SessionInput> {
  /** Below the bank's code, with `:name` for what differs. */
  readonly path: string;
  /** Whose act it is, where only one role has it. */
  readonly role?: Role;
  /** How things stand; a refusal where the act is not open. */
  view(shown: Shown, params: Params, request: FastifyRequest): Promise<View | Refusal>;
  asks(profile: BankProfile, view: View): readonly SecretField[];
  /** The page around the form; `form` is what `confirmation` made. */
  page(context: BankPageContext, view: View, confirmation: Confirmation): PageParts;
  /** What is wrong with what was sent besides secrets, in words, by the id of the field. */
  faultsOf?(context: BankPageContext, form: Form, view: View): FormFaults;
  /** Refusals that the page that asked answers best, besides those of wrong secrets. */
  readonly again?: readonly ReasonCode[];
  act(
    input: Shown & { readonly fields: Entries },
    form: Form,
    request: FastifyRequest,
  ): Promise<Done | Refusal>;
  /** Where it leads. */
  next(context: BankPageContext, done: Done, view: View): string;
}

export type FormFaults = ReadonlyMap<string, string>;

/** What was sent besides secrets. */
export interface Form {
  readonly params: Params;
  value(name: string): string;
}

/** The parts of the form, for the page to put where they belong. */
export interface Confirmation {
  /** What was wrong, for the top of the page. */
  readonly faults: HtmlSafeString;
  readonly faulty: boolean;
  /** For a form beside this one. */
  readonly csrf: string;
  /** Hidden fields and the secrets. */
  readonly fields: HtmlSafeString;
  /** What was sent, where the page is shown again; else every value is ''. */
  readonly form: Form;
  readonly formFaults: FormFaults;
}

/** On the logon face, behind a certificate. */
export function actRoutes<View extends object, Done>(
  app: FastifyInstance,
  room: PortalRoom,
  act: Act<View, Done>,
): void {
  const { addresses } = room.deployment;
  actRoutesAt(app, room, act, {
    shownBy: (request) => sessionShownBy(request, act.role),
    refused: (request, reply, refusal) =>
      sendLogonRefusal(request, reply, addresses, act.role ?? 'administrator', refusal),
  });
}

export function actRoutesAt<View extends object, Done, Shown extends AnySessionInput>(
  app: FastifyInstance,
  { deployment, throttled }: PortalRoom,
  act: Act<View, Done, Shown>,
  { shownBy, refused }: SessionPlace<Shown>,
): void {
  const posted = new PostedForms<Outcome<View, Shown>>();

  async function load(request: FastifyRequest): Promise<Loaded<View, Shown> | Refusal> {
    const shown = shownBy(request);
    const view = await act.view(shown, request.params as Params, request);
    if (isRefusal(view)) return view;
    const asked = await askSecrets(deployment, shown, act.asks(bankPageContext(request).profile, view));
    return isRefusal(asked) ? asked : { shown, view, asked };
  }

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { view, asked }: Loaded<View, Shown>,
    faults: Remarks = {},
  ): FastifyReply {
    const context = bankPageContext(request);
    const csrf = csrfToken(reply);
    if (wantsJson(request))
      return reply.send({ ...view, asks: asked.fields, card: asked.card ?? null, csrf });
    const { formFaults = new Map() } = faults;
    const confirmation = {
      faults: secretFaults(context, asked, faults, formFaults),
      faulty: isFaulty(faults) || formFaults.size > 0,
      form: formOf(request),
      formFaults,
      csrf,
      fields: html`${csrfField(csrf)} ${formIdField()} ${secretFields(context, asked, faults)}`,
    };
    return sendPage(reply, context, act.page(context, view, confirmation));
  }

  app.get(act.path, async (request, reply) => {
    const loaded = await load(request);
    return isRefusal(loaded) ? refused(request, reply, loaded) : show(request, reply, loaded);
  });

  /** Everything within the answer that a double click gets again: after the act its page may not be open any more. */
  async function answer(request: FastifyRequest): Promise<Outcome<View, Shown>> {
    const context = bankPageContext(request);
    const loaded = await load(request);
    if (isRefusal(loaded)) return { refusal: loaded };
    const { shown, view, asked } = loaded;
    const { entries, faults, cellFaults } = readSecrets(context.profile, asked, request.body);
    const formFaults = act.faultsOf?.(context, formOf(request), view) ?? new Map();
    if (faults.size + cellFaults.size + formFaults.size > 0) {
      return {
        refusal: refuse('form-invalid'),
        again: { loaded, faults: { faults, cellFaults, formFaults } },
      };
    }
    const done = await act.act({ ...shown, fields: entries }, formOf(request), request);
    if (!isRefusal(done)) return { next: act.next(context, done, view) };
    const again = mayTryAgain(done) || act.again?.includes(done.reason) === true;
    return { refusal: done, ...(again && { again: { loaded, faults: { refusal: done } } }) };
  }

  app.post(act.path, { onRequest: throttled }, async (request, reply) => {
    const shown: AnySessionInput = shownBy(request);
    const certificate = 'certificate' in shown ? hash('sha256', shown.certificate ?? '') : '';
    const poster = `${request.url} ${certificate} ${shown.token ?? ''}`;
    const outcome = await posted.answer(poster, request, () => answer(request));
    if ('next' in outcome) {
      const { next } = outcome;
      return wantsJson(request) ? reply.send({ next }) : reply.redirect(next, 303);
    }
    const { refusal, again } = outcome;
    if (again === undefined || wantsJson(request)) return refused(request, reply, refusal);
    reply.code(REFUSAL_STATUS[refusal.reason]);
    return show(request, reply, again.loaded, again.faults);
  });
}

type Remarks = SecretFaults & { readonly formFaults?: FormFaults };

interface Loaded<View, Shown> {
  readonly shown: Shown;
  readonly view: View;
  readonly asked: AskedSecrets;
}

type Outcome<View, Shown> =
  | { readonly next: string }
  | {
      readonly refusal: Refusal;
      /** The page is shown again with what was wrong. */
      readonly again?: { readonly loaded: Loaded<View, Shown>; readonly faults: Remarks };
    };

function formOf(request: FastifyRequest): Form {
  const body = (request.body ?? {}) as Record<string, unknown>;
  return {
    params: request.params as Params,
    value(name) {
      const value = body[name];
      return typeof value === 'string' ? value : '';
    },
  };
}
