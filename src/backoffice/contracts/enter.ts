// Entering what is to be done to a contract, a step a page; and suspending one at once.

import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf } from '../../domain/calendar.ts';
import type { OrderFault, OrderField } from '../../domain/contract-order.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { CSRF_FIELD, csrfToken } from '../../http/csrf.ts';
import { bankPageContext } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import {
  enterOrder,
  findOrderTarget,
  type OrderPlace,
  readOrderEntry,
  type TypedKind,
} from '../../procedures/office/contracts/enter-order.ts';
import { showOrder } from '../../procedures/office/contracts/show-order.ts';
import {
  findToSuspend,
  type SuspendPlace,
  suspendAsOfficer,
} from '../../procedures/office/contracts/suspend-as-officer.ts';
import { customerHref } from '../customers/customer-addresses.ts';
import { textsOf } from '../forms/form-requests.ts';
import { sendOfficePage } from '../office-page.ts';
import type { OfficeRoom } from '../officer-of-request.ts';
import { CONTRACTS } from './contract-parts.ts';
import { inputOf, sendContractRefusal, toOrder } from './contract-requests.ts';
import { confirmPage, entryPage, suspendPage } from './entry-page.ts';

const PATHS: readonly [string, TypedKind][] = [
  [`${CONTRACTS}/:of/open`, 'open'],
  [`${CONTRACTS}/:of/change/:contract`, 'change'],
  [`${CONTRACTS}/:of/letter/:contract`, 'letter'],
  [`${CONTRACTS}/:of/resume/:contract`, 'resume'],
  [`${CONTRACTS}/:of/close/:contract`, 'close'],
];
const SUSPEND = `${CONTRACTS}/:of/suspend/:contract`;
const NO_FAULTS: ReadonlyMap<OrderField, OrderFault> = new Map();

type Texts = Record<string, string>;

export function contractEntryRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;

  async function placeOf(request: FastifyRequest, reply: FastifyReply, kind: TypedKind) {
    const place = await findOrderTarget(deployment, { ...inputOf(request), kind });
    if (!isRefusal(place)) return place;
    sendContractRefusal(request, reply, place);
    return undefined;
  }

  function showEntry(
    request: FastifyRequest,
    reply: FastifyReply,
    place: OrderPlace,
    typed: Texts,
    faults = NO_FAULTS,
  ) {
    const context = bankPageContext(request);
    const { [CSRF_FIELD]: _csrf, step: _step, ...said } = typed;
    const entries = { ...said, entryKey: said.entryKey ?? randomBytes(16).toString('hex') };
    const page = entryPage(context, { place, entries, faults, csrf: csrfToken(reply) });
    return sendOfficePage(reply, context, place.officer, CONTRACTS, page);
  }

  /** What an order before said, where one is entered anew from it; otherwise what is registered. */
  async function startOf(request: FastifyRequest, { kind, facts, contractId }: OrderPlace): Promise<Texts> {
    const { from = '' } = textsOf(request.query);
    const before =
      from === '' ? undefined : await showOrder(deployment, { ...inputOf(request), orderId: from });
    const { content } = before === undefined || isRefusal(before) ? { content: undefined } : before;
    const same = content?.kind === kind && (kind === 'open' || content.contractId === contractId);
    const terms = (same ? content?.terms : undefined) ?? facts.contract?.terms;
    return {
      ...(kind === 'open' && { acquisitionFrom: dayOf(deployment.now()) }),
      ...terms,
      ...(same && { contractId: content?.contractId ?? '', remark: content?.remark ?? '' }),
    };
  }

  for (const [path, kind] of PATHS) {
    app.get(path, async (request, reply) => {
      const place = await placeOf(request, reply, kind);
      return place === undefined ? reply : showEntry(request, reply, place, await startOf(request, place));
    });

    app.post(path, async (request, reply) => {
      const typed = textsOf(request.body);
      const { step, entryKey = '' } = typed;
      if (step === 'enter') {
        const input = { ...inputOf(request), kind, entries: typed, entryKey };
        const entered = await enterOrder(deployment, input, callerOf(request));
        if (isRefusal(entered)) return sendContractRefusal(request, reply, entered);
        if ('orderId' in entered) return toOrder(request, reply, entered);
      }
      const place = await placeOf(request, reply, kind);
      if (place === undefined) return reply;
      if (step === 'edit') return showEntry(request, reply, place, typed);
      const content = readOrderEntry(deployment, place, typed);
      if ('faults' in content) return showEntry(request, reply.code(400), place, typed, content.faults);
      const context = bankPageContext(request);
      const { [CSRF_FIELD]: _csrf, step: _step, ...entries } = typed;
      const page = confirmPage(context, { place, content, entries, csrf: csrfToken(reply) });
      return sendOfficePage(reply, context, place.officer, CONTRACTS, page);
    });
  }

  const showSuspend = (
    request: FastifyRequest,
    reply: FastifyReply,
    place: SuspendPlace,
    remark?: string,
  ) => {
    const context = bankPageContext(request);
    const said = { csrf: csrfToken(reply), remark: remark ?? '', faulty: remark !== undefined };
    return sendOfficePage(reply, context, place.officer, CONTRACTS, suspendPage(context, place, said));
  };

  app.get(SUSPEND, async (request, reply) => {
    const place = await findToSuspend(deployment, inputOf(request));
    return isRefusal(place) ? sendContractRefusal(request, reply, place) : showSuspend(request, reply, place);
  });

  app.post(SUSPEND, async (request, reply) => {
    const { remark = '' } = textsOf(request.body);
    const done = await suspendAsOfficer(deployment, { ...inputOf(request), remark }, callerOf(request));
    if (!isRefusal(done)) {
      const next = customerHref(bankPageContext(request), done.holder);
      return wantsJson(request) ? reply.send({ suspended: true, next }) : reply.redirect(next, 303);
    }
    const place = done.reason === 'form-invalid' ? await findToSuspend(deployment, inputOf(request)) : done;
    if (isRefusal(place) || wantsJson(request)) return sendContractRefusal(request, reply, done);
    return showSuspend(request, reply.code(400), place, remark);
  });
}
