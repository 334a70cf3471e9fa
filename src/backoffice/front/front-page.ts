// 事務トップ: who is logged on and with which role; of each bank the numbers of the morning, each leading to its list.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { mayDo } from '../../domain/officer.ts';
import { formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { Officer } from '../../procedures/office/officer.ts';
import { barChart, shown } from './bar-chart.ts';
import type { Overview } from './overview.ts';

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

function bankSection(context: BankPageContext, overview: Overview): HtmlSafeString {
  const { say, profile, language } = context;
  const { bank, counts, desk, countedAt } = overview;
  const lists = `/${profile.code}/desk/certificates?of=${bank.code}`;
  const at = (desk: 'forms' | 'letters' | 'contracts') => `/${profile.code}/desk/${desk}/${bank.code}`;
  const counted = (name: keyof typeof LISTS) =>
    fact(
      say(`page.office.front.${name}`),
      html`<a href="${lists}&amp;list=${LISTS[name]}">${shown(counts[name])}</a>`,
    );
  const contracts = (['contractsOpen', 'contractsSuspended', 'contractsClosed'] as const).map((name) =>
    say(`page.office.front.${name}`, { count: shown(counts[name]) }),
  );
  return html`<section aria-labelledby="bank-${bank.code}">
    <h2 id="bank-${bank.code}"><span class="code">${bank.code}</span> ${inLanguage(context, bank.name)}</h2>
    <dl class="facts">
      ${fact(say('page.office.front.forms'), html`<a href="${at('forms')}">${shown(counts.forms)}</a>`)}
      ${fact(say('page.office.front.overdueForms'), html`<a href="${at('forms')}?state=overdue">${shown(desk.overdueForms)}</a>`)}
      ${fact(say('page.office.front.letters'), html`<a href="${at('letters')}">${shown(desk.letters)}</a>`)}
      ${fact(say('page.office.front.firstLetters'), html`<a href="${at('contracts')}?state=done">${shown(desk.firstLetters)}</a>`)}
      ${counted('acquiring')} ${counted('notAcquired')} ${counted('locked')} ${counted('ending')}
      ${counted('unused')} ${counted('revoked')}
      ${fact(say('page.office.front.contracts'), contracts.join(say('page.office.front.separator')))}
    </dl>
    <div class="charts">${weeksChart(context, overview)} ${daysChart(context, overview)}</div>
    <p class="small">${say('page.office.front.countedAt', { at: formatInstant(countedAt, language) })}</p>
  </section>`;
}

/** Where the list of each number stands, as the addresses of 電子証明書一覧 say it. */
const LISTS = {
  acquiring: 'acquiring&days=10',
  notAcquired: 'notAcquired&days=30',
  locked: 'locked',
  ending: 'ending&days=30',
  unused: 'unused',
  revoked: 'revoked',
} as const;

function weeksChart({ say }: BankPageContext, { bank, weeks }: Overview): HtmlSafeString {
  const sum = weeks.reduce((all, one) => all + one, 0);
  return barChart({
    id: `weeks-${bank.code}`,
    title: say('page.office.front.weeks'),
    summary: say('page.office.front.weeks.summary', {
      weeks: String(weeks.length),
      sum: shown(sum),
      first: shown(weeks[0] ?? 0),
    }),
    of: say('page.office.front.weeks.of'),
    numbers: say('page.office.front.numbers'),
    labels: weeks.map((_, week) => say('page.office.front.week', { week: String(week + 1) })),
    series: [{ name: say('page.office.front.weeks.count'), values: weeks }],
  });
}

function daysChart({ say }: BankPageContext, { bank, days }: Overview): HtmlSafeString {
  if (days.length === 0) return html``;
  const sum = (name: 'logons' | 'refusals') => shown(days.reduce((all, day) => all + day[name], 0));
  return barChart({
    id: `days-${bank.code}`,
    title: say('page.office.front.days'),
    summary: say('page.office.front.days.summary', {
      days: String(days.length),
      logons: sum('logons'),
      refusals: sum('refusals'),
    }),
    of: say('page.office.front.days.of'),
    numbers: say('page.office.front.numbers'),
    labels: days.map(({ day }) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`),
    series: (['logons', 'refusals'] as const).map((name) => ({
      name: say(`page.office.front.days.${name}`),
      values: days.map((day) => day[name]),
    })),
  });
}
