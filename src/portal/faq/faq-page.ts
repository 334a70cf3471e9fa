// よくあるご質問, made from the reasons themselves: what a refusal's page says is what stands here, in the bank's terms.
// Found by the contents, by the browser's own search, or by the code that a page showed (`/<bank>/faq#<code>`).

import { type HtmlSafeString, html } from '@prairielearn/html';
import { refuse } from '../../domain/refusal.ts';
import type { BankPageContext, PageParts } from '../../http/page.ts';
import { wordingOf } from '../../http/refusal-page.ts';
import { REASON_CODES, type ReasonCode } from '../../profile/reason-codes.ts';
import { REASON_TOPICS, REASON_TOPICS_IN_ORDER, type ReasonTopic } from '../../profile/reason-topics.ts';

interface Chapter {
  readonly topic: ReasonTopic;
  readonly reasons: readonly ReasonCode[];
}

export function faqPage(context: BankPageContext): PageParts {
  const { say } = context;
  const chapters = REASON_TOPICS_IN_ORDER.map((topic) => ({ topic, reasons: reasonsOf(context, topic) }));
  const codes = chapters.flatMap(({ reasons }) => reasons).toSorted();
  return {
    title: say('page.faq.title'),
    main: html`<p class="lead">${say('page.faq.lead')}</p>
      <p>${say('page.faq.byCode')} <a href="#codes">${say('page.faq.codes')}</a></p>
      <p><a href="${context.homeHref}check">${say('page.faq.check')}</a></p>
      <nav class="faq-contents" aria-labelledby="contents">
        <h2 id="contents">${say('page.faq.contents')}</h2>
        ${chapters.map((chapter) => contentsOf(context, chapter))}
      </nav>
      ${chapters.map((chapter) => chapterOf(context, chapter))}
      <section aria-labelledby="codes">
        <h2 id="codes">${say('page.faq.codes')}</h2>
        <ul class="faq-codes">
          ${codes.map((code) => html`<li><a class="code" href="#${code}">${code}</a></li>`)}
        </ul>
      </section>`,
  };
}

/** A bank without a card or without tokens explains none of that. */
function reasonsOf({ profile }: BankPageContext, topic: ReasonTopic): ReasonCode[] {
  return REASON_CODES.filter(
    (reason) =>
      REASON_TOPICS[reason] === topic &&
      (profile.card !== null || !reason.startsWith('card-')) &&
      (profile.token !== null || !/^(?:token|one-time-password)-/.test(reason)),
  );
}

function contentsOf(context: BankPageContext, { topic, reasons }: Chapter): HtmlSafeString {
  return html`<h3>${context.say(`page.faq.${topic}`)}</h3>
    <ul>
      ${reasons.map((reason) => html`<li><a href="#${reason}">${titleOf(context, reason)}</a></li>`)}
    </ul>`;
}

function chapterOf(context: BankPageContext, { topic, reasons }: Chapter): HtmlSafeString {
  const { say } = context;
  return html`<section aria-labelledby="topic-${topic}">
    <h2 id="topic-${topic}">${say(`page.faq.${topic}`)}</h2>
    ${reasons.map(
      (reason) => html`<article class="faq-entry" id="${reason}" aria-labelledby="${reason}-title">
        <h3 id="${reason}-title">${titleOf(context, reason)}</h3>
        <p>${wordingOf(context, refuse(reason), 'cause')}</p>
        <p><strong>${say('page.refusal.next')}</strong><br />${wordingOf(context, refuse(reason), 'next')}</p>
        <p class="small">
          <span>${say('page.refusal.reason')} <span class="code">${reason}</span></span>
          <a href="#contents">${say('page.faq.toTop')}</a>
        </p>
      </article>`,
    )}
  </section>`;
}

/** Several keys are refused in the same words; the code tells them apart. */
function titleOf(context: BankPageContext, reason: ReasonCode): HtmlSafeString {
  const title = wordingOf(context, refuse(reason), 'title');
  const alike = REASON_CODES.some(
    (other) => other !== reason && wordingOf(context, refuse(other), 'title') === title,
  );
  return alike ? html`${title} <span class="code">(${reason})</span>` : html`${title}`;
}
