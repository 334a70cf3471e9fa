// What the pages of the contracts' desk have in common: addresses, and what an order says, in words.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { OrderContent, OrderFacts } from '../../domain/contract-order.ts';
import { type ContractTerms, nameNotes, TERMS, type Term } from '../../domain/contract-terms.ts';
import { formatDay } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage } from '../../http/page.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';

/** Below the desk; also the menu item. */
export const CONTRACTS = '/contracts';

export function contractsHref({ profile }: BankPageContext, ...parts: readonly string[]): string {
  return [`/${profile.code}/desk${CONTRACTS}`, ...parts.map(encodeURIComponent)].join('/');
}

export const hiddenFields = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );

export function termText({ say, language }: BankPageContext, terms: ContractTerms, term: Term): string {
  if (term === 'language') return say(`page.contracts.language.${terms.language}`);
  if (term === 'acquisitionFrom') return formatDay(terms.acquisitionFrom, language);
  return terms[term];
}

/** Whom an order is about. */
export function aboutText(
  { say }: BankPageContext,
  { contractId, list, terms }: Pick<OrderContent, 'contractId' | 'list' | 'terms'>,
): HtmlSafeString {
  if (list !== null) {
    return html`<bdi>${list.fileName}</bdi> ${say('page.contracts.list.count', {
      what: say('page.contracts.list.class.fresh'),
      count: list.fresh,
    })}`;
  }
  return html`<span class="code">${contractId}</span>${terms === null ? '' : html` <bdi>${terms.companyName}</bdi>`}`;
}

/** What whoever reads a name ought to know of it. */
export function noteList({ say }: BankPageContext, names: readonly string[]): HtmlSafeString | '' {
  const notes = [...new Set(names.flatMap(nameNotes))];
  return notes.length === 0
    ? ''
    : html`<p class="notice warning">${notes.map((note) => html`<span>${say(`page.contracts.note.${note}`)}</span> `)}</p>`;
}

const shown = (text: string) => (text === '' ? '—' : html`<bdi>${text}</bdi>`);

/** What an order says: of a change only what changes, before and after. */
export function contentFacts(
  context: BankPageContext,
  bank: BankProfile,
  { kind, contractId, terms, list, remark }: OrderContent,
  { contract }: OrderFacts,
): HtmlSafeString {
  const { say } = context;
  const said = remark === '' ? '' : fact(say('page.contracts.remark'), shown(remark));
  const id =
    contractId === ''
      ? ''
      : fact(inLanguage(context, bank.terms.contractId), html`<span class="code">${contractId}</span>`);
  if (list !== null) {
    const count = (what: 'fresh' | 'unchanged') =>
      fact(say(`page.contracts.list.class.${what}`), String(list[what]));
    return html`<dl class="facts">
      ${fact(say('page.contracts.list.file'), shown(list.fileName))}
      ${fact(say('page.contracts.list.size'), say('page.contracts.list.octets', { octets: list.size }))}
      ${fact(say('page.contracts.list.sha256'), html`<span class="code hash">${list.sha256}</span>`)}
      ${count('fresh')} ${count('unchanged')} ${said}
    </dl>`;
  }
  const before = kind === 'change' ? contract?.terms : undefined;
  const rows =
    terms === null
      ? []
      : TERMS.filter((term) => before === undefined || before[term] !== terms[term]).map((term) => {
          const after = shown(termText(context, terms, term));
          const value =
            before === undefined
              ? after
              : html`${say('page.contracts.now')}：${shown(termText(context, before, term))}<br />${say('page.contracts.then')}：<strong>${after}</strong>`;
          return fact(say(`page.contracts.${term}`), value);
        });
  const standing = terms === null ? contract?.terms : undefined;
  return html`<dl class="facts">
      ${id}
      ${before === undefined && standing === undefined ? '' : fact(say('page.contracts.companyName'), shown((before ?? standing)?.companyName ?? ''))}
      ${rows} ${said}
    </dl>
    ${terms === null ? '' : noteList(context, [terms.companyName, terms.companyKana, terms.postalAddress])}`;
}

/** What it acts upon, as that stands. */
export function factList(
  { say, language }: BankPageContext,
  { kind }: Pick<OrderContent, 'kind'>,
  { contract, ends }: OrderFacts,
): HtmlSafeString | '' {
  if (contract === null) return '';
  const state = say(`page.contracts.contractState.${contract.state}`);
  const items = ends.map(({ userId, serialNumber, until }) => {
    const text = say('page.contracts.end', { serial: serialNumber, until: formatDay(until, language) });
    return html`<li>
      ${userId === '' ? '' : html`<span class="code">${userId}</span> `}<span class="code">${text}</span>
    </li>`;
  });
  return html`<dl class="facts">
    ${fact(say('page.contracts.contractState'), contract.stopped ? `${state} / ${say('page.contracts.stopped')}` : state)}
    ${
      kind === 'close'
        ? fact(
            say('page.contracts.ends'),
            items.length === 0 ? say('page.contracts.nothing') : html`<ul class="plain">${items}</ul>`,
          )
        : ''
    }
  </dl>`;
}
