// The status page of a logon by id and password: says which method is in use, and that a certificate ends it.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { fact } from '../../http/facts.ts';
import { logOffBar } from '../../http/log-off.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { Locks } from '../../procedures/locks/find-locks.ts';
import type { PasswordSessionView } from '../../procedures/password-logon/password-session.ts';
import { acquisitionWay } from '../activation/way.ts';
import { locksFact, locksSection } from '../locks-section.ts';
import { lastLogonText } from '../logon/status-page.ts';
import { noticeList } from '../notice-list.ts';
import { PASSWORD_STOP_ROUTE, passwordLogOffRoute } from './addresses.ts';

export interface PasswordStatus {
  readonly session: PasswordSessionView;
  readonly locks: Locks;
  readonly csrf: string;
}

export function passwordStatusPage(
  context: BankPageContext,
  { session, locks, csrf }: PasswordStatus,
): PageParts {
  const { say, profile } = context;
  const { role } = session;
  return {
    title: say(`page.status.${role}.title`),
    steps: logOffBar(context, { csrf, route: passwordLogOffRoute(role) }),
    main: html`<p class="lead"><strong>${say('page.status.greeting', { companyName: session.companyName })}</strong></p>
      <p>${say('page.passwordLogon.loggedOn')}</p>
      ${locksSection(context, role, locks)}
      ${beforeCertificate(context, session)}
      <section aria-labelledby="contract-title">
        <h2 id="contract-title">${say('page.status.contract')}</h2>
        <dl class="facts">
          ${fact(inLanguage(context, profile.terms.contractId), session.contractId)}
          ${role === 'user' ? fact(inLanguage(context, profile.terms.userId), session.userId) : ''}
          ${fact(say('page.passwordLogon.method'), say('page.passwordLogon.way'))}
          ${fact(say('page.status.lastLogon'), lastLogonText(context, session))}
          ${locksFact(context, locks)}
        </dl>
        ${session.lastLogon === undefined ? '' : html`<p class="small">${say('page.status.lastLogonAsk')}</p>`}
      </section>
      ${role === 'administrator' ? stopSection(context) : ''}
      ${noticeList(context, 'status', say('page.top.notices'))}`,
  };
}

/** The one act in such a session; also before there is any certificate, everything can be stopped at once. */
function stopSection({ say, profile }: BankPageContext): HtmlSafeString {
  return html`<section aria-labelledby="stop-title">
    <h2 id="stop-title">${say('page.care.stop')}</h2>
    <p>${say('page.care.stopText')}</p>
    <p><a href="/${profile.code}${PASSWORD_STOP_ROUTE}">${say('page.passwordLogon.stop')}</a></p>
  </section>`;
}

/** Manual 000: the act is the whole contract's, and there is no way back. */
function beforeCertificate(context: BankPageContext, { role }: PasswordSessionView): HtmlSafeString {
  const { say, profile } = context;
  return html`<section class="notice warning" aria-labelledby="method-title">
    <h2 id="method-title">${say('page.passwordLogon.changeTitle')}</h2>
    <p>${say(`page.passwordLogon.change.${role}`)}</p>
    <p><a class="button secondary" href="${acquisitionWay(context, role).href}">${inLanguage(context, profile.terms.acquisition)}</a></p>
  </section>`;
}
