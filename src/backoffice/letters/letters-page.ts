// 書面: a bank's letters by state, and one of them with what may be done about it.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { LETTER_STATES } from '../../domain/letter.ts';
import { mayDo } from '../../domain/officer.ts';
import { csrfField } from '../../http/csrf.ts';
import { formatDay, formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { LetterList, LetterView } from '../../procedures/office/letters/list-letters.ts';
import { checkLetter } from '../../procedures/office/letters/print-letter.ts';
import type { Officer } from '../../procedures/office/officer.ts';
import { requestFormOf } from '../../profile/request-forms.ts';
import { cardsHref } from '../cards/cards-page.ts';
import { customerHref } from '../customers/customer-addresses.ts';
import { formsHref } from '../forms/form-parts.ts';
import { type Lacking, lackingPart } from '../pdf/lacking-part.ts';
import { stepUpField } from '../step-up-part.ts';

/** Below the desk; also the menu item. */
export const LETTERS = '/letters';

export function lettersHref({ profile }: BankPageContext, ...parts: readonly string[]): string {
  return [`/${profile.code}/desk${LETTERS}`, ...parts.map(encodeURIComponent)].join('/');
}

/** For officers who serve several banks. */
export function letterBanksPage(context: BankPageContext, { banks }: Officer): PageParts {
  const { say } = context;
  return {
    title: say('page.letters.title'),
    main: html`<p class="lead">${say('page.letters.choose')}</p>
      <ul class="bank-list">
        ${banks.map(
          (bank) => html`<li>
            <a href="${lettersHref(context, bank.code)}"><span class="code">${bank.code}</span> ${inLanguage(context, bank.name)}</a>
          </li>`,
        )}
      </ul>`,
  };
}

export function lettersPage(context: BankPageContext, list: LetterList): PageParts {
  const { say, language } = context;
  const { bank, letters, state, page } = list;
  const label = (key: 'kind' | 'to' | 'printUntil' | 'made') => say(`page.letters.${key}`);
  return {
    title: say('page.letters.title'),
    main: html`<p class="lead">${inLanguage(context, bank.name)}<br />${say('page.letters.lead')}</p>
      <nav class="office-menu" aria-label="${say('page.letters.state')}">
        <ul>
          ${LETTER_STATES.map((one) => {
            const text = say('page.letters.count', {
              state: say(`page.letters.state.${one}`),
              count: list.counts[one],
            });
            return html`<li><a href="?state=${one}" ${one === state ? html`aria-current="page"` : ''}>${text}</a></li>`;
          })}
        </ul>
      </nav>
      ${
        letters.length === 0
          ? html`<p class="notice">${say('page.letters.none')}</p>`
          : html`<table class="people">
              <thead>
                <tr>
                  <th scope="col">${say('page.letters.number')}</th>
                  <th scope="col">${label('kind')}</th>
                  <th scope="col">${label('to')}</th>
                  <th scope="col">${label('made')}</th>
                  <th scope="col">${label('printUntil')}</th>
                </tr>
              </thead>
              <tbody>
                ${letters.map(
                  (letter) => html`<tr>
                    <th scope="row">
                      <a class="code form-number" href="${lettersHref(context, bank.code, letter.id)}">${letter.id}</a>
                    </th>
                    <td data-label="${label('kind')}">${kindText(context, letter)}</td>
                    <td data-label="${label('to')}">
                      <span><bdi>${letter.companyName}</bdi><br /><span class="code">${letter.contractId}</span></span>
                    </td>
                    <td data-label="${label('made')}">${formatInstant(letter.createdAt, language)}</td>
                    <td data-label="${label('printUntil')}">${formatDay(letter.printUntil, language)}</td>
                  </tr>`,
                )}
              </tbody>
            </table>`
      }
      ${
        list.hasMore
          ? html`<p><a class="button secondary" href="?state=${state}&page=${page + 1}">${say('page.letters.more')}</a></p>`
          : ''
      }`,
  };
}

function kindText({ say }: BankPageContext, { kind, noticeKind }: LetterView['letter']): string {
  if (kind !== 'notice') return say(`page.letters.kind.${kind}`);
  return say('page.letters.kind.notice', {
    mail: noticeKind === null ? '' : say(`page.customers.mail.kind.${noticeKind}`),
  });
}

/** What a page of a letter is shown with besides. */
export interface Shown {
  readonly csrf: string;
  readonly now: number;
  readonly lacking: readonly Lacking[];
}

export function letterPage(context: BankPageContext, view: LetterView, shown: Shown): PageParts {
  const { say, language } = context;
  const { bank, letter } = view;
  const address = [
    letter.postalCode === '' ? '' : `〒${letter.postalCode}`,
    ...letter.postalAddress.split('\n'),
  ]
    .filter((line) => line !== '')
    .join(' ');
  const form = letter.formKind === null ? undefined : requestFormOf(bank, letter.formKind);
  return {
    title: say('page.letters.one', { letterNumber: letter.id }),
    main: html`<dl class="facts">
        ${fact(say('page.letters.state'), say(`page.letters.state.${letter.state}`))}
        ${fact(say('page.letters.kind'), kindText(context, letter))}
        ${fact(say('page.letters.to'), html`<bdi>${letter.companyName}</bdi> <span class="code">${letter.contractId}</span>`)}
        ${fact(say('page.letters.address'), address === '' ? say('page.letters.noAddress') : html`<bdi>${address}</bdi>`)}
        ${fact(say('page.letters.made'), formatInstant(letter.createdAt, language))}
        ${letter.state === 'printed' ? '' : fact(say('page.letters.printUntil'), formatDay(letter.printUntil, language))}
        ${
          letter.form === null || form === undefined
            ? ''
            : fact(
                say('page.letters.form'),
                html`<a href="${formsHref(context, bank.code, letter.form)}">${inLanguage(context, form.name)} <span class="code">${letter.form}</span></a>`,
              )
        }
      </dl>
      ${checkLetter(view) === undefined ? lackingPart(context, shown.lacking) : ''} ${standing(context, view, shown)}
      <p><a href="${lettersHref(context, bank.code)}">${say('page.letters.title')}</a></p>`,
  };
}

function standing(context: BankPageContext, view: LetterView, { csrf, now }: Shown): HtmlSafeString | '' {
  const { say, language } = context;
  const { bank, letter, officer, writers } = view;
  const secret = letter.kind !== 'notice';
  if (letter.state === 'expired') {
    return html`<p class="notice warning">
        ${say('page.letters.expired')} ${say(`page.letters.expired.${letter.kind}`)}
      </p>
      ${wayOn(context, view)}`;
  }
  const printed =
    letter.printedAt === null
      ? ''
      : html`<p class="notice">
          ${say('page.letters.printed', {
            at: formatInstant(letter.printedAt, language),
            by: letter.printedByName ?? '',
          })}
          ${letter.kind === 'notice' ? '' : say(`page.letters.gone.${letter.kind}`)}
        </p>`;
  if (checkLetter(view) !== undefined) {
    const own =
      letter.state === 'waiting' && mayDo(officer.role, 'letters.print') && writers.includes(officer.person);
    return html`${printed}${own ? html`<p class="notice warning">${say('page.letters.ownEntry')}</p>` : ''}`;
  }
  return html`${printed}
    <form method="post" action="${lettersHref(context, bank.code, letter.id, 'print')}">
      ${csrfField(csrf)}
      ${secret ? html`<p class="notice warning">${say('page.letters.once')}</p> ${stepUpField(context, officer, now)}` : ''}
      <div class="actions">
        <button type="submit" class="button primary">${say(printed === '' ? 'page.letters.print' : 'page.letters.again')}</button>
      </div>
    </form>`;
}

/** From a letter that expired to where its content is made anew. */
function wayOn(context: BankPageContext, { bank, letter, officer }: LetterView): HtmlSafeString | '' {
  const { say } = context;
  const { contractId } = letter;
  const [href, label] =
    letter.kind === 'card'
      ? [cardsHref(context, bank.code, 'contract', contractId), say('page.cards.title')]
      : letter.kind === 'pins'
        ? [formsHref(context, bank.code, 'new'), say('page.forms.title')]
        : [
            customerHref(context, { bankCode: bank.code, contractId, userId: '' }),
            say('page.customers.title'),
          ];
  const may =
    letter.kind === 'card' ? 'cards.read' : letter.kind === 'pins' ? 'forms.enter' : 'customers.read';
  if (!mayDo(officer.role, may)) return '';
  return html`<div class="actions"><a class="button primary" href="${href}">${label}</a></div>`;
}
