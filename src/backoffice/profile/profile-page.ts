// A bank's profile in words: what is in force, what is proposed, what was in force before.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { mayDo } from '../../domain/officer.ts';
import { type Setting, settingsOf } from '../../domain/profile-settings.ts';
import { formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { Officer } from '../../procedures/office/officer.ts';
import type { ProfileView, VersionView } from '../../procedures/office/profile/show-profile.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import {
  differencesTable,
  type InBanksWords,
  profileHref,
  sectionLabel,
  sectionOf,
  settingLabel,
  valueText,
} from './profile-parts.ts';

/** For officers who serve several banks. */
export function banksPage(context: BankPageContext, { banks }: Officer): PageParts {
  const { say } = context;
  return {
    title: say('page.profile.title'),
    main: html`<p class="lead">${say('page.profile.choose')}</p>
      <ul class="bank-list">
        ${banks.map(
          (bank) => html`<li>
            <a href="${profileHref(context, bank.code)}"
              ><span class="code">${bank.code}</span> ${inLanguage(context, bank.name)}</a
            >
          </li>`,
        )}
      </ul>`,
  };
}

export function profilePage(context: BankPageContext, view: ProfileView): PageParts {
  const { say, language } = context;
  const { bank, officer, version, sha256, versions } = view;
  const href = (...parts: string[]) => profileHref(context, bank.code, ...parts);
  const since = versions.find((one) => one.version === version)?.activatedAt;
  return {
    title: say('page.profile.title'),
    main: html`<p class="lead">${inLanguage(context, bank.name)}<br />${say('page.profile.lead')}</p>
      <dl class="facts">
        ${fact(say('page.profile.version'), say('page.profile.versionNumber', { version }))}
        ${since === undefined ? '' : fact(say('page.profile.activatedAt'), formatInstant(since, language))}
        ${fact(say('page.profile.sha256'), html`<span class="code hash">${sha256}</span>`)}
      </dl>
      <ul class="ways">
        ${
          mayDo(officer.role, 'profile.propose')
            ? html`<li><a class="button primary" href="${href('propose')}">${say('page.profile.propose')}</a></li>`
            : ''
        }
        <li>
          <a class="button secondary" href="${href('versions', String(version), 'json')}">${say('page.profile.download')}</a>
        </li>
      </ul>
      <section aria-labelledby="proposals-title">
        <h2 id="proposals-title">${say('page.profile.proposals')}</h2>
        ${proposalsTable(context, view)}
      </section>
      <h2>${say('page.profile.settings')}</h2>
      ${settingsSections({ context, bank })}
      <section aria-labelledby="versions-title">
        <h2 id="versions-title">${say('page.profile.versions')}</h2>
        ${versionsTable(context, view)}
      </section>`,
  };
}

/** Long lists of words for customers, and what is only read by people: shown when asked for. */
const FOLDED: readonly string[] = ['terms', 'menus', 'notices', 'hints', 'wording', 'forms', 'remarks'];

/** Every setting with its value, section by section. */
function settingsSections(words: InBanksWords): HtmlSafeString[] {
  const sections = Map.groupBy(settingsOf(words.bank), ({ path }) =>
    path === 'remarks' ? 'remarks' : sectionOf(path === 'card' || path === 'token' ? `${path}.` : path),
  );
  const list = (settings: readonly Setting[]) => html`<dl class="facts settings">
    ${settings.map(({ path, value }) => {
      const label = settingLabel(words, path);
      const name = label === undefined ? html`<span class="code">${path}</span>` : html`${label}`;
      return html`<div><dt>${name}</dt><dd>${valueText(words, value)}</dd></div>`;
    })}
  </dl>`;
  return [...sections].map(([section, settings]) =>
    FOLDED.includes(section)
      ? html`<details>
          <summary>${sectionLabel(words, section)}</summary>
          ${list(settings)}
        </details>`
      : html`<section aria-label="${sectionLabel(words, section)}">
          <h3>${sectionLabel(words, section)}</h3>
          ${list(settings)}
        </section>`,
  );
}

