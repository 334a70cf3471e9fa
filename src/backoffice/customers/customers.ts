// お客様照会: the help desk's search and a holder's page. Nothing of another bank, however it is asked for.

import type { FastifyInstance } from 'fastify';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { bankPageContext } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { type SearchPlace, searchCustomers } from '../../procedures/office/help-desk/search-customers.ts';
import { showCustomer } from '../../procedures/office/help-desk/show-customer.ts';
import { sendOfficePage } from '../office-page.ts';
import { type OfficeRoom, officerOf, sendOfficeRefusal } from '../officer-of-request.ts';
import { cursorOf, placeOf, placeText } from './customer-addresses.ts';
import { customerPage } from './customer-page.ts';
import { entryJson } from './entry.ts';
import { searchPage } from './search-page.ts';

const PATH = '/customers';

export function customerRoutes(app: FastifyInstance, room: OfficeRoom): void {
  const { deployment } = room;

  app.get(PATH, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'customers.read');
    if (officer === undefined) return reply;
    const { q, after } = request.query as { q?: unknown; after?: unknown };
    const query = typeof q === 'string' ? q : '';
    const place: SearchPlace | undefined = after === undefined ? undefined : placeOf(after);
    if (after !== undefined && place === undefined) {
      return sendOfficeRefusal(request, reply, refuse('page-not-found'));
    }
    const outcome =
      query.trim() === ''
        ? undefined
        : await searchCustomers(deployment, officer, { query, after: place }, callerOf(request));
    if (isRefusal(outcome)) return sendOfficeRefusal(request, reply, outcome);
    const context = bankPageContext(request);
    if (wantsJson(request)) {
      const groups = outcome?.groups.map(({ kind, customers, records, more }) => ({
        kind,
        customers,
        records: records.map((record) => entryJson(context, { at: record.at, record })),
        more: more && placeText(more),
      }));
      return reply.send({ query: outcome?.query ?? '', kinds: outcome?.kinds ?? [], groups: groups ?? [] });
    }
    return sendOfficePage(reply, context, officer, PATH, searchPage(context, officer, outcome));
  });

  app.get(`${PATH}/:of/:contract`, async (request, reply) => {
    const officer = await officerOf(request, reply, room, 'customers.read');
    if (officer === undefined) return reply;
    const { of = '', contract = '' } = request.params as { of?: string; contract?: string };
    const { user = '', before } = request.query as { user?: unknown; before?: unknown };
    const cursor = before === undefined ? undefined : cursorOf(before);
    if (typeof user !== 'string' || (before !== undefined && cursor === undefined)) {
      return sendOfficeRefusal(request, reply, refuse('page-not-found'));
    }
    const asked = { bankCode: of, contractId: contract, userId: user, before: cursor };
    const view = await showCustomer(deployment, officer, asked, callerOf(request));
    if (isRefusal(view)) return sendOfficeRefusal(request, reply, view);
    const context = bankPageContext(request);
    if (wantsJson(request)) {
      const { holder, wrongEntries, certificates, token, card } = view;
      const { contractId, userId, companyName, name, contractState, holderState, permittedAt } = holder;
      return reply.send({
        ...{ contractId, userId, companyName, name, contractState, holderState, permittedAt },
        ...{ wrongEntries, certificates, token, card },
        timeline: view.timeline.map((entry) => entryJson(context, entry)),
        more: view.more,
      });
    }
    const page = customerPage(context, view, { earlier: cursor !== undefined, role: officer.role });
    return sendOfficePage(reply, context, officer, PATH, page);
  });
}
