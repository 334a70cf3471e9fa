// Acts on a user that need nothing but a confirmation: suspend, resume, remove, unlock, new first PINs.

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { confirmationFields } from '../../../domain/confirmation.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import { callerOf } from '../../../http/caller.ts';
import { fact } from '../../../http/facts.ts';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import type { Caller, Deployment } from '../../../procedures/deployment.ts';
import type { UserView } from '../../../procedures/users/list-users.ts';
import { removeUser } from '../../../procedures/users/remove-user.ts';
import { renewFirstPins } from '../../../procedures/users/renew-first-pins.ts';
import { resumeUser, suspendUser } from '../../../procedures/users/suspend-user.ts';
import { unlockUser } from '../../../procedures/users/unlock-user.ts';
import type { ActOnUserInput, UserDone } from '../../../procedures/users/user-act.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { actRoutes, type Confirmation } from '../act.ts';
import { lockText, loggedOnPage, presentUser, USER_ROUTE, userFacts, userHref } from './user-parts.ts';

const ACTS = ['unlock', 'first-pins', 'suspend', 'resume', 'remove'] as const;
type ConfirmedAct = (typeof ACTS)[number];

interface Doing {
  act(deployment: Deployment, input: ActOnUserInput, caller: Caller): Promise<UserDone | Refusal>;
  /** The page of the result. */
  readonly done: string;
  /** Whether there is anything to do as things stand. */
  fits(user: UserView): boolean;
}

const DOINGS: Readonly<Record<ConfirmedAct, Doing>> = {
  unlock: { act: unlockUser, done: 'unlocked', fits: ({ locked }) => locked.length > 0 },
  'first-pins': { act: renewFirstPins, done: 'first-pins', fits: () => true },
  suspend: { act: suspendUser, done: 'suspended', fits: ({ state }) => state === 'active' },
  resume: { act: resumeUser, done: 'resumed', fits: ({ state }) => state === 'suspended' },
  remove: { act: removeUser, done: 'removed', fits: () => true },
};

/** What may be done with a user now, in the order in which it is offered. */
export function actsFor(user: UserView): ConfirmedAct[] {
  return ACTS.filter((act) => DOINGS[act].fits(user));
}

export function confirmRoutes(app: FastifyInstance, room: PortalRoom): void {
  const { deployment } = room;
  for (const name of ACTS) {
    const { act, done } = DOINGS[name];
    actRoutes<UserView, UserDone>(app, room, {
      path: `${USER_ROUTE}/${name}`,
      view: (shown, { userId }) => presentUser(deployment, shown, userId),
      asks: (profile) => confirmationFields(profile, 'administrator'),
      page: (context, user, confirmation) => confirmPage(context, name, user, confirmation),
      act: (input, form, request) =>
        act(deployment, { ...input, userId: form.params.userId ?? '' }, callerOf(request)),
      next: ({ profile }, { userId }) => userHref(profile, userId, `done/${done}`),
    });
  }
}

function confirmPage(
  context: BankPageContext,
  act: ConfirmedAct,
  user: UserView,
  confirmation: Confirmation,
): PageParts {
  const { profile, say } = context;
  return loggedOnPage(context, {
    csrf: confirmation.csrf,
    title: say(`page.userAct.${act}`),
    faulty: confirmation.faulty,
    main: html`${confirmation.faults}
      <p class="lead">${say(`page.userAct.${act}.lead`)}</p>
      ${userFacts(context, user)}
      ${
        act === 'unlock'
          ? html`<dl class="facts">${fact(say('page.user.locked'), lockText(context, user))}</dl>`
          : ''
      }
      <form method="post" novalidate>
        ${confirmation.fields}
        <div class="actions">
          <button type="submit" class="button ${act === 'remove' ? 'danger' : 'primary'}">
            ${say(`page.userAct.${act}`)}
          </button>
          <a href="${userHref(profile, user.userId)}">${say('page.userAct.cancel')}</a>
        </div>
      </form>`,
  });
}
