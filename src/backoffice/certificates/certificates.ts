// 電子証明書一覧: lists of one bank, one certificate, its end by an officer, and a list as a file.

import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { statusOf } from '../../domain/certificate-status.ts';
import type { OfficeAct } from '../../domain/officer.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { csrfToken } from '../../http/csrf.ts';
import { csvHead, csvLine } from '../../http/csv.ts';
import { bankPageContext } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { sessionToken } from '../../http/session-cookie.ts';
import { approveAsOfficer } from '../../procedures/office/approve-as-officer.ts';
import { bankOfOfficer, type Officer } from '../../procedures/office/officer.ts';
import { recordExport } from '../../procedures/office/record-export.ts';
import { revokeAsOfficer } from '../../procedures/office/revoke-as-officer.ts';
import { certificateFactsOf, findCertificateBySerialNumber } from '../../store/read/certificate.ts';
import { type ListedCertificate, listCertificates } from '../../store/read/certificate-list.ts';
import type { Reader } from '../../store/store.ts';
import { encodePem } from '../../x509/pem.ts';
import { sendOfficePage } from '../office-page.ts';
import { type OfficeRoom, officerOf, sendOfficeRefusal } from '../officer-of-request.ts';
import { sendStepUpRefusal, stepUpField, stepUpOf } from '../step-up-part.ts';
import { approvePage, certificatePage, revokePage, type ShownCertificate } from './certificate-page.ts';
import { type HolderListQuery, placeText, readHolderList } from './holder-list.ts';
import { certificateListPage, holderListPage, rowOf } from './list-page.ts';
import { cursorText, isOfHolders, type ListQuery, listAsked, PAGE_SIZE, spanOf } from './list-query.ts';

const PATH = '/certificates';
/** Rows read at a time for a file. */
const FILE_STEP = 500;

export function certificateRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;
  const { store } = deployment;

  app.get(PATH, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'certificates.read');
    if (officer === undefined) return reply;
    const asked = listAsked(request.query, officer);
    if (isRefusal(asked)) return sendOfficeRefusal(request, reply, asked);
    const now = deployment.now();
    if (isOfHolders(asked)) return sendHolderList(request, reply, officer, asked);
    const { bank, list, days, after } = asked;
    const limit = PAGE_SIZE + 1;
    const found = await listCertificates(store.db, bank.code, list, spanOf(asked, now), { after, limit });
    const rows = found.slice(0, PAGE_SIZE);
    const last = found.length > PAGE_SIZE ? rows.at(-1) : undefined;
    const more = last && cursorText({ at: Number(last.listed_at), serialNumber: last.serial_number });
    if (wantsJson(request)) {
      return reply.send({
        bank: bank.code,
        list,
        days,
        certificates: rows.map((row) => rowOf(row, now)),
        more,
      });
    }
    const context = bankPageContext(request);
    const page = certificateListPage(context, officer, { asked, rows, more, now });
    return sendOfficePage(reply, context, officer, PATH, page);
  });

  app.get(`${PATH}.csv`, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'reports.order');
    if (officer === undefined) return reply;
    const asked = listAsked(request.query, officer);
    if (isRefusal(asked)) return sendOfficeRefusal(request, reply, asked);
    // Those lists are files as reports.
    if (isOfHolders(asked)) return sendOfficeRefusal(request, reply, refuse('page-not-found'));
    await recordExport(deployment, officer, { ...asked, bankCode: asked.bank.code }, callerOf(request));
    const now = deployment.now();
    const { bank, list } = asked;
    const name = `certificates-${bank.code}-${list}.csv`;
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(Readable.from(linesOf(store.db, asked, now)));
  });

  async function sendHolderList(
    request: FastifyRequest,
    reply: FastifyReply,
    officer: Officer,
    asked: HolderListQuery,
  ): Promise<FastifyReply> {
    const { bank, list, days } = asked;
    const found = await readHolderList(store.db, asked, deployment.now(), PAGE_SIZE);
    const more = found.more && placeText(found.more);
    if (wantsJson(request)) {
      const holders = found.rows.map(({ contractId, companyName, userId, name, ...row }) => ({
        ...{ contractId, companyName, userId, name },
        ...('windowEnd' in row ? { windowEnd: row.windowEnd } : { secret: row.secret, channel: row.channel }),
      }));
      return reply.send({ bank: bank.code, list, days, holders, more });
    }
    const context = bankPageContext(request);
    const page = holderListPage(context, officer, { asked, rows: found.rows, more });
    return sendOfficePage(reply, context, officer, PATH, page);
  }

  /** The certificate that the address names, if it is of one of the officer's banks. */
  async function shown(request: FastifyRequest, reply: FastifyReply, act: OfficeAct = 'certificates.read') {
    const officer = await officerOf(request, reply, room, act);
    if (officer === undefined) return undefined;
    const { of = '', serial = '' } = request.params as { of?: string; serial?: string };
    const bank = bankOfOfficer(officer, of);
    const row = isRefusal(bank)
      ? undefined
      : await findCertificateBySerialNumber(store.db, bank.code, serial.toLowerCase());
    if (isRefusal(bank) || row === undefined) {
      sendOfficeRefusal(request, reply, refuse('page-not-found'));
      return undefined;
    }
    const status = statusOf(certificateFactsOf(row), deployment.now());
    return { officer, bank, row, status };
  }

  app.get(`${PATH}/:of/:serial`, async (request, reply) => {
    const found = await shown(request, reply);
    if (found === undefined) return reply;
    const { officer, row, status } = found;
    if (wantsJson(request)) {
      const { serial_number: serialNumber, subject, contract_id: contractId, user_id: userId } = row;
      return reply.send({ serialNumber, subject, contractId, userId, status });
    }
    const context = bankPageContext(request);
    const chain = deployment.ca.authorities.chainOf(row.issuer).slice(0, 1);
    return sendOfficePage(reply, context, officer, PATH, certificatePage(context, { ...found, chain }));
  });

  app.get(`${PATH}/:of/:serial/pem`, async (request, reply) => {
    const found = await shown(request, reply);
    if (found === undefined) return reply;
    const { certificate, serial_number: serialNumber, issuer } = found.row;
    if (certificate === null) return sendOfficeRefusal(request, reply, refuse('page-not-found'));
    const chain = [certificate, ...deployment.ca.authorities.chainOf(issuer).slice(0, 1)];
    return reply
      .type('application/pem-certificate-chain')
      .header('content-disposition', `attachment; filename="${serialNumber}.pem"`)
      .send(chain.map((one) => encodePem('CERTIFICATE', one)).join(''));
  });

  app.get(`${PATH}/:of/:serial/revoke`, async (request, reply) => {
    const found = await shown(request, reply);
    if (found === undefined) return reply;
    const context = bankPageContext(request);
    const page = revokePage(context, { ...found, csrf: csrfToken(reply) });
    return sendOfficePage(reply, context, found.officer, PATH, page);
  });

  app.post(`${PATH}/:of/:serial/revoke`, async (request, reply) => {
    const found = await shown(request, reply);
    if (found === undefined) return reply;
    const { bank, row } = found;
    const { reason } = (request.body ?? {}) as { reason?: unknown };
    const outcome = await revokeAsOfficer(
      deployment,
      {
        certificate: clientCertificateOf(request.raw),
        token: sessionToken(request),
        bankCode: bank.code,
        serialNumber: row.serial_number,
        reason: typeof reason === 'string' ? reason : '',
      },
      callerOf(request),
    );
    if (isRefusal(outcome)) return sendOfficeRefusal(request, reply, outcome);
    return sendDone(request, reply, found, outcome);
  });

  app.get(`${PATH}/:of/:serial/approve`, async (request, reply) => {
    const found = await shown(request, reply, 'certificates.approve');
    if (found === undefined) return reply;
    if (found.status !== 'waiting' || found.row.user_id !== '') {
      return sendOfficeRefusal(request, reply, refuse('approval-over'));
    }
    const context = bankPageContext(request);
    const stepUp = stepUpField(context, found.officer, deployment.now());
    const page = approvePage(context, { ...found, stepUp, csrf: csrfToken(reply) });
    return sendOfficePage(reply, context, found.officer, PATH, page);
  });

  app.post(`${PATH}/:of/:serial/approve`, async (request, reply) => {
    const found = await shown(request, reply, 'certificates.approve');
    if (found === undefined) return reply;
    const outcome = await approveAsOfficer(
      deployment,
      {
        certificate: clientCertificateOf(request.raw),
        token: sessionToken(request),
        bankCode: found.bank.code,
        serialNumber: found.row.serial_number,
        ...stepUpOf(request),
      },
      callerOf(request),
    );
    if (!isRefusal(outcome)) return sendDone(request, reply, found, outcome);
    return sendStepUpRefusal(request, reply, outcome, request.url);
  });
}

