// 開通確認, step 3: own PINs, each typed twice, under the rules that stand above them.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { formOf } from '../../domain/entered-fields.ts';
import type { PinFault, PinFaultReason } from '../../domain/pin-choice.ts';
import { csrfField } from '../../http/csrf.ts';
import { formText, reveal } from '../../http/entry-field.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { formIdField } from '../../http/posted-twice.ts';
import { softwareKeyboard } from '../../http/software-keyboard.ts';
import type { PinField, Role } from '../../profile/bank-profile.ts';
import { activationHref, activationSteps } from './way.ts';

export interface ChooseForm {
  readonly role: Role;
  readonly csrf: string;
  readonly pins: readonly PinField[];
  readonly faults: readonly PinFault[];
}

/** Name of the second entry of a PIN. */
export const againName = (pin: PinField): string => `${pin}Again`;

export function choosePage(context: BankPageContext, form: ChooseForm): PageParts {
  const { profile, say } = context;
  const { role, pins, faults } = form;
  const several = pins.length > 1;
  return {
    title: say('page.activation.choose.title'),
    steps: activationSteps(context, 'choose'),
    faulty: faults.length > 0,
    main: html`${summary(context, faults)}
      <p class="lead">${say('page.activation.choose.lead')}</p>
      <section class="notice" aria-labelledby="rules-title">
        <h2 id="rules-title">${say('page.activation.rules.title')}</h2>
        <ul>
          <li>${say('page.activation.rules.repeated')}</li>
          <li>${say('page.activation.rules.runs')}</li>
          <li>${say('page.activation.rules.ids')}</li>
          <li>${say('page.activation.rules.words')}</li>
          <li>${say('page.activation.rules.unchanged')}</li>
          ${several ? html`<li>${say('page.activation.rules.others')}</li>` : ''}
        </ul>
      </section>
      <form method="post" action="${activationHref(profile, role, 'choose')}" novalidate>
        ${csrfField(form.csrf)} ${formIdField()}
        ${pins.map((pin) => pinFields(context, pin, faults))}
        <p class="small">${say('page.activation.choose.keep')}</p>
        <div class="actions">
          <button class="button primary" type="submit">${say('page.activation.choose.submit')}</button>
          <a href="${activationHref(profile, role)}">${say('page.activation.choose.cancel')}</a>
        </div>
      </form>`,
  };
}

function pinFields(context: BankPageContext, pin: PinField, faults: readonly PinFault[]): HtmlSafeString {
  const { profile, say } = context;
  const label = inLanguage(context, profile.terms[pin]);
  const fault = faults.find((one) => one.pin === pin)?.reason;
  // What differs is the second entry; everything else lies in the first.
  const [first, second] = fault === 'pins-differ' ? [undefined, fault] : [fault, undefined];
  return html`${pinField(context, pin, pin, say('page.activation.new', { label }), first)}
    ${pinField(context, pin, againName(pin), say('page.activation.again', { label }), second)}`;
}

function pinField(
  context: BankPageContext,
  pin: PinField,
  id: string,
  label: string,
  fault: PinFaultReason | undefined,
): HtmlSafeString {
  const { profile } = context;
  const form = formOf(profile, pin);
  if (form === undefined) return html``;
  const describedBy = [`${id}-hint`, ...(fault === undefined ? [] : [`${id}-fault`])].join(' ');
  return html`<div class="field ${fault === undefined ? '' : 'faulty'}">
    <label for="${id}">${label}</label>
    <p class="hint" id="${id}-hint">${formText(context, form)}</p>
    ${fault === undefined ? '' : html`<p class="fault" id="${id}-fault">${faultText(context, pin, fault)}</p>`}
    <div class="entry">
      <input
        id="${id}"
        name="${id}"
        type="password"
        ${form.characters === 'digits' ? html`inputmode="numeric"` : ''}
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck="false"
        size="${Math.min(Math.max(form.maxLength + 2, 12), 30)}"
        aria-required="true"
        aria-describedby="${describedBy}"
        ${fault === undefined ? '' : html`aria-invalid="true"`}
      />
      ${reveal(context, id, label)}
    </div>
    ${profile.softwareKeyboard ? softwareKeyboard(context, id, label, form) : ''}
  </div>`;
}

function faultText(context: BankPageContext, pin: PinField, reason: PinFaultReason): string {
  const { profile, say } = context;
  const form = formOf(profile, pin);
  const label = inLanguage(context, profile.terms[pin]);
  if (reason !== 'form-invalid') return say(`page.activation.fault.${reason}`, { label });
  return say('page.fault.form', { label, form: form === undefined ? '' : formText(context, form) });
}

/** Above the form: every fault, each leading to its field. */
function summary(context: BankPageContext, faults: readonly PinFault[]): HtmlSafeString | '' {
  const [first] = faults;
  if (first === undefined) return '';
  const { say } = context;
  return html`<section class="fault-summary" role="alert" aria-labelledby="fault-title" tabindex="-1" data-focus>
    <h2 id="fault-title">${say('page.fault.title')}</h2>
    <p>${say('page.activation.choose.notChanged')}</p>
    <ul>
      ${faults.map(
        ({ pin, reason }) =>
          html`<li><a href="#${reason === 'pins-differ' ? againName(pin) : pin}">${faultText(context, pin, reason)}</a></li>`,
      )}
    </ul>
    <p class="small">${say('page.refusal.reason')} <span class="code">${first.reason}</span></p>
  </section>`;
}
