// ご契約先管理情報変更: what an administrator can change (manuals 000 and 001, step 6).

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { isRefusal } from '../../../domain/refusal.ts';
import { csrfToken } from '../../../http/csrf.ts';
import { type BankPageContext, bankPageContext, type PageParts, sendPage } from '../../../http/page.ts';
import { wantsJson } from '../../../http/refusal-page.ts';
import { listUsers } from '../../../procedures/users/list-users.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { sessionShownBy } from '../act.ts';
import { sendLogonRefusal } from '../refused.ts';
import { loggedOnPage, usersHref } from './user-parts.ts';

export const CONTRACT_ROUTE = '/contract';

export function contractRoutes(app: FastifyInstance, { deployment }: PortalRoom): void {
  app.get(CONTRACT_ROUTE, async (request, reply) => {
    const context = bankPageContext(request);
    const list = await listUsers(deployment, sessionShownBy(request));
    if (isRefusal(list)) {
      return sendLogonRefusal(request, reply, deployment.addresses, 'administrator', list);
    }
    if (wantsJson(request)) return reply.send({ users: usersHref(context.profile) });
    return sendPage(reply, context, contractPage(context, csrfToken(reply)));
  });
}

function contractPage(context: BankPageContext, csrf: string): PageParts {
  const { profile, say } = context;
  return loggedOnPage(context, {
    csrf,
    title: say('page.contract.title'),
    main: html`<p class="lead">${say('page.contract.lead')}</p>
      <nav aria-label="${say('page.contract.items')}">
        <ul class="ways">
          <li>
            <a class="button primary" href="${usersHref(profile)}" aria-describedby="users-text"
              >${say('page.users.title')}</a
            >
            <p class="small" id="users-text">${say('page.contract.users')}</p>
          </li>
        </ul>
      </nav>
      <p><a href="/${profile.code}/status">${say('page.contract.back')}</a></p>`,
  });
}
