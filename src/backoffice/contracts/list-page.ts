// 一括登録: the page that takes a file, and the one that shows what each line of it would change.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { mayDo } from '../../domain/officer.ts';
import { csrfField } from '../../http/csrf.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { COLUMNS, type Column, REQUIRED } from '../../procedures/import-contracts/read-contract-list.ts';
import type { ListView } from '../../procedures/office/contracts/import-list.ts';
import {
  type JudgedLine,
  LINE_CLASSES,
  type LineClass,
  type LineSaying,
  SECRETS,
} from '../../procedures/office/contracts/judge-list.ts';
import { LIST_LIMITS } from '../../procedures/office/contracts/list-file.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { contractsHref } from './contract-parts.ts';

const MEGABYTE = 1024 * 1024;

/** The name of the file's field. */
export const LIST_FIELD = 'list';

export function uploadPage(
  context: BankPageContext,
  bank: BankProfile,
  { csrf, fault }: { readonly csrf: string; readonly fault?: string | undefined },
): PageParts {
  const { say } = context;
  const nameOf = (column: Column) => COLUMNS[column].slice(0, 2).join(' / ');
  const optional = (Object.keys(COLUMNS) as Column[])
    .filter((name) => !REQUIRED.includes(name) && !SECRETS.includes(name))
    .map(nameOf);
  const columns = {
    required: REQUIRED.map(nameOf).join(', '),
    optional: optional.join(', '),
  };
  const size = { most: LIST_LIMITS.octets / MEGABYTE, mostLines: LIST_LIMITS.lines.toLocaleString('ja') };
  return {
    title: say('page.contracts.import.title'),
    faulty: fault !== undefined,
    main: html`<p class="lead">${inLanguage(context, bank.name)}<br />${say('page.contracts.import.lead')}</p>
      <ul>
        <li>${say('page.contracts.import.columns', columns)}</li>
        <li>${say('page.contracts.import.secrets')}</li>
        <li>${say('page.contracts.import.size', size)}</li>
      </ul>
      <form method="post" enctype="multipart/form-data">
        ${csrfField(csrf)}
        <div class="field ${fault === undefined ? '' : 'faulty'}">
          <label for="${LIST_FIELD}">${say('page.contracts.import.file')}</label>
          ${fault === undefined ? '' : html`<p class="fault" id="list-fault">${fault}</p>`}
          <input
            type="file"
            id="${LIST_FIELD}"
            name="${LIST_FIELD}"
            accept=".csv,text/csv"
            ${fault === undefined ? '' : html`aria-invalid="true" aria-describedby="list-fault"`}
          />
        </div>
        <div class="actions">
          <button type="submit" class="button primary">${say('page.contracts.import.submit')}</button>
          <a href="${contractsHref(context, bank.code)}">${say('page.contracts.act.cancel')}</a>
        </div>
      </form>`,
  };
}

export function listPage(context: BankPageContext, view: ListView, csrf: string): PageParts {
  const { say } = context;
  const { list, outcome, bank, lines } = view;
  return {
    title: say('page.contracts.list.title'),
    main: html`${verdict(context, view, csrf)}
      <dl class="facts">
        ${fact(say('page.contracts.list.file'), html`<bdi>${list.file_name}</bdi>`)}
        ${fact(say('page.contracts.list.size'), say('page.contracts.list.octets', { octets: list.size }))}
        ${fact(say('page.contracts.list.sha256'), html`<span class="code hash">${list.sha256}</span>`)}
      </dl>
      ${outcome.noted === 0 ? '' : html`<p class="notice warning">${say('page.contracts.list.noted', { noted: outcome.noted })}</p>`}
      ${classes(context, view)}
      ${lines.length === 0 ? '' : table(context, view)}
      ${
        view.next === undefined
          ? ''
          : html`<p><a class="button secondary" href="${query(view.shown, view.next)}">${say('page.contracts.more')}</a></p>`
      }
      <p>
        ${
          mayDo(view.officer.role, 'contracts.enter')
            ? html`<a href="${contractsHref(context, bank.code, 'import')}">${say('page.contracts.list.another')}</a>`
            : html`<a href="${contractsHref(context, bank.code)}">${say('page.contracts.act.cancel')}</a>`
        }
      </p>`,
  };
}

