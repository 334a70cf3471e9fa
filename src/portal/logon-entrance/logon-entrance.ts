// The entrance of logon on the face that asks for no certificate: explains, then leads to a host name that the
// browser has never met, so that its chooser comes up.

import type { FastifyInstance } from 'fastify';
import { withLanguage } from '../../http/language.ts';
import { freshLogonLabel } from '../../http/logon-host.ts';
import { bankPageContext, sendPage } from '../../http/page.ts';
import type { Role } from '../../profile/fields.ts';
import type { PortalRoom } from '../bank-routes.ts';
import { logonEntrancePage, logonRoute } from './logon-entrance-page.ts';

export function logonEntranceRoutes(app: FastifyInstance, { deployment }: PortalRoom, role: Role): void {
  app.get(logonRoute(role), (request, reply) => {
    const context = bankPageContext(request);
    return sendPage(reply, context, logonEntrancePage(context, role));
  });

  app.get(`${logonRoute(role)}/start`, (request, reply) => {
    const { profile } = bankPageContext(request);
    const { logonOrigin, officeOrigin } = deployment.addresses;
    const origin = (profile.kind === 'office' ? officeOrigin : logonOrigin)(freshLogonLabel());
    return reply.redirect(withLanguage(`${origin}/${profile.code}/${role}`, request.chosenLanguage), 303);
  });
}
