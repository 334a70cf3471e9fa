// トークン: the stock, whose token is which, and orders to give one, which two persons carry out.

import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayDo } from '../../domain/officer.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { csrfToken } from '../../http/csrf.ts';
import { bankPageContext } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import {
  discardStockToken,
  endHolderToken,
  enterTokenOrder,
  settleTokenOrderAs,
} from '../../procedures/office/tokens/order-token.ts';
import {
  type HolderToken,
  listStock,
  listTokenOrders,
  showHolderToken,
  showTokenOrder,
} from '../../procedures/office/tokens/show-tokens.ts';
import { chooseBankPage } from '../choose-bank.ts';
import { textsOf } from '../forms/form-requests.ts';
import { sendOfficePage } from '../office-page.ts';
import { type OfficeRoom, officerOf } from '../officer-of-request.ts';
import { stepUpField, stepUpOf } from '../step-up-part.ts';
import { discardPage, endTokenPage, givePage, holderPage } from './holder-page.ts';
import { orderPage, tokenOrdersPage } from './order-page.ts';
import { registerRoutes } from './register.ts';
import { stockPage, tokensPage } from './stock-page.ts';
import { TOKENS, tokensHref, whoseQuery } from './token-parts.ts';
import { inputOf, paramsOf, sendTokenRefusal, toNext, whoseOf } from './token-requests.ts';

const OF = `${TOKENS}/:of`;
const ORDER = `${OF}/orders/:order`;
const STOCK_TOKEN = `${OF}/stock/:serial`;

