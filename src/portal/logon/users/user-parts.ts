// What the pages about users have in common: addresses, facts, fields, the frame.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { dayOf } from '../../../domain/calendar.ts';
import { formOf, hasForm, normaliseEntry } from '../../../domain/entered-fields.ts';
import { isMailAddress } from '../../../domain/mail-address.ts';
import { faultOfName } from '../../../domain/person-name.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { formatDay } from '../../../http/dates.ts';
import { faultText, formText } from '../../../http/entry-field.ts';
import { fact } from '../../../http/facts.ts';
import { logOffBar } from '../../../http/log-off.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../../http/page.ts';
import { textField } from '../../../http/text-field.ts';
import type { Deployment } from '../../../procedures/deployment.ts';
import type { SessionInput } from '../../../procedures/log-on/session.ts';
import { findUser, type UserView } from '../../../procedures/users/list-users.ts';
import { LONGEST_USER_NAME } from '../../../procedures/users/user-details.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import type { Confirmation, Form } from '../act.ts';

export const USERS_ROUTE = '/users';
export const USER_ROUTE = '/user/:userId';

export function usersHref(profile: BankProfile): string {
  return `/${profile.code}${USERS_ROUTE}`;
}

export function userHref(profile: BankProfile, userId: string, act = ''): string {
  return `/${profile.code}/user/${encodeURIComponent(userId)}${act === '' ? '' : `/${act}`}`;
}

/** A page behind the logon: with the way to log off at its top. */
export function loggedOnPage(
  context: BankPageContext,
  parts: PageParts & { readonly csrf: string },
): PageParts {
  return { ...parts, steps: logOffBar(context, parts) };
}

/** The user whom an act is about, as long as there is something to do with him. */
export async function presentUser(
  deployment: Deployment,
  shown: SessionInput,
  userId: string | undefined,
): Promise<UserView | Refusal> {
  const user = await findUser(deployment, { ...shown, userId: userId ?? '' });
  return !isRefusal(user) && user.state === 'removed' ? refuse('user-unknown') : user;
}

/** Which user it is. */
export function userFacts(context: BankPageContext, { userId, name }: UserView): HtmlSafeString {
  const { profile, say } = context;
  return html`<dl class="facts">
    ${fact(inLanguage(context, profile.terms.userId), html`<span class="code">${userId}</span>`)}
    ${fact(say('page.user.name'), html`<bdi>${name}</bdi>`)}
  </dl>`;
}

export function permissionText({ say, language }: BankPageContext, user: UserView): string {
  if (!user.permitted) return say('page.user.permission.none');
  if (user.acquisition === undefined) return say('page.user.permission.given');
  const lastDay = formatDay(user.acquisition.lastDay, language);
  return say(user.acquisition.over ? 'page.user.permission.over' : 'page.user.permission.until', { lastDay });
}

export function certificateText({ say }: BankPageContext, { certificate }: UserView): string {
  const status = certificate?.status;
  return status === undefined || status === 'planned'
    ? say('page.user.certificate.none')
    : say(`page.user.status.${status}`);
}

/** Until which day the certificate works, where it does. */
export function validToText(context: BankPageContext, { certificate }: UserView): string | undefined {
  if (certificate === undefined) return undefined;
  const { say, language } = context;
  const { view, status, daysLeft } = certificate;
  if (status === 'revoked' || status === 'superseded') return undefined;
  const validTo = formatDay(dayOf(view.notAfter), language);
  return daysLeft < 0 ? validTo : say('page.user.validToWithDays', { validTo, days: daysLeft });
}

export function lockText(context: BankPageContext, { locked }: UserView): string {
  const { profile, say, language } = context;
  if (locked.length === 0) return say('page.user.notLocked');
  const secrets = locked.map((secret) => inLanguage(context, profile.terms[secret]));
  return say('page.user.lockedSecrets', { secrets: secrets.join(language === 'ja' ? '、' : ', ') });
}

/** Name and mail as fields; what was sent before stands in them, else what is known. */
export function detailFields(
  context: BankPageContext,
  { form, formFaults, faulty }: Confirmation,
  known: { readonly name: string; readonly mail: string },
): HtmlSafeString {
  const { say } = context;
  const value = (field: 'name' | 'mail') => (faulty ? form.value(field) : known[field]);
  return html`${textField({
    id: 'name',
    label: say('page.user.name'),
    value: value('name'),
    fault: formFaults.get('name'),
  })}
  ${textField({
    id: 'mail',
    label: say('page.user.mail'),
    hint: say('page.userRegister.mailHint'),
    value: value('mail'),
    fault: formFaults.get('mail'),
    type: 'email',
  })}`;
}

/** What is wrong with name and mail as sent. */
export function faultsOfDetails({ say }: BankPageContext, form: Form): Map<string, string> {
  const faults = new Map<string, string>();
  const name = faultOfName(form.value('name').normalize('NFC').trim(), LONGEST_USER_NAME);
  if (name !== undefined)
    faults.set('name', say(`page.userFault.name.${name}`, { longest: LONGEST_USER_NAME }));
  if (!isMailAddress(normaliseEntry(form.value('mail')))) faults.set('mail', say('page.userFault.mail'));
  return faults;
}

/** What is wrong with a new user's id as sent. */
export function faultOfUserId(context: BankPageContext, form: Form): string | undefined {
  const userId = normaliseEntry(form.value('userId'));
  if (userId === '') return faultText(context, 'userId', 'missing');
  return hasForm(context.profile.identifiers.userId, userId)
    ? undefined
    : faultText(context, 'userId', 'form');
}

export function userIdField(context: BankPageContext, { form, formFaults }: Confirmation): HtmlSafeString {
  const { profile, say } = context;
  const shape = formOf(profile, 'userId') ?? profile.identifiers.userId;
  return textField({
    id: 'userId',
    label: inLanguage(context, profile.terms.userId),
    hint: html`${formText(context, shape)}<br />${say('page.userRegister.userIdHint')}`,
    value: form.value('userId'),
    fault: formFaults.get('userId'),
    type: 'id',
    size: Math.min(shape.maxLength + 2, 30),
  });
}
