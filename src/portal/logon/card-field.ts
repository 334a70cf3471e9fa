// The question to the customer's card: one field for each place of the random-number table, named as printed.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { type Cell, coordinateOf } from '../../domain/card-question.ts';
import { normaliseEntry } from '../../domain/entered-fields.ts';
import { type BankPageContext, inLanguage } from '../../http/page.ts';
import type { CardQuestion } from '../../procedures/log-on/card-question.ts';

export type TableQuestion = Extract<CardQuestion, { kind: 'table' }>;
export type CellFault = 'missing' | 'form';
/** By position in the question. */
export type CellFaults = ReadonlyMap<number, CellFault>;

const nameOf = (index: number): string => `cell-${index + 1}`;

/** Reads the places from a form, joined in the order asked. */
export function readCells(question: TableQuestion, body: unknown): { joined: string; faults: CellFaults } {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const faults = new Map<number, CellFault>();
  const contents = question.cells.map((_, index) => {
    const raw = given[nameOf(index)];
    const content = typeof raw === 'string' ? normaliseEntry(raw) : '';
    if (content === '') faults.set(index, 'missing');
    else if (content.length !== question.digitsPerCell || !/^\d+$/.test(content)) faults.set(index, 'form');
    return content;
  });
  return { joined: contents.join(''), faults };
}

export function cardField(
  context: BankPageContext,
  question: TableQuestion,
  faults: CellFaults,
): HtmlSafeString {
  const { say, profile } = context;
  const { cells, digitsPerCell: digits } = question;
  const hint = profile.hints?.cardPassword;
  return html`<fieldset class="card-question ${faults.size === 0 ? '' : 'faulty'}" aria-describedby="card-hint">
    <legend>${say('page.logon.card.legend')}</legend>
    <p class="hint" id="card-hint">
      ${hint === undefined ? say('page.logon.card.hint') : inLanguage(context, hint)}<br />
      ${say('page.logon.card.form', { count: cells.length, digits })} ${say('page.logon.card.same')}
    </p>
    <div class="cells">${cells.map((cell, index) => cellField(context, cell, index, digits, faults.get(index)))}</div>
    ${cardMap(context, cells)}
  </fieldset>`;
}

function cellField(
  context: BankPageContext,
  cell: Cell,
  index: number,
  digits: number,
  fault: CellFault | undefined,
): HtmlSafeString {
  const name = nameOf(index);
  return html`<div class="cell">
    <span class="order" aria-hidden="true">${index + 1}</span>
    <label for="${name}">${coordinateOf(cell)}</label>
    <input
      id="${name}"
      name="${name}"
      type="text"
      inputmode="numeric"
      autocomplete="off"
      size="${digits + 1}"
      aria-required="true"
      ${fault === undefined ? '' : html`aria-invalid="true" aria-describedby="${name}-fault"`}
    />
    ${
      fault === undefined
        ? ''
        : html`<p class="fault" id="${name}-fault">${cellFaultText(context, cell, digits, fault)}</p>`
    }
  </div>`;
}

function cellFaultText(context: BankPageContext, cell: Cell, digits: number, fault: CellFault): string {
  const label = coordinateOf(cell);
  return fault === 'missing'
    ? context.say('page.logon.card.faultMissing', { label })
    : context.say('page.logon.card.faultForm', { label, digits });
}

/** The faulty places, each leading to its field. */
export function cellFaultList(
  context: BankPageContext,
  question: TableQuestion,
  faults: CellFaults,
): HtmlSafeString[] {
  return [...faults].flatMap(([index, fault]) => {
    const cell = question.cells[index];
    if (cell === undefined) return [];
    const text = cellFaultText(context, cell, question.digitsPerCell, fault);
    return [html`<li><a href="#${nameOf(index)}">${text}</a></li>`];
  });
}

/** Where on the card to look; says nothing that the labels do not say, so readers of the screen are spared it. */
function cardMap({ profile, say }: BankPageContext, asked: readonly Cell[]): HtmlSafeString | '' {
  const { card } = profile;
  if (card?.kind !== 'table') return '';
  const order = new Map(asked.map((cell, index) => [coordinateOf(cell), index + 1]));
  return html`<figure class="card-map" aria-hidden="true">
    <figcaption class="small">${say('page.logon.card.map')}</figcaption>
    <table>
      <thead>
        <tr><td></td>${card.columns.map((column) => html`<th>${column}</th>`)}</tr>
      </thead>
      <tbody>
        ${card.rows.map(
          (row) =>
            html`<tr>
              <th>${row}</th>
              ${card.columns.map((column) => {
                const number = order.get(coordinateOf({ column, row }));
                return number === undefined ? html`<td></td>` : html`<td class="asked">${number}</td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </figure>`;
}
