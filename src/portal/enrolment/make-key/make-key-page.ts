// The page on which the key is made: the only one that needs a script, and it says why. Everything that the script
// may have to say stands here, hidden, in the visitor's language.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { reveal } from '../../../http/entry-field.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../../http/page.ts';
import type { EnrolmentView } from '../../../procedures/enrol/enrolment.ts';
import { actTerm, type Entrance, enrolmentSteps, holderTerm, routeOf, stepHref } from '../way.ts';

export interface MakeKeyForm {
  readonly entrance: Entrance;
  readonly view: EnrolmentView;
  readonly ticket: string;
  readonly token: string;
}

export function makeKeyPage(context: BankPageContext, form: MakeKeyForm): PageParts {
  const { entrance, view, ticket, token } = form;
  const { profile, say } = context;
  const friendlyName = `${inLanguage(context, profile.name)} ${holderTerm(context, entrance)}`;
  return {
    title: actTerm(context, entrance),
    steps: enrolmentSteps(context, entrance, 'makeKey'),
    scripts: ['make-key.js'],
    main: html`<div
      id="make-key"
      data-key-type="${view.keys[0]}"
      data-request-url="/${profile.code}${routeOf(entrance)}/request"
      data-ticket="${ticket}"
      data-csrf="${token}"
      data-friendly-name="${friendlyName}"
    >
      ${
        view.certificate === undefined
          ? ''
          : html`<section class="notice warning" id="again">
              <h2>${say('page.makeKey.again')}</h2>
              <p>${say('page.makeKey.againText')}</p>
              <p>
                <a class="button secondary" href="${stepHref(profile, entrance, 'installed')}"
                  >${say('page.makeKey.toInstalled')}</a
                >
              </p>
            </section>`
      }
      <noscript>
        <section class="notice failure">
          <h2>${say('page.makeKey.scriptTitle')}</h2>
          <p>${say('page.makeKey.scriptText')}</p>
          <p>
            <a class="button secondary" href="${stepHref(profile, entrance, 'makeKey')}">${say('page.makeKey.reload')}</a>
            ${backLink(context, entrance, view)}
          </p>
        </section>
      </noscript>
      <p id="waiting" class="needs-script">${say('page.makeKey.waiting')}</p>
      <p id="old" class="notice failure" hidden>${say('page.makeKey.old')}</p>
      ${passwordForm(context, entrance, view)} ${progress(context)} ${failure(context, entrance)} ${saved(context, entrance)}
    </div>`,
  };
}

/** Without names the entries can never be sent, whatever becomes of the script. */
function passwordForm(context: BankPageContext, entrance: Entrance, view: EnrolmentView): HtmlSafeString {
  const { say } = context;
  const entry = (id: string, label: string, hint: HtmlSafeString | '') => html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint}
    <p class="fault" id="${id}-fault" hidden></p>
    <div class="entry">
      <input
        id="${id}"
        type="password"
        autocomplete="new-password"
        autocapitalize="none"
        autocorrect="off"
        spellcheck="false"
        size="20"
        aria-required="true"
        aria-describedby="${id}-fault ${hint === '' ? '' : `${id}-hint`}"
      />
      ${reveal(context, id, label)}
    </div>
  </div>`;
  const hint = html`<p class="hint" id="file-password-hint">${say('page.makeKey.passwordHint')}</p>`;
  return html`<form
    id="password-form"
    data-short="${say('page.makeKey.fault.short')}"
    data-characters="${say('page.makeKey.fault.characters')}"
    data-differ="${say('page.makeKey.fault.differ')}"
    novalidate
    hidden
  >
    <p class="lead">${say('page.makeKey.lead')}</p>
    ${entry('file-password', say('page.makeKey.password'), hint)}
    <p
      class="meter"
      id="strength"
      role="status"
      data-label="${say('page.makeKey.strength')}"
      data-weak="${say('page.makeKey.strength.weak')}"
      data-fair="${say('page.makeKey.strength.fair')}"
      data-good="${say('page.makeKey.strength.good')}"
    ></p>
    ${entry('file-password-repeat', say('page.makeKey.repeat'), '')}
    <p class="notice warning">${say('page.makeKey.stay')}</p>
    <div class="actions">
      <button class="button primary" type="submit">${actTerm(context, entrance)}</button>
      ${backLink(context, entrance, view)}
    </div>
  </form>`;
}

/** Until the key is being made; the steps behind a certificate lead on, not back. */
function backLink({ profile, say }: BankPageContext, entrance: Entrance, view: EnrolmentView) {
  if (view.certificate !== undefined) return '';
  return html`<a href="${stepHref(profile, entrance, 'keyPlace')}">${say('page.back')}</a>`;
}

function progress({ say }: BankPageContext): HtmlSafeString {
  return html`<section id="progress" aria-labelledby="progress-title" hidden>
    <h2 id="progress-title" tabindex="-1">${say('page.makeKey.progress')}</h2>
    <ol class="progress">
      <li id="progress-prepare">${say('page.makeKey.progress.prepare')}</li>
      <li id="progress-issue">${say('page.makeKey.progress.issue')}</li>
      <li id="progress-install">${say('page.makeKey.progress.install')}</li>
    </ol>
    <p class="visually-hidden" id="progress-now" role="status"></p>
    <p class="notice warning">${say('page.makeKey.stay')}</p>
  </section>`;
}

function failure({ profile, say }: BankPageContext, entrance: Entrance): HtmlSafeString {
  return html`<section
    id="failure"
    class="notice failure"
    role="alert"
    aria-labelledby="failure-title"
    data-title="${say('page.makeKey.failed')}"
    data-lost="${say('page.makeKey.lost')}"
    data-broken="${say('page.makeKey.broken')}"
    hidden
  >
    <h2 id="failure-title" tabindex="-1"></h2>
    <p id="failure-message"></p>
    <p id="failure-next"></p>
    <dl class="facts" id="failure-codes">
      <div><dt>${say('page.refusal.reason')}</dt><dd class="code" id="failure-reason"></dd></div>
      <div><dt>${say('page.refusal.reference')}</dt><dd class="code" id="failure-reference"></dd></div>
    </dl>
    <p id="failure-faq"><a href="/${profile.code}/faq">${say('page.refusal.faq')}</a></p>
    <div class="actions">
      <button class="button primary" type="button" id="retry">${say('page.makeKey.retry')}</button>
      <a class="button secondary" href="${stepHref(profile, entrance, 'makeKey')}">${say('page.makeKey.reload')}</a>
    </div>
  </section>`;
}

function saved({ profile, say }: BankPageContext, entrance: Entrance): HtmlSafeString {
  return html`<section id="saved" aria-labelledby="saved-title" hidden>
    <div class="notice success">
      <h2 id="saved-title" tabindex="-1">${say('page.makeKey.saved')}</h2>
      <p id="saved-text">${say('page.makeKey.savedText', { fileName: '{fileName}' })}</p>
    </div>
    <p><button class="button secondary" type="button" id="save-again">${say('page.makeKey.saveAgain')}</button></p>
    <p class="small">${say('page.makeKey.saveNote')}</p>
    <p class="small">${say('page.makeKey.noBack')}</p>
    <div class="actions">
      <a class="button primary" href="${stepHref(profile, entrance, 'installed')}">${say('page.continue')}</a>
    </div>
  </section>`;
}
