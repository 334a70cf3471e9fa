// Where an act leads that ended the session in which it was done: pages of the face that asks for no certificate.

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { bankPageContext, sendPage } from '../../http/page.ts';

const PAGES = { 'certificate-revoked': 'revoked', 'contract-stopped': 'stopped' } as const;

export function endedRoutes(app: FastifyInstance): void {
  for (const [path, name] of Object.entries(PAGES)) {
    app.get(`/${path}`, (request, reply) => {
      const context = bankPageContext(request);
      const { say } = context;
      return sendPage(reply, context, {
        title: say(`page.ended.${name}`),
        main: html`<p class="lead">${say(`page.ended.${name}Text`)}</p>
          <div class="actions">
            <a class="button primary" href="${context.homeHref}">${say('page.refusal.home')}</a>
          </div>`,
      });
    });
  }
}
