// 事務トップ: where an officer's logon arrives, with what waits in each bank.

import type { FastifyInstance } from 'fastify';
import { bankPageContext } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { sendOfficePage } from '../office-page.ts';
import { type OfficeRoom, officerOf } from '../officer-of-request.ts';
import { frontPage } from './front-page.ts';
import { overviewOf } from './overview.ts';

export function frontRoutes(app: FastifyInstance, room: OfficeRoom): void {
  app.get('', async (request, reply) => {
    const officer = await officerOf(request, reply, room);
    if (officer === undefined) return reply;
    const { store, now } = room.deployment;
    const overviews = await Promise.all(officer.banks.map((bank) => overviewOf(store.db, bank, now())));
    if (wantsJson(request)) {
      const { officerId, name, role, person } = officer;
      const banks = overviews.map(({ bank, counts, desk, weeks, days }) => ({
        ...{ code: bank.code, counts, desk, weeks, days },
      }));
      return reply.send({ officerId, name, role, person, banks });
    }
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, officer, '', frontPage(context, officer, overviews));
  });
}
