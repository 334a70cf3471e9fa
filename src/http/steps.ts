// Where somebody is on a way of several pages, and what comes next.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { PageContext } from './page.ts';

/** `current` counts from 0. */
export function steps(context: PageContext, labels: readonly string[], current: number): HtmlSafeString {
  const { say } = context;
  const next = labels[current + 1];
  return html`<nav class="steps" aria-label="${say('page.steps.label')}">
    <p class="steps-now">
      ${say('page.steps.now', { number: current + 1, count: labels.length })}
      ${next === undefined ? '' : html`<span class="steps-next">${say('page.steps.next', { label: next })}</span>`}
    </p>
    <ol>
      ${labels.map(
        (label, index) => html`<li
          class="${index < current ? 'done' : index === current ? 'current' : 'to-come'}"
          ${index === current ? html`aria-current="step"` : ''}
        >
          <span class="step-number">${index + 1}</span>
          <span class="step-label">${label}</span>
          ${index < current ? html`<span class="visually-hidden">${say('page.steps.done')}</span>` : ''}
        </li>`,
      )}
    </ol>
  </nav>`;
}
