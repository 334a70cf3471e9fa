// ソフトウェアキーボード（使用方法）: how the keys on the screen are used (manual 003).

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { refuse } from '../../domain/refusal.ts';
import { type BankPageContext, bankPageContext, type PageParts, sendPage } from '../../http/page.ts';
import { sendRefusal } from '../../http/refusal-page.ts';

export function softwareKeyboardRoutes(app: FastifyInstance): void {
  app.get('/software-keyboard', (request, reply) => {
    const context = bankPageContext(request);
    // A bank that offers no such keys explains none.
    if (!context.profile.softwareKeyboard) return sendRefusal(request, reply, refuse('page-not-found'));
    return sendPage(reply, context, softwareKeyboardPage(context));
  });
}

export function softwareKeyboardPage({ say, homeHref }: BankPageContext): PageParts {
  return {
    title: say('page.keyboardHelp.title'),
    main: html`<p class="lead">${say('page.keyboardHelp.lead')}</p>
      <section aria-labelledby="steps-title">
        <h2 id="steps-title">${say('page.keyboardHelp.stepsTitle')}</h2>
        <ol>
          <li>${say('page.keyboardHelp.step1')}</li>
          <li>${say('page.keyboardHelp.step2')}</li>
          <li>${say('page.keyboardHelp.step3')}</li>
          <li>${say('page.keyboardHelp.step4')}</li>
        </ol>
      </section>
      <section aria-labelledby="shuffle-title">
        <h2 id="shuffle-title">${say('page.keyboardHelp.shuffleTitle')}</h2>
        <p>${say('page.keyboardHelp.shuffleText')}</p>
      </section>
      <section class="notice warning" aria-labelledby="limits-title">
        <h2 id="limits-title">${say('page.keyboardHelp.limitsTitle')}</h2>
        <ul>
          <li>${say('page.keyboardHelp.limits1')}</li>
          <li>${say('page.keyboardHelp.limits2')}</li>
        </ul>
      </section>
      <p>${say('page.keyboardHelp.close')}</p>
      <p><a href="${homeHref}">${say('page.refusal.home')}</a></p>`,
  };
}
