// A pair of a list of facts: what it is, and what it is for this person.

import { type HtmlSafeString, html } from '@prairielearn/html';

export function fact(term: string, value: string | HtmlSafeString): HtmlSafeString {
  return html`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}
