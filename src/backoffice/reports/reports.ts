// 帳票: what can be ordered, the order, how far it is, the file. Each officer sees the own orders only.

import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dayOf } from '../../domain/calendar.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { mayOrder, REPORT_KINDS, usualDays } from '../../domain/report.ts';
import { callerOf } from '../../http/caller.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { csrfToken } from '../../http/csrf.ts';
import { bankPageContext } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { sessionToken } from '../../http/session-cookie.ts';
import type { OfficeInput } from '../../procedures/office/officer.ts';
import {
  callOffReport,
  fetchReport,
  isKept,
  orderReport,
  readReports,
  showReport,
} from '../../procedures/office/reports/order-report.ts';
import type { ReportRow } from '../../store/report-tables.ts';
import { sendOfficePage } from '../office-page.ts';
import { type OfficeRoom, officerOf, sendOfficeRefusal } from '../officer-of-request.ts';
import { orderPage } from './order-page.ts';
import { REPORTS, reportPage, reportsHref, reportsPage } from './report-pages.ts';
import { fileNameOf } from './writers.ts';

export function reportRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;

  app.get(REPORTS, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'reports.order');
    if (officer === undefined) return reply;
    const now = deployment.now();
    const reports = await readReports(deployment, officer);
    if (wantsJson(request)) return reply.send({ reports: reports.map((one) => jsonOf(one, now)) });
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, officer, REPORTS, reportsPage(context, officer, reports, now));
  });

  app.get(`${REPORTS}/new/:kind`, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'reports.order');
    if (officer === undefined) return reply;
    const kind = REPORT_KINDS.find((one) => one === idOf(request, 'kind'));
    if (kind === undefined) return sendOfficeRefusal(request, reply, refuse('page-not-found'));
    if (!mayOrder(officer.role, kind)) {
      return sendOfficeRefusal(request, reply, refuse('officer-not-allowed'));
    }
    const context = bankPageContext(request);
    const days = usualDays(kind, dayOf(deployment.now()));
    const entries = { of: officer.banks[0]?.code ?? '', format: 'csv', orderKey: randomUUID(), ...days };
    const page = orderPage(context, officer, kind, { entries, csrf: csrfToken(reply) });
    return sendOfficePage(reply, context, officer, REPORTS, page);
  });

  app.post(`${REPORTS}/new/:kind`, async (request, reply) => {
    const entries = textsOf(request.body);
    const { of = '', format = '', from = '', until = '', orderKey = '' } = entries;
    const context = bankPageContext(request);
    const kind = idOf(request, 'kind');
    const order = { bankCode: of, kind, format, from, until, orderKey, language: context.language };
    const outcome = await orderReport(deployment, { ...inputOf(request), ...order }, callerOf(request));
    if (!isRefusal(outcome)) {
      const next = reportsHref(context, outcome.id);
      return wantsJson(request) ? reply.send({ ...outcome, next }) : reply.redirect(next, 303);
    }
    const field = outcome.details?.['field'];
    const known = REPORT_KINDS.find((one) => one === kind);
    if (
      outcome.reason !== 'form-invalid' ||
      known === undefined ||
      wantsJson(request) ||
      field === 'orderKey'
    ) {
      return sendOfficeRefusal(request, reply, outcome);
    }
    const officer = await officerOf(request, reply, room, 'reports.order');
    if (officer === undefined) return reply;
    const said = { entries, csrf: csrfToken(reply), fault: String(field) };
    const page = orderPage(context, officer, known, said);
    return sendOfficePage(reply.status(400), context, officer, REPORTS, page);
  });

  app.get(`${REPORTS}/:id`, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'reports.order');
    if (officer === undefined) return reply;
    const row = await showReport(deployment, officer, idOf(request, 'id'));
    if (isRefusal(row)) return sendOfficeRefusal(request, reply, row);
    const now = deployment.now();
    if (wantsJson(request)) return reply.send(jsonOf(row, now));
    const context = bankPageContext(request);
    const page = reportPage(context, officer, { row, now, csrf: csrfToken(reply) });
    return sendOfficePage(reply, context, officer, REPORTS, page);
  });

  app.post(`${REPORTS}/:id/cancel`, async (request, reply) => {
    const id = idOf(request, 'id');
    const outcome = await callOffReport(deployment, { ...inputOf(request), id }, callerOf(request));
    if (isRefusal(outcome)) return sendOfficeRefusal(request, reply, outcome);
    const next = reportsHref(bankPageContext(request), id);
    return wantsJson(request) ? reply.send({ id, next }) : reply.redirect(next, 303);
  });

  app.get(`${REPORTS}/:id/file`, async (request, reply) => {
    const id = idOf(request, 'id');
    const fetched = await fetchReport(deployment, { ...inputOf(request), id }, callerOf(request));
    if (isRefusal(fetched)) return sendOfficeRefusal(request, reply, fetched);
    const { row, pieces } = fetched;
    return reply
      .type(row.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/pdf')
      .header('content-disposition', `attachment; filename="${fileNameOf(row)}"`)
      .header('content-length', row.size)
      .send(Readable.from(pieces));
  });
}

const inputOf = (request: FastifyRequest): OfficeInput => ({
  certificate: clientCertificateOf(request.raw),
  token: sessionToken(request),
});

const idOf = (request: FastifyRequest, name: 'id' | 'kind'): string =>
  (request.params as Partial<Record<string, string>>)[name] ?? '';

/** What was typed; what is no text counts as empty. */
function textsOf(body: unknown): Record<string, string> {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function jsonOf(row: ReportRow, now: number) {
  const { id, bank_code: bank, kind, format, from_day: from, until_day: until } = row;
  const { state, progress, lines, size, failure, attempts } = row;
  const kept = isKept(row, now);
  return { id, bank, kind, format, from, until, state, progress, lines, size, failure, attempts, kept };
}
