// お客様カード: which are being made or on their way, those of one contract, and what is done with them.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayDo } from '../../domain/officer.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { csrfToken } from '../../http/csrf.ts';
import { bankPageContext } from '../../http/page.ts';
import { sendRefusal, wantsJson } from '../../http/refusal-page.ts';
import { CARD_ACTS, type CardAct, deliverCard } from '../../procedures/office/cards/deliver-card.ts';
import { orderCard } from '../../procedures/office/cards/order-card.ts';
import { type CardView, listCards, showCard, showCards } from '../../procedures/office/cards/show-cards.ts';
import { type OpenedLetter, printLetter } from '../../procedures/office/letters/print-letter.ts';
import type { ReasonCode } from '../../profile/reason-codes.ts';
import { chooseBankPage } from '../choose-bank.ts';
import { inputOf, textsOf } from '../forms/form-requests.ts';
import { letterPdf } from '../letters/letter-pdf.ts';
import { sendOfficePage } from '../office-page.ts';
import { type OfficeRoom, officerOf, sendOfficeRefusal } from '../officer-of-request.ts';
import { PdfDocument } from '../pdf/document.ts';
import { findLacking } from '../pdf/lacking-part.ts';
import { sendPdf } from '../pdf/send-pdf.ts';
import { OF_THE_STEP_UP, stepUpOf } from '../step-up-part.ts';
import { endPage, printPage } from './card-acts-page.ts';
import { cardPdf, carrierPdf } from './card-pdf.ts';
import { CARDS, cardJson, cardsHref, cardsOfContractPage, cardsPage } from './cards-page.ts';
import { orderPage } from './order-page.ts';

const CONTRACT = `${CARDS}/:of/contract/:contract`;
const CARD = `${CARDS}/:of/card/:card`;
/** Of the card itself: whoever is refused so is to look at it again. */
const OF_THE_CARD: readonly ReasonCode[] = [
  ...OF_THE_STEP_UP,
  'card-settled',
  'order-changed',
  'contract-closed',
  'form-own',
  'letter-printed',
  'letter-expired',
];

interface Params {
  readonly of: string;
  readonly contract: string;
  readonly card: string;
}

const paramsOf = (request: FastifyRequest): Params => ({
  ...{ of: '', contract: '', card: '' },
  ...(request.params as Partial<Params>),
});

