// The page that takes a vendor's file of tokens, and the one that shows what it would add.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { csrfField } from '../../http/csrf.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { TokenFileFault } from '../../procedures/import-tokens/read-token-file.ts';
import type { TokenFileView } from '../../procedures/office/tokens/register-tokens.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { plain, tokensHref } from './token-parts.ts';

const MOST_SHOWN = 100;

export interface RegisterPage {
  readonly csrf: string;
  readonly faults?: readonly TokenFileFault[];
  /** Nothing in the file was new: so many stood there already. */
  readonly known?: number;
}

export function registerPage(
  context: BankPageContext,
  bank: BankProfile,
  { csrf, faults, known }: RegisterPage,
): PageParts {
  const { say } = context;
  const field = (id: 'key' | 'password', type: 'text' | 'password') => html`<div class="field">
    <label for="${id}">${say(`page.tokens.register.${id}`)}</label>
    <p class="hint" id="${id}-hint">${say(`page.tokens.register.${id}Hint`)}</p>
    <div class="entry">
      <input
        id="${id}" name="${id}" type="${type}" autocomplete="off" autocapitalize="none" autocorrect="off"
        spellcheck="false" size="40" maxlength="200" aria-describedby="${id}-hint"
      />
    </div>
  </div>`;
  return {
    title: say('page.tokens.register.title'),
    faulty: faults !== undefined,
    main: html`${faults === undefined ? '' : faultList(context, faults)}
      ${
        known === undefined
          ? ''
          : html`<p class="notice warning" role="status">${say('page.tokens.register.nothingNew', { count: known })}</p>`
      }
      <p class="lead">${inLanguage(context, bank.name)}<br />${say('page.tokens.register.lead')}</p>
      <form method="post" enctype="multipart/form-data" autocomplete="off">
        ${csrfField(csrf)} ${field('key', 'text')} ${field('password', 'password')}
        <div class="field">
          <label for="file">${say('page.tokens.register.file')}</label>
          <p class="hint" id="file-hint">${say('page.tokens.register.fileHint')}</p>
          <input type="file" id="file" name="file" accept=".xml,.pskc,.pskcxml,.csv,text/csv,text/xml" aria-describedby="file-hint" required />
        </div>
        <div class="actions">
          <button type="submit" class="button primary">${say('page.tokens.register.send')}</button>
          <a href="${tokensHref(context, bank.code)}">${say('page.tokens.act.back')}</a>
        </div>
      </form>`,
  };
}

function faultList({ say }: BankPageContext, faults: readonly TokenFileFault[]): HtmlSafeString {
  const text = ({ line, code, about }: TokenFileFault) => {
    const named = code !== 'key-needed' && code !== 'password-needed';
    const what = say(`page.tokens.fault.${code}`, {
      about: about === '' && !named ? undefined : plain(about),
    });
    return line === 0 ? what : say('page.tokens.fault.at', { line, what });
  };
  return html`<div class="notice failure" role="alert">
    <p><strong>${say('page.tokens.register.faulty', { count: faults.length })}</strong></p>
    <ul>
      ${faults.slice(0, MOST_SHOWN).map((fault) => html`<li>${text(fault)}</li>`)}
    </ul>
    ${faults.length > MOST_SHOWN ? html`<p>${say('page.tokens.register.more', { count: faults.length - MOST_SHOWN })}</p>` : ''}
  </div>`;
}

export function filePage(context: BankPageContext, { bank, file }: TokenFileView, csrf: string): PageParts {
  const { say } = context;
  return {
    title: say('page.tokens.file.title'),
    main: html`<p class="lead">${say('page.tokens.file.lead')}</p>
      <dl class="facts">
        ${fact(say('page.tokens.register.file'), html`<bdi>${file.fileName}</bdi>`)}
        ${fact(say('page.tokens.file.fresh'), say('page.tokens.file.count', { count: file.fresh }))}
        ${fact(say('page.tokens.file.unchanged'), say('page.tokens.file.count', { count: file.unchanged }))}
      </dl>
      <form method="post">
        ${csrfField(csrf)}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.tokens.file.confirm')}</button>
          <a href="${tokensHref(context, bank.code, 'register')}">${say('page.tokens.file.another')}</a>
        </div>
      </form>
      <p class="small">${say('page.tokens.file.delete')}</p>`,
  };
}
