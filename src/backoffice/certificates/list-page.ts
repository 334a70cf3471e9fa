// 電子証明書一覧: which list, and its certificates, each leading to its own page.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { statusOf } from '../../domain/certificate-status.ts';
import { mayDo } from '../../domain/officer.ts';
import { formatInstant } from '../../http/dates.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { certificateViewOf } from '../../procedures/certificate-view.ts';
import type { Officer } from '../../procedures/office/officer.ts';
import { certificateFactsOf } from '../../store/read/certificate.ts';
import { CERTIFICATE_LISTS, type ListedCertificate } from '../../store/read/certificate-list.ts';
import { HOLDER_LISTS, type HolderListQuery, type ListedHolder } from './holder-list.ts';
import { holderTable } from './holder-table.ts';
import { ENDING_DAYS, type ListQuery } from './list-query.ts';

export interface ListView {
  readonly asked: ListQuery;
  readonly rows: readonly ListedCertificate[];
  /** Where the next page begins; absent: this is the last. */
  readonly more: string | undefined;
  readonly now: number;
}

/** A row as scripts get it. */
export function rowOf(row: ListedCertificate, now: number) {
  const { serialNumber, commonName, notBefore, notAfter } = certificateViewOf(row);
  return {
    ...{ serialNumber, commonName, notBefore, notAfter },
    contractId: row.contract_id,
    companyName: row.company_name,
    userId: row.user_id,
    status: statusOf(certificateFactsOf(row), now),
  };
}

export function certificateListPage(
  context: BankPageContext,
  officer: Officer,
  { asked, rows, more, now }: ListView,
): PageParts {
  const { say, profile } = context;
  const base = `/${profile.code}/desk/certificates`;
  const query = new URLSearchParams({ of: asked.bank.code, list: asked.list, days: String(asked.days) });
  return {
    title: say('page.office.certificates.title'),
    main: html`${choice(context, officer, asked, base)}
      <p class="lead">${say(`page.office.certificates.lead.${asked.list}`, { days: String(asked.days) })}</p>
      ${
        rows.length === 0
          ? html`<p class="notice">${say('page.office.certificates.none')}</p>`
          : table(context, base, asked, rows, now)
      }
      <div class="actions">
        ${more === undefined ? '' : html`<a class="button primary" href="${base}?${query.toString()}&after=${more}">${say('page.office.certificates.more')}</a>`}
        ${rows.length === 0 || !mayDo(officer.role, 'reports.order') ? '' : html`<a class="button secondary" href="${base}.csv?${query.toString()}">${say('page.office.certificates.file')}</a>`}
      </div>`,
  };
}

/** A list of holders, under the same choice. */
export function holderListPage(
  context: BankPageContext,
  officer: Officer,
  {
    asked,
    rows,
    more,
  }: {
    readonly asked: HolderListQuery;
    readonly rows: readonly ListedHolder[];
    readonly more: string | undefined;
  },
): PageParts {
  const { say, profile } = context;
  const base = `/${profile.code}/desk/certificates`;
  const query = new URLSearchParams({ of: asked.bank.code, list: asked.list, days: String(asked.days) });
  const report = { acquiring: 'notAcquired', notAcquired: 'notAcquired', locked: 'locks' }[asked.list];
  return {
    title: say('page.office.certificates.title'),
    main: html`${choice(context, officer, asked, base)}
      <p class="lead">${say(`page.office.certificates.lead.${asked.list}`, { days: String(asked.days) })}</p>
      ${
        rows.length === 0
          ? html`<p class="notice">${say('page.office.certificates.noHolders')}</p>`
          : holderTable(context, asked, rows)
      }
      <div class="actions">
        ${more === undefined ? '' : html`<a class="button primary" href="${base}?${query.toString()}&after=${more}">${say('page.office.certificates.more')}</a>`}
        ${rows.length === 0 || !mayDo(officer.role, 'reports.order') ? '' : html`<a class="button secondary" href="/${profile.code}/desk/reports/new/${report}">${say('page.office.certificates.report')}</a>`}
      </div>`,
  };
}

function choice(
  context: BankPageContext,
  officer: Officer,
  asked: ListQuery | HolderListQuery,
  base: string,
): HtmlSafeString {
  const { say } = context;
  const option = (value: string, label: string, chosen: boolean) =>
    html`<option value="${value}" ${chosen ? 'selected' : ''}>${label}</option>`;
  const select = (
    name: string,
    label: string,
    options: HtmlSafeString[],
  ) => html`<label for="${name}">${label}</label>
    <select id="${name}" name="${name}">${options}</select>`;
  return html`<form class="filter" method="get" action="${base}">
    ${
      officer.banks.length < 2
        ? html`<input type="hidden" name="of" value="${asked.bank.code}" />`
        : select(
            'of',
            say('page.office.bank'),
            officer.banks.map((bank) =>
              option(bank.code, `${bank.code} ${inLanguage(context, bank.name)}`, bank === asked.bank),
            ),
          )
    }
    ${select(
      'list',
      say('page.office.certificates.list'),
      [...CERTIFICATE_LISTS, ...HOLDER_LISTS].map((one) =>
        option(one, say(`page.office.certificates.list.${one}`), one === asked.list),
      ),
    )}
    ${select(
      'days',
      say('page.office.certificates.days'),
      ENDING_DAYS.map((one) =>
        option(
          String(one),
          say('page.office.certificates.withinDays', { days: String(one) }),
          one === asked.days,
        ),
      ),
    )}
    <button class="button secondary" type="submit">${say('page.office.certificates.show')}</button>
  </form>`;
}

function table(
  context: BankPageContext,
  base: string,
  asked: ListQuery,
  rows: readonly ListedCertificate[],
  now: number,
): HtmlSafeString {
  const { say, language } = context;
  const heads = ['holder', 'company', 'validTo', 'status'] as const;
  return html`<div class="wide" tabindex="0" role="region" aria-label="${say('page.office.certificates.title')}">
    <table class="people">
      <thead>
        <tr>${heads.map((head) => html`<th scope="col">${say(`page.office.certificates.${head}`)}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows.map((row) => {
          const one = rowOf(row, now);
          return html`<tr>
            <th scope="row">
              <a href="${base}/${asked.bank.code}/${one.serialNumber}"><span class="code">${one.commonName}</span></a>
            </th>
            <td><bdi>${one.companyName}</bdi></td>
            <td>${formatInstant(one.notAfter, language)}</td>
            <td>${say(`page.office.certificates.status.${one.status}`)}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}
