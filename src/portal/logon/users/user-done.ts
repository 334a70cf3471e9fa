// What was done, on a page of its own that a reload does not do again; with the sheet where first PINs were made.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { isRefusal, refuse } from '../../../domain/refusal.ts';
import { callerOf } from '../../../http/caller.ts';
import { csrfToken } from '../../../http/csrf.ts';
import { formatDay } from '../../../http/dates.ts';
import { type BankPageContext, bankPageContext, type PageParts, sendPage } from '../../../http/page.ts';
import { sendRefusal, wantsJson } from '../../../http/refusal-page.ts';
import { type PinSheet, showFirstPins } from '../../../procedures/users/first-pins.ts';
import { findUser, type UserView } from '../../../procedures/users/list-users.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { sessionShownBy } from '../act.ts';
import { sendLogonRefusal } from '../refused.ts';
import { pinSheet, sheetShownBefore } from './pin-sheet.ts';
import { loggedOnPage, USER_ROUTE, userFacts, userHref, usersHref } from './user-parts.ts';

const DONE = [
  'registered',
  'permitted',
  'continued',
  'reissued',
  'revoked',
  'changed',
  'suspended',
  'resumed',
  'removed',
  'unlocked',
  'first-pins',
] as const;
type Done = (typeof DONE)[number];

/** Acts that make first PINs. */
const WITH_SHEET: readonly Done[] = ['registered', 'reissued', 'first-pins'];

export function userDoneRoutes(app: FastifyInstance, { deployment }: PortalRoom): void {
  app.get<{ Params: { userId: string; what: string } }>(
    `${USER_ROUTE}/done/:what`,
    async (request, reply) => {
      const done = DONE.find((one) => one === request.params.what);
      if (done === undefined) return sendRefusal(request, reply, refuse('page-not-found'));
      const input = { ...sessionShownBy(request), userId: request.params.userId };
      const user = await findUser(deployment, input);
      // A HEAD must not use up the one showing.
      const sheet =
        !isRefusal(user) && WITH_SHEET.includes(done) && request.method === 'GET'
          ? await showFirstPins(deployment, input, callerOf(request))
          : undefined;
      const refusal = [user, sheet].find(isRefusal);
      if (isRefusal(user) || isRefusal(sheet)) {
        return sendLogonRefusal(
          request,
          reply,
          deployment.addresses,
          'administrator',
          refusal ?? refuse('user-unknown'),
        );
      }
      if (wantsJson(request)) return reply.send({ ...user, firstPins: sheet?.pins ?? null });
      const context = bankPageContext(request);
      return sendPage(reply, context, donePage(context, { done, user, sheet, csrf: csrfToken(reply) }));
    },
  );
}

interface Result {
  readonly done: Done;
  readonly user: UserView;
  readonly sheet: PinSheet | undefined;
  readonly csrf: string;
}

function donePage(context: BankPageContext, { done, user, sheet, csrf }: Result): PageParts {
  const { profile, say } = context;
  return loggedOnPage(context, {
    csrf,
    title: say(`page.userDone.${done}`),
    shownOnce: sheet?.pins !== undefined,
    main: html`${
      sheet === undefined
        ? html`${userFacts(context, user)}${outcome(context, done, user)}`
        : sheet.pins === undefined
          ? sheetShownBefore(context, user)
          : pinSheet(context, {
              companyName: sheet.user.companyName,
              contractId: sheet.user.contractId,
              user,
              pins: sheet.pins,
            })
    }
      ${
        done === 'permitted' || (sheet !== undefined && user.permitted)
          ? html`<p class="no-print">${say('page.userDone.nextLogoff')}</p>`
          : ''
      }
      <div class="actions no-print">
        ${
          done === 'removed'
            ? ''
            : html`<a class="button secondary" href="${userHref(profile, user.userId)}">${say('page.userDone.toUser')}</a>`
        }
        <a href="${usersHref(profile)}">${say('page.userDone.toList')}</a>
      </div>`,
  });
}

function outcome({ say, language }: BankPageContext, done: Done, user: UserView): HtmlSafeString | '' {
  if (done === 'continued') return html`<p>${say('page.userDone.continuedText')}</p>`;
  if (done === 'revoked') return html`<p>${say('page.userDone.revokedText')}</p>`;
  const { acquisition } = user;
  if (done !== 'permitted' || acquisition === undefined) return '';
  const lastDay = formatDay(acquisition.lastDay, language);
  return html`<p class="notice success">${say('page.userDone.permittedText', { lastDay })}</p>`;
}
