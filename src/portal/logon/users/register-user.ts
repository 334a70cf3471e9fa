// 登録: a new user, with or without the right to a certificate.

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { dayOf } from '../../../domain/calendar.ts';
import { confirmationFields } from '../../../domain/confirmation.ts';
import { isRefusal, refuse } from '../../../domain/refusal.ts';
import { lastAcquisitionDay } from '../../../domain/windows.ts';
import { callerOf } from '../../../http/caller.ts';
import { radio } from '../../../http/choice.ts';
import { formatDay } from '../../../http/dates.ts';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import { profileOfWay } from '../../../procedures/profiles/way-profile.ts';
import { listUsers } from '../../../procedures/users/list-users.ts';
import { type RegisteredUser, registerUser } from '../../../procedures/users/register-user.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { actRoutes, type Confirmation } from '../act.ts';
import {
  detailFields,
  faultOfUserId,
  faultsOfDetails,
  loggedOnPage,
  USERS_ROUTE,
  userHref,
  userIdField,
  usersHref,
} from './user-parts.ts';

interface Registration {
  readonly count: number;
  readonly maximum: number;
  /** Last day of an acquisition that is permitted today. */
  readonly lastDay: string;
}

const NOBODY = { name: '', mail: '' };

export function registerUserRoutes(app: FastifyInstance, room: PortalRoom): void {
  const { deployment } = room;
  actRoutes<Registration, RegisteredUser>(app, room, {
    path: `${USERS_ROUTE}/register`,
    async view(shown) {
      const list = await listUsers(deployment, shown);
      if (isRefusal(list)) return list;
      const { users, maximum } = list;
      if (users.length >= maximum) return refuse('users-full', { maximum });
      const profile = profileOfWay(deployment, shown);
      if (profile === undefined) return refuse('bank-unknown');
      const lastDay = lastAcquisitionDay(profile, 'user', dayOf(deployment.now()));
      return { count: users.length, maximum, lastDay };
    },
    asks: (profile) => confirmationFields(profile, 'administrator'),
    page: registerPage,
    faultsOf(context, form) {
      const userId = faultOfUserId(context, form);
      return new Map([
        ...(userId === undefined ? [] : [['userId', userId] as const]),
        ...faultsOfDetails(context, form),
      ]);
    },
    again: ['user-id-taken'],
    act: (input, form, request) =>
      registerUser(
        deployment,
        {
          ...input,
          userId: form.value('userId'),
          name: form.value('name'),
          mail: form.value('mail'),
          permit: form.value('permission') === 'issue',
        },
        callerOf(request),
      ),
    next: ({ profile }, { userId }) => userHref(profile, userId, 'done/registered'),
  });
}

function registerPage(context: BankPageContext, view: Registration, confirmation: Confirmation): PageParts {
  const { profile, say, language } = context;
  const { form, faulty } = confirmation;
  const days = profile.enrolment.userWindowDays;
  const sent = faulty ? form.value('permission') : 'issue';
  return loggedOnPage(context, {
    csrf: confirmation.csrf,
    title: say('page.userRegister.title'),
    faulty,
    main: html`${confirmation.faults}
      <p class="lead">${say('page.userRegister.lead')}</p>
      <form method="post" novalidate>
        ${userIdField(context, confirmation)} ${detailFields(context, confirmation, NOBODY)}
        <fieldset class="field">
          <legend>${say('page.userRegister.permission')}</legend>
          ${radio({
            id: 'permission-issue',
            name: 'permission',
            value: 'issue',
            label: say('page.userRegister.permit'),
            text: say('page.userRegister.permitText', { days, lastDay: formatDay(view.lastDay, language) }),
            checked: sent === 'issue',
          })}
          ${radio({
            id: 'permission-none',
            name: 'permission',
            value: 'none',
            label: say('page.userRegister.dont'),
            text: say('page.userRegister.dontText'),
            checked: sent !== 'issue',
          })}
        </fieldset>
        ${confirmation.fields}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.userRegister.submit')}</button>
          <a href="${usersHref(profile)}">${say('page.userAct.cancel')}</a>
        </div>
      </form>`,
  });
}
