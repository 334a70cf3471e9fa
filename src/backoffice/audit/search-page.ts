// 監査記録: what to look for, and what was found, newest first.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { Day } from '../../domain/calendar.ts';
import { formatInstant } from '../../http/dates.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { Officer } from '../../procedures/office/officer.ts';
import { AUTHORITY, auditScopesOf, OFFICERS } from '../../procedures/office/read-audit.ts';
import { pagesCustomersActsJa } from '../../profile/wording/pages-customers-acts-ja.ts';
import type { AuditRow } from '../../store/tables.ts';
import { actText, reasonText } from '../reports/columns.ts';

export interface AuditForm {
  readonly of: string;
  readonly from: Day;
  readonly until: Day;
  readonly act: string;
  readonly outcome: '' | 'done' | 'refused';
  readonly contract: string;
  readonly user: string;
  readonly officer: string;
  readonly certificate: string;
  readonly reference: string;
}

export interface AuditList {
  readonly form: AuditForm;
  readonly rows: readonly AuditRow[];
  readonly more: string | undefined;
  /** Enough was read, not all. */
  readonly unfinished: boolean;
}

/** Every act that there is, by code. */
const ACTS = Object.keys(pagesCustomersActsJa).map((key) => key.slice('page.customers.act.'.length));

export const auditHref = ({ profile }: BankPageContext, ...parts: readonly (string | number)[]): string =>
  [`/${profile.code}/desk/audit`, ...parts].join('/');

export function auditPage(context: BankPageContext, officer: Officer, list: AuditList): PageParts {
  const { say } = context;
  const { form, rows, more, unfinished } = list;
  const next = more && new URLSearchParams({ ...form, before: more });
  return {
    title: say('page.audit.title'),
    main: html`<p class="lead">${say('page.audit.lead')}</p>
      ${searchForm(context, officer, form)}
      ${rows.length === 0 ? html`<p class="notice" role="status">${say('page.audit.none')}</p>` : table(context, officer, rows)}
      ${unfinished ? html`<p>${say('page.audit.unfinished')}</p>` : ''}
      ${
        next === undefined || next === ''
          ? ''
          : html`<div class="actions"><a class="button secondary" href="${auditHref(context)}?${next.toString()}">${say(unfinished ? 'page.audit.further' : 'page.audit.more')}</a></div>`
      }`,
  };
}

function searchForm(context: BankPageContext, officer: Officer, form: AuditForm): HtmlSafeString {
  const { say, language } = context;
  const acts = ACTS.map((act) => ({ act, text: actText(act, language) })).sort((one, other) =>
    one.text.localeCompare(other.text, language),
  );
  const option = (value: string, text: string, chosen: string) =>
    html`<option value="${value}" ${value === chosen ? html`selected` : ''}>${text}</option>`;
  const field = (name: 'contract' | 'user' | 'officer' | 'certificate' | 'reference') =>
    html`<div class="field">
      <label for="${name}">${say(`page.audit.${name}`)}</label>
      <input id="${name}" name="${name}" type="text" value="${form[name]}" maxlength="64" autocomplete="off" spellcheck="false" autocapitalize="none" />
    </div>`;
  const day = (name: 'from' | 'until') =>
    html`<div class="field">
      <label for="${name}">${say(`page.audit.${name}`)}</label>
      <input id="${name}" name="${name}" type="date" value="${form[name]}" />
    </div>`;
  return html`<form class="search" method="get" action="${auditHref(context)}" role="search" aria-label="${say('page.audit.title')}">
    <div class="field">
      <label for="of">${say('page.audit.of')}</label>
      <select id="of" name="of">${auditScopesOf(officer).map((of) => option(of, scopeText(context, officer, of), form.of))}</select>
    </div>
    ${day('from')} ${day('until')}
    <div class="field">
      <label for="outcome">${say('page.audit.outcome')}</label>
      <select id="outcome" name="outcome">
        ${(['', 'done', 'refused'] as const).map((one) => option(one, say(one === '' ? 'page.audit.all' : `page.reports.outcome.${one}`), form.outcome))}
      </select>
    </div>
    <div class="field wider">
      <label for="act">${say('page.audit.act')}</label>
      <select id="act" name="act">
        ${option('', say('page.audit.all'), form.act)} ${acts.map(({ act, text }) => option(act, text, form.act))}
      </select>
    </div>
    ${field('contract')} ${field('user')} ${field('officer')} ${field('reference')} ${field('certificate')}
    <div class="actions"><button class="button primary" type="submit">${say('page.audit.search')}</button></div>
  </form>`;
}

function scopeText(context: BankPageContext, officer: Officer, of: string): string {
  const { say } = context;
  if (of === OFFICERS) return say('page.audit.ofOfficers');
  if (of === AUTHORITY) return say('page.audit.ofAuthority');
  const bank = officer.banks.find(({ code }) => code === of);
  return `${of} ${bank === undefined ? '' : inLanguage(context, bank.name)}`;
}

function table(context: BankPageContext, officer: Officer, rows: readonly AuditRow[]): HtmlSafeString {
  const { say, language } = context;
  const head = (key: 'number' | 'at' | 'act' | 'whom' | 'outcome') => say(`page.audit.column.${key}`);
  return html`<table class="people records">
    <thead>
      <tr>${(['number', 'at', 'act', 'whom', 'outcome'] as const).map((key) => html`<th scope="col">${head(key)}</th>`)}</tr>
    </thead>
    <tbody>
      ${rows.map((row) => {
        const bank = officer.banks.find(({ code }) => code === row.bank_code) ?? context.profile;
        const whom = [row.contract_id, row.user_id].filter((id) => id !== null && id !== '');
        return html`<tr class="${row.outcome}">
          <th scope="row"><a class="code" href="${auditHref(context, row.sequence)}">${row.sequence}</a></th>
          <td data-label="${head('at')}">${formatInstant(row.at, language)}</td>
          <td data-label="${head('act')}">${actText(row.act, language)}</td>
          <td data-label="${head('whom')}"><bdi class="code">${whom.length === 0 ? '—' : whom.join(' / ')}</bdi></td>
          <td data-label="${head('outcome')}">
            ${say(`page.reports.outcome.${row.outcome}`)}${row.reason === null ? '' : html`<br /><span class="small">${reasonText(row.reason, { bank, language })}</span>`}
          </td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}
