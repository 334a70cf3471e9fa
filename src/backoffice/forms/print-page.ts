// On paper: the blank form that a customer fills in, and the letter with new secrets, which is shown once.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { csrfField } from '../../http/csrf.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { LetterContent } from '../../procedures/office/forms/carry-out.ts';
import type { Letter } from '../../procedures/office/forms/print-letter.ts';
import type { FormView } from '../../procedures/office/forms/show-form.ts';
import type { BankProfile, PinField } from '../../profile/bank-profile.ts';
import type { RequestForm } from '../../profile/request-forms.ts';
import { type Params, say, type WordingKey } from '../../profile/wording/wording.ts';
import { fact } from '../office-page.ts';
import { formsHref } from './form-parts.ts';

const printButton = ({ say }: BankPageContext) =>
  html`<p class="no-print">
    <button type="button" class="button primary" data-prints hidden>${say('page.forms.blank.print')}</button>
    <noscript>${say('page.sheet.printByHand')}</noscript>
  </p>`;

/** 依頼書の用紙, in the profile's wording. */
export function blankPage(context: BankPageContext, bank: BankProfile, form: RequestForm): PageParts {
  const { say: tell, language } = context;
  const line = (label: string, value: string | HtmlSafeString = '') =>
    html`<tr><th scope="row">${label}</th><td>${value}</td></tr>`;
  const box = (label: string) => html`<span class="box" aria-hidden="true">☐</span> ${label}`;
  const term = (name: keyof BankProfile['terms']) => inLanguage(context, bank.terms[name]);
  const at = inLanguage(context, form.handedInAt);
  return {
    title: tell('page.forms.blanks'),
    main: html`${printButton(context)}
      <section class="sheet paper" aria-labelledby="paper-title">
        <p>${inLanguage(context, bank.name)} ${inLanguage(context, bank.serviceName)}</p>
        <h2 id="paper-title">${inLanguage(context, form.name)}</h2>
        <p>${form.lead === undefined ? tell('page.forms.blank.lead', { at }) : form.lead[language]}</p>
        <table class="lines to-fill">
          <tbody>
            ${line(tell('page.forms.blank.date'), tell('page.forms.blank.dateFormat'))}
            ${line(tell('page.forms.company'))} ${line(term('contractId'))}
            ${form.asks.includes('userId') ? line(term('userId'), html`<span class="small">${tell('page.forms.target.userHint', { administrator: term('administrator') })}</span>`) : ''}
            ${line(tell('page.forms.applicant'))}
            ${form.asks.includes('newAdministrator') ? line(tell('page.forms.newAdministrator')) : ''}
            ${
              form.asks.includes('reason')
                ? line(
                    tell('page.forms.reason'),
                    html`<ul class="plain">
                      <li>${box(tell('mail.revocation.keyCompromise'))}</li>
                      <li>${box(tell('mail.revocation.cessationOfOperation'))}</li>
                      <li>${box(tell('mail.revocation.affiliationChanged'))}</li>
                      <li>${box(tell('mail.revocation.unspecified'))}</li>
                    </ul>`,
                  )
                : ''
            }
            ${form.fields.map(({ label }) => line(label[language]))} ${line(tell('page.forms.blank.seal'))}
          </tbody>
        </table>
        <h3>${tell('page.forms.blank.bankUse')}</h3>
        <table class="lines">
          <tbody>
            ${line(tell('page.forms.receivedOn'))}
            ${line(
              tell('page.forms.checks'),
              html`<ul class="plain">${form.checks.map(({ label }) => html`<li>${box(label[language])}</li>`)}</ul>`,
            )}
            ${line(tell('page.forms.number'))} ${line(tell('page.forms.blank.person'))}
          </tbody>
        </table>
      </section>
      <p class="no-print"><a href="${formsHref(context, bank.code, 'blank')}">${tell('page.forms.blanks')}</a></p>`,
  };
}

/** Before the letter: it is shown once. */
export function letterAskPage(context: BankPageContext, { bank, row }: FormView, csrf: string): PageParts {
  const { say } = context;
  return {
    title: say('page.forms.letter.title'),
    main: html`<p class="lead">${say('page.forms.letter.lead')}</p>
      <form method="post">
        ${csrfField(csrf)}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.forms.letter.open')}</button>
          <a href="${formsHref(context, bank.code, row.id)}">${say('page.forms.act.back')}</a>
        </div>
      </form>`,
  };
}

/** In the customer's language and the bank's words, not the office's. */
export function letterPage(context: BankPageContext, made: Letter): PageParts {
  const { bank, row, holder, letter } = made;
  const { language } = holder;
  const tell: Tell = (key, params) => say(bank, language, key, params);
  const to = letter.kind === 'pins' ? `${holder.companyName} ${letter.addressee}` : holder.companyName;
  const code = (value: string) => html`<span class="code">${value}</span>`;
  return {
    title: context.say('page.forms.letter.title'),
    main: html`<p class="notice warning no-print"><strong>${context.say('page.forms.letter.once')}</strong></p>
      ${printButton(context)}
      <section class="sheet" aria-labelledby="sheet-title" lang="${language}">
        <p class="addressee"><bdi>${tell('page.forms.letter.for', { name: to })}</bdi></p>
        <h2 id="sheet-title">${bank.name[language]} ${bank.serviceName[language]}</h2>
        <p>${tell(letter.kind === 'pins' ? 'page.forms.letter.pinsText' : 'page.forms.letter.cardText')}</p>
        <dl class="facts">
          ${fact(bank.terms.contractId[language], code(holder.contractId))}
          ${
            letter.kind === 'card'
              ? fact(tell('page.forms.letter.cardNumber'), code(letter.card.cardNumber))
              : (Object.entries(letter.pins) as [PinField, string][]).map(([pin, value]) =>
                  fact(bank.terms[pin][language], code(value)),
                )
          }
        </dl>
        ${letter.kind === 'card' ? cardTable(tell, bank, letter) : ''}
        <p class="small">${tell('page.forms.number')} ${code(row.id)}</p>
      </section>
      <p class="no-print"><a href="${formsHref(context, bank.code, row.id)}">${context.say('page.forms.act.back')}</a></p>`,
  };
}

type Tell = (key: WordingKey, params?: Params) => string;

function cardTable(
  tell: Tell,
  bank: BankProfile,
  { card }: Extract<LetterContent, { kind: 'card' }>,
): HtmlSafeString {
  const shape = bank.card;
  if (shape === null || shape.kind === 'fixed') {
    return html`<p class="code">${card.cells[''] ?? ''}</p>`;
  }
  const title = tell('page.forms.letter.card');
  return html`<div class="wide" tabindex="0" role="region" aria-label="${title}">
    <table class="card-table">
      <caption>${title}</caption>
      <thead>
        <tr><td></td>${shape.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr>
      </thead>
      <tbody>
        ${shape.rows.map(
          (row) => html`<tr>
            <th scope="row">${row}</th>
            ${shape.columns.map((column) => html`<td class="code">${card.cells[`${column}${row}`] ?? ''}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
