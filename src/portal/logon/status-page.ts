// ご契約先ステータス: where a logon arrives. Greets the holder, and tells what the holder should notice.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { csrfField } from '../../http/csrf.ts';
import { formatDay, formatInstant } from '../../http/dates.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { SessionView } from '../../procedures/log-on/session.ts';
import { daysLeftText } from './question-page.ts';

export interface Status {
  readonly session: SessionView;
  /** Last day on which the certificate works, in Asia/Tokyo. */
  readonly expiresOn: string;
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
      ${renewalNotice(context, status)}
      <section aria-labelledby="contract-title">
        <h2 id="contract-title">${say('page.status.contract')}</h2>
        <dl class="facts">
          ${fact(inLanguage(context, profile.terms.contractId), session.contractId)}
          ${session.role === 'user' ? fact(inLanguage(context, profile.terms.userId), session.userId) : ''}
          ${fact(say('page.status.lastLogon'), lastLogonText(context, session))}
        </dl>
        ${session.lastLogon === undefined ? '' : html`<p class="small">${say('page.status.lastLogonAsk')}</p>`}
      </section>
      <section aria-labelledby="certificate-title">
        <h2 id="certificate-title">${say('page.status.certificate')}</h2>
        <dl class="facts">
          ${fact(say('page.logon.received.commonName'), certificate.commonName)}
          ${fact(say('page.status.notAfter'), formatInstant(certificate.notAfter, language))}
          ${fact(say('page.logon.received.daysLeft'), daysLeftText(context, session.daysLeft))}
          ${fact(say('page.status.notBefore'), formatInstant(certificate.notBefore, language))}
          ${fact(say('page.logon.received.serialNumber'), html`<span class="code">${certificate.serialNumber}</span>`)}
        </dl>
      </section>`,
  };
}

function fact(term: string, value: string | HtmlSafeString): HtmlSafeString {
  return html`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}

function logOffBar({ profile, say }: BankPageContext, { csrf }: Status): HtmlSafeString {
  return html`<form class="log-off" method="post" action="/${profile.code}/log-off">
    ${csrfField(csrf)}<button type="submit" class="button secondary">${say('page.status.logOff')}</button>
  </form>`;
}

function lastLogonText({ say, language }: BankPageContext, { lastLogon }: SessionView): string {
  if (lastLogon === undefined) return say('page.status.firstLogon');
  const instant = formatInstant(lastLogon.at, language);
  return say('page.status.lastLogonFrom', { instant, address: lastLogon.address });
}

/** From the day on which renewal is offered, and as long as it matters. */
function renewalNotice(context: BankPageContext, { session, expiresOn }: Status): HtmlSafeString | '' {
  const { say, profile, language } = context;
  const { daysLeft: days } = session;
  if (days > profile.renewal.windowDays) return '';
  return html`<section class="notice warning" aria-labelledby="ending-title">
    <h2 id="ending-title">
      ${days <= 0 ? say('page.status.endingLastDay') : say('page.status.ending', { days })}
    </h2>
    <p>${say('page.status.endingNext', { expiresOn: formatDay(expiresOn, language) })}</p>
  </section>`;
}
