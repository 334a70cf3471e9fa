// The pages of a logon: the certificate that was received, named, and what the holder is asked next.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { Refusal } from '../../domain/refusal.ts';
import { resynchronisationAsks } from '../../domain/resynchronisation.ts';
import { csrfField } from '../../http/csrf.ts';
import { formatInstant } from '../../http/dates.ts';
import { type EntryFaults, entryField, faultSummary } from '../../http/entry-field.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { formIdField } from '../../http/posted-twice.ts';
import { faqLink, wordingOf } from '../../http/refusal-page.ts';
import { steps } from '../../http/steps.ts';
import type { CardQuestion } from '../../procedures/log-on/card-question.ts';
import type { RecognisedCertificate } from '../../procedures/log-on/recognise-certificate.ts';
import type { Field } from '../../profile/fields.ts';
import { noticeList } from '../notice-list.ts';
import { type CellFaults, cardField, cellFaultList, type TableQuestion } from './card-field.ts';
import { resynchroniseLink } from './token/resynchronise-link.ts';

export interface Question {
  readonly certificate: RecognisedCertificate;
  /** Index of the page, from 0, and what it asks for. */
  readonly page: number;
  readonly fields: readonly Field[];
  readonly card: CardQuestion | undefined;
  readonly csrf: string;
  /** Where another certificate can be chosen: on a host that the browser has not met. */
  readonly freshHref: string;
  readonly faults?: EntryFaults;
  readonly cellFaults?: CellFaults;
  /** The entry before was wrong. */
  readonly refusal?: Refusal | undefined;
}

export function questionPage(context: BankPageContext, question: Question): PageParts {
  const { profile, say } = context;
  const { role } = question.certificate;
  const labels = profile.logon[role].pages.map((fields) =>
    fields.map((field) => inLanguage(context, profile.terms[field])).join('・'),
  );
  const { faults = new Map(), cellFaults = new Map(), refusal } = question;
  const table = question.card?.kind === 'table' ? question.card : undefined;
  const faulty = refusal !== undefined || faults.size + cellFaults.size > 0;
  // Who has just been told of an error needs the field, not the certificate once more.
  const greeting = question.page === 0 && !faulty;
  return {
    title: say(`page.logon.${role}.title`),
    faulty,
    steps: steps(context, [say('page.logon.step.certificate'), ...labels], question.page + 1),
    main: html`${refusal === undefined ? '' : wrongEntry(context, refusal)}
      ${faults.size > 0 ? faultSummary(context, faults) : cellFaultSummary(context, table, cellFaults)}
      ${table === undefined ? '' : html`<p class="lead">${say('page.logon.cardLead')}</p>`}
      ${greeting ? html`<p class="lead">${say('page.logon.lead')}</p>${received(context, question)}` : ''}
      <form method="post">
        ${csrfField(question.csrf)} ${formIdField()}
        <input type="hidden" name="page" value="${question.page}" />
        ${question.fields.map((field) =>
          field === 'cardPassword' && table !== undefined
            ? cardField(context, table, cellFaults)
            : entryField(context, field, { faults }),
        )}
        <p class="small">${say('page.identify.caution')}</p>
        ${question.page === 0 ? '' : html`<p class="small">${say('page.logon.noBack', { cancel: say('page.logon.cancel') })}</p>`}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.logon.submit')}</button>
          <a href="${context.homeLink()}">${say('page.logon.cancel')}</a>
        </div>
      </form>
      ${resynchronisationAsks(profile, role, question.page) === undefined ? '' : resynchroniseLink(context)}
      ${question.page === 0 ? noticeList(context, 'logon', say('page.logonEntrance.notices')) : ''}`,
  };
}

/** Who holds the certificate has proved it in the handshake, so naming what was received gives nothing away. */
function received(context: BankPageContext, { certificate, freshHref }: Question): HtmlSafeString {
  const { profile, language, say } = context;
  const { view, daysLeft } = certificate;
  return html`<section class="received" aria-labelledby="received-title">
    <h2 id="received-title">${say('page.logon.received.title')}</h2>
    <dl class="facts">
      <div><dt>${say('page.logon.received.commonName')}</dt><dd>${view.commonName}</dd></div>
      <div><dt>${say('page.logon.received.bank')}</dt><dd>${inLanguage(context, profile.name)}</dd></div>
      <div>
        <dt>${say('page.logon.received.notAfter')}</dt>
        <dd>${formatInstant(view.notAfter, language)}<br />${daysLeftText(context, daysLeft)}</dd>
      </div>
    </dl>
    <p><a href="${freshHref}">${say('page.logon.received.other')}</a></p>
  </section>`;
}

export function daysLeftText({ say }: BankPageContext, days: number): string {
  return days <= 0 ? say('page.logon.received.lastDay') : say('page.logon.received.days', { days });
}

/** What was wrong with the entry before, above the page that asks for it again. */
export function wrongEntry(context: BankPageContext, refusal: Refusal): HtmlSafeString {
  const { say, reference } = context;
  return html`<section class="fault-summary" role="alert" aria-labelledby="wrong-title" tabindex="-1" data-focus>
    <h2 id="wrong-title">${wordingOf(context, refusal, 'title')}</h2>
    <p>${wordingOf(context, refusal, 'cause')}</p>
    <p>${wordingOf(context, refusal, 'next')}</p>
    ${faqLink(context, refusal)}
    <p class="small">
      ${say('page.refusal.reason')} <span class="code">${refusal.reason}</span><br />
      ${say('page.refusal.reference')} <span class="code">${reference}</span>
    </p>
  </section>`;
}

export function cellFaultSummary(
  context: BankPageContext,
  table: TableQuestion | undefined,
  faults: CellFaults,
): HtmlSafeString | '' {
  if (table === undefined || faults.size === 0) return '';
  const { say } = context;
  return html`<section class="fault-summary" role="alert" aria-labelledby="fault-title" tabindex="-1" data-focus>
    <h2 id="fault-title">${say('page.fault.title')}</h2>
    <p>${say('page.fault.lead')}</p>
    <ul>${cellFaultList(context, table, faults)}</ul>
    <p class="small">${say('page.refusal.reason')} <span class="code">form-invalid</span></p>
  </section>`;
}
