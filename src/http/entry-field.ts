// One labelled entry field of a form, in the bank's own term, with hint, fault and a way to see what one types.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { type FieldForm, formOf, hasForm, normaliseEntry } from '../domain/entered-fields.ts';
import type { BankProfile, Field } from '../profile/bank-profile.ts';
import { type BankPageContext, inLanguage, type PageContext } from './page.ts';
import { softwareKeyboard } from './software-keyboard.ts';

export type EntryFault = 'missing' | 'form';
export type EntryFaults = ReadonlyMap<Field, EntryFault>;
export type Entries = Partial<Record<Field, string>>;

const NO_FAULTS: EntryFaults = new Map();

/** Reads the fields that a page asks for from a form; what is repeated or no text counts as missing. */
export function readEntries(
  profile: BankProfile,
  fields: readonly Field[],
  body: unknown,
): { entries: Record<Field, string>; faults: EntryFaults } {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const entries: Entries = {};
  const faults = new Map<Field, EntryFault>();
  for (const field of fields) {
    const raw = given[field];
    const value = typeof raw === 'string' ? normaliseEntry(raw) : '';
    entries[field] = value;
    const form = formOf(profile, field);
    if (value === '') faults.set(field, 'missing');
    else if (form !== undefined && !hasForm(form, value)) faults.set(field, 'form');
  }
  return { entries: entries as Record<Field, string>, faults };
}

export interface EntryFieldOptions {
  readonly faults?: EntryFaults;
  /** What was entered before; only ids are ever shown again. */
  readonly entries?: Entries;
}

/** What a page calls fields, and says of them, where the bank's word alone would mislead. */
export type FieldWords = Readonly<Partial<Record<Field, { readonly label: string; readonly hint: string }>>>;

/** Ids may be shown again; everything else is a secret. */
export function isIdentifier(field: Field): boolean {
  return field === 'contractId' || field === 'userId';
}

/** Worth hiding from who reads the keys of a PC: a one-time password that was overheard opens nothing. */
function isTypedAgain(field: Field): boolean {
  return !isIdentifier(field) && field !== 'oneTimePassword';
}

export function entryField(
  context: BankPageContext,
  field: Field,
  { faults = NO_FAULTS, entries = {}, words = {} }: EntryFieldOptions & { readonly words?: FieldWords } = {},
): HtmlSafeString {
  const { profile } = context;
  const label = words[field]?.label ?? inLanguage(context, profile.terms[field]);
  const form = formOf(profile, field);
  const bankHint = profile.hints?.[field];
  const hint = words[field]?.hint ?? (bankHint && inLanguage(context, bankHint));
  const fault = faults.get(field);
  const secret = !isIdentifier(field);
  const describedBy = [`${field}-hint`, ...(fault === undefined ? [] : [`${field}-fault`])].join(' ');
  return html`<div class="field ${fault === undefined ? '' : 'faulty'}">
    <label for="${field}">${label}</label>
    <p class="hint" id="${field}-hint">
      ${hint === undefined ? '' : html`${hint}<br />`}${form === undefined ? '' : formText(context, form)}
    </p>
    ${
      fault === undefined
        ? ''
        : html`<p class="fault" id="${field}-fault">${faultText(context, field, fault)}</p>`
    }
    <div class="entry">
      <input
        id="${field}"
        name="${field}"
        type="${secret ? 'password' : 'text'}"
        ${secret ? '' : html`value="${entries[field] ?? ''}"`}
        ${form?.characters === 'digits' ? html`inputmode="numeric"` : ''}
        autocomplete="${field === 'oneTimePassword' ? 'one-time-code' : 'off'}"
        autocapitalize="none"
        autocorrect="off"
        spellcheck="false"
        size="${Math.min(Math.max((form?.maxLength ?? 12) + 2, 12), 30)}"
        aria-required="true"
        aria-describedby="${describedBy}"
        ${fault === undefined ? '' : html`aria-invalid="true"`}
      />
      ${secret ? reveal(context, field, label) : ''}
    </div>
    ${
      form !== undefined && profile.softwareKeyboard && isTypedAgain(field)
        ? softwareKeyboard(context, field, label, form)
        : ''
    }
  </div>`;
}

/** Shown by the script only: without it a secret stays covered. */
export function reveal(context: PageContext, id: string, label: string): HtmlSafeString {
  const { say } = context;
  return html`<button
    type="button"
    class="reveal"
    data-reveals="${id}"
    data-show="${say('page.reveal.show')}"
    data-hide="${say('page.reveal.hide')}"
    aria-controls="${id}"
    hidden
  >
    <span data-word>${say('page.reveal.show')}</span><span class="visually-hidden"> ${label}</span>
  </button>`;
}

/** Which characters, and how many: `半角英数字4～12桁`. */
export function formText(context: PageContext, form: FieldForm): string {
  const characters = context.say(`page.characters.${form.characters}`);
  return form.minLength === form.maxLength
    ? context.say('page.form.length', { characters, length: form.minLength })
    : context.say('page.form.lengths', { characters, minLength: form.minLength, maxLength: form.maxLength });
}

export function faultText(context: BankPageContext, field: Field, fault: EntryFault): string {
  const { profile, say } = context;
  const label = inLanguage(context, profile.terms[field]);
  const form = formOf(profile, field);
  if (fault === 'missing' || form === undefined) return say('page.fault.missing', { label });
  return say('page.fault.form', { label, form: formText(context, form) });
}

/**
 * Above a form that was not accepted as filled in: every fault, each leading to its field.
 *
 * @param others what is wrong with fields that are not the bank's, in words, by the id of the field.
 */
export function faultSummary(
  context: BankPageContext,
  faults: EntryFaults,
  others: ReadonlyMap<string, string> = new Map(),
): HtmlSafeString | '' {
  if (faults.size + others.size === 0) return '';
  const { say } = context;
  return html`<section class="fault-summary" role="alert" aria-labelledby="fault-title" tabindex="-1" data-focus>
    <h2 id="fault-title">${say('page.fault.title')}</h2>
    <p>${say('page.fault.lead')}</p>
    <ul>
      ${[...others].map(([id, fault]) => html`<li><a href="#${id}">${fault}</a></li>`)}
      ${[...faults].map(
        ([field, fault]) => html`<li><a href="#${field}">${faultText(context, field, fault)}</a></li>`,
      )}
    </ul>
    <p class="small">${say('page.refusal.reason')} <span class="code">form-invalid</span></p>
  </section>`;
}