export function tokenRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;
  registerRoutes(app, room);

  app.get(TOKENS, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'tokens.read');
    if (officer === undefined) return reply;
    const context = bankPageContext(request);
    const { say } = context;
    const banks = officer.banks.filter(({ token }) => token !== null);
    const [bank, ...others] = banks;
    if (bank !== undefined && others.length === 0) return reply.redirect(tokensHref(context, bank.code), 303);
    if (wantsJson(request)) return reply.send({ banks: banks.map(({ code }) => code) });
    const hrefOf = (code: string) => tokensHref(context, code);
    const said = { title: say('page.tokens.title'), lead: say('page.tokens.choose'), hrefOf };
    return sendOfficePage(
      reply,
      context,
      officer,
      TOKENS,
      chooseBankPage(context, { ...officer, banks }, said),
    );
  });

  app.get(OF, async (request, reply) => {
    const stock = await listStock(deployment, { ...inputOf(request), state: 'free', from: '' });
    if (isRefusal(stock)) return sendTokenRefusal(request, reply, stock);
    const orders = await listTokenOrders(deployment, { ...inputOf(request), state: 'entered', page: '' });
    if (isRefusal(orders)) return sendTokenRefusal(request, reply, orders);
    const { bank, counts } = stock;
    if (wantsJson(request)) {
      return reply.send({ bank: bank.code, counts, orders: orders.orders.map(({ id }) => id) });
    }
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, stock.officer, TOKENS, tokensPage(context, stock, orders));
  });

  app.get(`${OF}/stock`, async (request, reply) => {
    const { state = '', from = '' } = textsOf(request.query);
    const stock = await listStock(deployment, { ...inputOf(request), state, from });
    if (isRefusal(stock)) return sendTokenRefusal(request, reply, stock);
    const { bank, counts, tokens, next } = stock;
    if (wantsJson(request)) return reply.send({ bank: bank.code, state: stock.state, counts, tokens, next });
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, stock.officer, TOKENS, stockPage(context, stock, from));
  });

  app.get(`${STOCK_TOKEN}/discard`, async (request, reply) => {
    const { serial: from } = paramsOf(request);
    const stock = await listStock(deployment, { ...inputOf(request), state: 'free', from });
    if (isRefusal(stock)) return sendTokenRefusal(request, reply, stock);
    const [token] = stock.tokens;
    if (token?.serialNumber !== from) return sendTokenRefusal(request, reply, refuse('page-not-found'));
    const context = bankPageContext(request);
    const page = discardPage(context, stock.bank, token, csrfToken(reply));
    return sendOfficePage(reply, context, stock.officer, TOKENS, page);
  });

  app.post(`${STOCK_TOKEN}/discard`, async (request, reply) => {
    const done = await discardStockToken(deployment, inputOf(request), callerOf(request));
    if (isRefusal(done)) return sendTokenRefusal(request, reply, done);
    return toNext(request, reply, tokensHref(bankPageContext(request), paramsOf(request).of, 'stock'), done);
  });

  /** The holder that the address names; undefined when a refusal was sent. */
  async function holderOf(request: FastifyRequest, reply: FastifyReply): Promise<HolderToken | undefined> {
    const view = await showHolderToken(deployment, { ...inputOf(request), ...whoseOf(request) });
    if (!isRefusal(view)) return view;
    sendTokenRefusal(request, reply, view);
    return undefined;
  }

  app.get(`${OF}/holder`, async (request, reply) => {
    const view = await holderOf(request, reply);
    if (view === undefined) return reply;
    if (wantsJson(request)) return reply.send({ active: view.active ?? null });
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, view.officer, TOKENS, holderPage(context, view));
  });

  app.get(`${OF}/end`, async (request, reply) => {
    const view = await holderOf(request, reply);
    if (view === undefined) return reply;
    const context = bankPageContext(request);
    return sendOfficePage(
      reply,
      context,
      view.officer,
      TOKENS,
      endTokenPage(context, view, csrfToken(reply)),
    );
  });

  app.post(`${OF}/end`, async (request, reply) => {
    const whose = whoseOf(request);
    const done = await endHolderToken(deployment, { ...inputOf(request), ...whose }, callerOf(request));
    if (isRefusal(done)) return sendTokenRefusal(request, reply, done);
    const next = `${tokensHref(bankPageContext(request), paramsOf(request).of, 'holder')}${whoseQuery(whose)}`;
    return toNext(request, reply, next, done);
  });

  app.get(`${OF}/give`, async (request, reply) => {
    const view = await holderOf(request, reply);
    if (view === undefined) return reply;
    if (!mayDo(view.officer.role, 'tokens.enter')) {
      return sendTokenRefusal(request, reply, refuse('officer-not-allowed'));
    }
    const context = bankPageContext(request);
    const { serial: serialNumber = '' } = textsOf(request.query);
    const typed = { serialNumber, remark: '', entryKey: randomBytes(18).toString('base64url') };
    const page = givePage(context, view, typed, csrfToken(reply));
    return sendOfficePage(reply, context, view.officer, TOKENS, page);
  });

  app.post(`${OF}/give`, async (request, reply) => {
    const { serial: serialNumber = '', remark = '', entryKey = '' } = textsOf(request.body);
    const entry = { ...inputOf(request), ...whoseOf(request), serialNumber, remark, entryKey };
    const done = await enterTokenOrder(deployment, entry, callerOf(request));
    const context = bankPageContext(request);
    if (!isRefusal(done)) {
      return toNext(request, reply, tokensHref(context, paramsOf(request).of, 'orders', done.orderId), done);
    }
    const again = ['token-taken', 'form-invalid'].includes(done.reason) && !wantsJson(request);
    const view = again ? await holderOf(request, reply) : undefined;
    if (view === undefined) return again ? reply : sendTokenRefusal(request, reply, done);
    const typed = { serialNumber, remark, entryKey, fault: done.reason };
    const page = givePage(context, view, typed, csrfToken(reply));
    return sendOfficePage(reply.code(400), context, view.officer, TOKENS, page);
  });

  app.get(`${OF}/orders`, async (request, reply) => {
    const { state = '', page = '' } = textsOf(request.query);
    const list = await listTokenOrders(deployment, { ...inputOf(request), state, page });
    if (isRefusal(list)) return sendTokenRefusal(request, reply, list);
    const { bank, orders, hasMore } = list;
    if (wantsJson(request)) {
      const ids = orders.map(({ id }) => id);
      return reply.send({ bank: bank.code, state: list.state, page: list.page, hasMore, orders: ids });
    }
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, list.officer, TOKENS, tokenOrdersPage(context, list));
  });

  app.get(ORDER, async (request, reply) => {
    const view = await showTokenOrder(deployment, inputOf(request));
    if (isRefusal(view)) return sendTokenRefusal(request, reply, view);
    const { order, facts, hash, acts, officer } = view;
    const { id, state, serialNumber, contractId, userId } = order;
    if (wantsJson(request)) {
      return reply.send({ id, state, serialNumber, contractId, userId, facts, hash, acts });
    }
    const context = bankPageContext(request);
    const stepUp = stepUpField(context, officer, deployment.now());
    const page = orderPage(context, view, { csrf: csrfToken(reply), stepUp });
    return sendOfficePage(reply, context, officer, TOKENS, page);
  });

  for (const act of ['approve', 'return', 'withdraw'] as const) {
    app.post(`${ORDER}/${act}`, async (request, reply) => {
      const { hash = '' } = textsOf(request.body);
      const decision = { ...inputOf(request), ...stepUpOf(request), act, hash };
      const done = await settleTokenOrderAs(deployment, decision, callerOf(request));
      if (isRefusal(done)) return sendTokenRefusal(request, reply, done);
      const { of } = paramsOf(request);
      return toNext(request, reply, tokensHref(bankPageContext(request), of, 'orders', done.orderId), done);
    });
  }
}
