// What is to be done to a contract, typed in a step and looked at in the next; and the page before a suspension.

import { type HtmlSafeString, html } from '@prairielearn/html';
import {
  type OrderContent,
  type OrderFault,
  type OrderField,
  onlyNeedsRemark,
} from '../../domain/contract-order.ts';
import type { Term } from '../../domain/contract-terms.ts';
import { radio } from '../../http/choice.ts';
import { csrfField } from '../../http/csrf.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { textField } from '../../http/text-field.ts';
import type { OrderPlace } from '../../procedures/office/contracts/enter-order.ts';
import type { SuspendPlace } from '../../procedures/office/contracts/suspend-as-officer.ts';
import { contentFacts, contractsHref, factList, hiddenFields } from './contract-parts.ts';

export interface EntryPage {
  readonly place: OrderPlace;
  readonly entries: Readonly<Record<string, string>>;
  readonly faults: ReadonlyMap<OrderField, OrderFault>;
  readonly csrf: string;
}

const labelsOf =
  (context: BankPageContext, { bank, kind }: OrderPlace) =>
  (name: OrderField) =>
    name === 'contractId'
      ? inLanguage(context, bank.terms.contractId)
      : context.say(
          name === 'remark' && onlyNeedsRemark(kind) ? 'page.contracts.reason' : `page.contracts.${name}`,
        );

export function entryPage(context: BankPageContext, view: EntryPage): PageParts {
  const { say } = context;
  const { place, entries, faults } = view;
  const { bank, kind, facts } = place;
  const labelOf = labelsOf(context, place);
  const faultOf = (name: OrderField) => {
    const fault = faults.get(name);
    return fault && say(`page.contracts.fault.${fault}`, { label: labelOf(name) });
  };
  const optional = say('page.contracts.optional');
  const text = (name: OrderField, hint?: string, size = 30, type: 'text' | 'id' | 'email' = 'text') =>
    textField({
      ...{ id: name, label: labelOf(name), value: entries[name] ?? '', fault: faultOf(name), size, type },
      ...(hint !== undefined && { hint }),
    });
  const typesTerms = kind === 'open' || kind === 'change';
  return {
    title: say(`page.contracts.new.${kind}`),
    faulty: faults.size > 0,
    main: html`${summary(context, place, faults)}
      <p class="lead">${inLanguage(context, bank.name)}<br />${say(`page.contracts.effect.${kind}`)}</p>
      ${kind === 'open' ? '' : standing(context, place)} ${typesTerms ? '' : factList(context, { kind }, facts)}
      <form method="post" novalidate>
        ${csrfField(view.csrf)} ${hiddenFields({ entryKey: entries.entryKey ?? '' })}
        ${kind === 'open' ? text('contractId', undefined, 24, 'id') : ''}
        ${
          typesTerms
            ? html`${text('companyName', say('page.contracts.hint.companyName'), 50)}
              ${text('companyKana', optional, 50)} ${text('postalCode', say('page.contracts.hint.postalCode'), 10, 'id')}
              ${text('postalAddress', optional, 60)} ${text('mail', say('page.contracts.hint.mail'), 50, 'email')}
              ${languages(context, labelOf('language'), entries.language ?? 'ja', faultOf('language'))}
              ${text('acquisitionFrom', say('page.contracts.hint.acquisitionFrom'), 12)} ${text('remark', optional, 60)}`
            : text('remark', undefined, 60)
        }
        <div class="actions">
          <button type="submit" name="step" value="check" class="button primary">${say('page.contracts.check')}</button>
          <a href="${contractsHref(context, bank.code)}">${say('page.contracts.act.cancel')}</a>
        </div>
      </form>`,
  };
}

/** Whose contract it is. */
function standing(context: BankPageContext, { bank, contractId, facts }: OrderPlace): HtmlSafeString {
  return html`<dl class="facts">
    ${fact(inLanguage(context, bank.terms.contractId), html`<span class="code">${contractId}</span>`)}
    ${fact(context.say('page.contracts.companyName'), html`<bdi>${facts.contract?.terms.companyName ?? ''}</bdi>`)}
  </dl>`;
}

