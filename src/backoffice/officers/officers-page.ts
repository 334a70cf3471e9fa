// The officers of a bank, one of them with what may be done, and the page before one is removed.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { OfficerRole } from '../../domain/officer.ts';
import { mayDo, OFFICER_ROLES } from '../../domain/officer.ts';
import { radio } from '../../http/choice.ts';
import { csrfField } from '../../http/csrf.ts';
import { formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { OfficersView, ShownOfficer } from '../../procedures/office/officers/show-officers.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';

/** Below the desk; also the menu item. */
export const OFFICERS = '/officers';

export function officersHref({ profile }: BankPageContext, ...parts: readonly string[]): string {
  return [`/${profile.code}/desk${OFFICERS}`, ...parts.map(encodeURIComponent)].join('/');
}

const code = (text: string) => html`<span class="code">${text}</span>`;

/** For officers who see those of several banks. */
export function placesPage(context: BankPageContext, places: readonly BankProfile[]): PageParts {
  const { say } = context;
  return {
    title: say('page.officers.title'),
    main: html`<p class="lead">${say('page.officers.places')}</p>
      <ul class="bank-list">
        ${places.map(
          (one) =>
            html`<li><a href="${officersHref(context, one.code)}">${code(one.code)} ${inLanguage(context, one.name)}</a></li>`,
        )}
      </ul>`,
  };
}

export function officersPage(context: BankPageContext, view: OfficersView): PageParts {
  const { say } = context;
  const { served, officer, officers } = view;
  const label = (key: 'officer' | 'role' | 'state' | 'person') => say(`page.officers.column.${key}`);
  return {
    title: say('page.officers.title'),
    main: html`<p class="lead">${inLanguage(context, served.name)}<br />${say('page.officers.lead')}</p>
      ${waiting(context, view)}
      ${
        mayDo(officer.role, 'officers.change')
          ? html`<div class="actions">
              <a class="button primary" href="${officersHref(context, served.code, 'new')}">${say('page.officers.new')}</a>
            </div>`
          : ''
      }
      ${
        officers.length === 0
          ? html`<p class="notice">${say('page.officers.none')}</p>`
          : html`<table class="people">
              <thead>
                <tr>
                  <th scope="col">${label('officer')}</th>
                  <th scope="col">${label('role')}</th>
                  <th scope="col">${label('state')}</th>
                  <th scope="col">${label('person')}</th>
                </tr>
              </thead>
              <tbody>
                ${officers.map(
                  ({ holder, untouched }) => html`<tr>
                    <th scope="row">
                      <a href="${officersHref(context, served.code, 'of', holder.userId)}"
                        ><bdi>${holder.name}</bdi> ${code(holder.userId)}</a
                      >
                    </th>
                    <td data-label="${label('role')}">${say(`page.office.role.${holder.officerRole}`)}</td>
                    <td data-label="${label('state')}">
                      ${untouched ? say(`page.officers.state.${holder.officerState}`) : say('page.officers.tampered')}
                    </td>
                    <td data-label="${label('person')}"><bdi>${holder.person}</bdi></td>
                  </tr>`,
                )}
              </tbody>
            </table>`
      }`,
  };
}

function waiting(context: BankPageContext, { served, orders }: OfficersView): HtmlSafeString | '' {
  const { say, language } = context;
  if (orders.length === 0) return '';
  return html`<section aria-labelledby="waiting-title">
    <h2 id="waiting-title">${say('page.officers.waiting')}</h2>
    <ul class="bank-list">
      ${orders.map(
        ({ row, content }) => html`<li>
          <a href="${officersHref(context, served.code, 'orders', row.id)}"
            >${say(`page.officers.kind.${row.kind}`)} <bdi>${content.name}</bdi> ${code(content.officerId)}</a
          >
          <span class="small">${formatInstant(row.entered_at, language)}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}

export interface OfficerPage extends OfficersView {
  readonly one: ShownOfficer;
  readonly csrf: string;
  /** For the forms that enter an order. */
  readonly entryKey: string;
}

export function officerPage(context: BankPageContext, page: OfficerPage): PageParts {
  const { say } = context;
  const { one, served } = page;
  const { holder } = one;
  return {
    title: holder.name,
    main: html`${one.untouched ? '' : html`<p class="notice failure">${say('page.officers.tampered')}</p>`}
      ${officerFacts(context, one)} ${acts(context, page)}
      <p><a href="${officersHref(context, served.code)}">${say('page.officers.back')}</a></p>`,
  };
}

function officerFacts({ say }: BankPageContext, { holder }: ShownOfficer): HtmlSafeString {
  return html`<dl class="facts">
    ${fact(say('page.officers.column.id'), code(holder.userId))}
    ${fact(say('page.officers.column.role'), say(`page.office.role.${holder.officerRole}`))}
    ${fact(say('page.officers.column.state'), say(`page.officers.state.${holder.officerState}`))}
    ${fact(say('page.officers.column.person'), html`<bdi>${holder.person}</bdi>`)}
    ${fact(say('page.officers.column.mail'), html`<bdi>${holder.mail}</bdi>`)}
  </dl>`;
}

/** The roles that there are at a bank, or at the office. */
export const rolesAt = ({
  served,
  office,
}: Pick<OfficersView, 'served' | 'office'>): readonly OfficerRole[] =>
  OFFICER_ROLES.filter((role) => (role === 'caOfficer') === (served === office));

function acts(context: BankPageContext, page: OfficerPage): HtmlSafeString | '' {
  const { say } = context;
  const { one, served, csrf, entryKey, officer } = page;
  const { userId, officerState: state, officerRole } = one.holder;
  if (!mayDo(officer.role, 'officers.change') || !one.untouched || state === 'removed') return '';
  if (!one.mayChange) return html`<p class="notice">${say('page.officers.ownAccount')}</p>`;
  const href = (act: string) => officersHref(context, served.code, 'of', userId, act);
  const form = (act: 'suspend' | 'resume' | 'renew', text?: string) =>
    html`<form method="post" action="${href(act)}">
      ${csrfField(csrf)}<input type="hidden" name="entryKey" value="${entryKey}-${act}" />
      ${text === undefined ? '' : html`<p class="small">${text}</p>`}
      <div class="actions">
        <button type="submit" class="button secondary">${say(`page.officers.act.${act}`)}</button>
      </div>
    </form>`;
  const others = rolesAt(page).filter((role) => role !== officerRole);
  return html`${
    others.length === 0
      ? ''
      : html`<form method="post" action="${href('role')}">
          ${csrfField(csrf)}<input type="hidden" name="entryKey" value="${entryKey}-role" />
          <fieldset>
            <legend>${say('page.officers.role.new')}</legend>
            <p class="small">${say('page.officers.role.lead')}</p>
            ${others.map((role) => roleChoice(context, role, false))}
          </fieldset>
          <div class="actions">
            <button type="submit" class="button primary">${say('page.officers.act.role')}</button>
          </div>
        </form>`
  }
  ${
    state === 'suspended'
      ? form('resume')
      : html`${form('suspend', say('page.officers.act.suspend.text'))}
          ${form('renew', say('page.officers.act.renew.text'))}`
  }
  <p><a href="${href('remove')}">${say('page.officers.act.remove')}</a></p>`;
}

export function roleChoice({ say }: BankPageContext, role: OfficerRole, checked: boolean): HtmlSafeString {
  const label = say(`page.office.role.${role}`);
  return radio({ id: `role-${role}`, name: 'role', value: role, label, checked });
}

export function removePage(context: BankPageContext, page: OfficerPage): PageParts {
  const { say } = context;
  const { one, served, csrf } = page;
  const href = officersHref(context, served.code, 'of', one.holder.userId);
  return {
    title: say('page.officers.remove.title'),
    main: html`<p class="notice warning">${say('page.officers.remove.lead')}</p>
      <p><strong><bdi>${one.holder.name}</bdi></strong></p>
      ${officerFacts(context, one)}
      <form method="post" action="${href}/remove">
        ${csrfField(csrf)}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.officers.act.remove')}</button>
          <a class="button secondary" href="${href}">${say('page.officers.back')}</a>
        </div>
      </form>`,
  };
}
