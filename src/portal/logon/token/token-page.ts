// The pages on which an app is registered: who is it, scan and type, done.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { Refusal } from '../../../domain/refusal.ts';
import { csrfField } from '../../../http/csrf.ts';
import { formatInstant } from '../../../http/dates.ts';
import { type EntryFaults, entryField, faultSummary } from '../../../http/entry-field.ts';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import { formIdField } from '../../../http/posted-twice.ts';
import { qrCode } from '../../../http/qr-code.ts';
import { steps } from '../../../http/steps.ts';
import type { ShownSecret, TokenView } from '../../../procedures/register-token.ts';
import { wrongEntry } from '../question-page.ts';
import { resynchroniseLink } from './resynchronise-link.ts';

export interface TokenPage {
  readonly view: TokenView;
  readonly csrf: string;
  readonly faults?: EntryFaults;
  /** The entry before was wrong. */
  readonly refusal?: Refusal | undefined;
}

/** What is registered now, and what has to be typed before another is. */
export function beginPage(context: BankPageContext, page: TokenPage): PageParts {
  const { say, profile } = context;
  const { view, faults = new Map() } = page;
  return {
    ...frame(context, page, 0),
    main: html`${remarks(context, page)}
      <section aria-labelledby="now-title">
        <h2 id="now-title">${say('page.token.now')}</h2>
        ${view.active === undefined ? html`<p>${say('page.token.none')}</p>` : activeToken(context, view.active)}
      </section>
      <p>${say('page.token.begin.lead')}</p>
      ${view.active === undefined ? '' : html`<p>${say('page.token.begin.replaces')}</p>`}
      <form method="post" action="/${profile.code}/token">
        ${csrfField(page.csrf)} ${formIdField()}
        ${view.asks.map((field) => entryField(context, field, { faults }))}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.token.begin.submit')}</button>
          ${back(context, view)}
        </div>
      </form>
      ${view.asks.includes('oneTimePassword') ? resynchroniseLink(context) : ''}`,
  };
}

/** The code where it is shown, which is once; and the first password of the app. */
export function confirmPage(
  context: BankPageContext,
  page: TokenPage,
  secret: ShownSecret | undefined,
): PageParts {
  const { say, profile } = context;
  const { faults = new Map() } = page;
  return {
    ...frame(context, page, 1),
    shownOnce: secret !== undefined,
    main: html`${remarks(context, page)}
      ${
        secret === undefined
          ? html`<p class="lead">${say('page.token.shown.lead')}</p>
              <p>${say('page.token.shown.again')}</p>`
          : scan(context, secret)
      }
      <section aria-labelledby="confirm-title">
        <h2 id="confirm-title">${say('page.token.confirm.title')}</h2>
        <form method="post" action="/${profile.code}/token/confirm">
          ${csrfField(page.csrf)} ${formIdField()} ${entryField(context, 'oneTimePassword', { faults })}
          <div class="actions">
            <button type="submit" class="button primary">${say('page.token.confirm.submit')}</button>
            <a href="/${profile.code}/token?again=1">${say('page.token.again')}</a>
          </div>
        </form>
      </section>`,
  };
}

export function donePage(context: BankPageContext, view: TokenView): PageParts {
  const { say } = context;
  return {
    ...frame(context, {}, 2),
    main: html`<p class="lead">${say('page.token.done.lead')}</p>
      ${view.active === undefined ? '' : activeToken(context, view.active)}
      <p>${say('page.token.done.next')}</p>
      <p>${say('page.token.done.notYou')}</p>
      <p>${back(context, view)}</p>`,
  };
}

/** The way here, on the status page of a bank that has tokens. */
export function tokenSection({ say, profile }: BankPageContext): HtmlSafeString | '' {
  if (profile.token === null) return '';
  return html`<section aria-labelledby="token-title">
    <h2 id="token-title">${say('page.token.status.title')}</h2>
    <p>${say('page.token.status.text')}</p>
    <p><a href="/${profile.code}/token">${say('page.token.status.link')}</a></p>
  </section>`;
}

function frame(
  context: BankPageContext,
  { faults, refusal }: Pick<TokenPage, 'faults' | 'refusal'>,
  step: number,
): Omit<PageParts, 'main'> {
  const { say } = context;
  const labels = ['page.token.step.confirm', 'page.token.step.scan', 'page.token.step.done'] as const;
  return {
    title: say('page.token.title'),
    faulty: refusal !== undefined || (faults?.size ?? 0) > 0,
    steps: steps(
      context,
      labels.map((label) => say(label)),
      step,
    ),
  };
}

function remarks(context: BankPageContext, { faults = new Map(), refusal }: TokenPage) {
  return html`${refusal === undefined ? '' : wrongEntry(context, refusal)} ${faultSummary(context, faults)}`;
}

function activeToken(
  { say, language }: BankPageContext,
  active: NonNullable<TokenView['active']>,
): HtmlSafeString {
  return html`<dl class="facts">
    <div><dt>${say('page.token.serialNumber')}</dt><dd class="code">${active.serialNumber}</dd></div>
    <div>
      <dt>${say('page.token.activatedAt')}</dt>
      <dd>${formatInstant(active.activatedAt, language)}</dd>
    </div>
  </dl>`;
}

function scan(context: BankPageContext, { uri, secret, expiresAt }: ShownSecret): HtmlSafeString {
  const { say, language } = context;
  const inFours = secret.match(/.{1,4}/g)?.join(' ') ?? '';
  return html`<section aria-labelledby="scan-title">
    <h2 id="scan-title">${say('page.token.scan.title')}</h2>
    <p>${say('page.token.scan.lead')}</p>
    ${qrCode(uri, say('page.token.scan.picture'))}
    <details>
      <summary>${say('page.token.scan.typed')}</summary>
      <p>${say('page.token.scan.typedText')}</p>
      <dl class="facts">
        <div><dt>${say('page.token.scan.secret')}</dt><dd class="code">${inFours}</dd></div>
      </dl>
    </details>
    <p>${say('page.token.scan.until', { expiresAt: formatInstant(expiresAt, language) })}</p>
    <p><strong>${say('page.token.scan.never')}</strong></p>
  </section>`;
}

function back({ say, profile }: BankPageContext, { role }: TokenView): HtmlSafeString {
  const label = role === 'administrator' ? 'page.token.begin.back' : 'page.token.begin.backUser';
  return html`<a href="/${profile.code}/status">${say(label)}</a>`;
}
