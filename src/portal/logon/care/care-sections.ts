// What the status page says and offers about the holder's certificates: first what should be noticed, then the acts.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { dayOf } from '../../../domain/calendar.ts';
import { formatDay, formatInstant } from '../../../http/dates.ts';
import { type BankPageContext, inLanguage } from '../../../http/page.ts';
import type { CertificateOutlook } from '../../../procedures/certificates/certificate-outlook.ts';
import type { SessionView } from '../../../procedures/log-on/session.ts';
import { deleteInstructions, serialText, tellingFacts } from '../../delete-instructions.ts';
import type { System } from '../../enrolment/installed/import-instructions.ts';
import { stepHref } from '../../enrolment/way.ts';

export interface Care {
  readonly session: SessionView;
  readonly outlook: CertificateOutlook;
  readonly system: System;
}

export function careNotices(context: BankPageContext, care: Care): HtmlSafeString {
  return html`${reAcquired(context, care)} ${renewal(context, care)} ${predecessor(context, care)}
  ${moving(context, care)} ${waiting(context, care)}`;
}

function notice(kind: string, id: string, title: string, inside: HtmlSafeString): HtmlSafeString {
  return html`<section class="notice ${kind}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${inside}
  </section>`;
}

function reAcquired({ say, profile, language }: BankPageContext, { outlook }: Care): HtmlSafeString | '' {
  if (outlook.reAcquired === undefined) return '';
  const { at, address } = outlook.reAcquired;
  return notice(
    'warning',
    're-acquired',
    say('page.care.reAcquired'),
    html`<p>${say('page.care.reAcquiredText', { at: formatInstant(at, language), address })}</p>
      <p>${say('page.care.reAcquiredAsk')}</p>
      <p><a href="/${profile.code}/certificate/revoke">${say('page.care.revoke')}</a></p>`,
  );
}

/** While renewal is open: announced where the bank wants it so, offered in any case. */
function renewal(context: BankPageContext, { session, outlook }: Care): HtmlSafeString | '' {
  const { say, profile, language } = context;
  if (!outlook.mayRenew) return '';
  const { daysLeft: days, certificate } = session;
  const { successor } = outlook;
  const href = stepHref(profile, { role: session.role, way: 'renewal' }, 'prepare');
  const button = (rank: string) =>
    html`<p><a class="button ${rank}" href="${href}">${inLanguage(context, profile.terms.renewal)}</a></p>`;
  if (successor !== undefined) {
    const notAfter = formatDay(dayOf(successor.notAfter), language);
    return notice(
      'warning',
      'successor',
      say('page.care.successor'),
      html`<p>${say('page.care.successorText', { serial: serialText(successor), notAfter })}</p>
        <p>${say('page.care.successorLost')}</p>
        ${button('secondary')}`,
    );
  }
  if (!profile.renewal.noticeOnStatus) return button('primary');
  const expiresOn = formatDay(dayOf(certificate.notAfter), language);
  return notice(
    'warning',
    'ending',
    days <= 0 ? say('page.status.endingLastDay') : say('page.status.ending', { days }),
    html`<p>${say('page.status.endingNext', { expiresOn })}</p>
      ${button('primary')}
      <p class="small">${say('page.care.renewPhishing')}</p>`,
  );
}

function predecessor(context: BankPageContext, { session, outlook, system }: Care): HtmlSafeString | '' {
  const { say } = context;
  const { predecessor: old } = outlook;
  if (old === undefined) return '';
  return notice(
    'warning',
    'old',
    say('page.care.predecessor'),
    html`<p>${say('page.care.predecessorText')}</p>
      ${tellingFacts(context, old)} ${deleteInstructions(context, old, system)}
      <p>${say('page.care.predecessorKeep')}</p>
      ${tellingFacts(context, session.certificate)}`,
  );
}

function moving({ say, profile, language }: BankPageContext, { outlook }: Care): HtmlSafeString | '' {
  if (outlook.movingUntil === undefined) return '';
  return notice(
    '',
    'moving',
    say('page.care.moving'),
    html`<p>${say('page.care.movingText', { until: formatDay(outlook.movingUntil, language) })}</p>
      <p>${say('page.care.movingNotYou')}</p>
      <p><a href="/${profile.code}/certificate/move">${say('page.care.movingShow')}</a></p>`,
  );
}

function waiting({ say, profile }: BankPageContext, { outlook }: Care): HtmlSafeString | '' {
  if (outlook.waiting === 0) return '';
  return notice(
    'warning',
    'waiting',
    say('page.care.waiting', { count: outlook.waiting }),
    html`<p>${say('page.care.waitingText')}</p>
      <p><a class="button secondary" href="/${profile.code}/certificates/waiting">${say('page.care.waitingShow')}</a></p>`,
  );
}

export function careActs({ say, profile }: BankPageContext, { session }: Care): HtmlSafeString {
  const acts = [
    ['move', 'certificate/move'],
    ['revoke', 'certificate/revoke'],
    ...(session.role === 'administrator' ? ([['stop', 'stop']] as const) : []),
  ] as const;
  return html`<section aria-labelledby="care-title">
    <h2 id="care-title">${say('page.care.title')}</h2>
    <ul>
      ${acts.map(
        ([name, path]) => html`<li>
          <a href="/${profile.code}/${path}">${say(`page.care.${name}`)}</a><br />
          <span class="small">${say(`page.care.${name}Text`)}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}
