// 利用者情報登録/変更: the users of the contract, and 選択 beside each.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { isRefusal } from '../../../domain/refusal.ts';
import { csrfToken } from '../../../http/csrf.ts';
import { formatInstant } from '../../../http/dates.ts';
import { type BankPageContext, bankPageContext, type PageParts, sendPage } from '../../../http/page.ts';
import { wantsJson } from '../../../http/refusal-page.ts';
import { listUsers, type UserList, type UserView } from '../../../procedures/users/list-users.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { sessionShownBy } from '../act.ts';
import { sendLogonRefusal } from '../refused.ts';
import {
  certificateText,
  loggedOnPage,
  permissionText,
  USERS_ROUTE,
  userHref,
  usersHref,
  validToText,
} from './user-parts.ts';

export function userListRoutes(app: FastifyInstance, { deployment }: PortalRoom): void {
  app.get(USERS_ROUTE, async (request, reply) => {
    const list = await listUsers(deployment, sessionShownBy(request));
    if (isRefusal(list)) {
      return sendLogonRefusal(request, reply, deployment.addresses, 'administrator', list);
    }
    const csrf = csrfToken(reply);
    if (wantsJson(request)) return reply.send({ ...list, csrf });
    const context = bankPageContext(request);
    return sendPage(reply, context, userListPage(context, list, csrf));
  });
}

function userListPage(context: BankPageContext, { users, maximum }: UserList, csrf: string): PageParts {
  const { profile, say } = context;
  const full = users.length >= maximum;
  return loggedOnPage(context, {
    csrf,
    title: say('page.users.title'),
    main: html`<p class="lead">${say(users.length === 0 ? 'page.users.none' : 'page.users.lead')}</p>
      ${users.length === 0 ? '' : userTable(context, users)}
      <p>${say('page.users.count', { count: users.length, maximum })}</p>
      ${
        full
          ? html`<p class="notice warning">${say('page.users.full')}</p>`
          : html`<div class="actions">
              <a class="button ${users.length === 0 ? 'primary' : 'secondary'}" href="${usersHref(profile)}/register"
                >${say('page.users.register')}</a
              >
            </div>`
      }
      <p class="notice">${say('page.users.oneEach')}</p>
      <p><a href="/${profile.code}/contract">${say('page.users.back')}</a></p>`,
  });
}

const COLUMNS = ['user', 'certificate', 'permission', 'lastLogon', 'choose'] as const;

/** On a narrow screen each line becomes a card, its cells labelled by `data-label`. */
function userTable(context: BankPageContext, users: readonly UserView[]): HtmlSafeString {
  const { say } = context;
  return html`<table class="people">
    <caption class="visually-hidden">${say('page.users.list')}</caption>
    <thead>
      <tr>${COLUMNS.map((column) => html`<th scope="col">${say(`page.users.column.${column}`)}</th>`)}</tr>
    </thead>
    <tbody>${users.map((user) => userLine(context, user))}</tbody>
  </table>`;
}

function userLine(context: BankPageContext, user: UserView): HtmlSafeString {
  const { profile, say, language } = context;
  const label = (column: (typeof COLUMNS)[number]) =>
    html`data-label="${say(`page.users.column.${column}`)}"`;
  const validTo = validToText(context, user);
  const { lastLogonAt } = user;
  return html`<tr>
    <th scope="row" ${label('user')}>
      <span class="code">${user.userId}</span><br /><bdi>${user.name}</bdi>
      ${user.locked.length === 0 ? '' : html`<br /><strong class="mark">${say('page.user.lockedMark')}</strong>`}
      ${
        user.state === 'active'
          ? ''
          : html`<br /><strong class="mark">${say(`page.user.state.${user.state}`)}</strong>`
      }
    </th>
    <td ${label('certificate')}>
      <div>${certificateText(context, user)}${validTo === undefined ? '' : html`<br /><span class="small">${validTo}</span>`}</div>
    </td>
    <td ${label('permission')}><div>${permissionText(context, user)}</div></td>
    <td ${label('lastLogon')}>
      <div>
        ${lastLogonAt === undefined ? say('page.user.lastLogon.none') : formatInstant(lastLogonAt, language)}
      </div>
    </td>
    <td>
      <a class="button secondary small-button" href="${userHref(profile, user.userId)}"
        >${say('page.users.choose')}<span class="visually-hidden"> ${user.userId} ${user.name}</span></a
      >
    </td>
  </tr>`;
}