/** Whether it can be, first of all; and then the button. */
function verdict(context: BankPageContext, view: ListView, csrf: string): HtmlSafeString {
  const { say } = context;
  const { outcome, possible, officer, list, bank } = view;
  const { fresh, differing, faulty } = outcome.counts;
  if (list.contract_order !== null) {
    const href = contractsHref(context, bank.code, 'orders', list.contract_order);
    const gone =
      view.lines.length === 0 ? html`<p class="notice">${say('page.contracts.list.gone')}</p>` : '';
    return html`${gone}
      <p><a href="${href}">${say('page.contracts.act.back')}</a></p>`;
  }
  if (!possible) {
    const key = differing + faulty > 0 ? 'impossible' : 'needless';
    return html`<p class="notice ${key === 'impossible' ? 'failure' : 'warning'}">${say(`page.contracts.list.${key}`)}</p>`;
  }
  return html`<p class="notice success">${say('page.contracts.list.possible', { fresh })}</p>
    ${
      mayDo(officer.role, 'contracts.enter')
        ? html`<form method="post">
            ${csrfField(csrf)}
            <div class="actions">
              <button type="submit" class="button primary">${say('page.contracts.list.enter')}</button>
            </div>
          </form>`
        : ''
    }`;
}

const query = (shown: LineClass | undefined, from?: number) =>
  `?${new URLSearchParams({ ...(shown && { shown }), ...(from && { from: String(from) }) })}`;

function classes({ say }: BankPageContext, { outcome, shown }: ListView): HtmlSafeString {
  const item = (of: LineClass | undefined, text: string) =>
    html`<li><a href="${query(of)}" ${of === shown ? html`aria-current="page"` : ''}>${text}</a></li>`;
  return html`<nav class="office-menu" aria-label="${say('page.contracts.list.filter')}">
    <ul>
      ${item(undefined, say('page.contracts.list.all'))}
      ${LINE_CLASSES.map((of) => {
        const what = say(`page.contracts.list.class.${of}`);
        return item(of, say('page.contracts.list.count', { what, count: outcome.counts[of] }));
      })}
    </ul>
  </nav>`;
}

function table(context: BankPageContext, { bank, lines }: ListView): HtmlSafeString {
  const { say } = context;
  const labels = {
    what: say('page.contracts.list.what'),
    id: inLanguage(context, bank.terms.contractId),
    name: say('page.contracts.companyName'),
    said: say('page.contracts.list.said'),
  };
  return html`<table class="people">
    <thead>
      <tr>
        <th scope="col">${say('page.contracts.list.line')}</th>
        ${Object.values(labels).map((label) => html`<th scope="col">${label}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${lines.map(
        (one) => html`<tr class="contract-line">
          <th scope="row">${one.line === 0 ? say('page.contracts.list.whole') : one.line}</th>
          <td data-label="${labels.what}">
            <span class="${one.class === 'faulty' || one.class === 'differing' ? 'mark' : ''}"
              >${say(`page.contracts.list.class.${one.class}`)}</span
            >
          </td>
          <td data-label="${labels.id}"><span class="code">${cut(one.contractId)}</span></td>
          <td data-label="${labels.name}"><bdi>${cut(one.companyName)}</bdi></td>
          <td data-label="${labels.said}"><span>${sayings(context, one)}</span></td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

const LONGEST = 60;
/** What stands in a faulty line may be of any length, and hide anything. */
const cut = (text: string) => {
  const plain = text.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '␣');
  return [...plain].length > LONGEST ? `${[...plain].slice(0, LONGEST).join('')}…` : plain;
};

function sayings(
  { say, language }: BankPageContext,
  { faults, notes, class: of, terms }: JudgedLine,
): HtmlSafeString {
  const text = ({ code, column, about = '' }: LineSaying) => {
    const [plain, japanese] = column === undefined ? [''] : COLUMNS[column];
    const name = language === 'ja' ? (japanese ?? plain) : plain;
    return say(`page.contracts.list.fault.${code}`, { column: name, about: cut(about) });
  };
  return html`${faults.map((fault) => html`${text(fault)}<br />`)}
  ${notes.map((note) => html`${say(`page.contracts.note.${note}`)}<br />`)}
  ${of === 'fresh' ? html`<bdi>${terms?.mail ?? ''}</bdi>` : ''}`;
}