function proposalsTable(context: BankPageContext, { bank, proposals }: ProfileView): HtmlSafeString {
  const { say, language } = context;
  if (proposals.length === 0) return html`<p>${say('page.profile.noProposals')}</p>`;
  const label = (key: 'state' | 'enteredBy' | 'purpose') => say(`page.profile.${key}`);
  return html`<table class="people">
    <thead>
      <tr>
        <th scope="col">${say('page.profile.enteredAt')}</th>
        <th scope="col">${label('state')}</th>
        <th scope="col">${label('enteredBy')}</th>
        <th scope="col">${label('purpose')}</th>
      </tr>
    </thead>
    <tbody>
      ${proposals.map(
        (one) => html`<tr>
          <th scope="row">
            <a href="${profileHref(context, bank.code, 'proposals', one.id)}">${formatInstant(one.enteredAt, language)}</a>
          </th>
          <td data-label="${label('state')}">
            <span
              >${say(`page.profile.state.${one.state}`)}
              ${one.version === null ? '' : say('page.profile.versionNumber', { version: one.version })}</span
            >
          </td>
          <td data-label="${label('enteredBy')}">
            <bdi>${one.authorName ?? say('page.profile.source.file')}</bdi>
          </td>
          <td data-label="${label('purpose')}"><bdi>${one.purpose === '' ? '—' : one.purpose}</bdi></td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function versionsTable(context: BankPageContext, { bank, versions }: ProfileView): HtmlSafeString {
  const { say, language } = context;
  const label = (key: 'activatedAt' | 'supersededAt' | 'source' | 'decidedBy') => say(`page.profile.${key}`);
  return html`<table class="people">
    <thead>
      <tr>
        <th scope="col">${say('page.profile.version')}</th>
        <th scope="col">${label('activatedAt')}</th>
        <th scope="col">${label('supersededAt')}</th>
        <th scope="col">${label('source')}</th>
      </tr>
    </thead>
    <tbody>
      ${versions.map((one) => {
        const names = [one.authorName, one.approverName].filter((name) => name !== null);
        return html`<tr>
          <th scope="row">
            <a href="${profileHref(context, bank.code, 'versions', String(one.version))}"
              >${say('page.profile.versionNumber', { version: one.version })}</a
            >
          </th>
          <td data-label="${label('activatedAt')}">${formatInstant(one.activatedAt, language)}</td>
          <td data-label="${label('supersededAt')}">
            ${one.supersededAt === null ? say('page.profile.current') : formatInstant(one.supersededAt, language)}
          </td>
          <td data-label="${label('source')}">
            <span
              >${say(`page.profile.source.${one.source}`)}
              ${names.length === 0 ? '' : html`<br /><bdi>${names.join(' / ')}</bdi>`}</span
            >
          </td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** One version, and what has changed since. */
export function versionPage(context: BankPageContext, view: VersionView): PageParts {
  const { say, language } = context;
  const { bank, version, profile, change } = view;
  const words = { context, bank: profile ?? bank };
  return {
    title: say('page.profile.versionNumber', { version }),
    main: html`<dl class="facts">
        ${fact(say('page.profile.bank'), inLanguage(context, bank.name))}
        ${fact(say('page.profile.activatedAt'), formatInstant(view.activatedAt, language))}
        ${fact(
          say('page.profile.supersededAt'),
          view.supersededAt === null
            ? say('page.profile.current')
            : formatInstant(view.supersededAt, language),
        )}
        ${fact(say('page.profile.sha256'), html`<span class="code hash">${view.sha256}</span>`)}
      </dl>
      <p>
        <a class="button secondary" href="${profileHref(context, bank.code, 'versions', String(version), 'json')}"
          >${say('page.profile.download')}</a
        >
      </p>
      ${change === undefined ? '' : sinceThen(words, change.differences, view.supersededAt)}
      <h2>${say('page.profile.settings')}</h2>
      ${profile === undefined ? html`<p class="notice">${say('page.profile.proposal.faulty')}</p>` : settingsSections(words)}
      <p><a href="${profileHref(context, bank.code)}">${say('page.profile.backToProfile')}</a></p>`,
  };
}

function sinceThen(
  words: InBanksWords & { readonly bank: BankProfile },
  differences: Parameters<typeof differencesTable>[1],
  supersededAt: number | null,
): HtmlSafeString | '' {
  if (supersededAt === null) return '';
  const { say } = words.context;
  return html`<section aria-labelledby="since-title">
    <h2 id="since-title">${say('page.profile.differences', { count: differences.length })}</h2>
    <p>${say('page.profile.differences.versionLead')}</p>
    ${differencesTable(words, differences)}
  </section>`;
}
