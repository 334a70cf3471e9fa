// What the pages of a bank's profile have in common: addresses, settings in words, differences, warnings.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { Danger } from '../../domain/profile-dangers.ts';
import type { SettingDifference, SettingValue } from '../../domain/profile-settings.ts';
import type { BankPageContext } from '../../http/page.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { FIELDS, ROLES } from '../../profile/fields.ts';
import { COMMON_WORDING, type Params, say, type WordingKey } from '../../profile/wording/wording.ts';

/** Below the desk; also the menu item. */
export const PROFILE = '/profile';

export function profileHref({ profile }: BankPageContext, ...parts: readonly string[]): string {
  return [`/${profile.code}/desk${PROFILE}`, ...parts.map(encodeURIComponent)].join('/');
}

/** Settings are told in the words of the bank whose they are. */
export interface InBanksWords {
  readonly context: BankPageContext;
  readonly bank: BankProfile;
}

/** A text of these pages that the common wording may not have. */
function tell({ context, bank }: InBanksWords, key: string, params?: Params): string | undefined {
  const known = `page.profile.${key}`;
  return COMMON_WORDING.ja.has(known) ? say(bank, context.language, known as WordingKey, params) : undefined;
}

const NAMED: readonly string[] = [...FIELDS, ...ROLES, 'customerCard'];

/** What the bank calls a field or a role. */
function termOf({ context, bank }: InBanksWords, name: string): string | undefined {
  const terms: Readonly<Record<string, { readonly ja: string; readonly en: string } | undefined>> =
    bank.terms;
  return NAMED.includes(name) ? terms[name]?.[context.language] : undefined;
}

/** `enrolment.windowDays` as people call it; undefined: only its path says what it is. */
export function settingLabel(words: InBanksWords, path: string): string | undefined {
  const own = tell(words, `set.${path}`);
  if (own !== undefined) return own;
  const steps = path.split('.');
  const each = tell(words, `each.${steps.at(-1)}`);
  if (each === undefined) return undefined;
  const whose = termOf(words, steps.at(-2) ?? '');
  if (steps.at(-2) === 'passwordPages' || steps.includes('passwordPages')) {
    return `${tell(words, 'set.logon.passwordLogon')} ${whose ?? ''} ${each}`;
  }
  return whose === undefined
    ? each
    : words.context.language === 'ja'
      ? `${whose}：${each}`
      : `${whose}: ${each}`;
}

/** What a part of the profile is called: `enrolment`, `mails`; all that stands alone is general. */
export const sectionOf = (path: string): string =>
  path.includes('.') ? (path.split('.')[0] ?? '') : GENERAL;
const GENERAL = 'general';

export function sectionLabel(words: InBanksWords, section: string): string {
  return tell(words, `section.${section}`) ?? section;
}

export function itemText(words: InBanksWords, item: string | number | boolean | null): string {
  const name = String(item);
  return termOf(words, name) ?? tell(words, `value.${name}`) ?? tell(words, `mail.${name}`) ?? name;
}

/** @param both of a text: in both languages, for who compares. */
export function valueText(words: InBanksWords, value: SettingValue, both = false): HtmlSafeString {
  const { context } = words;
  const between = context.language === 'ja' ? '・' : ', ';
  const list = (items: readonly (string | number)[]) =>
    items.length === 0
      ? (tell(words, 'value.null') ?? '')
      : items.map((item) => itemText(words, item)).join(between);
  switch (value.kind) {
    case 'text':
      return both
        ? html`<bdi lang="ja">${value.text.ja}</bdi><br /><bdi lang="en">${value.text.en}</bdi>`
        : html`<bdi>${value.text[context.language]}</bdi>`;
    case 'list':
      return html`<bdi>${list(value.items)}</bdi>`;
    case 'plain':
      return html`<bdi>${itemText(words, value.value)}</bdi>`;
    case 'pages':
      return html`<ul class="plain">
        ${value.pages.map(
          (fields, index) => html`<li>${tell(words, 'page', { page: index + 1, fields: list(fields) })}</li>`,
        )}
      </ul>`;
  }
}

export function settingName(words: InBanksWords, path: string): HtmlSafeString {
  const label = settingLabel(words, path);
  const section = sectionLabel(words, sectionOf(path));
  return html`<span
    >${section}${label === undefined ? '' : html` / ${label}`}<br /><span class="code small">${path}</span></span
  >`;
}

export function differencesTable(
  words: InBanksWords,
  differences: readonly SettingDifference[],
): HtmlSafeString {
  const { say: tellOffice } = words.context;
  if (differences.length === 0) {
    return html`<p class="notice">${tellOffice('page.profile.differences.none')}</p>`;
  }
  const label = (key: 'setting' | 'before' | 'after') => tellOffice(`page.profile.differences.${key}`);
  const side = (value: SettingValue | undefined) =>
    value === undefined ? tellOffice('page.profile.differences.absent') : valueText(words, value, true);
  return html`<table class="people differences">
    <thead>
      <tr>
        <th scope="col">${label('setting')}</th>
        <th scope="col">${label('before')}</th>
        <th scope="col">${label('after')}</th>
      </tr>
    </thead>
    <tbody>
      ${differences.map(
        ({ path, before, after }) => html`<tr>
          <th scope="row">${settingName(words, path)}</th>
          <td data-label="${label('before')}"><span>${side(before)}</span></td>
          <td data-label="${label('after')}"><span><strong>${side(after)}</strong></span></td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

export function dangerText(words: InBanksWords, { kind, count, field, role, path }: Danger): string {
  const { say: tellOffice } = words.context;
  const setting = path && (settingLabel(words, path) ?? path);
  const params = {
    ...(field && { field: termOf(words, field) ?? field }),
    ...(setting && { setting, value: itemText(words, path ?? '') }),
  };
  const text = tellOffice(`page.profile.danger.${kind}`, params);
  const whose = role === undefined ? '' : ` ${termOf(words, role) ?? ''}`;
  return count === undefined ? text : `${text}${whose}${tellOffice('page.profile.dangers.count', { count })}`;
}

export function dangersSection(
  words: InBanksWords,
  dangers: readonly Danger[],
  untried: boolean,
): HtmlSafeString {
  const { say: tellOffice } = words.context;
  const some = dangers.length > 0;
  return html`<section aria-labelledby="dangers-title">
    <h2 id="dangers-title">${tellOffice('page.profile.dangers')}</h2>
    ${
      some
        ? html`<div class="notice warning">
              <ul>
                ${dangers.map((danger) => html`<li>${dangerText(words, danger)}</li>`)}
              </ul>
            </div>
            ${untried ? html`<p class="small">${tellOffice('page.profile.dangers.untried')}</p>` : ''}`
        : html`<p>${tellOffice('page.profile.dangers.none')}</p>`
    }
  </section>`;
}