export function cardRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;
  const cardInput = (request: FastifyRequest) => ({ ...inputOf(request), cardId: paramsOf(request).card });
  const contractInput = (request: FastifyRequest) => {
    return { ...inputOf(request), contractId: paramsOf(request).contract };
  };

  app.get(CARDS, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'cards.read');
    if (officer === undefined) return reply;
    const context = bankPageContext(request);
    const { say } = context;
    const banks = officer.banks.filter(({ card }) => card !== null);
    const [bank, ...others] = banks;
    if (bank !== undefined && others.length === 0) return reply.redirect(cardsHref(context, bank.code), 303);
    if (wantsJson(request)) return reply.send({ banks: banks.map(({ code }) => code) });
    const said = { title: say('page.cards.title'), lead: say('page.cards.choose') };
    const hrefOf = (code: string) => cardsHref(context, code);
    const page = chooseBankPage(context, { ...officer, banks }, { ...said, hrefOf });
    return sendOfficePage(reply, context, officer, CARDS, page);
  });

  app.get(`${CARDS}/:of`, async (request, reply) => {
    const { page = '', contract } = textsOf(request.query);
    const list = await listCards(deployment, { ...inputOf(request), page });
    if (isRefusal(list)) return sendOfficeRefusal(request, reply, list);
    const context = bankPageContext(request);
    let unknown = false;
    if (contract !== undefined) {
      const found = await showCards(deployment, { ...inputOf(request), contractId: contract });
      if (!isRefusal(found)) {
        return reply.redirect(cardsHref(context, found.bank.code, 'contract', found.holder.contractId), 303);
      }
      if (found.reason !== 'not-accepted') return sendOfficeRefusal(request, reply, found);
      unknown = true;
    }
    if (wantsJson(request)) {
      if (unknown) return sendOfficeRefusal(request, reply, refuse('not-accepted'));
      const { bank, hasMore } = list;
      return reply.send({ bank: bank.code, cards: list.cards.map(cardJson), page: list.page, hasMore });
    }
    const parts = cardsPage(context, list, { contract: contract ?? '', unknown });
    return sendOfficePage(reply.code(unknown ? 404 : 200), context, list.officer, CARDS, parts);
  });

  app.get(CONTRACT, async (request, reply) => {
    const view = await showCards(deployment, contractInput(request));
    if (isRefusal(view)) return sendOfficeRefusal(request, reply, absentIf(view));
    if (wantsJson(request)) return reply.send({ cards: view.cards.map(cardJson) });
    const context = bankPageContext(request);
    const page = cardsOfContractPage(context, view, csrfToken(reply));
    return sendOfficePage(reply, context, view.officer, CARDS, page);
  });

  app.get(`${CONTRACT}/order`, async (request, reply) => {
    const view = await showCards(deployment, contractInput(request));
    if (isRefusal(view)) return sendOfficeRefusal(request, reply, absentIf(view));
    if (!mayDo(view.officer.role, 'cards.order')) {
      return sendOfficeRefusal(request, reply, refuse('officer-not-allowed'));
    }
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, view.officer, CARDS, orderPage(context, view, csrfToken(reply)));
  });

  app.post(`${CONTRACT}/order`, async (request, reply) => {
    const { reason = '', shown = '' } = textsOf(request.body);
    const input = { ...contractInput(request), reason, shown };
    const ordered = await orderCard(deployment, input, callerOf(request));
    if (isRefusal(ordered)) return sendCardRefusal(request, reply, absentIf(ordered));
    const { of, contract } = paramsOf(request);
    return toContract(request, reply, { of, contractId: contract, ...ordered });
  });

  /** The card of the address; undefined when a refusal was sent. */
  async function shownCard(request: FastifyRequest, reply: FastifyReply): Promise<CardView | undefined> {
    const view = await showCard(deployment, cardInput(request));
    if (!isRefusal(view)) return view;
    sendOfficeRefusal(request, reply, view);
    return undefined;
  }

  app.get(`${CARD}/end`, async (request, reply) => {
    const view = await shownCard(request, reply);
    if (view === undefined) return reply;
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, view.officer, CARDS, endPage(context, view, csrfToken(reply)));
  });

  app.post(`${CARD}/:act`, async (request, reply) => {
    const { act: said } = request.params as { act: string };
    const act: CardAct | undefined = CARD_ACTS.find((one) => one === said);
    if (act === undefined) return sendOfficeRefusal(request, reply, refuse('page-not-found'));
    const done = await deliverCard(deployment, { ...cardInput(request), act }, callerOf(request));
    if (isRefusal(done)) return sendCardRefusal(request, reply, done);
    return toContract(request, reply, { of: paramsOf(request).of, ...done });
  });

  app.get(`${CARD}/print`, async (request, reply) => {
    const view = await shownCard(request, reply);
    if (view === undefined) return reply;
    const context = bankPageContext(request);
    const { say } = context;
    const lacking = await findLacking([
      [say('page.cards.company'), view.card.companyName],
      [say('page.cards.address'), view.card.postalAddress],
    ]);
    const shown = { csrf: csrfToken(reply), now: deployment.now(), lacking };
    return sendOfficePage(reply, context, view.officer, CARDS, printPage(context, view, shown));
  });

  app.post(`${CARD}/print`, async (request, reply) => {
    const view = await shownCard(request, reply);
    if (view === undefined) return reply;
    const { bank, card } = view;
    if (card.letterId === null) return sendCardRefusal(request, reply, refuse('card-settled'));
    const { as } = textsOf(request.body);
    const draw = (letter: OpenedLetter) => {
      const { content } = letter;
      const madeAt = deployment.now();
      return as === 'card' && content.kind === 'card'
        ? cardPdf({ bank, language: card.language, contractId: card.contractId, card: content.card, madeAt })
        : letterPdf(letter, madeAt);
    };
    const input = { ...inputOf(request), ...stepUpOf(request), letterId: card.letterId };
    const pdf = await printLetter(deployment, input, callerOf(request), draw);
    if (pdf instanceof PdfDocument) return sendPdf(reply, pdf, `${card.cardNumber}.pdf`);
    return sendCardRefusal(request, reply, pdf);
  });

  app.get(`${CARD}/sheet`, async (request, reply) => {
    const view = await shownCard(request, reply);
    if (view === undefined) return reply;
    const { officer, bank, card } = view;
    if (!mayDo(officer.role, 'cards.deliver')) {
      return sendOfficeRefusal(request, reply, refuse('officer-not-allowed'));
    }
    const pdf = await carrierPdf(bank, card, deployment.now());
    return sendPdf(reply, pdf, `${card.cardNumber}-sheet.pdf`);
  });
}

/** An address that names no contract of the bank names no page either. */
const absentIf = (refusal: Refusal): Refusal =>
  refusal.reason === 'not-accepted' ? refuse('page-not-found') : refusal;

/** After an act: the contract's cards, so that a reload does nothing twice. */
function toContract(
  request: FastifyRequest,
  reply: FastifyReply,
  { of, contractId, ...done }: { readonly of: string; readonly contractId: string },
): FastifyReply {
  const next = cardsHref(bankPageContext(request), of, 'contract', contractId);
  return wantsJson(request) ? reply.send({ ...done, next }) : reply.redirect(next, 303);
}

function sendCardRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (!OF_THE_CARD.includes(refusal.reason)) return sendOfficeRefusal(request, reply, refusal);
  const context = bankPageContext(request);
  const { of, contract } = paramsOf(request);
  const href = contract === '' ? cardsHref(context, of) : cardsHref(context, of, 'contract', contract);
  return sendRefusal(request, reply, refusal, [{ label: context.say('page.cards.act.back'), href }]);
}
