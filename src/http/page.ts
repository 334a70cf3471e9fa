// The layout of every page that people see: one h1, landmarks, a way to skip, the language, the help desk.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BankProfile, Language, Text } from '../profile/bank-profile.ts';
import type { ReasonCode } from '../profile/reason-codes.ts';
import { REASON_TOPICS } from '../profile/reason-topics.ts';
import { type Params, say, type WordingKey } from '../profile/wording/wording.ts';
import type { Assets } from './assets.ts';
import { queryWithoutLanguage, withLanguage } from './language.ts';

/** What a page is written with; pure pages take it as their first argument. */
export interface PageContext {
  readonly profile: BankProfile | undefined;
  readonly language: Language;
  readonly reference: string;
  readonly assets: Assets;
  /** The bank's top page, or the list of banks. */
  readonly homeHref: string;
  /** A link to a page of www below that one; from another face it takes the chosen language along. */
  homeLink(path?: string): string;
  /** The query of the page's own address, which a change of language keeps; empty: none. */
  readonly query?: string;
  /** A text of the wording, with the bank's terms filled in. */
  say(key: WordingKey, params?: Params): string;
}

export type BankPageContext = PageContext & { readonly profile: BankProfile };

export interface PageParts {
  readonly title: string;
  readonly main: HtmlSafeString;
  /** Above the title: where one is on the way. */
  readonly steps?: HtmlSafeString;
  /** Scripts beside the one for forms, by the name of their source. */
  readonly scripts?: readonly string[];
  /** The page itself says whom to ask. */
  readonly namesHelpDesk?: boolean;
  /** What stands there is shown this once: nothing may tempt to load the page again. */
  readonly shownOnce?: boolean;
  /** The form was not accepted as filled in: said in the window's title too. */
  readonly faulty?: boolean;
}

export function pageContext(request: FastifyRequest): PageContext {
  const { face } = request.server;
  const { bank: profile, language, chosenLanguage } = request;
  const homeHref = `${face.homeOrigin}/${profile === undefined ? '' : `${profile.code}/`}`;
  const carried = face.homeOrigin === '' ? undefined : chosenLanguage;
  return {
    profile,
    language,
    reference: request.id,
    assets: face.assets,
    homeHref,
    query: queryWithoutLanguage(request.url),
    homeLink: (path = '') => withLanguage(`${homeHref}${path}`, carried),
    say: (key, params) => say(profile, language, key, params),
  };
}

/** For routes below a bank's code, which a hook has made sure of. */
export function bankPageContext(request: FastifyRequest): BankPageContext {
  const context = pageContext(request);
  const { profile } = context;
  if (profile === undefined) throw new Error('the route is not below a bank');
  return { ...context, profile };
}

/** Sends a page; the status is the caller's. */
export function sendPage(reply: FastifyReply, context: PageContext, parts: PageParts): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(renderPage(context, parts));
}

/** A text that the profile gives in both languages. */
export function inLanguage(context: PageContext, text: Text): string {
  return text[context.language];
}

