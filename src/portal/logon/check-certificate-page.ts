// Which certificate arrived, described from itself and from our records, or why none can have come.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { formatInstant } from '../../http/dates.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { faqLink, wordingOf } from '../../http/refusal-page.ts';
import type { ExaminedCertificate } from '../../procedures/log-on/examine-certificate.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { daysLeftText } from './question-page.ts';
import { type describeCertificate, possibleCauses } from './refused.ts';
import {
  checkCertificateHref,
  checkHref,
  enrolmentHref,
  entranceHref,
  lookupHref,
  type Www,
} from './www-addresses.ts';

export interface ArrivedCertificate {
  readonly examined: ExaminedCertificate;
  /** What the certificate says of itself; undefined when none came. */
  readonly described: ReturnType<typeof describeCertificate> | undefined;
  readonly banks: ReadonlyMap<string, BankProfile>;
  readonly www: Www;
}

export function checkCertificatePage(context: BankPageContext, arrived: ArrivedCertificate): PageParts {
  const { say } = context;
  const { refusal } = arrived.examined;
  const verdict = arrived.described === undefined ? 'none' : refusal === undefined ? 'works' : 'refused';
  return {
    title: say('page.check.arrived.title'),
    main: html`<div class="notice ${verdict === 'works' ? 'success' : 'failure'}">
        <p class="lead">${say(`page.check.arrived.${verdict}`)}</p>
      </div>
      ${received(context, arrived)} ${whatNow(context, arrived)}
      ${verdict === 'none' ? possibleCauses(context, say('page.check.none.cancelledNext')) : ''}`,
  };
}

/** The names in it may be a stranger's: shown escaped, believed by nobody. */
function received(context: BankPageContext, arrived: ArrivedCertificate): HtmlSafeString | '' {
  const { say, language } = context;
  const { described, banks } = arrived;
  if (described === undefined) return '';
  const { known, refusal } = arrived.examined;
  const unreadable = say('page.logon.received.unreadable');
  const instant = (value: number | undefined) =>
    value === undefined ? unreadable : formatInstant(value, language);
  const bank = known && banks.get(known.bankCode);
  const state =
    refusal === undefined ? say('page.check.arrived.stateWorks') : wordingOf(context, refusal, 'title');
  const facts: [string, string][] = [
    [say('page.check.arrived.state'), state],
    [say('page.logon.received.commonName'), described.commonName ?? unreadable],
    [
      say('page.logon.received.bank'),
      bank === undefined ? say('page.check.arrived.otherIssuer') : inLanguage(context, bank.name),
    ],
    ...(known === undefined
      ? []
      : [
          [say('page.check.arrived.role'), inLanguage(context, context.profile.terms[known.role])] as [
            string,
            string,
          ],
        ]),
    [say('page.status.notBefore'), instant(described.notBefore)],
    [say('page.logon.received.notAfter'), instant(described.notAfter)],
    // How long a certificate of another bank still works is that bank's to say.
    ...(known !== undefined && refusal === undefined
      ? [[say('page.logon.received.daysLeft'), daysLeftText(context, known.daysLeft)] as [string, string]]
      : []),
    [say('page.logon.received.issuer'), described.issuer ?? unreadable],
    [say('page.logon.received.serialNumber'), described.serialNumber ?? unreadable],
  ];
  return html`<section aria-labelledby="received-title">
    <h2 id="received-title">${say('page.check.arrived.certificate')}</h2>
    <dl class="facts">
      ${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd><bdi>${value}</bdi></dd></div>`)}
    </dl>
  </section>`;
}

function whatNow(context: BankPageContext, { examined, www }: ArrivedCertificate): HtmlSafeString {
  const { say, profile } = context;
  const { refusal, known } = examined;
  const none = refusal?.reason === 'no-certificate';
  const role = known?.role ?? 'administrator';
  const ways: [label: string, href: string][] = [
    refusal === undefined
      ? [say('page.check.arrived.logon'), entranceHref(www, profile.code, role)]
      : [say('page.check.arrived.again'), checkCertificateHref(www, profile.code)],
    ...(refusal === undefined
      ? []
      : [[say('page.logon.lookup'), lookupHref(www, profile.code, role)] as [string, string]]),
    ...(none
      ? [[say('page.logon.acquire'), enrolmentHref(www, profile.code, role)] as [string, string]]
      : []),
    [say('page.check.arrived.back'), checkHref(www, profile.code)],
  ];
  return html`<section aria-labelledby="next-title">
    <h2 id="next-title">${say('page.refusal.next')}</h2>
    ${
      refusal === undefined
        ? ''
        : html`${none ? '' : html`<p>${wordingOf(context, refusal, 'cause')}</p>`}
            <p>${none ? say('page.check.none.next') : wordingOf(context, refusal, 'next')}</p>
            <p class="small">${say('page.refusal.reason')} <span class="code">${refusal.reason}</span></p>
            ${faqLink(context, refusal)}`
    }
    <ul class="ways">
      ${ways.map(
        ([label, href], index) =>
          html`<li><a class="button ${index === 0 ? 'primary' : 'secondary'}" href="${href}">${label}</a></li>`,
      )}
    </ul>
  </section>`;
}
