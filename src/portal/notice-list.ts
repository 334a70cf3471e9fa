// The notices that a bank shows on a page.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { type BankPageContext, inLanguage } from '../http/page.ts';

export function noticeList(
  context: BankPageContext,
  place: 'top' | 'logon' | 'status',
  title: string,
): HtmlSafeString | '' {
  const shown = context.profile.notices.filter((notice) => notice.shownOn.includes(place));
  if (shown.length === 0) return '';
  return html`<section aria-labelledby="notices-title">
    <h2 id="notices-title">${title}</h2>
    ${shown.map(
      (notice) => html`<article class="notice">
        <h3>${inLanguage(context, notice.title)}</h3>
        <p>${inLanguage(context, notice.body)}</p>
      </article>`,
    )}
  </section>`;
}
