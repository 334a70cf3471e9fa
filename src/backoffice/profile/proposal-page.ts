// A proposed profile: what it changes, what that would do, what a trial says, and what this officer may do with it.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { tick } from '../../http/choice.ts';
import { csrfField } from '../../http/csrf.ts';
import { formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { textField } from '../../http/text-field.ts';
import type { ProposalView } from '../../procedures/office/profile/show-profile.ts';
import { stepUpField } from '../step-up-part.ts';
import { dangersSection, differencesTable, profileHref } from './profile-parts.ts';
import { trialSection } from './trial-part.ts';

export interface ProposalPage {
  readonly csrf: string;
  readonly now: number;
  /** The warnings were not ticked as read. */
  readonly unread?: boolean;
}

export function proposalPage(context: BankPageContext, view: ProposalView, page: ProposalPage): PageParts {
  const { say } = context;
  const { row, bank, change, proposed, running, trial } = view;
  const words = { context, bank: proposed ?? bank };
  const open = row.state === 'entered';
  const outdated = open && row.base_version !== running;
  return {
    title: say('page.profile.proposal.title'),
    faulty: page.unread === true,
    main: html`${view.untouched ? '' : html`<p class="notice failure">${say('page.profile.proposal.tampered')}</p>`}
      ${open && row.source === 'file' ? html`<p class="notice">${say('page.profile.proposal.fromFile')}</p>` : ''}
      ${facts(context, view)}
      ${
        outdated
          ? html`<p class="notice warning">
              ${say('page.profile.since', { base: row.base_version, version: running })}
            </p>`
          : ''
      }
      ${
        change === undefined
          ? html`<p class="notice failure">${say('page.profile.proposal.faulty')}</p>`
          : html`<section aria-labelledby="differences-title">
                <h2 id="differences-title">
                  ${say('page.profile.differences', { count: change.differences.length })}
                </h2>
                ${differencesTable(words, change.differences)}
              </section>
              ${dangersSection(words, change.dangers, open && trial?.state !== 'done')}
              ${trialSection(words, view, page.csrf)}`
      }
      ${acts(context, view, page)}
      <p><a href="${profileHref(context, bank.code)}">${say('page.profile.backToProfile')}</a></p>`,
  };
}

function facts(context: BankPageContext, { row, bank }: ProposalView): HtmlSafeString {
  const { say, language } = context;
  return html`<dl class="facts">
      ${fact(say('page.profile.bank'), inLanguage(context, bank.name))}
      ${fact(
        say('page.profile.state'),
        html`${say(`page.profile.state.${row.state}`)}
        ${row.version === null ? '' : say('page.profile.versionNumber', { version: row.version })}`,
      )}
      ${row.purpose === '' ? '' : fact(say('page.profile.purpose'), html`<bdi>${row.purpose}</bdi>`)}
      ${row.remark === '' ? '' : fact(say('page.profile.remark'), html`<bdi>${row.remark}</bdi>`)}
      ${fact(say('page.profile.enteredAt'), formatInstant(row.entered_at, language))}
      ${fact(
        say('page.profile.enteredBy'),
        html`<bdi>${row.authorName ?? say('page.profile.source.file')}</bdi>`,
      )}
      ${row.deciderName === null ? '' : fact(say('page.profile.decidedBy'), html`<bdi>${row.deciderName}</bdi>`)}
      ${fact(say('page.profile.sha256'), html`<span class="code hash">${row.sha256}</span>`)}
    </dl>
    <p class="small">
      ${say('page.profile.proposal.hashLead')}
      <a href="${profileHref(context, bank.code, 'proposals', row.id, 'json')}">${say('page.profile.download')}</a>
    </p>`;
}

function acts(context: BankPageContext, view: ProposalView, page: ProposalPage): HtmlSafeString | '' {
  const { say } = context;
  const { bank, row, officer, change } = view;
  const href = (act: string) => profileHref(context, bank.code, 'proposals', row.id, act);
  const may = (act: ProposalView['acts'][number]) => view.acts.includes(act) && view.untouched;
  const copy = html`<a class="button secondary" href="${profileHref(context, bank.code, 'propose')}?from=${row.id}"
    >${say('page.profile.copy')}</a
  >`;
  if (officer.role === 'approver' && row.state === 'entered' && row.entered_person === officer.person) {
    return html`<p class="notice warning">${say('page.profile.proposal.own')}</p>`;
  }
  return html`${
    may('approve') && change !== undefined
      ? html`<form method="post" action="${href('approve')}">
          ${csrfField(page.csrf)}<input type="hidden" name="hash" value="${view.hash}" />
          <p>${say('page.profile.approve.lead')}</p>
          ${change.dangers.length === 0 ? '' : readBox(context, page)}
          ${stepUpField(context, officer, page.now)}
          <div class="actions">
            <button type="submit" class="button primary">${say('page.profile.approve')}</button>
            <a class="button secondary" href="${href('return')}">${say('page.profile.return')}</a>
          </div>
        </form>`
      : may('return')
        ? html`<div class="actions"><a class="button secondary" href="${href('return')}">${say('page.profile.return')}</a></div>`
        : ''
  }
  ${
    officer.role === 'operator' && row.state !== 'active'
      ? html`<div class="actions">
          ${copy}
          ${
            may('withdraw')
              ? html`<a class="button secondary" href="${href('withdraw')}">${say('page.profile.withdraw')}</a>`
              : ''
          }
        </div>`
      : ''
  }`;
}

function readBox({ say }: BankPageContext, { unread = false }: ProposalPage): HtmlSafeString {
  return html`<div class="field ${unread ? 'faulty' : ''}">
    ${unread ? html`<p class="fault" role="alert">${say('page.profile.approve.readFault')}</p>` : ''}
    ${tick({ id: 'read', label: say('page.profile.approve.read'), checked: false, faulty: unread })}
  </div>`;
}

/** The page on which a proposal is returned or withdrawn, with the reason. */
export function remarkPage(
  context: BankPageContext,
  view: ProposalView,
  act: 'return' | 'withdraw',
  said: { readonly csrf: string; readonly remark: string; readonly faulty: boolean },
): PageParts {
  const { say } = context;
  const { bank, row } = view;
  return {
    title: say(`page.profile.${act}`),
    faulty: said.faulty,
    main: html`${facts(context, view)}
      <form method="post" novalidate>
        ${csrfField(said.csrf)}
        ${textField({
          id: 'remark',
          label: say('page.profile.remark'),
          value: said.remark,
          fault: said.faulty ? say('page.profile.remarkFault') : undefined,
          size: 50,
        })}
        <div class="actions">
          <button type="submit" class="button primary">${say(`page.profile.${act}`)}</button>
          <a href="${profileHref(context, bank.code, 'proposals', row.id)}">${say('page.profile.back')}</a>
        </div>
      </form>`,
  };
}
