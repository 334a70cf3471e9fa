// 変更: 発行, 継続, 再発行 or 失効, with the confirmation PIN (manuals 000 and 001, step 7).

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { dayOf } from '../../../domain/calendar.ts';
import { confirmationFields } from '../../../domain/confirmation.ts';
import { PERMISSION_CHOICES, type PermissionChoice } from '../../../domain/decide-permission.ts';
import { isRefusal, refuse } from '../../../domain/refusal.ts';
import { lastAcquisitionDay } from '../../../domain/windows.ts';
import { callerOf } from '../../../http/caller.ts';
import { radio } from '../../../http/choice.ts';
import { formatDay } from '../../../http/dates.ts';
import { fact } from '../../../http/facts.ts';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import { isGivenReason } from '../../../procedures/certificates/revocation.ts';
import { profileOfWay } from '../../../procedures/profiles/way-profile.ts';
import type { UserView } from '../../../procedures/users/list-users.ts';
import { type PermissionDone, setUserPermission } from '../../../procedures/users/set-user-permission.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { actRoutes, type Confirmation } from '../act.ts';
import {
  certificateText,
  loggedOnPage,
  permissionText,
  presentUser,
  USER_ROUTE,
  userFacts,
  userHref,
} from './user-parts.ts';

interface Permission {
  readonly user: UserView;
  /** Last day of an acquisition that is permitted today. */
  readonly lastDay: string;
}

/** The result's page for each choice. */
const DONE: Readonly<Record<PermissionChoice, string>> = {
  issue: 'permitted',
  continue: 'continued',
  reissue: 'reissued',
  revoke: 'revoked',
};

const REASONS = ['cessationOfOperation', 'keyCompromise'] as const;

const choiceOf = (value: string) => PERMISSION_CHOICES.find((choice) => choice === value);

export function permissionRoutes(app: FastifyInstance, room: PortalRoom): void {
  const { deployment } = room;
  actRoutes<Permission, PermissionDone>(app, room, {
    path: `${USER_ROUTE}/change`,
    async view(shown, { userId }) {
      const user = await presentUser(deployment, shown, userId);
      if (isRefusal(user)) return user;
      const profile = profileOfWay(deployment, shown);
      if (profile === undefined) return refuse('bank-unknown');
      return { user, lastDay: lastAcquisitionDay(profile, 'user', dayOf(deployment.now())) };
    },
    asks: (profile) => confirmationFields(profile, 'administrator'),
    page: permissionPage,
    faultsOf: ({ say }, form, { user }) =>
      new Map(
        choiceOf(form.value('permission')) === undefined
          ? [[`permission-${user.choices[0]}`, say('page.userFault.choice')]]
          : [],
      ),
    async act(input, form, request) {
      const choice = choiceOf(form.value('permission'));
      const given = form.value('reason');
      if (choice === undefined) return refuse('form-invalid');
      const reason = isGivenReason(given) ? given : undefined;
      const { userId = '' } = form.params;
      return setUserPermission(deployment, { ...input, userId, choice, reason }, callerOf(request));
    },
    next: ({ profile }, { userId, choice }) => userHref(profile, userId, `done/${DONE[choice]}`),
  });
}

function permissionPage(context: BankPageContext, view: Permission, confirmation: Confirmation): PageParts {
  const { profile, say } = context;
  const { user } = view;
  return loggedOnPage(context, {
    csrf: confirmation.csrf,
    title: say('page.permission.title'),
    faulty: confirmation.faulty,
    main: html`${confirmation.faults}
      <p class="lead">${say('page.permission.lead')}</p>
      <section aria-label="${say('page.permission.for')}">
        ${userFacts(context, user)}
        <dl class="facts">
          ${fact(say('page.user.certificate'), certificateText(context, user))}
          ${fact(say('page.user.permission'), permissionText(context, user))}
        </dl>
      </section>
      <form method="post" class="permission" novalidate>
        ${choices(context, view, confirmation)} ${confirmation.fields}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.permission.submit')}</button>
          <a href="${userHref(profile, user.userId)}">${say('page.userAct.cancel')}</a>
        </div>
      </form>
      <p class="notice">${say('page.users.oneEach')}</p>`,
  });
}

/** The reasons are covered by the style sheet until they are needed. */
function choices(
  context: BankPageContext,
  { user, lastDay }: Permission,
  { form, formFaults, faulty }: Confirmation,
): HtmlSafeString {
  const { profile, say, language } = context;
  const days = profile.enrolment.userWindowDays;
  const usual = user.permitted ? 'continue' : 'issue';
  const sent = faulty ? form.value('permission') : usual;
  const fault = [...formFaults.values()][0];
  const ends = user.choices.includes('reissue');
  const reason = REASONS.find((one) => one === form.value('reason')) ?? REASONS[0];
  return html`<fieldset class="field ${fault === undefined ? '' : 'faulty'}">
      <legend>${say('page.permission.legend')}</legend>
      ${fault === undefined ? '' : html`<p class="fault">${fault}</p>`}
      ${user.choices.map((choice) =>
        radio({
          id: `permission-${choice}`,
          name: 'permission',
          value: choice,
          label: say(`page.permission.${choice}`),
          text: say(textOf(choice, user), { days, lastDay: formatDay(lastDay, language) }),
          checked: choice === sent,
        }),
      )}
    </fieldset>
    ${
      ends
        ? html`<fieldset class="field reasons">
            <legend>${say('page.permission.reason')}</legend>
            ${REASONS.map((one) =>
              radio({
                id: `reason-${one}`,
                name: 'reason',
                value: one,
                label: say(`page.permission.reason.${one}`),
                checked: one === reason,
              }),
            )}
          </fieldset>`
        : ''
    }`;
}

/** Where nothing was acquired there is nothing to end but the permission. */
function textOf(choice: PermissionChoice, { choices }: UserView) {
  return choice === 'revoke' && !choices.includes('reissue')
    ? 'page.permission.withdrawText'
    : (`page.permission.${choice}Text` as const);
}
