// One choice of several, and a thing to tick: a large target with its label and what it means.

import { type HtmlSafeString, html } from '@prairielearn/html';

export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly text?: string;
  readonly checked: boolean;
}

export function radio({ id, name, value, label, text, checked }: Choice): HtmlSafeString {
  return html`<div class="choice">
    <input
      type="radio"
      id="${id}"
      name="${name}"
      value="${value}"
      ${text === undefined ? '' : html`aria-describedby="${id}-text"`}
      ${checked ? html`checked` : ''}
    />
    <div>
      <label for="${id}">${label}</label>
      ${text === undefined ? '' : html`<p class="small" id="${id}-text">${text}</p>`}
    </div>
  </div>`;
}

export interface Tick {
  /** Also its name in the form; ticked, it sends `on`. */
  readonly id: string;
  readonly label: string;
  readonly checked: boolean;
  readonly faulty?: boolean;
}

export function tick({ id, label, checked, faulty = false }: Tick): HtmlSafeString {
  return html`<div class="choice">
    <input
      type="checkbox"
      id="${id}"
      name="${id}"
      value="on"
      ${checked ? html`checked` : ''}
      ${faulty ? html`aria-invalid="true"` : ''}
    />
    <div><label for="${id}">${label}</label></div>
  </div>`;
}