export function renderPage(context: PageContext, parts: PageParts): string {
  const { profile, language, assets, say } = context;
  const owner = profile === undefined ? say('page.product') : inLanguage(context, profile.serviceName);
  const mark = parts.faulty ? say('page.title.faulty') : '';
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <title>${mark}${parts.title}｜${owner}</title>
        <link rel="stylesheet" href="${assets.urlOf('warifu.css')}" />
        <link rel="icon" href="${assets.urlOf('mark.svg')}" />
        ${scriptsOf(context, parts).map(
          (script) => html`<script type="module" src="${assets.urlOf(script)}"></script>`,
        )}
      </head>
      <body>
        <a class="skip-link" href="#main">${say('page.skip')}</a>
        ${header(context, parts)}
        <main id="main" tabindex="-1">
          ${parts.steps}
          <h1>${parts.title}</h1>
          ${parts.main}
        </main>
        ${footer(context, parts)}
      </body>
    </html>`
    .toString()
    .replaceAll(/>\s+</g, '>\n<');
}

function scriptsOf({ profile }: PageContext, { scripts = [] }: PageParts): string[] {
  // Any page of such a bank may ask for a PIN.
  return ['form.js', ...(profile?.softwareKeyboard ? ['software-keyboard.js'] : []), ...scripts];
}

function header(context: PageContext, { shownOnce = false }: PageParts): HtmlSafeString {
  const { profile, say } = context;
  const other = context.language === 'ja' ? 'en' : 'ja';
  const query = context.query ? `${context.query}&` : '';
  return html`<header class="site-header">
    <div class="inner">
      <a class="owner" href="${context.homeLink()}">
        ${
          profile === undefined
            ? html`<span class="bank-name">${say('page.product')}</span>`
            : html`<span class="bank-name">${inLanguage(context, profile.name)}</span>
                <span class="service-name">${inLanguage(context, profile.serviceName)}</span>`
        }
      </a>
      ${
        shownOnce
          ? ''
          : html`<nav aria-label="${say('page.language.label')}">
        <a class="language" href="?${query}lang=${other}" lang="${other}" hreflang="${other}"
          >${other === 'en' ? 'English' : '日本語'}</a
        >
      </nav>`
      }
    </div>
    ${
      profile?.specimen
        ? html`<p class="specimen"><strong>${say('page.specimen.mark')}</strong>${say('page.specimen.text')}</p>`
        : ''
    }
  </header>`;
}

function footer(context: PageContext, { namesHelpDesk = false }: PageParts): HtmlSafeString {
  const { profile, say } = context;
  return html`<footer class="site-footer">
    <div class="inner">
      ${
        profile === undefined || namesHelpDesk
          ? ''
          : html`<section aria-labelledby="help-desk-title">
              <h2 id="help-desk-title">${say('page.helpDesk.title')}</h2>
              ${helpDesk(context, profile)}
            </section>`
      }
      ${profile === undefined ? '' : helpLinks(context)}
      <p class="reference">${say('page.reference')} <span class="code">${context.reference}</span></p>
    </div>
  </footer>`;
}

/** Pages of www that help: they stand there for both faces, since www asks for no certificate. */
function helpLinks({ say, homeLink }: PageContext): HtmlSafeString {
  return html`<nav aria-label="${say('page.helpLinks.label')}">
    <ul class="help-links">
      <li><a href="${homeLink('faq')}">${say('page.faq.title')}</a></li>
      <li><a href="${homeLink('check')}">${say('page.check.title')}</a></li>
      <li><a href="${homeLink('ca-certificates')}">${say('page.authorities.title')}</a></li>
    </ul>
  </nav>`;
}

/** The entry of a reason among the questions often asked; undefined where it has none. */
export function faqHref({ profile, homeLink }: PageContext, reason: ReasonCode): string | undefined {
  const known = profile !== undefined && REASON_TOPICS[reason];
  return known ? homeLink(`faq#${reason}`) : undefined;
}

/** Whom to ask. */
export function helpDesk(context: PageContext, profile: BankProfile): HtmlSafeString {
  const { say } = context;
  return html`<ul class="help-desk">
    ${profile.helpDesk.map(
      (desk) => html`<li>
        <strong>${inLanguage(context, desk.name)}</strong>
        ${
          desk.phone === undefined
            ? ''
            : html`<span>${say('page.helpDesk.phone')} <a href="tel:${desk.phone}">${desk.phone}</a></span>`
        }
        ${
          desk.mail === undefined
            ? ''
            : html`<span>${say('page.helpDesk.mail')} <a href="mailto:${desk.mail}">${desk.mail}</a></span>`
        }
        ${
          desk.hours === undefined
            ? ''
            : html`<span>${say('page.helpDesk.hours')} ${inLanguage(context, desk.hours)}</span>`
        }
      </li>`,
    )}
  </ul>`;
}
