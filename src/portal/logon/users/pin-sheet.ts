// お渡し票: what a user needs to begin, printed and handed over in person; shown once.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { formatDay } from '../../../http/dates.ts';
import { fact } from '../../../http/facts.ts';
import { type BankPageContext, inLanguage } from '../../../http/page.ts';
import type { FirstPins } from '../../../procedures/users/first-pins.ts';
import type { UserView } from '../../../procedures/users/list-users.ts';
import { userFacts, userHref } from './user-parts.ts';

export interface Sheet {
  readonly companyName: string;
  readonly contractId: string;
  readonly user: UserView;
  readonly pins: FirstPins;
}

export function pinSheet(context: BankPageContext, sheet: Sheet): HtmlSafeString {
  const { profile, say } = context;
  const { user } = sheet;
  const term = (name: 'contractId' | 'userId' | 'userPin' | 'userConfirmationPin') =>
    inLanguage(context, profile.terms[name]);
  const code = (value: string) => html`<span class="code">${value}</span>`;
  const pins = (['userPin', 'userConfirmationPin'] as const).flatMap((pin) => {
    const value = sheet.pins[pin];
    return value === undefined ? [] : [fact(say('page.sheet.first', { label: term(pin) }), code(value))];
  });
  return html`<p class="notice warning no-print"><strong>${say('page.sheet.once')}</strong></p>
    <p class="no-print">
      <button type="button" class="button primary" data-prints hidden>${say('page.sheet.print')}</button>
      <noscript>${say('page.sheet.printByHand')}</noscript>
    </p>
    <section class="sheet" aria-labelledby="sheet-title">
      <h2 id="sheet-title">${say('page.sheet.title')}</h2>
      <p>${inLanguage(context, profile.name)} ${inLanguage(context, profile.serviceName)}</p>
      <dl class="facts">
        ${fact(say('page.sheet.company'), html`<bdi>${sheet.companyName}</bdi>`)}
        ${fact(say('page.sheet.name'), html`<bdi>${user.name}</bdi>`)}
        ${fact(term('contractId'), code(sheet.contractId))} ${fact(term('userId'), code(user.userId))} ${pins}
        ${fact(say('page.sheet.acquireUntil'), acquireText(context, user))}
        ${fact(say('page.sheet.way'), code(context.homeHref))}
      </dl>
      <h3>${say('page.sheet.steps')}</h3>
      <ol>
        <li>${say('page.sheet.step.open')}</li>
        ${profile.activation.required ? html`<li>${say('page.sheet.step.activate')}</li>` : ''}
        <li>${say('page.sheet.step.acquire')}</li>
        <li>${say('page.sheet.step.logon')}</li>
      </ol>
      <p>${say('page.sheet.care')}</p>
    </section>`;
}

function acquireText({ say, language }: BankPageContext, { acquisition, permitted }: UserView): string {
  if (acquisition !== undefined) {
    return say('page.sheet.acquireUntilDay', { lastDay: formatDay(acquisition.lastDay, language) });
  }
  return permitted ? say('page.user.permission.given') : say('page.sheet.notPermitted');
}

/** A reload, or a page that was never looked at in time. */
export function sheetShownBefore(context: BankPageContext, user: UserView): HtmlSafeString {
  const { profile, say } = context;
  return html`${userFacts(context, user)}
  <section class="notice" aria-labelledby="shown-title">
    <h2 id="shown-title">${say('page.sheet.shown')}</h2>
    <p>${say('page.sheet.shownText')}</p>
    <p>
      <a class="button secondary" href="${userHref(profile, user.userId, 'first-pins')}"
        >${say('page.userAct.first-pins')}</a
      >
    </p>
  </section>`;
}
