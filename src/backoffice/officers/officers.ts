// 職員: who works in the office of a bank, and what two persons (or, to stop somebody, one) do about it.

import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OfficerOrderKind } from '../../domain/officer-order.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { csrfToken } from '../../http/csrf.ts';
import { bankPageContext } from '../../http/page.ts';
import { wantsJson, wordingOf } from '../../http/refusal-page.ts';
import { sessionToken } from '../../http/session-cookie.ts';
import { enterOfficerOrder } from '../../procedures/office/officers/enter-officer-order.ts';
import { officersAt, placesOf } from '../../procedures/office/officers/officer-access.ts';
import { decideOfficerOrder } from '../../procedures/office/officers/settle-officer-order.ts';
import {
  listOfficers,
  type ShownOfficerOrder,
  showOfficer,
  showOfficerOrder,
  showSheetHalf,
} from '../../procedures/office/officers/show-officers.ts';
import { stopOfficer } from '../../procedures/office/officers/stop-officer.ts';
import type { ListedOfficer } from '../../store/read/officer.ts';
import { sendOfficePage } from '../office-page.ts';
import { type OfficeRoom, officerOf, sendOfficeRefusal } from '../officer-of-request.ts';
import { sendStepUpRefusal, stepUpOf } from '../step-up-part.ts';
import {
  OFFICERS,
  officerPage,
  officersHref,
  officersPage,
  placesPage,
  removePage,
} from './officers-page.ts';
import { newOfficerPage, orderPage, sheetPage } from './order-pages.ts';

const ONE = `${OFFICERS}/:of/of/:officer`;
const ORDER = `${OFFICERS}/:of/orders/:order`;

interface Params {
  readonly of: string;
  readonly officer: string;
  readonly order: string;
}

const paramsOf = (request: FastifyRequest): Params => ({
  ...{ of: '', officer: '', order: '' },
  ...(request.params as Partial<Params>),
});

function inputOf(request: FastifyRequest) {
  const { of, officer, order } = paramsOf(request);
  const certificate = clientCertificateOf(request.raw);
  return { certificate, token: sessionToken(request), bankCode: of, officerId: officer, orderId: order };
}

