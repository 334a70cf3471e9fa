// A bank's list through a page: the file streams through into the store, and what it would change is shown.

import type { FastifyInstance } from 'fastify';
import { isRefusal } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { csrfToken } from '../../http/csrf.ts';
import { bankPageContext } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { useUploads } from '../../http/uploads.ts';
import {
  enterList,
  mayReceiveList,
  receiveList,
  showList,
} from '../../procedures/office/contracts/import-list.ts';
import { LINE_CLASSES } from '../../procedures/office/contracts/judge-list.ts';
import { LIST_LIMITS } from '../../procedures/office/contracts/list-file.ts';
import { textsOf } from '../forms/form-requests.ts';
import { sendOfficePage } from '../office-page.ts';
import type { OfficeRoom } from '../officer-of-request.ts';
import { CONTRACTS, contractsHref } from './contract-parts.ts';
import { inputOf, paramsOf, sendContractRefusal, toOrder } from './contract-requests.ts';
import { listPage, uploadPage } from './list-page.ts';

const IMPORT = `${CONTRACTS}/:of/import`;
const LIST = `${CONTRACTS}/:of/lists/:list`;

export function contractListRoutes(app: FastifyInstance, { deployment }: OfficeRoom): void {
  app.get(IMPORT, async (request, reply) => {
    const at = await mayReceiveList(deployment, inputOf(request));
    if (isRefusal(at)) return sendContractRefusal(request, reply, at);
    const context = bankPageContext(request);
    const page = uploadPage(context, at.bank, { csrf: csrfToken(reply) });
    return sendOfficePage(reply, context, at.officer, CONTRACTS, page);
  });

  app.register(async (uploads) => {
    await useUploads(uploads, { octets: LIST_LIMITS.octets });
    uploads.post(IMPORT, async (request, reply) => {
      const at = await mayReceiveList(deployment, inputOf(request));
      if (isRefusal(at)) return sendContractRefusal(request, reply, at);
      const { upload } = request;
      const context = bankPageContext(request);
      if (upload === undefined || upload.filename === '') {
        const said = { csrf: csrfToken(reply), fault: context.say('page.contracts.import.none') };
        const page = uploadPage(context, at.bank, said);
        return sendOfficePage(reply.code(400), context, at.officer, CONTRACTS, page);
      }
      const sent = { ...inputOf(request), fileName: upload.filename, octets: upload.file };
      const kept = await receiveList(deployment, sent, callerOf(request));
      if (isRefusal(kept)) return sendContractRefusal(request, reply, kept);
      const next = contractsHref(context, at.bank.code, 'lists', kept.listId);
      return wantsJson(request) ? reply.send({ ...kept, next }) : reply.redirect(next, 303);
    });
  });

  app.get(LIST, async (request, reply) => {
    const query = textsOf(request.query);
    const shown = LINE_CLASSES.find((one) => one === query.shown);
    const from = Math.max(Number.parseInt(query.from ?? '', 10) || 0, 0);
    const view = await showList(deployment, { ...inputOf(request), shown, from });
    if (isRefusal(view)) return sendContractRefusal(request, reply, view);
    if (wantsJson(request)) {
      const { list, outcome, lines, next, possible } = view;
      const { id, file_name: fileName, sha256, size } = list;
      return reply.send({ id, fileName, sha256, size, outcome, possible, lines, next });
    }
    const context = bankPageContext(request);
    const page = listPage(context, view, csrfToken(reply));
    return sendOfficePage(reply, context, view.officer, CONTRACTS, page);
  });

  app.post(LIST, async (request, reply) => {
    const entered = await enterList(deployment, inputOf(request), callerOf(request));
    if (isRefusal(entered)) return sendContractRefusal(request, reply, entered);
    if (!('orderId' in entered)) throw new Error(`list ${paramsOf(request).list} was not typed`);
    return toOrder(request, reply, entered);
  });
}
