// A labelled field for what is neither an id of the bank nor a secret: a name, a mail address.

import { type HtmlSafeString, html } from '@prairielearn/html';

export interface TextField {
  /** Also its name in the form. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string | HtmlSafeString;
  readonly value: string;
  /** What was wrong with what was sent. */
  readonly fault?: string | undefined;
  /** `id` and `email`: no capitals, no corrections. */
  readonly type?: 'text' | 'id' | 'email';
  readonly size?: number;
  /** Absent: it is. */
  readonly required?: boolean;
}

export function textField({
  id,
  label,
  hint,
  value,
  fault,
  type = 'text',
  size = 30,
  required = true,
}: TextField): HtmlSafeString {
  const describedBy = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return html`<div class="field ${fault === undefined ? '' : 'faulty'}">
    <label for="${id}">${label}</label>
    ${hint === undefined ? '' : html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${fault === undefined ? '' : html`<p class="fault" id="${id}-fault">${fault}</p>`}
    <div class="entry">
      <input
        id="${id}"
        name="${id}"
        type="text"
        ${type === 'email' ? html`inputmode="email"` : ''}
        ${type === 'text' ? '' : html`autocapitalize="none" autocorrect="off"`}
        value="${value}"
        autocomplete="off"
        spellcheck="false"
        size="${size}"
        ${required ? html`aria-required="true"` : ''}
        ${describedBy === '' ? '' : html`aria-describedby="${describedBy}"`}
        ${fault === undefined ? '' : html`aria-invalid="true"`}
      />
    </div>
  </div>`;
}
