// One thing that happened, in plain words: what was done or refused, by whom, from where, and what to tell the customer.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { RefusalDetails } from '../../domain/refusal.ts';
import { formatDetail, formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import type { BankPageContext } from '../../http/page.ts';
import type { TimelineEntry } from '../../procedures/office/help-desk/show-customer.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { REASON_CODES } from '../../profile/reason-codes.ts';
import { COMMON_WORDING, say, type WordingKey } from '../../profile/wording/wording.ts';
import type { AuditRow } from '../../store/tables.ts';

interface Words {
  readonly heading: string;
  readonly cause?: string;
  readonly tell?: string;
}

/** The sentence of a record; in the words of the customer's bank where it is given. */
function wordsOf(context: BankPageContext, record: AuditRow, bank?: BankProfile): Words {
  const { language } = context;
  const deed = deedOf(context, record.act);
  const reason = REASON_CODES.find((code) => code === record.reason);
  if (record.outcome === 'done') return { heading: context.say('page.customers.entry.done', { deed }) };
  const details = Object.fromEntries(
    Object.entries(JSON.parse(record.details) as RefusalDetails).map(([name, value]) => [
      name,
      formatDetail(value, language),
    ]),
  );
  const part = (name: 'title' | 'cause' | 'next') =>
    reason === undefined ? (record.reason ?? '') : say(bank, language, `reason.${reason}.${name}`, details);
  return {
    heading: context.say('page.customers.entry.refused', { deed, title: part('title') }),
    ...(reason !== undefined && { cause: part('cause'), tell: part('next') }),
  };
}

/** An act of a version to come is shown by its code, not left out. */
function deedOf({ say, language }: BankPageContext, act: string): string {
  const key = `page.customers.act.${act}`;
  return COMMON_WORDING[language].has(key) ? say(key as WordingKey) : act;
}

function whoOf({ say }: BankPageContext, { act, address, details }: AuditRow): string {
  const { officer } = JSON.parse(details) as { officer?: string };
  if (officer !== undefined) return say('page.customers.entry.by.bank', { officer });
  if (address === null) return say('page.customers.entry.by.system');
  if (address === 'command line') return say('page.customers.entry.by.command');
  if (act.startsWith('user.')) return say('page.customers.entry.by.administrator');
  return say('page.customers.entry.by.holder');
}

/** As scripts get it. */
export function entryJson(context: BankPageContext, entry: TimelineEntry) {
  if ('mail' in entry) {
    const { kind, recipient, attempts, sent_at, next_try_at } = entry.mail;
    return { at: entry.at, mail: kind, recipient, attempts, sentAt: sent_at, nextTryAt: next_try_at };
  }
  const { act, outcome, reason, reference, address, certificate } = entry.record;
  const text = wordsOf(context, entry.record).heading;
  return { at: entry.at, act, outcome, reason, reference, address, certificate, text };
}

export function entryItem(
  context: BankPageContext,
  entry: TimelineEntry,
  bank: BankProfile | undefined,
): HtmlSafeString {
  const { say, language } = context;
  const when = html`<time datetime="${new Date(entry.at).toISOString()}">${formatInstant(entry.at, language)}</time>`;
  if ('mail' in entry) {
    const { kind, recipient } = entry.mail;
    const subject = say(`page.customers.mail.kind.${kind}`);
    return html`<li>
      <p class="when">${when}</p>
      <p>${say('page.customers.entry.mail', { subject })}</p>
      <dl class="facts">
        ${fact(say('page.customers.mail.to'), html`<bdi>${recipient}</bdi>`)}
        ${fact(say('page.customers.mail.delivery'), deliveryOf(context, entry.mail))}
      </dl>
    </li>`;
  }
  const { record } = entry;
  const { heading, cause, tell } = wordsOf(context, record, bank);
  const code = (text: string) => html`<span class="code">${text}</span>`;
  const given = (key: 'reason' | 'certificate' | 'address' | 'reference') =>
    record[key] === null ? '' : fact(say(`page.customers.entry.${key}`), code(record[key]));
  return html`<li class="${record.outcome}">
    <p class="when">${when}</p>
    <p><strong>${heading}</strong></p>
    <dl class="facts">
      ${cause === undefined ? '' : fact(say('page.customers.entry.why'), cause)}
      ${tell === undefined ? '' : fact(say('page.customers.entry.tell'), tell)}
      ${fact(say('page.customers.entry.who'), whoOf(context, record))} ${given('reason')}
      ${given('certificate')} ${given('address')} ${given('reference')}
    </dl>
  </li>`;
}

function deliveryOf(
  { say, language }: BankPageContext,
  {
    sent_at,
    next_try_at,
    attempts,
  }: { sent_at: number | null; next_try_at: number | null; attempts: number },
): string {
  if (sent_at !== null) return say('page.customers.mail.sent', { at: formatInstant(sent_at, language) });
  const state = next_try_at === null ? 'givenUp' : 'waiting';
  return say(`page.customers.mail.${state}`, { attempts: String(attempts) });
}
