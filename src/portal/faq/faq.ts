// よくあるご質問: the page, for everyone.

import type { FastifyInstance } from 'fastify';
import { bankPageContext, sendPage } from '../../http/page.ts';
import { faqPage } from './faq-page.ts';

export function faqRoutes(app: FastifyInstance): void {
  app.get('/faq', (request, reply) => {
    const context = bankPageContext(request);
    return sendPage(reply, context, faqPage(context));
  });
}
