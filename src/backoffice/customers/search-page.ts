// お客様照会: one entry for whatever the caller can tell, and what was found, by kind.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { BankPageContext, PageParts } from '../../http/page.ts';
import type { FoundGroup, SearchOutcome } from '../../procedures/office/help-desk/search-customers.ts';
import type { Officer } from '../../procedures/office/officer.ts';
import type { FoundCustomer } from '../../store/read/customer-search.ts';
import { customerHref, customersHref, placeText } from './customer-addresses.ts';
import { entryItem } from './entry.ts';

export function searchPage(
  context: BankPageContext,
  officer: Officer,
  outcome: SearchOutcome | undefined,
): PageParts {
  const { say } = context;
  return {
    title: say('page.customers.title'),
    main: html`<p class="lead">${say('page.customers.lead')}</p>
      <form class="find" method="get" action="${customersHref(context)}" role="search">
        <div class="field">
          <label for="q">${say('page.customers.query')}</label>
          <p class="hint" id="q-hint">${say('page.customers.hint')}</p>
          <input id="q" name="q" type="text" enterkeyhint="search" maxlength="100" required autocomplete="off" spellcheck="false"
            aria-describedby="q-hint" value="${outcome?.query ?? ''}" />
        </div>
        <button class="button primary" type="submit">${say('page.customers.search')}</button>
      </form>
      ${outcome === undefined ? '' : results(context, officer, outcome)}`,
  };
}

function results(context: BankPageContext, officer: Officer, outcome: SearchOutcome): HtmlSafeString {
  const { say } = context;
  const { query, groups } = outcome;
  const kinds = outcome.kinds
    .map((kind) => say(`page.customers.kind.${kind}`))
    .join(say('page.customers.listSeparator'));
  if (kinds === '') return html`<p class="notice" role="status">${say('page.customers.nothingToSearch')}</p>`;
  const as = html`<p>${say('page.customers.searchedAs', { query, kinds })}</p>`;
  if (groups.length === 0) {
    return html`<div class="notice" role="status">
      <p><strong>${say('page.customers.none')}</strong></p>
      ${as}
      <p>${say('page.customers.noneNext')}</p>
    </div>`;
  }
  return html`${as} ${groups.map((group) => groupSection(context, officer, query, group))}`;
}

function groupSection(
  context: BankPageContext,
  officer: Officer,
  query: string,
  { kind, customers, records, more }: FoundGroup,
): HtmlSafeString {
  const { say } = context;
  const title = say('page.customers.found', { kind: say(`page.customers.kind.${kind}`) });
  const heads = ['holder', 'company', 'state'] as const;
  const next = more && new URLSearchParams({ q: query, after: placeText(more) });
  return html`<section aria-labelledby="found-${kind}">
    <h2 id="found-${kind}">${title}</h2>
    ${
      customers.length === 0
        ? ''
        : html`<div class="wide" tabindex="0" role="group" aria-label="${title}">
            <table class="people">
              <thead>
                <tr>${heads.map((head) => html`<th scope="col">${say(`page.customers.column.${head}`)}</th>`)}</tr>
              </thead>
              <tbody>
                ${customers.map((one) => customerRow(context, one))}
              </tbody>
            </table>
          </div>`
    }
    ${
      records.length === 0
        ? ''
        : html`<ol class="timeline">
            ${records.map((record) => {
              const { bank_code: bankCode, contract_id: contractId, user_id: userId } = record;
              const bank = officer.banks.find(({ code }) => code === bankCode);
              const typed = [contractId, userId].filter((id) => id !== null && id !== '').join(' / ');
              const known = customers.some(
                (one) => one.contractId === contractId && one.userId === (userId ?? ''),
              );
              return html`${entryItem(context, { at: record.at, record }, bank)}
                ${known || typed === '' ? '' : html`<li class="notice">${say('page.customers.unknownClaim', { claim: typed })}</li>`}`;
            })}
          </ol>`
    }
    ${next === undefined ? '' : html`<div class="actions"><a class="button secondary" href="${customersHref(context)}?${next.toString()}">${say('page.customers.more')}</a></div>`}
  </section>`;
}

export function customerRow(context: BankPageContext, one: FoundCustomer): HtmlSafeString {
  const { say } = context;
  const own = one.userId === '' ? say('page.customers.administrator') : `${one.userId} ${one.name}`;
  const state =
    one.holderState === 'active' || one.contractState !== 'open'
      ? say(`page.customers.state.${one.contractState}`)
      : say(`page.customers.holderState.${one.holderState}`);
  return html`<tr>
    <th scope="row">
      <a href="${customerHref(context, one)}"
        ><span class="code">${one.contractId}</span> <bdi>${own}</bdi></a
      >
    </th>
    <td><bdi>${one.companyName}</bdi>${one.companyKana === '' ? '' : html`<br /><bdi>${one.companyKana}</bdi>`}</td>
    <td>${state}</td>
  </tr>`;
}
