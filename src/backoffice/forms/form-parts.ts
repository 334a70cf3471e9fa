// What the pages of request forms have in common: addresses, and a form's content and facts in words.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FormContent } from '../../domain/request-form-content.ts';
import type { FormFacts } from '../../domain/request-form-facts.ts';
import { formatDay } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage } from '../../http/page.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import type { RequestForm } from '../../profile/request-forms.ts';
import { say } from '../../profile/wording/wording.ts';

/** Below the desk; also the menu item. */
export const FORMS = '/forms';

export function formsHref({ profile }: BankPageContext, ...parts: readonly string[]): string {
  return [`/${profile.code}/desk${FORMS}`, ...parts.map(encodeURIComponent)].join('/');
}

/** Whom a form is for, in the bank's own words. */
export function targetText(
  context: BankPageContext,
  bank: BankProfile,
  { contractId, userId }: { readonly contractId: string; readonly userId: string },
  userName = '',
): HtmlSafeString {
  const { terms } = bank;
  const who = userId === '' ? inLanguage(context, terms.administrator) : inLanguage(context, terms.user);
  return html`<span class="code">${contractId}</span> ${who}
    ${userId === '' ? '' : html`<span class="code">${userId}</span> <bdi>${userName}</bdi>`}`;
}

/** Name and value of each thing that a form says, in the order of the paper. */
export function contentRows(
  { say: tell, language }: BankPageContext,
  form: RequestForm,
  content: FormContent,
): [label: string, value: string][] {
  const rows: [string, string][] = [
    [tell('page.forms.receivedOn'), formatDay(content.receivedOn, language)],
    [tell('page.forms.applicant'), content.applicant],
  ];
  if (content.reason !== '') {
    rows.push([tell('page.forms.reason'), tell(`mail.revocation.${content.reason}`)]);
  }
  if (content.newAdministrator !== '') {
    rows.push([tell('page.forms.newAdministrator'), content.newAdministrator]);
  }
  if (form.asks.includes('newMail')) rows.push([tell('page.forms.newMail'), content.newMail]);
  for (const { id, label } of form.fields) rows.push([label[language], content.fields[id] ?? '']);
  rows.push([tell('page.forms.remark'), content.remark]);
  const made = form.checks.filter(({ id }) => content.checks.includes(id));
  rows.push([tell('page.forms.checks'), made.map(({ label }) => label[language]).join(' / ')]);
  return rows;
}

export function contentFacts(
  context: BankPageContext,
  form: RequestForm,
  content: FormContent,
): HtmlSafeString[] {
  return contentRows(context, form, content).map(([label, value]) =>
    fact(label, value === '' ? '—' : html`<bdi>${value}</bdi>`),
  );
}

/** What it would act upon, as that stands: only what the kind touches. */
export function factList(
  context: BankPageContext,
  bank: BankProfile,
  { kind }: FormContent,
  facts: FormFacts,
): HtmlSafeString {
  const { say: tell, language } = context;
  const nothing = tell('page.forms.fact.nothing');
  const list = (items: readonly (string | HtmlSafeString)[]) =>
    items.length === 0
      ? nothing
      : html`<ul class="plain">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
  const ends = facts.ends.map(({ userId, serialNumber, until }) => {
    const text = tell('page.forms.fact.end', { serial: serialNumber, until: formatDay(until, language) });
    return html`${userId === '' ? '' : html`<span class="code">${userId}</span> `}<span class="code">${text}</span>`;
  });
  const locked = facts.locked.map(({ secret, channel }) =>
    say(bank, language, `page.forms.fact.locked.${channel}`, { secret }),
  );
  const state = tell(`page.forms.fact.contractState.${facts.contractState}`);
  const ending = ['certificateReissue', 'revocation', 'newAdministrator', 'contractClose'].includes(kind);
  return html`<dl class="facts">
    ${fact(tell('page.forms.company'), html`<bdi>${facts.companyName}</bdi>`)}
    ${fact(
      tell('page.forms.fact.contractState'),
      facts.stopped ? `${state} / ${tell('page.forms.fact.stopped')}` : state,
    )}
    ${ending ? fact(tell('page.forms.fact.ends'), list(ends)) : ''}
    ${kind === 'pinUnlock' ? fact(tell('page.forms.fact.locked'), list(locked)) : ''}
    ${
      kind === 'cardReissue'
        ? fact(tell('page.forms.fact.card'), facts.cardNumber === '' ? nothing : facts.cardNumber)
        : ''
    }
    ${
      kind === 'newAdministrator'
        ? fact(tell('page.forms.fact.token'), facts.tokenNumber === '' ? nothing : facts.tokenNumber)
        : ''
    }
    ${fact(tell('page.forms.fact.mail'), facts.mail === '' ? nothing : html`<bdi>${facts.mail}</bdi>`)}
  </dl>`;
}
