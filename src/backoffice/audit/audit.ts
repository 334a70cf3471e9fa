// 監査記録: a search of the record, and one record with what proves it.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addDays, type Day, dayOf, isDay } from '../../domain/calendar.ts';
import { normaliseEntry } from '../../domain/entered-fields.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { bankPageContext } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import type { Officer } from '../../procedures/office/officer.ts';
import { auditScopesOf, findReadableRecord, readAudit } from '../../procedures/office/read-audit.ts';
import { instantsOf } from '../../procedures/office/reports/report-rows.ts';
import { examineRecord, proofDocument } from '../../procedures/tree-heads/examine-record.ts';
import type { AuditPlace } from '../../store/read/audit-search.ts';
import { sendOfficePage } from '../office-page.ts';
import { type OfficeRoom, officerOf, sendOfficeRefusal } from '../officer-of-request.ts';
import { recordPage } from './record-page.ts';
import { type AuditForm, auditPage } from './search-page.ts';

export const AUDIT = '/audit';
const PAGE_SIZE = 50;
const USUAL_DAYS = 7;

export function auditRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;

  app.get(AUDIT, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'audit.read');
    if (officer === undefined) return reply;
    const asked = formOf(request, officer, dayOf(deployment.now()));
    if (isRefusal(asked)) return sendOfficeRefusal(request, reply, asked);
    const { form, before } = asked;
    const { of, from, until, contract, user, certificate, reference, officer: by } = form;
    const filter = {
      act: some(form.act),
      userId: some(user),
      reference: some(reference),
      certificate: some(certificate),
      officer: some(by),
      outcome: form.outcome === '' ? undefined : form.outcome,
    };
    const question = { of, contractId: some(contract), filter, ...instantsOf({ from, until }) };
    const paged = { ...question, before, limit: PAGE_SIZE };
    const found = await readAudit(deployment, officer, paged, callerOf(request));
    if (isRefusal(found)) return sendOfficeRefusal(request, reply, found);
    const { rows, unfinished } = found;
    const more = found.more && `${found.more.at}.${found.more.sequence}`;
    if (wantsJson(request)) {
      return reply.send({ records: rows.map(({ hash, subtree, ...row }) => row), more, unfinished });
    }
    const context = bankPageContext(request);
    const page = auditPage(context, officer, { form, rows, more, unfinished });
    return sendOfficePage(reply, context, officer, AUDIT, page);
  });

  /** The record that the address names, if the officer may read it. */
  async function shown(request: FastifyRequest, reply: Parameters<typeof officerOf>[1]) {
    const officer = await officerOf(request, reply, room, 'audit.read');
    if (officer === undefined) return undefined;
    const { sequence = '' } = request.params as { sequence?: string };
    const number = /^[1-9]\d{0,14}$/.test(sequence) ? Number(sequence) : Number.NaN;
    const row = await findReadableRecord(deployment, officer, number);
    if (!isRefusal(row)) return { officer, row };
    sendOfficeRefusal(request, reply, row);
    return undefined;
  }

  app.get(`${AUDIT}/:sequence`, async (request, reply) => {
    const found = await shown(request, reply);
    if (found === undefined) return reply;
    const { officer, row } = found;
    const examined = await examineRecord(deployment.store.db, row);
    if (wantsJson(request)) {
      const { tree, holds, proof } = examined;
      const { size, endHolds, isSigned, agrees } = tree;
      const proven = typeof proof === 'string' ? proof : 'proven';
      const { hash: _, subtree: __, ...record } = row;
      return reply.send({ record, holds, proof: proven, tree: { size, endHolds, isSigned, agrees } });
    }
    const context = bankPageContext(request);
    const bank = deployment.banks.get(row.bank_code ?? '');
    return sendOfficePage(reply, context, officer, AUDIT, recordPage(context, { row, bank, examined }));
  });

  app.get(`${AUDIT}/:sequence/proof`, async (request, reply) => {
    const found = await shown(request, reply);
    if (found === undefined) return reply;
    const { db } = deployment.store;
    const { proof } = await examineRecord(db, found.row);
    const document = typeof proof === 'string' ? undefined : await proofDocument(db, proof);
    if (document === undefined) return sendOfficeRefusal(request, reply, refuse('page-not-found'));
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="audit-${found.row.sequence}.json"`)
      .send(`${JSON.stringify(document, null, 2)}\n`);
  });
}

const some = (text: string): string | undefined => (text === '' ? undefined : text);

/** What the address asks for; `page-not-found` for what no form of ours sends. */
function formOf(
  request: FastifyRequest,
  officer: Officer,
  today: Day,
): { form: AuditForm; before: AuditPlace | undefined } | Refusal {
  const query = request.query as Record<string, unknown>;
  const text = (name: string) => {
    const value = query[name];
    return typeof value === 'string' ? normaliseEntry(value).slice(0, 64) : '';
  };
  const scopes = auditScopesOf(officer);
  const of = text('of') === '' ? (scopes[0] ?? '') : text('of');
  const until = text('until') === '' ? today : text('until');
  const from = text('from') === '' && isDay(until) ? addDays(until, 1 - USUAL_DAYS) : text('from');
  const outcome = (['', 'done', 'refused'] as const).find((one) => one === text('outcome'));
  const [, at, sequence] = /^(\d{1,15})\.(\d{1,15})$/.exec(text('before')) ?? [];
  const wrongPlace = query['before'] !== undefined && sequence === undefined;
  if (!isDay(from) || !isDay(until) || outcome === undefined || wrongPlace) return refuse('page-not-found');
  const hex = text('certificate')
    .replaceAll(/[\s:-]/g, '')
    .toLowerCase();
  const reference = text('reference').toUpperCase().replaceAll(/[\s-]/g, '');
  const form = {
    ...{ of, from, until, outcome, act: text('act'), contract: text('contract'), user: text('user') },
    ...{ reference, certificate: hex, officer: text('officer') },
  };
  const before = sequence === undefined ? undefined : { at: Number(at), sequence: Number(sequence) };
  return { form, before };
}
