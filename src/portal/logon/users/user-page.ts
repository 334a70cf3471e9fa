// One user: how things stand, and 変更.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { isRefusal } from '../../../domain/refusal.ts';
import { csrfToken } from '../../../http/csrf.ts';
import { formatInstant } from '../../../http/dates.ts';
import { fact } from '../../../http/facts.ts';
import {
  type BankPageContext,
  bankPageContext,
  inLanguage,
  type PageParts,
  sendPage,
} from '../../../http/page.ts';
import { wantsJson } from '../../../http/refusal-page.ts';
import { findUser, type UserView } from '../../../procedures/users/list-users.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { sessionShownBy } from '../act.ts';
import { sendLogonRefusal } from '../refused.ts';
import { actsFor } from './confirm-act.ts';
import {
  certificateText,
  lockText,
  loggedOnPage,
  permissionText,
  USER_ROUTE,
  userHref,
  usersHref,
  validToText,
} from './user-parts.ts';

export function userPageRoutes(app: FastifyInstance, { deployment }: PortalRoom): void {
  app.get<{ Params: { userId: string } }>(USER_ROUTE, async (request, reply) => {
    const user = await findUser(deployment, { ...sessionShownBy(request), userId: request.params.userId });
    if (isRefusal(user)) {
      return sendLogonRefusal(request, reply, deployment.addresses, 'administrator', user);
    }
    const csrf = csrfToken(reply);
    if (wantsJson(request)) return reply.send({ ...user, csrf });
    const context = bankPageContext(request);
    return sendPage(reply, context, userPage(context, user, csrf));
  });
}

function userPage(context: BankPageContext, user: UserView, csrf: string): PageParts {
  const { profile, say } = context;
  return loggedOnPage(context, {
    csrf,
    title: say('page.user.title'),
    main: html`${standing(context, user)}
      ${user.state === 'removed' ? '' : acts(context, user)}
      <p class="notice">${say('page.users.oneEach')}</p>
      <p><a href="${usersHref(profile)}">${say('page.user.back')}</a></p>`,
  });
}

function standing(context: BankPageContext, user: UserView): HtmlSafeString {
  const { profile, say, language } = context;
  const { certificate, lastLogonAt } = user;
  const validTo = validToText(context, user);
  return html`<dl class="facts">
    ${fact(inLanguage(context, profile.terms.userId), html`<span class="code">${user.userId}</span>`)}
    ${fact(say('page.user.name'), html`<bdi>${user.name}</bdi>`)}
    ${fact(say('page.user.mail'), html`<bdi>${user.mail}</bdi>`)}
    ${fact(say('page.user.state'), say(`page.user.state.${user.state}`))}
    ${fact(say('page.user.locked'), lockText(context, user))}
    ${fact(say('page.user.permission'), permissionText(context, user))}
    ${fact(say('page.user.certificate'), certificateText(context, user))}
    ${validTo === undefined ? '' : fact(say('page.user.validTo'), validTo)}
    ${
      certificate === undefined
        ? ''
        : fact(
            say('page.user.serialNumber'),
            html`<span class="code">${certificate.view.serialNumber.toUpperCase()}</span>`,
          )
    }
    ${fact(
      say('page.user.lastLogon'),
      lastLogonAt === undefined ? say('page.user.lastLogon.none') : formatInstant(lastLogonAt, language),
    )}
  </dl>`;
}

function acts(context: BankPageContext, user: UserView): HtmlSafeString {
  const { profile, say } = context;
  return html`<section aria-labelledby="acts-title">
      <h2 id="acts-title">${say('page.user.acts')}</h2>
      <p>${say('page.user.changeText')}</p>
      <p>
        <a class="button primary" href="${userHref(profile, user.userId, 'change')}">${say('page.user.change')}</a>
      </p>
    </section>
    <section aria-labelledby="more-title">
      <h2 id="more-title">${say('page.user.more')}</h2>
      <ul class="links">
        <li><a href="${userHref(profile, user.userId, 'details')}">${say('page.user.details')}</a></li>
        ${actsFor(user).map(
          (act) =>
            html`<li><a href="${userHref(profile, user.userId, act)}">${say(`page.userAct.${act}`)}</a></li>`,
        )}
      </ul>
    </section>`;
}
