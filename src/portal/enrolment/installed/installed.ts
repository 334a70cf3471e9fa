// Step 5: the certificate, and how to import it. May be loaded again as long as the enrolment lasts.

import type { FastifyInstance } from 'fastify';
import { bankPageContext, sendPage } from '../../../http/page.ts';
import { wantsJson } from '../../../http/refusal-page.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { ENROLMENT_ROUTE, standingOn } from '../way.ts';
import { guessSystem } from './import-instructions.ts';
import { installedPage } from './installed-page.ts';

export function installedRoutes(app: FastifyInstance, { deployment }: PortalRoom): void {
  app.get(`${ENROLMENT_ROUTE}/installed`, async (request, reply) => {
    const view = await standingOn('installed', deployment, request, reply);
    if (view?.certificate === undefined) return reply;
    if (wantsJson(request)) return reply.send({ certificate: view.certificate });
    const { companyName = '', certificate } = view;
    const system = guessSystem(request.headers['user-agent'] ?? '');
    const context = bankPageContext(request);
    return sendPage(reply, context, installedPage(context, { companyName, certificate, system }));
  });
}
