// What a trial of a proposal has found: who would be refused, and who would newly be let in.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { mayDo } from '../../domain/officer.ts';
import { csrfField } from '../../http/csrf.ts';
import { formatDay } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import type { BankPageContext } from '../../http/page.ts';
import type { ProposalView } from '../../procedures/office/profile/show-profile.ts';
import type { TrialFinding } from '../../procedures/office/profile/trial-result.ts';
import type { TrialView } from '../../procedures/office/profile/try-proposal.ts';
import { say as sayOf } from '../../profile/wording/wording.ts';
import { customerHref } from '../customers/customer-addresses.ts';
import { type InBanksWords, profileHref } from './profile-parts.ts';

export function trialSection(words: InBanksWords, view: ProposalView, csrf: string): HtmlSafeString | '' {
  const { say } = words.context;
  const { trial, row, officer } = view;
  if (row.state !== 'entered' && trial === undefined) return '';
  const may =
    row.state === 'entered' &&
    (mayDo(officer.role, 'profile.propose') || mayDo(officer.role, 'profile.approve'));
  return html`<section aria-labelledby="trial-title">
    <h2 id="trial-title">${say('page.profile.trial.title')}</h2>
    <p>${say('page.profile.trial.lead')}</p>
    ${trial === undefined ? '' : resultOf(words, view, trial)} ${may ? buttons(words.context, view, csrf) : ''}
  </section>`;
}

function buttons(context: BankPageContext, { bank, row, trial }: ProposalView, csrf: string): HtmlSafeString {
  const { say } = context;
  const href = (act: string) => profileHref(context, bank.code, 'proposals', row.id, act);
  return trial?.state === 'running'
    ? html`<div class="actions"><a class="button secondary" href="${href('trial')}">${say('page.profile.trial.goOn')}</a></div>`
    : html`<form method="post" action="${href('trial')}">
        ${csrfField(csrf)}
        <div class="actions">
          <button type="submit" class="button secondary">
            ${say(trial === undefined ? 'page.profile.trial.begin' : 'page.profile.trial.again')}
          </button>
        </div>
      </form>`;
}

function resultOf(words: InBanksWords, view: ProposalView, trial: TrialView): HtmlSafeString {
  const { say, language } = words.context;
  const { result, state, day } = trial;
  const part = (title: 'refused' | 'admitted', findings: readonly TrialFinding[]) =>
    html`<h3>${say(`page.profile.trial.${title}`)}</h3>
      ${
        findings.length === 0
          ? html`<p>${say('page.profile.trial.none')}</p>`
          : findingsTable(words, view, trial, findings)
      }`;
  return html`<p role="status" class="notice">
      ${say(state === 'done' ? 'page.profile.trial.done' : 'page.profile.trial.running')}
    </p>
    <dl class="facts">
      ${fact(say('page.profile.trial.day'), formatDay(day, language))}
      ${fact(say('page.profile.trial.contracts'), result.contracts.toLocaleString(language))}
      ${fact(say('page.profile.trial.holders'), result.holders.toLocaleString(language))}
      ${fact(say('page.profile.trial.records'), result.records.toLocaleString(language))}
    </dl>
    ${part(
      'refused',
      result.findings.filter(({ after }) => after !== undefined),
    )}
    ${part(
      'admitted',
      result.findings.filter(({ after }) => after === undefined),
    )}
    <p class="small">${say('page.profile.trial.limits')}</p>`;
}

function findingsTable(
  { context, bank }: InBanksWords,
  { bank: { code: bankCode } }: ProposalView,
  { day }: TrialView,
  findings: readonly TrialFinding[],
): HtmlSafeString {
  const { say, language } = context;
  const label = (key: 'source' | 'act' | 'reason' | 'count' | 'examples') => say(`page.profile.trial.${key}`);
  const reasonOf = ({ before, after }: TrialFinding) => {
    const reason = after ?? before;
    return reason === undefined
      ? ''
      : html`${sayOf(bank, language, `reason.${reason}.title`)}<br /><span class="code small">${reason}</span>`;
  };
  return html`<table class="people">
    <thead>
      <tr>
        <th scope="col">${label('act')}</th>
        <th scope="col">${label('source')}</th>
        <th scope="col">${label('reason')}</th>
        <th scope="col">${label('count')}</th>
        <th scope="col">${label('examples')}</th>
      </tr>
    </thead>
    <tbody>
      ${findings.map(
        (finding) => html`<tr>
          <th scope="row">${sayOf(bank, language, `page.profile.trial.act.${finding.act}`)}</th>
          <td data-label="${label('source')}">
            ${say(`page.profile.trial.source.${finding.source}`, { day: formatDay(day, language) })}
          </td>
          <td data-label="${label('reason')}"><span>${reasonOf(finding)}</span></td>
          <td data-label="${label('count')}">${finding.count.toLocaleString(language)}</td>
          <td data-label="${label('examples')}">
            <ul class="plain">
              ${finding.examples.map(
                ({ contractId, userId }) => html`<li>
                  <a class="code" href="${customerHref(context, { bankCode, contractId, userId })}"
                    >${contractId}${userId === '' ? '' : ` ${userId}`}</a
                  >
                </li>`,
              )}
            </ul>
          </td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}
