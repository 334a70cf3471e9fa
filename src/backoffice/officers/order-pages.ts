// A new officer entered, what was entered and waits for a second person, and one half of the sheet.

import { html } from '@prairielearn/html';
import { csrfField } from '../../http/csrf.ts';
import { formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { qrCode } from '../../http/qr-code.ts';
import { textField } from '../../http/text-field.ts';
import type { AtOfficers } from '../../procedures/office/officers/officer-access.ts';
import type {
  OfficersView,
  SheetHalf,
  ShownOfficerOrder,
} from '../../procedures/office/officers/show-officers.ts';
import { stepUpField } from '../step-up-part.ts';
import { officersHref, roleChoice, rolesAt } from './officers-page.ts';

export interface NewOfficerPage extends AtOfficers {
  readonly typed: Readonly<Record<string, string>>;
  /** The field that could not be taken, and why. */
  readonly fault?: { readonly field: string; readonly text: string } | undefined;
  readonly csrf: string;
  readonly entryKey: string;
}

export function newOfficerPage(context: BankPageContext, page: NewOfficerPage): PageParts {
  const { say } = context;
  const { typed, fault, served } = page;
  const field = (
    id: 'officerId' | 'name' | 'mail' | 'person',
    label: 'id' | 'name' | 'mail' | 'person',
    hint: 'id' | 'mail' | 'person' | undefined,
    type: 'text' | 'id' | 'email',
  ) =>
    textField({
      id,
      label: say(`page.officers.column.${label}`),
      ...(hint && { hint: say(`page.officers.hint.${hint}`) }),
      value: typed[id] ?? '',
      fault: fault?.field === id ? fault.text : undefined,
      type,
    });
  return {
    title: say('page.officers.new'),
    faulty: fault !== undefined,
    main: html`<p class="lead">${inLanguage(context, served.name)}</p>
      <form method="post" novalidate>
        ${csrfField(page.csrf)}<input type="hidden" name="entryKey" value="${page.entryKey}" />
        ${field('name', 'name', undefined, 'text')} ${field('person', 'person', 'person', 'id')}
        ${field('officerId', 'id', 'id', 'id')} ${field('mail', 'mail', 'mail', 'email')}
        <fieldset>
          <legend>${say('page.officers.column.role')}</legend>
          ${fault?.field === 'role' ? html`<p class="fault">${fault.text}</p>` : ''}
          ${rolesAt(page).map((role, _, all) => roleChoice(context, role, typed['role'] === role || all.length === 1))}
        </fieldset>
        <div class="actions">
          <button type="submit" class="button primary">${say('page.officers.enter')}</button>
          <a class="button secondary" href="${officersHref(context, served.code)}">${say('page.officers.back')}</a>
        </div>
      </form>`,
  };
}

export function orderPage(
  context: BankPageContext,
  view: OfficersView & { readonly order: ShownOfficerOrder },
  { csrf, now }: { readonly csrf: string; readonly now: number },
): PageParts {
  const { say, language } = context;
  const { served, officer, order } = view;
  const { row, content } = order;
  const href = (act: string) => officersHref(context, served.code, 'orders', row.id, act);
  // Officers of the certification authority are no officers of this bank, so not among those known by name here.
  const by = (name: string) => html`<bdi>${name === '' ? say('page.officers.order.caOfficer') : name}</bdi>`;
  return {
    title: say(`page.officers.kind.${row.kind}`),
    main: html`${order.untouched ? '' : html`<p class="notice failure">${say('page.officers.tampered')}</p>`}
      <dl class="facts">
        ${fact(say('page.officers.column.name'), html`<bdi>${content.name}</bdi>`)}
        ${fact(say('page.officers.column.person'), html`<bdi>${content.person}</bdi>`)}
        ${fact(say('page.officers.column.id'), html`<span class="code">${content.officerId}</span>`)}
        ${fact(say('page.officers.column.mail'), html`<bdi>${content.mail}</bdi>`)}
        ${
          row.kind === 'role' && content.found !== undefined
            ? fact(say('page.officers.order.from'), say(`page.office.role.${content.found.role}`))
            : ''
        }
        ${fact(say('page.officers.column.role'), say(`page.office.role.${content.role}`))}
        ${fact(say('page.officers.order.state'), say(`page.officers.order.state.${row.state}`))}
        ${fact(say('page.officers.order.enteredBy'), by(order.enteredBy))}
        ${fact(say('page.officers.column.entered'), formatInstant(row.entered_at, language))}
        ${row.decided_by === null ? '' : fact(say('page.officers.order.decidedBy'), by(order.decidedBy))}
      </dl>
      ${
        order.mayConfirm && order.untouched
          ? html`<form method="post" action="${href('confirm')}">
              ${csrfField(csrf)}
              <p>${say('page.officers.order.check')}</p>
              ${stepUpField(context, officer, now)}
              <div class="actions">
                <button type="submit" class="button primary">${say('page.officers.order.confirm')}</button>
              </div>
            </form>`
          : row.state === 'entered' && row.entered_person === officer.person
            ? html`<p class="notice">${say('page.officers.order.own')}</p>`
            : ''
      }
      ${
        order.mayDecline
          ? html`<form method="post" action="${href('decline')}">
              ${csrfField(csrf)}
              <div class="actions">
                <button type="submit" class="button secondary">${say('page.officers.order.decline')}</button>
              </div>
            </form>`
          : ''
      }
      ${
        row.kind === 'create' || row.kind === 'renew'
          ? html`<section aria-labelledby="sheet-title">
              <h2 id="sheet-title">${say('page.officers.sheet.title')}</h2>
              <p>${say('page.officers.sheet.waits')}</p>
              ${
                order.half === undefined
                  ? ''
                  : html`<form method="post" action="${href('sheet')}">
                      ${csrfField(csrf)}
                      <p class="small">${say('page.officers.sheet.once')}</p>
                      <div class="actions">
                        <button type="submit" class="button primary">
                          ${say(`page.officers.sheet.show.${order.half}`)}
                        </button>
                      </div>
                    </form>`
              }
            </section>`
          : ''
      }
      <p><a href="${officersHref(context, served.code)}">${say('page.officers.back')}</a></p>`,
  };
}

export function sheetPage(
  context: BankPageContext,
  { served, content, half, secret }: SheetHalf,
  wwwOrigin: string,
): PageParts {
  const { say, profile } = context;
  const label = say(`page.officers.sheet.${half}`);
  return {
    title: say('page.officers.sheet.title'),
    shownOnce: true,
    main: html`<p class="notice warning">${say('page.officers.sheet.once')}</p>
      <dl class="facts">
        ${fact(inLanguage(context, profile.terms.contractId), html`<span class="code">${served.code}</span>`)}
        ${fact(say('page.officers.column.id'), html`<span class="code">${content.officerId}</span>`)}
        ${fact(say('page.officers.column.name'), html`<bdi>${content.name}</bdi>`)}
        ${half === 'password' ? fact(label, html`<span class="code">${secret}</span>`) : ''}
        ${fact(say('page.officers.sheet.way'), html`<span class="code">${wwwOrigin}/${profile.code}/</span>`)}
      </dl>
      ${
        half === 'app'
          ? html`<p>${say('page.officers.sheet.appText')}</p>
              ${qrCode(secret, label)}
              <p class="code">${new URL(secret).searchParams.get('secret')}</p>`
          : ''
      }
      <p><a href="${officersHref(context, served.code)}">${say('page.officers.back')}</a></p>`,
  };
}
