// 事務トップ: who is logged on and with which role; of each bank the numbers of the morning, each leading to its list.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { mayDo } from '../../domain/officer.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { Officer } from '../../procedures/office/officer.ts';
import { fact } from '../office-page.ts';
import { MOST_COUNTED, type Overview } from './overview.ts';

export function frontPage(
  context: BankPageContext,
  officer: Officer,
  overviews: readonly Overview[],
): PageParts {
  const { say, profile } = context;
  const role = say(`page.office.role.${officer.role}`);
  return {
    title: say('page.office.title'),
    main: html`<p class="lead">${say('page.office.lead', { officerName: officer.name, role })}</p>
      ${mayDo(officer.role, 'certificates.read') ? overviews.map((one) => bankSection(context, one)) : ''}
      <section aria-labelledby="you-title">
        <h2 id="you-title">${say('page.office.you')}</h2>
        <dl class="facts">
          ${fact(say('page.office.officerId'), html`<span class="code">${officer.officerId}</span>`)}
          ${fact(say('page.office.name'), html`<bdi>${officer.name}</bdi>`)}
          ${fact(say('page.office.role'), role)}
        </dl>
        <p><a href="/${profile.code}/status">${say('page.office.own')}</a></p>
      </section>`,
  };
}

function bankSection(context: BankPageContext, { bank, counts, weeks }: Overview): HtmlSafeString {
  const { say, profile } = context;
  const lists = `/${profile.code}/desk/certificates?of=${bank.code}`;
  const number = (count: number) =>
    count < MOST_COUNTED ? String(count) : say('page.office.front.orMore', { count: String(MOST_COUNTED) });
  const counted = (list: 'ending' | 'unused' | 'revoked') =>
    fact(say(`page.office.front.${list}`), html`<a href="${lists}&list=${list}">${number(counts[list])}</a>`);
  const most = Math.max(1, ...weeks);
  return html`<section aria-labelledby="bank-${bank.code}">
    <h2 id="bank-${bank.code}"><span class="code">${bank.code}</span> ${inLanguage(context, bank.name)}</h2>
    <dl class="facts">${counted('ending')} ${counted('unused')} ${counted('revoked')}</dl>
    <details>
      <summary>${say('page.office.front.weeks')}</summary>
      <table class="bars">
        <tbody>
          ${weeks.map(
            (count, week) => html`<tr>
              <th scope="row">${say('page.office.front.week', { week: String(week + 1) })}</th>
              <td><meter min="0" max="${most}" value="${count}">${count}</meter></td>
              <td>${number(count)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </details>
  </section>`;
}
