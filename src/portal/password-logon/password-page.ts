// One page of a logon by id and password: fields and order are the bank's.

import { html } from '@prairielearn/html';
import { csrfField } from '../../http/csrf.ts';
import { type Entries, type EntryFaults, entryField, faultSummary } from '../../http/entry-field.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { formIdField } from '../../http/posted-twice.ts';
import { steps } from '../../http/steps.ts';
import type { CardQuestion } from '../../procedures/log-on/card-question.ts';
import type { Field, Role } from '../../profile/bank-profile.ts';
import { acquisitionWay } from '../activation/way.ts';
import { type CellFaults, cardField } from '../logon/card-field.ts';
import { cellFaultSummary } from '../logon/question-page.ts';
import { logonRoute } from '../logon-entrance/logon-entrance-page.ts';
import { noticeList } from '../notice-list.ts';
import { passwordLogonRoute } from './addresses.ts';

export interface PasswordForm {
  readonly role: Role;
  /** Index of the page, from 0, of how many, and what it asks for. */
  readonly page: number;
  readonly pages: readonly (readonly Field[])[];
  readonly card: CardQuestion | undefined;
  readonly csrf: string;
  readonly entries?: Entries;
  readonly faults?: EntryFaults;
  readonly cellFaults?: CellFaults;
}

export function passwordPage(context: BankPageContext, form: PasswordForm): PageParts {
  const { profile, say } = context;
  const { role, page, pages, entries = {}, faults = new Map(), cellFaults = new Map() } = form;
  const table = form.card?.kind === 'table' ? form.card : undefined;
  const labels = pages.map((fields) =>
    fields.map((field) => inLanguage(context, profile.terms[field])).join('・'),
  );
  return {
    title: say(`page.passwordLogon.${role}.title`),
    faulty: faults.size + cellFaults.size > 0,
    ...(pages.length > 1 && { steps: steps(context, labels, page) }),
    main: html`${faults.size > 0 ? faultSummary(context, faults) : cellFaultSummary(context, table, cellFaults)}
      <p class="lead">${say(table === undefined ? 'page.passwordLogon.lead' : 'page.logon.cardLead')}</p>
      <form method="post" action="/${profile.code}${passwordLogonRoute(role, page)}" novalidate>
        ${csrfField(form.csrf)} ${formIdField()}
        ${pages[page]?.map((field) =>
          field === 'cardPassword' && table !== undefined
            ? cardField(context, table, cellFaults)
            : entryField(context, field, { entries, faults }),
        )}
        <p class="small">${say('page.identify.caution')}</p>
        ${page === 0 ? '' : html`<p class="small">${say('page.logon.noBack', { cancel: say('page.logon.cancel') })}</p>`}
        <div class="actions">
          <button class="button primary" type="submit">${say('page.logon.submit')}</button>
          <a href="${context.homeHref}">${say('page.logon.cancel')}</a>
        </div>
      </form>
      ${
        page > 0
          ? ''
          : html`<section aria-labelledby="certificate-title">
              <h2 id="certificate-title">${say('page.passwordLogon.certificateTitle')}</h2>
              <p>${say('page.passwordLogon.certificateText')}</p>
              <ul>
                <li><a href="/${profile.code}${logonRoute(role)}">${say('page.passwordLogon.certificateLogon')}</a></li>
                <li><a href="${acquisitionWay(context, role).href}">${inLanguage(context, profile.terms.acquisition)}</a></li>
              </ul>
            </section>
            ${noticeList(context, 'logon', say('page.logonEntrance.notices'))}`
      }`,
  };
}
