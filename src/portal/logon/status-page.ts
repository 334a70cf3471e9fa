// ご契約先ステータス: where a logon arrives. Greets the holder, and tells what the holder should notice.

import { html } from '@prairielearn/html';
import { formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { logOffBar } from '../../http/log-off.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { Locks } from '../../procedures/locks/find-locks.ts';
import type { SessionView } from '../../procedures/log-on/session.ts';
import { locksFact, locksSection } from '../locks-section.ts';
import { noticeList } from '../notice-list.ts';
import { type Care, careActs, careNotices } from './care/care-sections.ts';
import { daysLeftText } from './question-page.ts';
import { tokenSection } from './token/token-page.ts';

export interface Status extends Care {
  readonly locks: Locks;
  readonly csrf: string;
}

export function statusPage(context: BankPageContext, status: Status): PageParts {
  const { say, profile, language } = context;
  const { session } = status;
  const { certificate } = session;
  return {
    title: say(`page.status.${session.role}.title`),
    steps: logOffBar(context, status),
    main: html`<p class="lead"><strong>${say('page.status.greeting', { companyName: session.companyName })}</strong></p>
      <p>${say('page.status.loggedOn')}</p>
      ${careNotices(context, status)}
      ${locksSection(context, session.role, status.locks, `/${profile.code}/users`)}
      <section aria-labelledby="contract-title">
        <h2 id="contract-title">${say('page.status.contract')}</h2>
        <dl class="facts">
          ${fact(inLanguage(context, profile.terms.contractId), session.contractId)}
          ${
            session.role === 'user'
              ? html`${fact(inLanguage(context, profile.terms.userId), session.userId)}
                ${fact(say('page.user.name'), html`<bdi>${session.userName}</bdi>`)}`
              : ''
          }
          ${fact(say('page.status.lastLogon'), lastLogonText(context, session))}
          ${locksFact(context, status.locks)}
        </dl>
        ${session.lastLogon === undefined ? '' : html`<p class="small">${say('page.status.lastLogonAsk')}</p>`}
        ${
          session.role === 'administrator'
            ? html`<p>
                <a class="button secondary" href="/${profile.code}/contract">${say('page.contract.title')}</a>
              </p>`
            : ''
        }
      </section>
      <section aria-labelledby="certificate-title">
        <h2 id="certificate-title">${say('page.status.certificate')}</h2>
        <dl class="facts">
          ${fact(say('page.logon.received.commonName'), certificate.commonName)}
          ${fact(say('page.status.notAfter'), formatInstant(certificate.notAfter, language))}
          ${fact(say('page.logon.received.daysLeft'), daysLeftText(context, session.daysLeft))}
          ${fact(say('page.status.notBefore'), formatInstant(certificate.notBefore, language))}
          ${fact(say('page.logon.received.serialNumber'), html`<span class="code">${certificate.serialNumber.toUpperCase()}</span>`)}
        </dl>
      </section>
      ${careActs(context, status)}
      ${tokenSection(context)}
      ${noticeList(context, 'status', say('page.top.notices'))}`,
  };
}

export function lastLogonText(
  { say, language }: BankPageContext,
  { lastLogon }: Pick<SessionView, 'lastLogon'>,
): string {
  if (lastLogon === undefined) return say('page.status.firstLogon');
  const instant = formatInstant(lastLogon.at, language);
  return say('page.status.lastLogonFrom', { instant, address: lastLogon.address });
}
