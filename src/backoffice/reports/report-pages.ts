// 帳票: what can be ordered and what the officer has ordered; and one order with how far it is.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { mayOrder, REPORT_KINDS } from '../../domain/report.ts';
import { csrfField } from '../../http/csrf.ts';
import { formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { Officer } from '../../procedures/office/officer.ts';
import { isKept, REPORT_KEPT_MS } from '../../procedures/office/reports/order-report.ts';
import type { ReportRow } from '../../store/report-tables.ts';
import { daysText } from './writers.ts';

/** Below the desk; also the menu item. */
export const REPORTS = '/reports';

export function reportsHref({ profile }: BankPageContext, ...parts: readonly string[]): string {
  return [`/${profile.code}/desk${REPORTS}`, ...parts.map(encodeURIComponent)].join('/');
}

export function reportsPage(
  context: BankPageContext,
  officer: Officer,
  reports: readonly ReportRow[],
  now: number,
): PageParts {
  const { say } = context;
  return {
    title: say('page.reports.title'),
    main: html`<p class="lead">${say('page.reports.lead')}</p>
      <section aria-labelledby="own-title">
        <h2 id="own-title">${say('page.reports.own')}</h2>
        ${reports.length === 0 ? html`<p>${say('page.reports.none')}</p>` : ownTable(context, reports, now)}
      </section>
      <section aria-labelledby="choose-title">
        <h2 id="choose-title">${say('page.reports.choose')}</h2>
        <ul class="bank-list">
          ${REPORT_KINDS.filter((kind) => mayOrder(officer.role, kind)).map(
            (kind) => html`<li>
              <a href="${reportsHref(context, 'new', kind)}">${say(`page.reports.kind.${kind}`)}</a>
              <p class="small">${say(`page.reports.about.${kind}`)}</p>
            </li>`,
          )}
        </ul>
      </section>`,
  };
}

function ownTable(context: BankPageContext, reports: readonly ReportRow[], now: number): HtmlSafeString {
  const { say, language } = context;
  const label = (key: 'orderedAt' | 'state' | 'format') => say(`page.reports.${key}`);
  return html`<table class="people">
    <thead>
      <tr>
        <th scope="col">${say('page.reports.title')}</th>
        <th scope="col">${label('format')}</th>
        <th scope="col">${label('orderedAt')}</th>
        <th scope="col">${label('state')}</th>
      </tr>
    </thead>
    <tbody>
      ${reports.map(
        (row) => html`<tr>
          <th scope="row">
            <span class="code">${row.bank_code}</span>
            <a href="${reportsHref(context, row.id)}">${say(`page.reports.kind.${row.kind}`)}</a>
          </th>
          <td data-label="${label('format')}">${row.format.toUpperCase()}</td>
          <td data-label="${label('orderedAt')}">${formatInstant(row.ordered_at, language)}</td>
          <td data-label="${label('state')}">${stateText(context, row, now)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function stateText({ say }: BankPageContext, row: ReportRow, now: number): string {
  return say(`page.reports.state.${row.state === 'done' && !isKept(row, now) ? 'over' : row.state}`);
}

export function reportPage(
  context: BankPageContext,
  officer: Officer,
  { row, now, csrf }: { readonly row: ReportRow; readonly now: number; readonly csrf: string },
): PageParts {
  const { say, language } = context;
  const bank = officer.banks.find(({ code }) => code === row.bank_code);
  const { from_day: from, until_day: until } = row;
  const open = row.state === 'waiting' || row.state === 'running';
  const kept = isKept(row, now);
  return {
    title: say(`page.reports.kind.${row.kind}`),
    scripts: open ? ['progress.js'] : [],
    main: html`${open ? progress(context, row, csrf) : ''}
      ${row.failure === null ? '' : html`<p class="notice">${say(`page.reports.failure.${row.failure}`)}</p>`}
      ${
        kept
          ? html`<div class="actions">
              <a class="button primary" href="${reportsHref(context, row.id, 'file')}">${say('page.reports.fetch')}</a>
            </div>`
          : ''
      }
      <dl class="facts">
        ${fact(say('page.reports.state'), stateText(context, row, now))}
        ${fact(say('page.office.bank'), html`<span class="code">${row.bank_code}</span> ${bank === undefined ? '' : inLanguage(context, bank.name)}`)}
        ${from === null || until === null ? '' : fact(say('page.reports.days'), daysText({ from, until }, language))}
        ${fact(say('page.reports.format'), say(`page.reports.format.${row.format}`))}
        ${fact(say('page.reports.orderedAt'), formatInstant(row.ordered_at, language))}
        ${row.state === 'done' ? fact(say('page.reports.lines'), row.lines.toLocaleString('en')) : ''}
        ${kept && row.ended_at !== null ? fact(say('page.reports.keptUntil'), formatInstant(row.ended_at + REPORT_KEPT_MS, language)) : ''}
      </dl>
      <p><a href="${reportsHref(context)}">${say('page.reports.back')}</a></p>`,
  };
}

function progress(context: BankPageContext, row: ReportRow, csrf: string): HtmlSafeString {
  const { say } = context;
  const percent = `${Math.floor(row.progress / 10)}%`;
  return html`<div class="making">
    <label for="progress">${say('page.reports.progress')}</label>
    <progress id="progress" max="1000" value="${row.progress}" data-state="${row.state}">${percent}</progress>
    <span role="status" data-progress-text>${percent}</span>
    ${row.attempts > 1 ? html`<p>${say('page.reports.begunAnew', { attempts: String(row.attempts) })}</p>` : ''}
    <p>${say('page.reports.wait')}</p>
    <div class="actions">
      <a class="button secondary" href="${reportsHref(context, row.id)}">${say('page.reports.look')}</a>
      <form method="post" action="${reportsHref(context, row.id, 'cancel')}">
        ${csrfField(csrf)}
        <button type="submit" class="button secondary">${say('page.reports.cancel')}</button>
      </form>
    </div>
  </div>`;
}
