// 開通確認 on www: four steps, each with an address of its own.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PinFault, TypedPin } from '../../domain/pin-choice.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { csrfToken } from '../../http/csrf.ts';
import { type Entries, type EntryFaults, readEntries } from '../../http/entry-field.ts';
import { bankPageContext, sendPage } from '../../http/page.ts';
import { PostedForms } from '../../http/posted-twice.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { REFUSAL_STATUS } from '../../http/refusal-status.ts';
import { type ActivationView, findActivation } from '../../procedures/activate/activation.ts';
import { activationFields, beginActivation } from '../../procedures/activate/begin-activation.ts';
import { choosePins, type RefusedChoice } from '../../procedures/activate/choose-pins.ts';
import { PIN_FIELDS, type PinField, type Role } from '../../profile/fields.ts';
import type { PortalRoom } from '../bank-routes.ts';
import { againName, choosePage } from './choose-page.ts';
import { donePage } from './done-page.ts';
import { identifyPage } from './identify-page.ts';
import { preparePage } from './prepare-page.ts';
import {
  activationHref,
  activationKeyOf,
  activationRoute,
  keepActivationToken,
  refuseActivation,
} from './way.ts';

export function activationRoutes(app: FastifyInstance, room: PortalRoom, role: Role): void {
  app.get(activationRoute(role), (request, reply) => {
    const context = bankPageContext(request);
    return sendPage(reply, context, preparePage(context, role));
  });
  identifyRoutes(app, room, role);
  chooseRoutes(app, room, role);

  app.get(activationRoute(role, 'done'), async (request, reply) => {
    const view = await standing(room, request, reply, role);
    if (view === undefined) return reply;
    const context = bankPageContext(request);
    if (!view.done) return reply.redirect(activationHref(context.profile, role, 'choose'), 303);
    return sendPage(reply, context, donePage(context, role, view));
  });
}

function identifyRoutes(app: FastifyInstance, { deployment, throttled }: PortalRoom, role: Role): void {
  const posted = new PostedForms<{ readonly token: string } | Refusal>();
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    entries: Entries = {},
    faults: EntryFaults = new Map(),
  ) => {
    const context = bankPageContext(request);
    return sendPage(reply, context, identifyPage(context, { role, csrf: csrfToken(reply), entries, faults }));
  };

  app.get(activationRoute(role, 'identify'), (request, reply) => show(request, reply));

  app.post(activationRoute(role, 'identify'), { onRequest: throttled }, async (request, reply) => {
    const { profile } = bankPageContext(request);
    const { entries, faults } = readEntries(profile, activationFields(profile, role), request.body);
    if (faults.size > 0) {
      if (wantsJson(request)) return refuseActivation(request, reply, role, refuse('form-invalid'));
      return show(request, reply.code(400), entries, faults);
    }
    const begun = await posted.answer(request.url, request, () =>
      beginActivation(deployment, { bankCode: profile.code, role, fields: entries }, callerOf(request)),
    );
    if (isRefusal(begun)) return refuseActivation(request, reply, role, begun);
    keepActivationToken(reply, role, begun.token);
    const next = activationHref(profile, role, 'choose');
    return wantsJson(request) ? reply.send({ next }) : reply.redirect(next, 303);
  });
}

function chooseRoutes(app: FastifyInstance, room: PortalRoom, role: Role): void {
  const { deployment, throttled } = room;
  const posted = new PostedForms<{ readonly done: true } | RefusedChoice>();
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    { pins }: ActivationView,
    faults: readonly PinFault[] = [],
  ) => {
    const context = bankPageContext(request);
    return sendPage(reply, context, choosePage(context, { role, csrf: csrfToken(reply), pins, faults }));
  };

  app.get(activationRoute(role, 'choose'), async (request, reply) => {
    const view = await standing(room, request, reply, role);
    if (view === undefined) return reply;
    const { profile } = bankPageContext(request);
    if (view.done) return reply.redirect(activationHref(profile, role, 'done'), 303);
    if (view.pins.length === 0) return refuseActivation(request, reply, role, refuse('activation-done'));
    return show(request, reply, view);
  });

  app.post(activationRoute(role, 'choose'), { onRequest: throttled }, async (request, reply) => {
    const { profile } = bankPageContext(request);
    const key = activationKeyOf(request, role);
    const outcome = await posted.answer(`${request.url} ${key.token ?? ''}`, request, () =>
      choosePins(deployment, { ...key, pins: readPins(request.body) }, callerOf(request)),
    );
    const next = activationHref(profile, role, 'done');
    if (!isRefusal(outcome)) return wantsJson(request) ? reply.send({ next }) : reply.redirect(next, 303);
    const view = await findActivation(deployment, key);
    if (wantsJson(request) || isRefusal(view)) return refuseActivation(request, reply, role, outcome);
    // The same choice sent twice: the first one was taken.
    if (view.done) return reply.redirect(next, 303);
    if (outcome.faults === undefined) return refuseActivation(request, reply, role, outcome);
    return show(request, reply.code(REFUSAL_STATUS[outcome.reason]), view, outcome.faults);
  });
}

/** Both entries of each PIN; what is repeated or no text counts as empty. */
function readPins(body: unknown): Partial<Record<PinField, TypedPin>> {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const textOf = (name: string): string => {
    const value = given[name];
    return typeof value === 'string' ? value : '';
  };
  return Object.fromEntries(
    PIN_FIELDS.map((pin) => [pin, { pin: textOf(pin), again: textOf(againName(pin)) }]),
  );
}

/** Where a visitor stands; who never began is led to the beginning, who ran out of time is told so. */
async function standing(
  { deployment }: PortalRoom,
  request: FastifyRequest,
  reply: FastifyReply,
  role: Role,
): Promise<ActivationView | undefined> {
  const key = activationKeyOf(request, role);
  const view = await findActivation(deployment, key);
  if (!isRefusal(view)) return view;
  if (key.token === undefined) {
    reply.redirect(activationHref(bankPageContext(request).profile, role), 303);
  } else {
    refuseActivation(request, reply, role, view);
  }
  return undefined;
}
