// Ordering a report: of which bank, of which days, in which format.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { REPORT_FORMATS, type ReportKind } from '../../domain/report.ts';
import { radio } from '../../http/choice.ts';
import { csrfField } from '../../http/csrf.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { Officer } from '../../procedures/office/officer.ts';
import { reportsHref } from './report-pages.ts';

export interface OrderForm {
  readonly entries: Readonly<Record<string, string>>;
  readonly csrf: string;
  /** The entry that cannot be. */
  readonly fault?: string | undefined;
}

export function orderPage(
  context: BankPageContext,
  officer: Officer,
  kind: ReportKind,
  { entries, csrf, fault }: OrderForm,
): PageParts {
  const { say } = context;
  return {
    title: say(`page.reports.kind.${kind}`),
    faulty: fault !== undefined,
    main: html`<p class="lead">${say(`page.reports.about.${kind}`)}</p>
      <form method="post" action="${reportsHref(context, 'new', kind)}" novalidate>
        ${csrfField(csrf)}
        <input type="hidden" name="orderKey" value="${entries['orderKey'] ?? ''}" />
        ${bankField(context, officer, entries['of'] ?? '')}
        ${
          entries['from'] === undefined
            ? ''
            : html`${dayField(context, 'from', entries['from'], fault)}
              ${dayField(context, 'until', entries['until'] ?? '', fault)}`
        }
        <fieldset>
          <legend>${say('page.reports.format')}</legend>
          ${REPORT_FORMATS.map((format) =>
            radio({
              ...{ id: `format-${format}`, name: 'format', value: format },
              label: say(`page.reports.format.${format}`),
              checked: format === (entries['format'] ?? 'csv'),
            }),
          )}
        </fieldset>
        <div class="actions">
          <button type="submit" class="button primary">${say('page.reports.order')}</button>
          <a href="${reportsHref(context)}">${say('page.reports.cancelOrder')}</a>
        </div>
      </form>`,
  };
}

function bankField(context: BankPageContext, officer: Officer, of: string): HtmlSafeString {
  const { say } = context;
  if (officer.banks.length < 2) return html`<input type="hidden" name="of" value="${of}" />`;
  return html`<div class="field">
    <label for="of">${say('page.office.bank')}</label>
    <select id="of" name="of">
      ${officer.banks.map(
        ({ code, name }) =>
          html`<option value="${code}" ${code === of ? html`selected` : ''}>${code} ${inLanguage(context, name)}</option>`,
      )}
    </select>
  </div>`;
}

function dayField(
  { say }: BankPageContext,
  id: 'from' | 'until',
  value: string,
  fault: string | undefined,
): HtmlSafeString {
  const faulty = fault === id;
  return html`<div class="field ${faulty ? 'faulty' : ''}">
    <label for="${id}">${say(`page.reports.${id}`)}</label>
    ${id === 'until' ? html`<p class="hint" id="until-hint">${say('page.reports.daysHint')}</p>` : ''}
    ${faulty ? html`<p class="fault" id="${id}-fault" tabindex="-1" data-focus>${say('page.reports.dayFault')}</p>` : ''}
    <div class="entry">
      <input
        id="${id}"
        name="${id}"
        type="date"
        value="${value}"
        aria-required="true"
        ${id === 'until' || faulty ? html`aria-describedby="${[id === 'until' && 'until-hint', faulty && `${id}-fault`].filter(Boolean).join(' ')}"` : ''}
        ${faulty ? html`aria-invalid="true"` : ''}
      />
    </div>
  </div>`;
}