function textsOf(body: unknown): Record<string, string> {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

const newKey = () => randomBytes(16).toString('hex');

export function officerRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;

  app.get(OFFICERS, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'officers.read');
    if (officer === undefined) return reply;
    const context = bankPageContext(request);
    const places = placesOf(deployment, officer);
    const [place, ...others] = places;
    if (place !== undefined && others.length === 0) {
      return reply.redirect(officersHref(context, place.code), 303);
    }
    if (wantsJson(request)) return reply.send({ banks: places.map(({ code }) => code) });
    return sendOfficePage(reply, context, officer, OFFICERS, placesPage(context, places));
  });

  app.get(`${OFFICERS}/:of`, async (request, reply) => {
    const view = await listOfficers(deployment, inputOf(request));
    if (isRefusal(view)) return sendOfficeRefusal(request, reply, view);
    if (wantsJson(request)) {
      const officers = view.officers.map(({ holder }) => officerJson(holder));
      return reply.send({ bank: view.served.code, officers, orders: view.orders.map(orderJson) });
    }
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, view.officer, OFFICERS, officersPage(context, view));
  });

  async function askNew(
    request: FastifyRequest,
    reply: FastifyReply,
    typed: Record<string, string>,
    refusal?: Refusal,
  ): Promise<FastifyReply> {
    const at = await officersAt(deployment, inputOf(request), 'officers.change');
    if (isRefusal(at)) return sendOfficeRefusal(request, reply, at);
    const context = bankPageContext(request);
    const field = refusal?.reason === 'user-id-taken' ? 'userId' : String(refusal?.details.field);
    const fault = refusal && {
      field: field === 'userId' ? 'officerId' : field,
      text: wordingOf(context, refusal, 'cause'),
    };
    const said = { typed, fault, csrf: csrfToken(reply), entryKey: typed.entryKey ?? newKey() };
    const page = newOfficerPage(context, { ...at, ...said });
    return sendOfficePage(reply, context, at.officer, OFFICERS, page);
  }

  app.get(`${OFFICERS}/:of/new`, (request, reply) => askNew(request, reply, {}));

  async function enter(request: FastifyRequest, kind: OfficerOrderKind) {
    const entries = textsOf(request.body);
    const { officerId = '', entryKey = '' } = entries;
    const whom = kind === 'create' ? { officerId } : {};
    return enterOfficerOrder(
      deployment,
      { ...inputOf(request), ...whom, kind, entries, entryKey },
      callerOf(request),
    );
  }

  app.post(`${OFFICERS}/:of/new`, async (request, reply) => {
    const entered = await enter(request, 'create');
    if (!isRefusal(entered)) return toOrder(request, reply, entered);
    const again = entered.reason === 'form-invalid' || entered.reason === 'user-id-taken';
    return again && !wantsJson(request)
      ? askNew(request, reply.code(400), textsOf(request.body), entered)
      : sendOfficeRefusal(request, reply, entered);
  });

  for (const kind of ['role', 'resume', 'renew'] as const) {
    app.post(`${ONE}/${kind}`, async (request, reply) => {
      const entered = await enter(request, kind);
      return isRefusal(entered)
        ? sendOfficeRefusal(request, reply, entered)
        : toOrder(request, reply, entered);
    });
  }

  for (const [path, page] of [
    [ONE, officerPage],
    [`${ONE}/remove`, removePage],
  ] as const) {
    app.get(path, async (request, reply) => {
      const view = await showOfficer(deployment, inputOf(request));
      if (isRefusal(view)) return sendOfficeRefusal(request, reply, view);
      if (wantsJson(request)) return reply.send(officerJson(view.one.holder));
      const context = bankPageContext(request);
      const shown = page(context, { ...view, csrf: csrfToken(reply), entryKey: newKey() });
      return sendOfficePage(reply, context, view.officer, OFFICERS, shown);
    });
  }

  for (const [path, stop] of [
    ['suspend', 'suspended'],
    ['remove', 'removed'],
  ] as const) {
    app.post(`${ONE}/${path}`, async (request, reply) => {
      const done = await stopOfficer(deployment, { ...inputOf(request), stop }, callerOf(request));
      if (isRefusal(done)) return sendOfficeRefusal(request, reply, done);
      const { of, officer } = paramsOf(request);
      const next = officersHref(bankPageContext(request), of, 'of', officer);
      return wantsJson(request) ? reply.send({ ...done, next }) : reply.redirect(next, 303);
    });
  }

  app.get(ORDER, async (request, reply) => {
    const view = await showOfficerOrder(deployment, inputOf(request));
    if (isRefusal(view)) return sendOfficeRefusal(request, reply, view);
    if (wantsJson(request)) return reply.send(orderJson(view.order));
    const context = bankPageContext(request);
    const page = orderPage(context, view, { csrf: csrfToken(reply), now: deployment.now() });
    return sendOfficePage(reply, context, view.officer, OFFICERS, page);
  });

  for (const decision of ['confirm', 'decline'] as const) {
    app.post(`${ORDER}/${decision}`, async (request, reply) => {
      const input = { ...inputOf(request), ...stepUpOf(request), decision };
      const done = await decideOfficerOrder(deployment, input, callerOf(request));
      if (!isRefusal(done)) return toOrder(request, reply, done);
      const { of, order } = paramsOf(request);
      return sendStepUpRefusal(
        request,
        reply,
        done,
        officersHref(bankPageContext(request), of, 'orders', order),
      );
    });
  }

  app.post(`${ORDER}/sheet`, async (request, reply) => {
    const sheet = await showSheetHalf(deployment, inputOf(request), callerOf(request));
    if (isRefusal(sheet)) return sendOfficeRefusal(request, reply, sheet);
    const { half, secret } = sheet;
    if (wantsJson(request)) return reply.send({ half, secret });
    const context = bankPageContext(request);
    const page = sheetPage(context, sheet, deployment.addresses.wwwOrigin);
    return sendOfficePage(reply, context, sheet.officer, OFFICERS, page);
  });
}

/** After an act: the order's page, so that a reload does nothing twice. */
function toOrder(
  request: FastifyRequest,
  reply: FastifyReply,
  done: { readonly orderId: string },
): FastifyReply {
  const next = officersHref(bankPageContext(request), paramsOf(request).of, 'orders', done.orderId);
  return wantsJson(request) ? reply.send({ ...done, next }) : reply.redirect(next, 303);
}

const officerJson = (holder: ListedOfficer) => ({
  ...{ officerId: holder.userId, name: holder.name, mail: holder.mail },
  ...{ role: holder.officerRole, person: holder.person, state: holder.officerState },
});

const orderJson = ({ row, content, mayConfirm, half, untouched }: ShownOfficerOrder) => ({
  ...{ id: row.id, kind: row.kind, state: row.state, enteredAt: row.entered_at },
  ...{ content, mayConfirm, half, untouched },
});
