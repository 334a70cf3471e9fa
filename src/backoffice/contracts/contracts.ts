// 契約事務: what is entered about contracts, one order, and what two persons do with it.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONTRACT_DESK } from '../../domain/contract-order.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { decideFormAct } from '../../domain/request-form.ts';
import { callerOf } from '../../http/caller.ts';
import { csrfToken } from '../../http/csrf.ts';
import { type BankPageContext, bankPageContext } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import {
  type FirstLetters,
  printFirstLetters,
} from '../../procedures/office/contracts/print-first-letters.ts';
import { approveOrder, returnOrder, withdrawOrder } from '../../procedures/office/contracts/settle-order.ts';
import { listOrders, type OrderView, showOrder } from '../../procedures/office/contracts/show-order.ts';
import { chooseBankPage } from '../choose-bank.ts';
import { textsOf } from '../forms/form-requests.ts';
import { sendOfficePage } from '../office-page.ts';
import { type OfficeRoom, officerOf } from '../officer-of-request.ts';
import { PdfDocument } from '../pdf/document.ts';
import { findLacking, type PrintedText } from '../pdf/lacking-part.ts';
import { sendPdf } from '../pdf/send-pdf.ts';
import { stepUpOf } from '../step-up-part.ts';
import { CONTRACTS, contractsHref } from './contract-parts.ts';
import { inputOf, paramsOf, sendContractRefusal, toOrder } from './contract-requests.ts';
import { deskPage } from './desk-page.ts';
import { contractEntryRoutes } from './enter.ts';
import { firstLettersPdf } from './first-letters-pdf.ts';
import { contractListRoutes } from './lists.ts';
import { orderPage, orderRemarkPage } from './order-page.ts';

const ORDER = `${CONTRACTS}/:of/orders/:order`;

export function contractRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;
  contractEntryRoutes(app, room);
  contractListRoutes(app, room);

  app.get(CONTRACTS, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'contracts.read');
    if (officer === undefined) return reply;
    const context = bankPageContext(request);
    const [bank, ...others] = officer.banks;
    if (bank !== undefined && others.length === 0) {
      return reply.redirect(contractsHref(context, bank.code), 303);
    }
    if (wantsJson(request)) return reply.send({ banks: officer.banks.map(({ code }) => code) });
    const page = chooseBankPage(context, officer, {
      title: context.say('page.contracts.title'),
      lead: context.say('page.contracts.choose'),
      hrefOf: (code) => contractsHref(context, code),
    });
    return sendOfficePage(reply, context, officer, CONTRACTS, page);
  });

  app.get(`${CONTRACTS}/:of`, async (request, reply) => {
    const { state = '', page = '' } = textsOf(request.query);
    const queue = await listOrders(deployment, { ...inputOf(request), state, page });
    if (isRefusal(queue)) return sendContractRefusal(request, reply, queue);
    if (wantsJson(request)) {
      const { bank, orders, counts, hasMore } = queue;
      return reply.send({ bank: bank.code, state: queue.state, page: queue.page, counts, orders, hasMore });
    }
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, queue.officer, CONTRACTS, deskPage(context, queue));
  });

  /** The order of the address; undefined when a refusal was sent. */
  async function shown(request: FastifyRequest, reply: FastifyReply): Promise<OrderView | undefined> {
    const view = await showOrder(deployment, inputOf(request));
    if (!isRefusal(view)) return view;
    sendContractRefusal(request, reply, view);
    return undefined;
  }

  app.get(ORDER, async (request, reply) => {
    const view = await shown(request, reply);
    if (view === undefined) return reply;
    if (wantsJson(request)) return reply.send(orderJson(view));
    const context = bankPageContext(request);
    const lacking = await lackingOf(context, view);
    const page = orderPage(context, view, { csrf: csrfToken(reply), now: deployment.now(), lacking });
    return sendOfficePage(reply, context, view.officer, CONTRACTS, page);
  });

  app.post(`${ORDER}/approve`, async (request, reply) => {
    const { hash = '' } = textsOf(request.body);
    const input = { ...inputOf(request), ...stepUpOf(request), hash };
    const done = await approveOrder(deployment, input, callerOf(request));
    return isRefusal(done) ? sendContractRefusal(request, reply, done) : toOrder(request, reply, done);
  });

  const ACTS = { return: returnOrder, withdraw: withdrawOrder } as const;
  for (const act of ['return', 'withdraw'] as const) {
    const page = (request: FastifyRequest, reply: FastifyReply, view: OrderView, remark?: string) => {
      const context = bankPageContext(request);
      const said = { csrf: csrfToken(reply), remark: remark ?? '', faulty: remark !== undefined };
      const parts = orderRemarkPage(context, view, act, said);
      return sendOfficePage(reply, context, view.officer, CONTRACTS, parts);
    };
    app.get(`${ORDER}/${act}`, async (request, reply) => {
      const view = await shown(request, reply);
      if (view === undefined) return reply;
      const { row, writers, officer } = view;
      const moved = decideFormAct(act, { state: row.state, writers }, officer, CONTRACT_DESK);
      return isRefusal(moved) ? sendContractRefusal(request, reply, moved) : page(request, reply, view);
    });
    app.post(`${ORDER}/${act}`, async (request, reply) => {
      const { remark = '' } = textsOf(request.body);
      const done = await ACTS[act](deployment, { ...inputOf(request), remark }, callerOf(request));
      if (!isRefusal(done)) return toOrder(request, reply, done);
      if (done.reason !== 'form-invalid' || wantsJson(request)) {
        return sendContractRefusal(request, reply, done);
      }
      const view = await shown(request, reply);
      return view === undefined ? reply : page(request, reply.code(400), view, remark);
    });
  }

  app.post(`${ORDER}/letters`, async (request, reply) => {
    const draw = (letters: FirstLetters) => firstLettersPdf(letters, deployment.now());
    const input = { ...inputOf(request), ...stepUpOf(request) };
    const pdf = await printFirstLetters(deployment, input, callerOf(request), draw);
    if (pdf instanceof PdfDocument) return sendPdf(reply, pdf, `${paramsOf(request).order}.pdf`);
    return sendContractRefusal(request, reply, pdf);
  });
}

/** Which characters of the letters to be printed next come out as 〓, by contract. */
const lackingOf = async (context: BankPageContext, { nextLetters }: OrderView) => {
  const of = (key: 'companyName' | 'postalAddress') => context.say(`page.contracts.${key}`);
  const texts = nextLetters.flatMap(({ contractId, companyName, postalAddress }): PrintedText[] => [
    [`${contractId} ${of('companyName')}`, companyName],
    [`${contractId} ${of('postalAddress')}`, postalAddress],
  ]);
  return findLacking(texts);
};

const orderJson = ({
  row,
  content,
  facts,
  hash,
  acts,
  steps,
  untouched,
  letters,
  openedLine,
}: OrderView) => ({
  ...{
    id: row.id,
    kind: row.kind,
    state: row.state,
    content,
    facts,
    hash,
    acts,
    untouched,
    letters,
    openedLine,
  },
  steps: steps.map(({ act, at, officerId, officerName, hash: seen, remark }) => ({
    ...{ act, at, officerId, officerName, hash: seen, remark },
  })),
});
