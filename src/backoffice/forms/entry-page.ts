// Entering what stands on the customer's paper, a step a page: which form, for whom, what it says, is it right.

import { type HtmlSafeString, html } from '@prairielearn/html';
import {
  checkName,
  FORM_REASONS,
  type FormContent,
  type FormFault,
  fieldName,
} from '../../domain/request-form-content.ts';
import { radio, tick } from '../../http/choice.ts';
import { csrfField } from '../../http/csrf.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { textField } from '../../http/text-field.ts';
import type { FormTarget } from '../../procedures/office/forms/enter-form.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { type RequestForm, requestFormsOf } from '../../profile/request-forms.ts';
import { contentFacts, contentRows, factList, formsHref, targetText } from './form-parts.ts';

/** Step 1, and the list of blank forms. */
export function kindsPage(context: BankPageContext, bank: BankProfile, way: 'new' | 'blank'): PageParts {
  const { say } = context;
  return {
    title: say(way === 'new' ? 'page.forms.kinds.title' : 'page.forms.blanks'),
    main: html`<p class="lead">${say(way === 'new' ? 'page.forms.kinds.lead' : 'page.forms.blanksLead')}</p>
      <ul class="bank-list">
        ${requestFormsOf(bank).map(
          ({ kind, name }) =>
            html`<li><a href="${formsHref(context, bank.code, way, kind)}">${inLanguage(context, name)}</a></li>`,
        )}
      </ul>
      <p><a href="${formsHref(context, bank.code)}">${say('page.forms.title')}</a></p>`,
  };
}

export interface TargetPage {
  readonly bank: BankProfile;
  readonly form: RequestForm;
  readonly contractId: string;
  readonly userId: string;
  readonly fault: string | undefined;
  readonly csrf: string;
}

/** Step 2. */
export function targetPage(context: BankPageContext, view: TargetPage): PageParts {
  const { say } = context;
  const { bank, form, fault } = view;
  const { terms } = bank;
  const administrator = inLanguage(context, terms.administrator);
  return {
    title: say('page.forms.target.title'),
    faulty: fault !== undefined,
    main: html`<p class="lead">${inLanguage(context, form.name)}<br />${say('page.forms.target.lead')}</p>
      <form method="post" novalidate>
        ${csrfField(view.csrf)}
        ${textField({ id: 'contractId', label: inLanguage(context, terms.contractId), value: view.contractId, fault, type: 'id' })}
        ${
          form.asks.includes('userId')
            ? textField({
                id: 'userId',
                label: inLanguage(context, terms.userId),
                hint: say('page.forms.target.userHint', { administrator }),
                value: view.userId,
                type: 'id',
              })
            : ''
        }
        <div class="actions">
          <button type="submit" class="button primary">${say('page.forms.next')}</button>
          <a href="${formsHref(context, bank.code, 'new')}">${say('page.forms.kinds.title')}</a>
        </div>
      </form>`,
  };
}

/** Somebody amended the form while it was being typed. */
export interface Raced {
  readonly by: string;
  readonly theirs: FormContent;
  /** What was typed, if it could be read. */
  readonly yours: FormContent | undefined;
}

export interface EntryPage {
  readonly target: FormTarget;
  readonly entries: Readonly<Record<string, string>>;
  readonly faults: ReadonlyMap<string, FormFault>;
  /** Beside what is typed: the version of a form that is amended. */
  readonly hidden: Readonly<Record<string, string>>;
  readonly csrf: string;
  readonly title: string;
  readonly back: string;
  readonly raced?: Raced;
}

const hiddenFields = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );

/** Step 3; and an amendment. */
export function entryPage(context: BankPageContext, view: EntryPage): PageParts {
  const { say, language } = context;
  const { target, entries, faults } = view;
  const { bank, form, holder } = target;
  const faultOf = (id: string, label: string) => {
    const fault = faults.get(id);
    return fault === undefined ? undefined : say(`page.forms.fault.${fault}`, { label });
  };
  const labels = labelsOf(context, form);
  const text = (id: string, hint?: string, size = 30) =>
    textField({
      id,
      label: labels.get(id) ?? id,
      value: entries[id] ?? '',
      fault: faultOf(id, labels.get(id) ?? id),
      ...(hint !== undefined && { hint }),
      size,
    });
  const optional = say('page.forms.optional');
  return {
    title: view.title,
    faulty: faults.size > 0,
    main: html`${summary(context, faults, labels)} ${view.raced === undefined ? '' : race(context, form, view.raced)}
      <p class="lead">${inLanguage(context, form.name)}</p>
      <dl class="facts">
        ${fact(say('page.forms.fact.target'), targetText(context, bank, holder, holder.name))}
        ${fact(say('page.forms.company'), html`<bdi>${holder.companyName}</bdi>`)}
      </dl>
      <form method="post" novalidate>
        ${csrfField(view.csrf)} ${hiddenFields(view.hidden)}
        ${text('receivedOn', say('page.forms.receivedOnHint'), 12)} ${text('applicant')}
        ${form.asks.includes('newAdministrator') ? text('newAdministrator') : ''}
        ${form.asks.includes('newMail') ? text('newMail', say('page.forms.newMailHint')) : ''}
        ${form.asks.includes('reason') ? reasons(context, entries, faultOf('reason', say('page.forms.reason'))) : ''}
        ${form.fields.map(({ id, required }) => text(fieldName(id), required ? undefined : optional))}
        ${text('remark', optional, 50)}
        <fieldset class="field">
          <legend>${say('page.forms.checks')}</legend>
          <p class="hint">${say('page.forms.checksLead')}</p>
          ${form.checks.map(({ id, label }) =>
            tick({
              id: checkName(id),
              label: label[language],
              checked: entries[checkName(id)] === 'on',
              faulty: faults.has(checkName(id)),
            }),
          )}
        </fieldset>
        <div class="actions">
          <button type="submit" name="step" value="check" class="button primary">${say('page.forms.check')}</button>
          <a href="${view.back}">${say('page.userAct.cancel')}</a>
        </div>
      </form>`,
  };
}