/** Back to the certificate's page, which shows what became of it. */
function sendDone(
  request: FastifyRequest,
  reply: FastifyReply,
  { bank, row }: Pick<ShownCertificate, 'bank' | 'row'>,
  outcome: object,
): FastifyReply {
  const office = bankPageContext(request).profile.code;
  const next = `/${office}/desk${PATH}/${bank.code}/${row.serial_number}`;
  return wantsJson(request) ? reply.send({ ...outcome, next }) : reply.redirect(next, 303);
}

/** The whole list, a step at a time, so that memory stays bounded however long it is. */
async function* linesOf(db: Reader, { bank, list, days, after: from }: ListQuery, now: number) {
  yield csvHead(Object.keys(FILE_COLUMNS));
  const span = spanOf({ list, days }, now);
  let after = from;
  for (;;) {
    const rows = await listCertificates(db, bank.code, list, span, { after, limit: FILE_STEP });
    for (const row of rows) yield csvLine(Object.values(FILE_COLUMNS).map((cell) => cell(row, now)));
    const last = rows.at(-1);
    if (last === undefined || rows.length < FILE_STEP) return;
    after = { at: Number(last.listed_at), serialNumber: last.serial_number };
  }
}

const instant = (at: number | null) => (at === null ? '' : new Date(at).toISOString());

/** The columns of a list as a file, in the order of the page's. */
const FILE_COLUMNS: Readonly<Record<string, (row: ListedCertificate, now: number) => string>> = {
  serial_number: (row) => row.serial_number,
  subject: (row) => row.subject,
  contract_id: (row) => row.contract_id,
  company_name: (row) => row.company_name,
  user_id: (row) => row.user_id,
  status: (row, now) => statusOf(certificateFactsOf(row), now),
  not_before: (row) => instant(row.not_before),
  not_after: (row) => instant(row.not_after),
  first_logon_at: (row) => instant(row.first_logon_at),
  revoked_at: (row) => instant(row.revoked_at),
  revocation_reason: (row) => row.revocation_reason ?? '',
};
