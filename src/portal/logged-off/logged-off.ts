// Where log off leads: away from the face that asks for certificates.

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { type BankPageContext, bankPageContext, type PageParts, sendPage } from '../../http/page.ts';
import { ROLES, type Role } from '../../profile/fields.ts';
import { logonRoute } from '../logon-entrance/logon-entrance-page.ts';

export function loggedOffRoutes(app: FastifyInstance): void {
  for (const role of ROLES) {
    app.get(role === 'administrator' ? '/logged-off' : `/logged-off/${role}`, (request, reply) => {
      const context = bankPageContext(request);
      return sendPage(reply, context, loggedOffPage(context, role));
    });
  }
}

export function loggedOffPage(context: BankPageContext, role: Role): PageParts {
  const { profile, say } = context;
  return {
    title: say('page.loggedOff.title'),
    main: html`<p class="lead">${say('page.loggedOff.text')}</p>
      <div class="actions">
        <a class="button primary" href="${context.homeHref}">${say('page.refusal.home')}</a>
        <a class="button secondary" href="/${profile.code}${logonRoute(role)}">${say('page.loggedOff.again')}</a>
      </div>`,
  };
}
