// Name and mail of a user, changed.

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { confirmationFields } from '../../../domain/confirmation.ts';
import { callerOf } from '../../../http/caller.ts';
import { fact } from '../../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../../http/page.ts';
import { changeUser } from '../../../procedures/users/change-user.ts';
import type { UserView } from '../../../procedures/users/list-users.ts';
import type { UserDone } from '../../../procedures/users/user-act.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { actRoutes, type Confirmation } from '../act.ts';
import {
  detailFields,
  faultsOfDetails,
  loggedOnPage,
  presentUser,
  USER_ROUTE,
  userHref,
} from './user-parts.ts';

export function userDetailsRoutes(app: FastifyInstance, room: PortalRoom): void {
  const { deployment } = room;
  actRoutes<UserView, UserDone>(app, room, {
    path: `${USER_ROUTE}/details`,
    view: (shown, { userId }) => presentUser(deployment, shown, userId),
    asks: (profile) => confirmationFields(profile, 'administrator'),
    page: detailsPage,
    faultsOf: faultsOfDetails,
    act: (input, form, request) =>
      changeUser(
        deployment,
        {
          ...input,
          userId: form.params.userId ?? '',
          name: form.value('name'),
          mail: form.value('mail'),
        },
        callerOf(request),
      ),
    next: ({ profile }, { userId }) => userHref(profile, userId, 'done/changed'),
  });
}

function detailsPage(context: BankPageContext, user: UserView, confirmation: Confirmation): PageParts {
  const { profile, say } = context;
  return loggedOnPage(context, {
    csrf: confirmation.csrf,
    title: say('page.userDetails.title'),
    faulty: confirmation.faulty,
    main: html`${confirmation.faults}
      <p class="lead">${say('page.userDetails.lead')}</p>
      <dl class="facts">
        ${fact(inLanguage(context, profile.terms.userId), html`<span class="code">${user.userId}</span>`)}
      </dl>
      <form method="post" novalidate>
        ${detailFields(context, confirmation, user)} ${confirmation.fields}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.userDetails.submit')}</button>
          <a href="${userHref(profile, user.userId)}">${say('page.userAct.cancel')}</a>
        </div>
      </form>`,
  });
}
