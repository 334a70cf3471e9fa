// A request form: what it says, what it would change, what became of it, and what this officer may do now.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { csrfField } from '../../http/csrf.ts';
import { formatDay, formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { textField } from '../../http/text-field.ts';
import type { FormView } from '../../procedures/office/forms/show-form.ts';
import { lettersHref } from '../letters/letters-page.ts';
import { stepUpField } from '../step-up-part.ts';
import { contentFacts, factList, formsHref, targetText } from './form-parts.ts';

export function formPage(context: BankPageContext, view: FormView, csrf: string, now: number): PageParts {
  const { say, language } = context;
  const { row, form, content, bank, facts } = view;
  const done = row.state === 'done';
  return {
    title: inLanguage(context, form.name),
    main: html`${view.untouched ? '' : html`<p class="notice failure">${say('page.forms.form.tampered')}</p>`}
      <dl class="facts">
        ${fact(say('page.forms.number'), html`<span class="code">${row.id}</span>`)}
        ${fact(say('page.forms.counts'), say(`page.forms.state.${row.state}`))}
        ${fact(say('page.forms.fact.target'), targetText(context, bank, content, facts.userName))}
        ${fact(say('page.forms.dueOn'), formatDay(row.due_on, language))}
      </dl>
      ${remarkOf(context, view)}
      <section aria-labelledby="says-title">
        <h2 id="says-title">${say('page.forms.form.says')}</h2>
        <dl class="facts">${contentFacts(context, form, content)}</dl>
      </section>
      ${
        row.state !== 'withdrawn'
          ? html`<section aria-labelledby="acts-title">
              <h2 id="acts-title">${say(done ? 'page.forms.form.done' : 'page.forms.form.acts')}</h2>
              <p>${say(`page.forms.effect.${row.kind}`)}</p>
              ${factList(context, bank, content, facts)}
              <p class="small">
                ${say('page.forms.form.hash')}<br /><span class="code hash">${view.hash}</span>
              </p>
            </section>`
          : ''
      }
      ${acts(context, view, csrf, now)} ${letterPart(context, view)} ${history(context, view)}
      <p><a href="${formsHref(context, bank.code)}">${say('page.forms.title')}</a></p>`,
  };
}

/** Why it came back, or was withdrawn: above everything else. */
function remarkOf({ say }: BankPageContext, { row, steps }: FormView): HtmlSafeString | '' {
  const last = steps.findLast(({ remark }) => remark !== '');
  if (last === undefined || (row.state !== 'returned' && row.state !== 'withdrawn')) return '';
  return html`<p class="notice warning"><strong>${say(`page.forms.step.${last.act}`)}</strong> <bdi>${last.remark}</bdi></p>`;
}

function acts(context: BankPageContext, view: FormView, csrf: string, now: number): HtmlSafeString | '' {
  const { say } = context;
  const { bank, row, officer, writers } = view;
  const href = (act: string) => formsHref(context, bank.code, row.id, act);
  const may = (act: FormView['acts'][number]) => view.acts.includes(act) && view.untouched;
  if (officer.role === 'approver' && row.state === 'entered' && writers.includes(officer.person)) {
    return html`<p class="notice warning">${say('page.forms.form.ownEntry')}</p>`;
  }
  return html`${
    may('approve')
      ? html`<form method="post" action="${href('approve')}">
          ${csrfField(csrf)}<input type="hidden" name="hash" value="${view.hash}" />
          <p>${say('page.forms.told')}</p>
          ${stepUpField(context, officer, now)}
          <div class="actions">
            <button type="submit" class="button primary">${say('page.forms.act.approve')}</button>
            <a class="button secondary" href="${href('return')}">${say('page.forms.act.return')}</a>
          </div>
        </form>`
      : ''
  }
  ${
    may('amend')
      ? html`<div class="actions">
          <a class="button primary" href="${href('change')}">${say('page.forms.act.amend')}</a>
          <a class="button secondary" href="${href('withdraw')}">${say('page.forms.act.withdraw')}</a>
        </div>`
      : ''
  }`;
}

function letterPart(context: BankPageContext, { letter, bank }: FormView): HtmlSafeString | '' {
  const { say, language } = context;
  if (letter === undefined) return '';
  const href = lettersHref(context, bank.code, letter.id);
  return html`<section aria-labelledby="letter-title">
    <h2 id="letter-title">${say('page.forms.letter.title')}</h2>
    <dl class="facts">
      ${fact(say('page.letters.number'), html`<a class="code" href="${href}">${letter.id}</a>`)}
      ${fact(say('page.letters.state'), say(`page.letters.state.${letter.state}`))}
      ${
        letter.state === 'waiting'
          ? fact(say('page.letters.printUntil'), formatDay(letter.printUntil, language))
          : ''
      }
    </dl>
  </section>`;
}

function history({ say, language }: BankPageContext, { steps }: FormView): HtmlSafeString {
  const label = (key: 'at' | 'act' | 'officer' | 'remark') => say(`page.forms.history.${key}`);
  return html`<section aria-labelledby="history-title">
    <h2 id="history-title">${say('page.forms.form.history')}</h2>
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
        ${steps.map(
          (step) => html`<tr>
            <th scope="row">${formatInstant(step.at, language)}</th>
            <td data-label="${label('act')}">${say(`page.forms.step.${step.act}`)}</td>
            <td data-label="${label('officer')}">
              <span><bdi>${step.officerName}</bdi> <span class="code">${step.officerId}</span></span>
            </td>
            <td data-label="${label('remark')}">
              <span><bdi>${step.remark}</bdi>${step.hash === null ? '' : html` <span class="code hash">${step.hash}</span>`}</span>
            </td>
          </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

/** The page on which a form is returned or withdrawn, with the reason. */
export function remarkPage(
  context: BankPageContext,
  view: FormView,
  act: 'return' | 'withdraw',
  said: { readonly csrf: string; readonly remark: string; readonly faulty: boolean },
): PageParts {
  const { say } = context;
  const { bank, row, form, content, facts } = view;
  const label = say(`page.forms.remark.${act}`);
  const fault = said.faulty ? say('page.forms.fault.missing', { label }) : undefined;
  return {
    title: say(`page.forms.act.${act}`),
    faulty: said.faulty,
    main: html`<dl class="facts">
        ${fact(say('page.forms.number'), html`<span class="code">${row.id}</span>`)}
        ${fact(say('page.forms.kind'), inLanguage(context, form.name))}
        ${fact(say('page.forms.fact.target'), targetText(context, bank, content, facts.userName))}
      </dl>
      <form method="post" novalidate>
        ${csrfField(said.csrf)} ${textField({ id: 'remark', label, value: said.remark, fault, size: 50 })}
        <div class="actions">
          <button type="submit" class="button primary">${say(`page.forms.act.${act}`)}</button>
          <a href="${formsHref(context, bank.code, row.id)}">${say('page.forms.act.back')}</a>
        </div>
      </form>`,
  };
}
