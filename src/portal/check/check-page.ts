// パソコンの確認: one line for each thing that acquisition and logon need. What the request tells is judged here; what
// only the browser itself can tell is judged by the script, and stands as unknown without it.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { formatInstant } from '../../http/dates.ts';
import type { BankPageContext, PageParts } from '../../http/page.ts';
import { type KnownBrowser, OLDEST_BROWSERS } from '../../http/supported-browsers.ts';
import type { PageWordingKey } from '../../profile/wording/wording.ts';
import { lookupHref } from '../certificate-lookup/lookup-page.ts';
import { judgeBrowser, type System, type VisitorPc } from '../visitor-pc.ts';

export const SAMPLE_FILE = 'warifu-check.txt';
const NAMES: Readonly<Record<KnownBrowser, string>> = {
  chrome: 'Google Chrome',
  edge: 'Microsoft Edge',
  firefox: 'Firefox',
  safari: 'Safari',
};
const SYSTEM_STATES: Readonly<Record<System, State>> = {
  windows: 'good',
  windowsOld: 'bad',
  macos: 'good',
  linux: 'good',
  chromeos: 'unknown',
  android: 'bad',
  ios: 'bad',
  unknown: 'unknown',
};
/** A clock that is off by less harms nothing: certificates begin some minutes before they are issued. */
const CLOCK_MINUTES = 5;

type State = 'good' | 'bad' | 'unknown';
/** Checked by the script. */
type ScriptCheck = 'script' | 'key' | 'save' | 'clock';

export interface CheckedRequest {
  readonly pc: VisitorPc;
  /** Whether the browser brought back a cookie that we gave it. */
  readonly cookies: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

export function checkPage(context: BankPageContext, checked: CheckedRequest): PageParts {
  const { say, profile, language } = context;
  const { pc, cookies, now } = checked;
  const keyType = profile.certificate.keys[0] ?? '';
  const compare = say('page.check.clock.compare', { instant: formatInstant(now, language) });
  return {
    title: say('page.check.title'),
    scripts: ['check-pc.js'],
    main: html`<p class="lead">${say('page.check.lead')}</p>
      <section aria-labelledby="pc-title">
        <h2 id="pc-title">${say('page.check.pcTitle')}</h2>
        <p
          id="check-summary"
          class="notice"
          role="status"
          data-good="${say('page.check.allGood')}"
          data-bad="${say('page.check.someBad', { count: '%' })}"
          hidden
        ></p>
        <ul
          class="checks"
          id="checks"
          data-key-type="${keyType}"
          data-now="${now}"
          data-clock-minutes="${CLOCK_MINUTES}"
          data-file-name="${SAMPLE_FILE}"
          data-good="${say('page.check.good')}"
          data-bad="${say('page.check.bad')}"
          data-unknown="${say('page.check.unknown')}"
          data-checking="${say('page.check.now')}"
        >
          ${browserLine(context, pc)}
          ${line(context, 'system', SYSTEM_STATES[pc.system], html`${say(`page.check.system.${pc.system}`)}`)}
          ${line(context, 'cookies', cookies ? 'good' : 'bad', html`${say(`page.check.cookies.${cookies ? 'good' : 'bad'}`)}`)}
          ${scriptLine(context, 'script', 'bad', say('page.check.script.bad'))}
          ${scriptLine(context, 'key', 'unknown', say('page.check.noScript'), { keyType })}
          ${scriptLine(context, 'save', 'unknown', say('page.check.noScript'), {}, trialOfSaving(context))}
          ${scriptLine(context, 'clock', 'unknown', compare, { minutes: CLOCK_MINUTES })}
        </ul>
      </section>
      <section aria-labelledby="certificate-title">
        <h2 id="certificate-title">${say('page.check.certificateTitle')}</h2>
        <p>${say('page.check.certificateLead')}</p>
        <p>
          <a class="button primary" href="/${profile.code}/check/certificate" rel="nofollow"
            >${say('page.check.certificateButton')}</a
          >
        </p>
        <p>
          ${say('page.logonEntrance.none')} <a href="${lookupHref(profile, 'administrator')}">${say('page.lookup.title')}</a>
        </p>
      </section>`,
  };
}

function browserLine(context: BankPageContext, pc: VisitorPc): HtmlSafeString {
  const { say } = context;
  const verdict = judgeBrowser(pc);
  if (pc.browser === 'internetExplorer' || pc.browser === 'unknown') {
    const key = verdict === 'retired' ? 'page.check.browser.retired' : 'page.check.browser.unknown';
    return line(context, 'browser', verdict === 'retired' ? 'bad' : 'unknown', html`${say(key)}`);
  }
  const values = { browser: NAMES[pc.browser], version: pc.version, oldest: OLDEST_BROWSERS[pc.browser] };
  return verdict === 'supported'
    ? line(context, 'browser', 'good', html`${say('page.check.browser.supported', values)}`)
    : line(context, 'browser', 'bad', html`${say('page.check.browser.old', values)}`);
}

function line(
  { say }: BankPageContext,
  name: ScriptCheck | 'browser' | 'system' | 'cookies',
  state: State,
  text: HtmlSafeString,
): HtmlSafeString {
  return html`<li id="check-${name}" data-state="${state}">
    <span class="mark">${say(`page.check.${state}`)}</span>
    <div><strong>${say(`page.check.${name}`)}</strong><p data-text>${text}</p></div>
  </li>`;
}

/** A line that the script judges; `before` is what stands there until then, and for good without it. */
function scriptLine(
  { say }: BankPageContext,
  name: ScriptCheck,
  state: State,
  before: string,
  values: Record<string, string | number> = {},
  more: HtmlSafeString | '' = '',
): HtmlSafeString {
  const found = (verdict: 'good' | 'bad') =>
    say(`page.check.${name}.${verdict}` satisfies PageWordingKey, { minutes: '%', ...values });
  // How far a clock is off is the script's to say.
  const bad = name === 'clock' ? say('page.check.clock.bad', { minutes: '%' }) : found('bad');
  return html`<li id="check-${name}" data-state="${state}" data-found-good="${found('good')}" data-found-bad="${bad}">
    <span class="mark">${say(`page.check.${state}`)}</span>
    <div>
      <strong>${say(`page.check.${name}`)}</strong>
      <p data-text>${before}</p>
      ${more}
    </div>
  </li>`;
}

/** The server's file without the script; with it a file made in the page, as a certificate's file is. */
function trialOfSaving({ say, profile }: BankPageContext): HtmlSafeString {
  return html`<p>
      <a class="button secondary" id="try-save" href="/${profile.code}/check/file" download="${SAMPLE_FILE}"
        >${say('page.check.save.try')}</a
      >
    </p>
    <p
      id="tried-save"
      class="small"
      role="status"
      data-text="${say('page.check.save.tried', { fileName: SAMPLE_FILE })}"
      data-content="${say('page.check.save.content')}"
    ></p>`;
}
