// A bank's first page and its menus, driven by the profile.

import type { FastifyInstance } from 'fastify';
import { refuse } from '../../domain/refusal.ts';
import { bankPageContext, sendPage } from '../../http/page.ts';
import { sendRefusal } from '../../http/refusal-page.ts';
import { menuPage } from './menu-page.ts';

export function topRoutes(app: FastifyInstance): void {
  app.get('/', (request, reply) => {
    const context = bankPageContext(request);
    const menu = context.profile.menus.top;
    if (menu === undefined) return sendRefusal(request, reply, refuse('page-not-found'));
    return sendPage(reply, context, menuPage(context, menu, 'top'));
  });

  app.get<{ Params: { name: string } }>('/menu/:name', (request, reply) => {
    const { name } = request.params;
    const context = bankPageContext(request);
    const menu = Object.hasOwn(context.profile.menus, name) ? context.profile.menus[name] : undefined;
    if (menu === undefined) return sendRefusal(request, reply, refuse('page-not-found'));
    if (name === 'top') return reply.redirect(context.homeHref, 303);
    return sendPage(reply, context, menuPage(context, menu, name));
  });
}
