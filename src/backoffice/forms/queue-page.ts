// 依頼書: the queue of a bank, by state and kind, what is due first first.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { Day } from '../../domain/calendar.ts';
import { mayDo } from '../../domain/officer.ts';
import { FORM_STATES } from '../../domain/request-form.ts';
import { formatDay } from '../../http/dates.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { FormQueue, QueueState } from '../../procedures/office/forms/show-form.ts';
import type { Officer } from '../../procedures/office/officer.ts';
import { requestFormOf, requestFormsOf } from '../../profile/request-forms.ts';
import { formsHref, targetText } from './form-parts.ts';

/** For officers who serve several banks. */
export function banksPage(context: BankPageContext, { banks }: Officer): PageParts {
  const { say } = context;
  return {
    title: say('page.forms.title'),
    main: html`<p class="lead">${say('page.forms.choose')}</p>
      <ul class="bank-list">
        ${banks.map(
          (bank) => html`<li>
            <a href="${formsHref(context, bank.code)}"><span class="code">${bank.code}</span> ${inLanguage(context, bank.name)}</a>
          </li>`,
        )}
      </ul>`,
  };
}

export function queuePage(context: BankPageContext, queue: FormQueue, today: Day): PageParts {
  const { say } = context;
  const { bank, officer, forms } = queue;
  return {
    title: say('page.forms.title'),
    main: html`<p class="lead">${inLanguage(context, bank.name)}<br />${queue.state !== 'withdrawn' && queue.state !== 'done' ? say('page.forms.lead') : ''}</p>
      <ul class="ways">
        ${
          mayDo(officer.role, 'forms.enter')
            ? html`<li>
                <a class="button primary" href="${formsHref(context, bank.code, 'new')}">${say('page.forms.new')}</a>
              </li>`
            : ''
        }
        <li>
          <a class="button secondary" href="${formsHref(context, bank.code, 'blank')}">${say('page.forms.blanks')}</a>
        </li>
      </ul>
      ${states(context, queue)} ${kinds(context, queue)}
      ${
        forms.length === 0
          ? html`<p class="notice">${say('page.forms.none')}</p>`
          : list(context, queue, today)
      }
      ${
        queue.hasMore
          ? html`<p><a class="button secondary" href="${query(queue, { page: queue.page + 1 })}">${say('page.forms.more')}</a></p>`
          : ''
      }`,
  };
}

function query(
  { state, kind }: FormQueue,
  change: { readonly state?: QueueState; readonly page?: number },
): string {
  const wanted = new URLSearchParams({ state: change.state ?? state });
  if (kind !== undefined) wanted.set('kind', kind);
  if (change.page !== undefined) wanted.set('page', String(change.page));
  return `?${wanted}`;
}

function states(context: BankPageContext, queue: FormQueue): HtmlSafeString {
  const { say } = context;
  return html`<nav class="office-menu" aria-label="${say('page.forms.counts')}">
    <ul>
      ${(['overdue', ...FORM_STATES] as const).map((state) => {
        const text =
          state === 'overdue'
            ? say('page.forms.overdueAll', { count: queue.overdue })
            : say('page.forms.count', {
                state: say(`page.forms.state.${state}`),
                count: queue.counts[state],
              });
        return html`<li>
          <a href="${query(queue, { state })}" ${state === queue.state ? html`aria-current="page"` : ''}>${text}</a>
        </li>`;
      })}
    </ul>
  </nav>`;
}

function kinds(context: BankPageContext, { bank, kind: chosen, state }: FormQueue): HtmlSafeString {
  const { say } = context;
  return html`<form method="get" class="filter">
    <input type="hidden" name="state" value="${state}" />
    <label for="kind">${say('page.forms.kind')}</label>
    <select id="kind" name="kind">
      <option value="">${say('page.forms.allKinds')}</option>
      ${requestFormsOf(bank).map(
        ({ kind, name }) =>
          html`<option value="${kind}" ${kind === chosen ? html`selected` : ''}>${inLanguage(context, name)}</option>`,
      )}
    </select>
    <button type="submit" class="button secondary small-button">${say('page.forms.filter')}</button>
  </form>`;
}

function list(context: BankPageContext, { bank, forms, state }: FormQueue, today: Day): HtmlSafeString {
  const { say, language } = context;
  const open = state !== 'withdrawn' && state !== 'done';
  const label = (key: 'company' | 'dueOn' | 'enteredBy' | 'kind') => say(`page.forms.${key}`);
  return html`<table class="people">
    <thead>
      <tr>
        <th scope="col">${say('page.forms.number')}</th>
        <th scope="col">${label('kind')}</th>
        <th scope="col">${label('company')}</th>
        <th scope="col">${label('dueOn')}</th>
        <th scope="col">${label('enteredBy')}</th>
      </tr>
    </thead>
    <tbody>
      ${forms.map((form) => {
        const name = requestFormOf(bank, form.kind)?.name;
        return html`<tr>
          <th scope="row">
            <a class="code form-number" href="${formsHref(context, bank.code, form.id)}">${form.id}</a>
            ${form.letterWaits === 1 ? html`<span class="mark">${say('page.forms.letterWaits')}</span>` : ''}
          </th>
          <td data-label="${label('kind')}">${name === undefined ? form.kind : inLanguage(context, name)}</td>
          <td data-label="${label('company')}">
            <span><bdi>${form.companyName}</bdi><br />${targetText(context, bank, form, form.userName)}</span>
          </td>
          <td data-label="${label('dueOn')}">
            <span
              >${formatDay(form.dueOn, language)}
              ${open && form.dueOn < today ? html`<span class="mark">${say('page.forms.overdue')}</span>` : ''}</span
            >
          </td>
          <td data-label="${label('enteredBy')}"><bdi>${form.enteredByName}</bdi></td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}