function languages(
  { say }: BankPageContext,
  label: string,
  chosen: string,
  fault: string | undefined,
): HtmlSafeString {
  const name: Term = 'language';
  return html`<fieldset class="field ${fault === undefined ? '' : 'faulty'}">
    <legend>${label}</legend>
    ${fault === undefined ? '' : html`<p class="fault">${fault}</p>`}
    ${(['ja', 'en'] as const).map((value) =>
      radio({
        ...{ id: value === 'ja' ? name : `${name}-${value}`, name, value, checked: chosen === value },
        label: say(`page.contracts.language.${value}`),
      }),
    )}
  </fieldset>`;
}

function summary(
  context: BankPageContext,
  place: OrderPlace,
  faults: EntryPage['faults'],
): HtmlSafeString | '' {
  const { say } = context;
  if (faults.size === 0) return '';
  const labelOf = labelsOf(context, place);
  return html`<section class="fault-summary" role="alert" aria-labelledby="fault-title" tabindex="-1" data-focus>
    <h2 id="fault-title">${say('page.fault.title')}</h2>
    <ul>
      ${[...faults].map(([name, fault]) => {
        const text = say(`page.contracts.fault.${fault}`, { label: labelOf(name) });
        return html`<li><a href="#${name}">${text}</a></li>`;
      })}
    </ul>
    <p class="small">${say('page.refusal.reason')} <span class="code">form-invalid</span></p>
  </section>`;
}

/** Nothing is written before its button. */
export function confirmPage(
  context: BankPageContext,
  view: Pick<EntryPage, 'place' | 'entries' | 'csrf'> & { readonly content: OrderContent },
): PageParts {
  const { say } = context;
  const { place, entries, content, csrf } = view;
  const { bank, kind, facts } = place;
  return {
    title: say('page.contracts.confirm.title'),
    main: html`<p class="lead">${say(`page.contracts.kind.${kind}`)}<br />${say('page.contracts.confirm.lead')}</p>
      ${contentFacts(context, bank, content, facts)}
      <h2>${say('page.contracts.acts')}</h2>
      <p>${effectText(context, content, facts)}</p>
      ${factList(context, content, facts)}
      <form method="post">
        ${csrfField(csrf)} ${hiddenFields(entries)}
        <div class="actions">
          <button type="submit" name="step" value="enter" class="button primary">${say('page.contracts.confirm.enter')}</button>
          <button type="submit" name="step" value="edit" class="button secondary">${say('page.contracts.confirm.edit')}</button>
        </div>
      </form>`,
  };
}

/** What it does; of a change of the mail also who is told. */
export function effectText(
  { say }: BankPageContext,
  { kind, terms }: Pick<OrderContent, 'kind' | 'terms'>,
  { contract }: OrderPlace['facts'],
): string {
  const told = kind === 'change' && terms !== null && terms.mail !== contract?.terms.mail;
  const effect = say(`page.contracts.effect.${kind}`);
  return told ? `${effect} ${say('page.contracts.effect.changeMail')}` : effect;
}

export function suspendPage(
  context: BankPageContext,
  { bank, holder }: SuspendPlace,
  said: { readonly csrf: string; readonly remark: string; readonly faulty: boolean },
): PageParts {
  const { say } = context;
  const label = say('page.contracts.reason');
  const fault = said.faulty ? say('page.contracts.fault.missing', { label }) : undefined;
  return {
    title: say('page.contracts.suspend.title'),
    faulty: said.faulty,
    main: html`<p class="lead">${say('page.contracts.suspend.lead')}</p>
      <dl class="facts">
        ${fact(inLanguage(context, bank.terms.contractId), html`<span class="code">${holder.contractId}</span>`)}
        ${fact(say('page.contracts.companyName'), html`<bdi>${holder.companyName}</bdi>`)}
      </dl>
      <form method="post" novalidate>
        ${csrfField(said.csrf)} ${textField({ id: 'remark', label, value: said.remark, fault, size: 60 })}
        <div class="actions">
          <button type="submit" class="button danger">${say('page.contracts.suspend.submit')}</button>
          <a href="${contractsHref(context, bank.code)}">${say('page.contracts.act.cancel')}</a>
        </div>
      </form>`,
  };
}
