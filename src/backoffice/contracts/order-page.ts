// An order: what it says, what it would do, what became of it, and what this officer may do now.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { csrfField } from '../../http/csrf.ts';
import { formatDay, formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { textField } from '../../http/text-field.ts';
import {
  checkFirstLetters,
  LETTERS_AT_ONCE,
  type OrderView,
} from '../../procedures/office/contracts/show-order.ts';
import { type Lacking, lackingPart } from '../pdf/lacking-part.ts';
import { stepUpField } from '../step-up-part.ts';
import { contentFacts, contractsHref, factList } from './contract-parts.ts';
import { effectText } from './entry-page.ts';

/** What a page of an order is shown with besides. */
export interface Shown {
  readonly csrf: string;
  readonly now: number;
  /** Of the letters that would be printed next. */
  readonly lacking: readonly Lacking[];
}

export function orderPage(context: BankPageContext, view: OrderView, shown: Shown): PageParts {
  const { say, language } = context;
  const { row, content, bank, facts, hash } = view;
  const done = row.state === 'done';
  return {
    title: say(`page.contracts.kind.${row.kind}`),
    main: html`${view.untouched ? '' : html`<p class="notice failure">${say('page.contracts.tampered')}</p>`}
      <dl class="facts">
        ${fact(say('page.contracts.number'), html`<span class="code">${row.id}</span>`)}
        ${fact(say('page.contracts.states'), say(`page.contracts.state.${row.state}`))}
        ${fact(say('page.contracts.enteredAt'), formatInstant(row.entered_at, language))}
      </dl>
      ${remarkOf(context, view)}
      ${
        view.openedLine === null
          ? ''
          : html`<p class="notice">${say('page.contracts.opening', { line: view.openedLine })}</p>`
      }
      <section aria-labelledby="says-title">
        <h2 id="says-title">${say('page.contracts.says')}</h2>
        ${contentFacts(context, bank, content, facts)}
        ${
          content.list === null || done
            ? ''
            : html`<p><a href="${contractsHref(context, bank.code, 'lists', content.list.list)}">${say('page.contracts.list.show')}</a></p>`
        }
      </section>
      ${
        row.state === 'entered' || done
          ? html`<section aria-labelledby="acts-title">
              <h2 id="acts-title">${say(done ? 'page.contracts.did' : 'page.contracts.acts')}</h2>
              <p>${effectText(context, content, facts)}</p>
              ${factList(context, content, facts)}
              <p class="small">${say('page.contracts.hash')}<br /><span class="code hash">${hash}</span></p>
            </section>`
          : ''
      }
      ${acts(context, view, shown)} ${letters(context, view, shown)} ${history(context, view)}
      <p><a href="${contractsHref(context, bank.code)}">${say('page.contracts.title')}</a></p>`,
  };
}

/** Why it came back, or was withdrawn: above everything else. */
function remarkOf({ say }: BankPageContext, { row, steps }: OrderView): HtmlSafeString | '' {
  const last = steps.findLast(({ act, remark }) => act !== 'printed' && remark !== '');
  if (last === undefined || (row.state !== 'returned' && row.state !== 'withdrawn')) return '';
  return html`<p class="notice warning"><strong>${say(`page.contracts.step.${last.act}`)}</strong> <bdi>${last.remark}</bdi></p>`;
}

function acts(context: BankPageContext, view: OrderView, { csrf, now }: Shown): HtmlSafeString | '' {
  const { say } = context;
  const { bank, row, officer, writers, content } = view;
  const href = (act: string) => contractsHref(context, bank.code, 'orders', row.id, act);
  const may = (act: OrderView['acts'][number]) => view.acts.includes(act) && view.untouched;
  if (officer.role === 'approver' && row.state === 'entered' && writers.includes(officer.person)) {
    return html`<p class="notice warning">${say('page.contracts.ownEntry')}</p>`;
  }
  const anew =
    content.kind === 'open' || content.kind === 'import' ? [content.kind] : [content.kind, row.contract_id];
  return html`${
    may('approve')
      ? html`<form method="post" action="${href('approve')}">
          ${csrfField(csrf)}<input type="hidden" name="hash" value="${view.hash}" />
          ${stepUpField(context, officer, now)}
          <div class="actions">
            <button type="submit" class="button primary">${say('page.contracts.act.approve')}</button>
            <a class="button secondary" href="${href('return')}">${say('page.contracts.act.return')}</a>
          </div>
        </form>`
      : ''
  }
  ${
    may('withdraw')
      ? html`<div class="actions">
          ${
            row.state === 'returned'
              ? html`<a class="button primary" href="${contractsHref(context, bank.code, ...anew)}?from=${row.id}">${say('page.contracts.again')}</a>`
              : ''
          }
          <a class="button secondary" href="${href('withdraw')}">${say('page.contracts.act.withdraw')}</a>
        </div>`
      : ''
  }`;
}

function letters(
  context: BankPageContext,
  view: OrderView,
  { csrf, now, lacking }: Shown,
): HtmlSafeString | '' {
  const { say, language } = context;
  const { letters: counts, bank, row, officer } = view;
  const { waiting, printed, expired, until } = counts;
  if (waiting + printed + expired === 0 || until === undefined) return '';
  const day = formatDay(until, language);
  const refusal = checkFirstLetters(view)?.reason;
  return html`<section aria-labelledby="letters-title">
    <h2 id="letters-title">${say('page.contracts.letters.title')}</h2>
    <p>
      ${say('page.contracts.letters.counts', { waiting, printed })}
      ${waiting === 0 ? '' : html`<br />${say('page.contracts.letters.until', { day })}`}
    </p>
    ${expired === 0 ? '' : html`<p class="notice warning">${say('page.contracts.letters.expired', { expired, day })}</p>`}
    ${refusal === 'order-own' && waiting > 0 ? html`<p class="notice warning">${say('page.contracts.letters.notYou')}</p>` : ''}
    ${
      refusal === undefined
        ? html`<p>${say('page.contracts.letters.lead', { most: LETTERS_AT_ONCE })}
              ${bank.card === null ? '' : say('page.contracts.letters.card', { customerCard: inLanguage(context, bank.terms.customerCard) })}</p>
            ${lackingPart(context, lacking)}
            <form method="post" action="${contractsHref(context, bank.code, 'orders', row.id, 'letters')}">
              ${csrfField(csrf)} ${stepUpField(context, officer, now)}
              <div class="actions">
                <button type="submit" class="button primary">${say('page.contracts.letters.print')}</button>
              </div>
            </form>`
        : ''
    }
  </section>`;
}

function history({ say, language }: BankPageContext, { steps }: OrderView): HtmlSafeString {
  const label = (key: 'at' | 'act' | 'officer' | 'remark') => say(`page.contracts.history.${key}`);
  return html`<section aria-labelledby="history-title">
    <h2 id="history-title">${say('page.contracts.history')}</h2>
    <table class="people">
      <thead>
        <tr>
          <th scope="col">${label('at')}</th>
          <th scope="col">${label('act')}</th>
          <th scope="col">${label('officer')}</th>
          <th scope="col">${label('remark')}</th>
        </tr>
      </thead>
      <tbody>
        ${steps.map(({ at, act, officerName, officerId, remark, hash }) => {
          const said = act === 'printed' ? say('page.contracts.printedCount', { count: remark }) : remark;
          return html`<tr>
            <th scope="row">${formatInstant(at, language)}</th>
            <td data-label="${label('act')}">${say(`page.contracts.step.${act}`)}</td>
            <td data-label="${label('officer')}">
              <span><bdi>${officerName}</bdi> <span class="code">${officerId}</span></span>
            </td>
            <td data-label="${label('remark')}">
              <span><bdi>${said}</bdi>${hash === null ? '' : html` <span class="code hash">${hash}</span>`}</span>
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
  </section>`;
}

/** The page on which an order is returned or withdrawn, with the reason. */
export function orderRemarkPage(
  context: BankPageContext,
  view: OrderView,
  act: 'return' | 'withdraw',
  said: { readonly csrf: string; readonly remark: string; readonly faulty: boolean },
): PageParts {
  const { say } = context;
  const { bank, row, content, facts } = view;
  const label = say(`page.contracts.remark.${act}`);
  const fault = said.faulty ? say('page.contracts.fault.missing', { label }) : undefined;
  return {
    title: say(`page.contracts.act.${act}`),
    faulty: said.faulty,
    main: html`<dl class="facts">
        ${fact(say('page.contracts.number'), html`<span class="code">${row.id}</span>`)}
        ${fact(say('page.contracts.kind'), say(`page.contracts.kind.${row.kind}`))}
      </dl>
      ${contentFacts(context, bank, content, facts)}
      <form method="post" novalidate>
        ${csrfField(said.csrf)} ${textField({ id: 'remark', label, value: said.remark, fault, size: 50 })}
        <div class="actions">
          <button type="submit" class="button primary">${say(`page.contracts.act.${act}`)}</button>
          <a href="${contractsHref(context, bank.code, 'orders', row.id)}">${say('page.contracts.act.back')}</a>
        </div>
      </form>`,
  };
}