function labelsOf({ say, language }: BankPageContext, form: RequestForm): Map<string, string> {
  return new Map([
    ...(['receivedOn', 'applicant', 'newAdministrator', 'newMail', 'reason', 'remark'] as const).map(
      (id) => [id, say(`page.forms.${id}`)] as const,
    ),
    ...form.fields.map(({ id, label }) => [fieldName(id), label[language]] as const),
    ...form.checks.map(({ id, label }) => [checkName(id), label[language]] as const),
  ]);
}

function summary(
  { say }: BankPageContext,
  faults: ReadonlyMap<string, FormFault>,
  labels: ReadonlyMap<string, string>,
): HtmlSafeString | '' {
  if (faults.size === 0) return '';
  return html`<section class="fault-summary" role="alert" aria-labelledby="fault-title" tabindex="-1" data-focus>
    <h2 id="fault-title">${say('page.fault.title')}</h2>
    <ul>
      ${[...faults].map(([id, fault]) => {
        const href = id === 'reason' ? `reason-${FORM_REASONS[0]}` : id;
        return html`<li><a href="#${href}">${say(`page.forms.fault.${fault}`, { label: labels.get(id) ?? id })}</a></li>`;
      })}
    </ul>
    <p class="small">${say('page.refusal.reason')} <span class="code">form-invalid</span></p>
  </section>`;
}

function reasons(
  { say }: BankPageContext,
  entries: EntryPage['entries'],
  fault: string | undefined,
): HtmlSafeString {
  return html`<fieldset class="field ${fault === undefined ? '' : 'faulty'}">
    <legend>${say('page.forms.reason')}</legend>
    ${fault === undefined ? '' : html`<p class="fault">${fault}</p>`}
    ${FORM_REASONS.map((reason) =>
      radio({
        id: `reason-${reason}`,
        name: 'reason',
        value: reason,
        label: say(`mail.revocation.${reason}`),
        checked: entries.reason === reason,
      }),
    )}
  </fieldset>`;
}

function race(context: BankPageContext, form: RequestForm, { by, theirs, yours }: Raced): HtmlSafeString {
  const { say } = context;
  const typed = yours === undefined ? undefined : contentRows(context, form, yours);
  const differs = contentRows(context, form, theirs).filter(
    ([, value], at) => typed === undefined || typed[at]?.[1] !== value,
  );
  const mine = (label: string) => typed?.find((one) => one[0] === label)?.[1] ?? '';
  return html`<section class="notice warning" role="alert" aria-labelledby="raced-title">
    <h2 id="raced-title">${say('page.forms.raced', { by })}</h2>
    <p>${say('page.forms.racedLead')}</p>
    <dl class="facts">
      ${differs.map(([label, value]) =>
        fact(
          label,
          html`${say('page.forms.raced.theirs')}：<bdi>${value}</bdi>
            ${typed === undefined ? '' : html`<br />${say('page.forms.raced.yours')}：<bdi>${mine(label)}</bdi>`}`,
        ),
      )}
    </dl>
  </section>`;
}

export interface ConfirmPage extends Pick<EntryPage, 'target' | 'entries' | 'hidden' | 'csrf'> {
  readonly content: FormContent;
}

/** Step 4: nothing is written before its button. */
export function confirmPage(context: BankPageContext, view: ConfirmPage): PageParts {
  const { say } = context;
  const { target, content } = view;
  const { bank, form, holder, facts } = target;
  return {
    title: say('page.forms.confirm.title'),
    main: html`<p class="lead">${inLanguage(context, form.name)}<br />${say('page.forms.confirm.lead')}</p>
      <dl class="facts">
        ${fact(say('page.forms.fact.target'), targetText(context, bank, holder, holder.name))}
        ${contentFacts(context, form, content)}
      </dl>
      <h2>${say('page.forms.form.acts')}</h2>
      <p>${say(`page.forms.effect.${form.kind}`)}</p>
      ${factList(context, bank, content, facts)}
      <form method="post">
        ${csrfField(view.csrf)} ${hiddenFields({ ...view.entries, ...view.hidden })}
        <div class="actions">
          <button type="submit" name="step" value="enter" class="button primary">${say('page.forms.confirm.enter')}</button>
          <button type="submit" name="step" value="edit" class="button secondary">${say('page.forms.confirm.edit')}</button>
        </div>
      </form>`,
  };
}
