// One place that turns a refusal into an answer: status, page or JSON, always with a cause, a reason code, a
// reference and a way out (mission rule 7).

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../domain/refusal.ts';
import type { WordingKey } from '../profile/wording/wording.ts';
import { formatDetail } from './dates.ts';
import { faqHref, helpDesk, type PageContext, pageContext, sendPage } from './page.ts';
import { REFUSAL_STATUS, RETRY_AFTER_SECONDS } from './refusal-status.ts';

/** What a page says in place of the reason's own words, because `more` says the rest. */
export type OwnWords = Partial<Record<'cause' | 'next', string>>;

/** Where somebody who was refused can go. The first is the best one. */
export interface Way {
  readonly label: string;
  readonly href: string;
}

/**
 * Answers with the refusal's status; `ways` stand before the way back to the bank's top page, `more` is what a page
 * has to say beyond cause and way out.
 */
export function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  ways: readonly Way[] = [],
  more?: HtmlSafeString,
  words: OwnWords = {},
): FastifyReply {
  // What was refused a short while ago stands in the records under the reference of then.
  const { recordedAs } = refusal.details;
  const here = pageContext(request);
  const context = typeof recordedAs === 'string' ? { ...here, reference: recordedAs } : here;
  reply.code(REFUSAL_STATUS[refusal.reason]);
  const seconds = RETRY_AFTER_SECONDS[refusal.reason];
  if (seconds !== undefined) reply.header('retry-after', seconds);
  if (wantsJson(request)) return reply.send(refusalJson(context, refusal));
  return sendPage(reply, context, {
    title: wordingOf(context, refusal, 'title'),
    main: refusalMain(context, refusal, ways, more, words),
    namesHelpDesk: true,
  });
}

/** True for scripts that ask for JSON; browsers' pages ask for HTML first. */
export function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return accept.includes('application/json') && !accept.includes('text/html');
}

export interface RefusalJson {
  readonly reason: string;
  readonly reference: string;
  readonly title: string;
  readonly message: string;
  readonly next: string;
}

function refusalJson(context: PageContext, refusal: Refusal): RefusalJson {
  return {
    reason: refusal.reason,
    reference: context.reference,
    title: wordingOf(context, refusal, 'title'),
    message: wordingOf(context, refusal, 'cause'),
    next: wordingOf(context, refusal, 'next'),
  };
}

/** The words of a refusal, for pages that show it beside something else. */
export function wordingOf(context: PageContext, refusal: Refusal, part: 'title' | 'cause' | 'next'): string {
  const details = Object.entries(refusal.details).map(([name, value]) => [
    name,
    formatDetail(value, context.language),
  ]);
  return context.say(`reason.${refusal.reason}.${part}` satisfies WordingKey, Object.fromEntries(details));
}

function refusalMain(
  context: PageContext,
  refusal: Refusal,
  ways: readonly Way[],
  more: HtmlSafeString | undefined,
  words: OwnWords,
): HtmlSafeString {
  const { say, profile } = context;
  const home = {
    label: say(profile === undefined ? 'page.refusal.banks' : 'page.refusal.home'),
    href: context.homeLink(),
  };
  return html`<div class="refusal" role="alert">
      <p class="cause">${words.cause ?? wordingOf(context, refusal, 'cause')}</p>
    </div>
    <section aria-labelledby="next-title">
      <h2 id="next-title">${say('page.refusal.next')}</h2>
      <p>${words.next ?? wordingOf(context, refusal, 'next')}</p>
      <ul class="ways">
        ${[...ways, home].map(
          (way, index) =>
            html`<li><a class="button ${index === 0 ? 'primary' : 'secondary'}" href="${way.href}">${way.label}</a></li>`,
        )}
      </ul>
    </section>
    ${more}
    <section class="for-help-desk" aria-labelledby="ask-title">
      <h2 id="ask-title">${say('page.refusal.ask')}</h2>
      <p>${say('page.refusal.askText')}</p>
      <dl class="facts">
        <div><dt>${say('page.refusal.reason')}</dt><dd class="code">${refusal.reason}</dd></div>
        <div><dt>${say('page.refusal.reference')}</dt><dd class="code">${context.reference}</dd></div>
      </dl>
      ${faqLink(context, refusal)}
      ${profile === undefined ? '' : helpDesk(context, profile)}
    </section>`;
}

/** To the reason's own entry among the questions often asked. */
export function faqLink(context: PageContext, { reason }: Refusal): HtmlSafeString | '' {
  const href = faqHref(context, reason);
  return href === undefined ? '' : html`<p><a href="${href}">${context.say('page.refusal.faq')}</a></p>`;
}
