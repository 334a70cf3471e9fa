// Where log off leads: away from the face that asks for certificates.

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { type BankPageContext, bankPageContext, type PageParts, sendPage } from '../../http/page.ts';
import { LOGON_ROUTE } from '../logon-entrance/logon-entrance-page.ts';

export function loggedOffRoutes(app: FastifyInstance): void {
  app.get('/logged-off', (request, reply) => {
    const context = bankPageContext(request);
    return sendPage(reply, context, loggedOffPage(context));
  });
}

export function loggedOffPage(context: BankPageContext): PageParts {
  const { profile, say } = context;
  return {
    title: say('page.loggedOff.title'),
    main: html`<p class="lead">${say('page.loggedOff.text')}</p>
      <div class="actions">
        <a class="button primary" href="${context.homeHref}">${say('page.refusal.home')}</a>
        <a class="button secondary" href="/${profile.code}${LOGON_ROUTE}">${say('page.loggedOff.again')}</a>
      </div>`,
  };
}
