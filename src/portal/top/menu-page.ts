// A menu of a bank: its first page, and the menus below it.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { Menu } from '../../profile/bank-profile.ts';
import { noticeList } from '../notice-list.ts';
import { type OpenSection, sectionsOf } from './menu-targets.ts';

export function menuPage(context: BankPageContext, menu: Menu, name: string): PageParts {
  const { profile, say } = context;
  const sections = sectionsOf(profile, menu, [name]);
  return {
    title: inLanguage(context, menu.title),
    main: html`${menu.lead === undefined ? '' : html`<p class="lead">${inLanguage(context, menu.lead)}</p>`}
      ${sections.length === 0 ? html`<p>${say('page.top.empty')}</p>` : sections.map((section) => sectionOf(context, section))}
      ${name === 'top' ? noticeList(context, 'top', say('page.top.notices')) : backLink(context)}`,
  };
}

function sectionOf(context: BankPageContext, section: OpenSection): HtmlSafeString {
  return html`<section class="menu-section">
    ${section.heading === undefined ? '' : html`<h2>${inLanguage(context, section.heading)}</h2>`}
    ${section.body === undefined ? '' : html`<p>${inLanguage(context, section.body)}</p>`}
    <ul class="ways">
      ${section.items.map(
        (item) =>
          html`<li><a class="button primary" href="${item.href}">${inLanguage(context, item.label)}</a></li>`,
      )}
    </ul>
  </section>`;
}

function backLink(context: BankPageContext): HtmlSafeString {
  return html`<p><a href="${context.homeHref}">${context.say('page.refusal.home')}</a></p>`;
}
