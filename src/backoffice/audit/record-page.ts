// One audit record: what it says, whether it is as it was written, and what proves it to others.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import type { BankPageContext, PageParts } from '../../http/page.ts';
import type { ExaminedRecord } from '../../procedures/tree-heads/examine-record.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import type { WordingKey } from '../../profile/wording/wording.ts';
import type { AuditRow } from '../../store/tables.ts';
import { actText, reasonText } from '../reports/columns.ts';
import { auditHref } from './search-page.ts';

export interface RecordView {
  readonly row: AuditRow;
  readonly bank: BankProfile | undefined;
  readonly examined: ExaminedRecord;
}

export function recordPage(context: BankPageContext, view: RecordView): PageParts {
  const { say } = context;
  return {
    title: say('page.audit.record.title', { sequence: String(view.row.sequence) }),
    main: html`${facts(context, view)}
      <section aria-labelledby="holds-title">
        <h2 id="holds-title">${say('page.audit.holds.title')}</h2>
        ${verdict(context, view.examined)}
      </section>
      ${tree(context, view)}
      <p><a href="${auditHref(context)}">${say('page.audit.back')}</a></p>`,
  };
}

function facts({ say, language, profile }: BankPageContext, { row, bank }: RecordView): HtmlSafeString {
  const code = (text: string) => html`<bdi class="code">${text}</bdi>`;
  const given = (label: WordingKey, value: string | null) =>
    value === null || value === '' ? '' : fact(say(label), code(value));
  const { reason } = row;
  return html`<dl class="facts">
    ${fact(say('page.audit.column.at'), html`<time datetime="${new Date(row.at).toISOString()}">${formatInstant(row.at, language)}</time>`)}
    ${fact(say('page.audit.column.act'), html`${actText(row.act, language)} ${code(row.act)}`)}
    ${fact(say('page.audit.outcome'), say(`page.reports.outcome.${row.outcome}`))}
    ${reason === null ? '' : fact(say('page.audit.reason'), html`${reasonText(reason, { bank: bank ?? profile, language })} ${code(reason)}`)}
    ${given('page.audit.of', row.bank_code)} ${given('page.audit.contract', row.contract_id)}
    ${given('page.audit.user', row.user_id)} ${given('page.audit.certificate', row.certificate)}
    ${given('page.audit.address', row.address)} ${given('page.audit.reference', row.reference)}
    ${detailsOf(row.details).map(([name, value]) => fact(name, code(value)))}
  </dl>`;
}

/** The details, name by name; as they are where they are no object. */
function detailsOf(details: string): [string, string][] {
  try {
    const parsed: unknown = JSON.parse(details);
    if (typeof parsed === 'object' && parsed !== null) {
      return Object.entries(parsed).map(([name, value]) => [name, String(value)]);
    }
  } catch {
    // Somebody changed the row: it is shown as it stands.
  }
  return [['details', details]];
}

function verdict({ say }: BankPageContext, { tree, holds, proof }: ExaminedRecord): HtmlSafeString {
  const line = (good: boolean, yes: WordingKey, no: WordingKey) =>
    html`<li class="${good ? 'good' : 'bad'}">${say(good ? yes : no)}</li>`;
  const waits = proof === 'not-signed-yet' && holds && tree.endHolds;
  const all = holds && tree.endHolds && tree.isSigned && tree.agrees && typeof proof !== 'string';
  return html`<p class="${all ? 'notice' : 'notice warning'}">
      <strong>${say(all ? 'page.audit.holds.all' : waits ? 'page.audit.holds.waits' : 'page.audit.holds.not')}</strong>
    </p>
    <ul class="checks">
      ${line(holds, 'page.audit.check.record', 'page.audit.check.record.not')}
      ${line(tree.endHolds, 'page.audit.check.end', 'page.audit.check.end.not')}
      ${tree.head === undefined ? html`<li>${say('page.audit.check.noHead')}</li>` : line(tree.isSigned, 'page.audit.check.signature', 'page.audit.check.signature.not')}
      ${tree.head === undefined ? '' : line(tree.agrees, 'page.audit.check.root', 'page.audit.check.root.not')}
      ${
        proof === 'not-signed-yet'
          ? html`<li>${say('page.audit.check.notSigned')}</li>`
          : line(typeof proof !== 'string', 'page.audit.check.proof', 'page.audit.check.proof.not')
      }
    </ul>
    <p class="small">${say('page.audit.holds.rest')}</p>`;
}

function tree(context: BankPageContext, { row, examined }: RecordView): HtmlSafeString {
  const { say, language } = context;
  const { tree: state, leaf, proof } = examined;
  const hash = (octets: Buffer) => html`<span class="code hash">${octets.toString('hex')}</span>`;
  return html`<section aria-labelledby="tree-title">
    <h2 id="tree-title">${say('page.audit.tree.title')}</h2>
    <dl class="facts">
      ${fact(say('page.audit.tree.size'), String(state.size))}
      ${fact(say('page.audit.tree.root'), hash(state.root))}
      ${state.head === undefined ? '' : fact(say('page.audit.tree.head'), say('page.audit.tree.headAt', { size: String(state.head.size), at: formatInstant(state.head.timestamp, language) }))}
      ${fact(say('page.audit.tree.leaf'), hash(leaf))}
    </dl>
    ${
      typeof proof === 'string'
        ? ''
        : html`<details>
              <summary>${say('page.audit.tree.proof', { nodes: String(proof.path.length) })}</summary>
              <p>${say('page.audit.tree.words', { sequence: String(row.sequence), size: String(proof.head.size), nodes: String(proof.path.length) })}</p>
              <ol class="plain">${proof.path.map((node) => html`<li>${hash(node)}</li>`)}</ol>
            </details>
            <p><a class="button secondary" href="${auditHref(context, row.sequence, 'proof')}">${say('page.audit.tree.save')}</a></p>`
    }
  </section>`;
}
