// 書面: the letters that wait to be printed, one of them, and its PDF.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { csrfToken } from '../../http/csrf.ts';
import { type BankPageContext, bankPageContext } from '../../http/page.ts';
import { sendRefusal, wantsJson } from '../../http/refusal-page.ts';
import { type LetterWords, listLetters, showLetter } from '../../procedures/office/letters/list-letters.ts';
import { type OpenedLetter, printLetter } from '../../procedures/office/letters/print-letter.ts';
import type { ReasonCode } from '../../profile/reason-codes.ts';
import { inputOf, textsOf } from '../forms/form-requests.ts';
import { sendOfficePage } from '../office-page.ts';
import { type OfficeRoom, officerOf, sendOfficeRefusal } from '../officer-of-request.ts';
import { PdfDocument } from '../pdf/document.ts';
import { findLacking } from '../pdf/lacking-part.ts';
import { sendPdf } from '../pdf/send-pdf.ts';
import { OF_THE_STEP_UP, stepUpOf } from '../step-up-part.ts';
import { letterPdf } from './letter-pdf.ts';
import { LETTERS, letterBanksPage, letterPage, lettersHref, lettersPage } from './letters-page.ts';

const LETTER = `${LETTERS}/:of/:letter`;
/** Of the letter itself: whoever is refused so is to look at it again. */
const OF_THE_LETTER: readonly ReasonCode[] = [
  ...OF_THE_STEP_UP,
  'form-own',
  'letter-printed',
  'letter-expired',
];

const paramsOf = (request: FastifyRequest) =>
  request.params as { readonly of: string; readonly letter: string };
const letterInput = (request: FastifyRequest) => ({
  ...inputOf(request),
  letterId: paramsOf(request).letter,
});

export function letterRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;

  app.get(LETTERS, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'forms.read');
    if (officer === undefined) return reply;
    const context = bankPageContext(request);
    const [bank, ...others] = officer.banks;
    if (bank !== undefined && others.length === 0) {
      return reply.redirect(lettersHref(context, bank.code), 303);
    }
    if (wantsJson(request)) return reply.send({ banks: officer.banks.map(({ code }) => code) });
    return sendOfficePage(reply, context, officer, LETTERS, letterBanksPage(context, officer));
  });

  app.get(`${LETTERS}/:of`, async (request, reply) => {
    const { state = '', page = '' } = textsOf(request.query);
    const list = await listLetters(deployment, { ...inputOf(request), state, page });
    if (isRefusal(list)) return sendOfficeRefusal(request, reply, list);
    if (wantsJson(request)) {
      const { bank, counts, hasMore } = list;
      const letters = list.letters.map(({ formContent: _content, ...letter }) => letter);
      return reply.send({ bank: bank.code, state: list.state, page: list.page, counts, letters, hasMore });
    }
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, list.officer, LETTERS, lettersPage(context, list));
  });

  app.get(LETTER, async (request, reply) => {
    const view = await showLetter(deployment, letterInput(request));
    if (isRefusal(view)) return sendOfficeRefusal(request, reply, view);
    if (wantsJson(request)) {
      const { formContent: _content, ...letter } = view.letter;
      return reply.send(letter);
    }
    const context = bankPageContext(request);
    const said = {
      csrf: csrfToken(reply),
      now: deployment.now(),
      lacking: await lackingOf(context, view.words),
    };
    return sendOfficePage(reply, context, view.officer, LETTERS, letterPage(context, view, said));
  });

  app.post(`${LETTER}/print`, async (request, reply) => {
    const draw = (letter: OpenedLetter) => letterPdf(letter, deployment.now());
    const input = { ...letterInput(request), ...stepUpOf(request) };
    const pdf = await printLetter(deployment, input, callerOf(request), draw);
    if (pdf instanceof PdfDocument) return sendPdf(reply, pdf, `${paramsOf(request).letter}.pdf`);
    return sendLetterRefusal(request, reply, pdf);
  });
}

/** Which characters of the letter come out as 〓. */
const lackingOf = ({ say }: BankPageContext, words: readonly LetterWords[]) =>
  findLacking(words.map(({ part, text }) => [say(`page.letters.${part}`), text]));

function sendLetterRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (!OF_THE_LETTER.includes(refusal.reason)) return sendOfficeRefusal(request, reply, refusal);
  const context = bankPageContext(request);
  const { of, letter } = paramsOf(request);
  const way = { label: context.say('page.letters.title'), href: lettersHref(context, of, letter) };
  return sendRefusal(request, reply, refusal, [way]);
}
