// ソフトウェアキーボード: keys on the screen for a PIN, where the bank offers them (manuals 003 and 004). The keys stand
// in the page, covered; the script shows them and makes them type. Without it one types as everywhere.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FieldForm } from '../domain/entered-fields.ts';
import type { BankPageContext } from './page.ts';

const DIGITS = '1234567890';
const LETTERS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
/** In the order of ASCII; `page.keyboard.signs` names them in the same order. */
export const SIGNS = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** Where the use of the keys is explained: on www, which has no certificate to ask for. */
export function keyboardHelpHref({ homeLink }: Pick<BankPageContext, 'homeLink'>): string {
  return homeLink('software-keyboard');
}

/**
 * The button that opens the keys, and the keys of one entry field; shown by the script only, which writes a number in
 * place of each % of the texts.
 */
export function softwareKeyboard(
  context: BankPageContext,
  id: string,
  label: string,
  { characters, maxLength }: FieldForm,
): HtmlSafeString {
  const { say } = context;
  const panel = `${id}-keyboard`;
  return html`<p class="keyboard-way" data-keyboard="${id}" data-longest="${maxLength}" hidden>
      <button type="button" class="opens-keyboard" aria-expanded="false" aria-controls="${panel}">
        ${say('page.keyboard.open')}<span class="visually-hidden"> ${label}</span>
      </button>
      <a href="${keyboardHelpHref(context)}" target="_blank" rel="noopener"
        >${say('page.keyboard.help')}<span class="visually-hidden">${say('page.keyboard.newTab')}</span></a
      >
    </p>
    <div
      class="keyboard"
      id="${panel}"
      role="group"
      aria-label="${say('page.keyboard.label', { label })}"
      hidden
    >
      <div class="keys" data-keys="digits">${[...DIGITS].map((digit) => key(digit))}</div>
      ${characters === 'digits' ? '' : html`<div data-keys="letters">${letters()}</div>`}
      ${characters === 'printable' ? html`<div data-keys="signs" hidden>${signs(context)}</div>` : ''}
      <div class="keyboard-tools">
        ${characters === 'digits' ? '' : toggle('capitals', say('page.keyboard.capitals'))}
        ${characters === 'printable' ? toggle('signs', say('page.keyboard.toSigns')) : ''}
        ${toggle('shuffled', say('page.keyboard.shuffled'))}
        ${tool('erase', say('page.keyboard.erase'))} ${tool('clear', say('page.keyboard.clear'))}
        ${tool('done', say('page.keyboard.done'))}
      </div>
      <p
        class="keyboard-count"
        role="status"
        data-count="${say('page.keyboard.count', { count: '%' })}"
        data-full="${say('page.keyboard.full', { count: '%' })}"
      ></p>
    </div>`;
}

function letters(): HtmlSafeString[] {
  return LETTERS.map(
    (row) => html`<div class="keys">${[...row].map((letter) => key(letter, letter.toUpperCase()))}</div>`,
  );
}

function signs({ say }: BankPageContext): HtmlSafeString {
  const names = say('page.keyboard.signs').split(' / ');
  return html`<div class="keys">
    ${[...SIGNS].map(
      (sign, index) =>
        html`<button type="button" class="key" data-key="${sign}" aria-label="${names[index] ?? sign}">${sign}</button>`,
    )}
  </div>`;
}

function key(character: string, capital?: string): HtmlSafeString {
  return html`<button
    type="button"
    class="key"
    data-key="${character}"
    ${capital === undefined ? '' : html`data-capital="${capital}"`}
  >${character}</button>`;
}

function toggle(name: string, label: string): HtmlSafeString {
  return html`<button type="button" class="tool" data-tool="${name}" aria-pressed="false">${label}</button>`;
}

function tool(name: string, label: string): HtmlSafeString {
  return html`<button type="button" class="tool" data-tool="${name}">${label}</button>`;
}
