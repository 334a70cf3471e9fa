// Tokens into stock: a vendor's file is sent, what it would add is shown, and it is confirmed.

import type { FastifyInstance } from 'fastify';
import { mayDo } from '../../domain/officer.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { csrfToken } from '../../http/csrf.ts';
import { bankPageContext } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { useUploads } from '../../http/uploads.ts';
import { MOST_PSKC_OCTETS } from '../../procedures/import-tokens/pskc/read-pskc.ts';
import {
  confirmTokenFile,
  sendTokenFile,
  showTokenFile,
} from '../../procedures/office/tokens/register-tokens.ts';
import { listStock } from '../../procedures/office/tokens/show-tokens.ts';
import { textsOf } from '../forms/form-requests.ts';
import { sendOfficePage } from '../office-page.ts';
import type { OfficeRoom } from '../officer-of-request.ts';
import { filePage, registerPage } from './register-page.ts';
import { TOKENS, tokensHref } from './token-parts.ts';
import { inputOf, paramsOf, sendTokenRefusal, toNext } from './token-requests.ts';

const REGISTER = `${TOKENS}/:of/register`;
const FILE = `${TOKENS}/:of/files/:file`;

export function registerRoutes(app: FastifyInstance, { deployment }: OfficeRoom): void {
  app.get(REGISTER, async (request, reply) => {
    const stock = await listStock(deployment, { ...inputOf(request), state: '', from: '' });
    if (isRefusal(stock)) return sendTokenRefusal(request, reply, stock);
    if (!mayDo(stock.officer.role, 'tokens.register')) {
      return sendTokenRefusal(request, reply, refuse('officer-not-allowed'));
    }
    const context = bankPageContext(request);
    const page = registerPage(context, stock.bank, { csrf: csrfToken(reply) });
    return sendOfficePage(reply, context, stock.officer, TOKENS, page);
  });

  app.register(async (uploads) => {
    await useUploads(uploads, { octets: MOST_PSKC_OCTETS });
    uploads.post(REGISTER, async (request, reply) => {
      const { upload } = request;
      const { key = '', password = '' } = textsOf(request.body);
      const content = upload === undefined ? new Uint8Array() : await upload.toBuffer();
      const fileName = upload?.filename ?? '';
      const sent = { ...inputOf(request), fileName, content, secrets: { key, password } };
      const read = await sendTokenFile(deployment, sent);
      if (isRefusal(read)) return sendTokenRefusal(request, reply, read);
      const context = bankPageContext(request);
      const { of } = paramsOf(request);
      if (!('faults' in read) && read.fileId !== undefined) {
        return toNext(request, reply, tokensHref(context, of, 'files', read.fileId), read);
      }
      if (wantsJson(request)) return reply.code('faults' in read ? 422 : 200).send(read);
      const stock = await listStock(deployment, { ...inputOf(request), state: '', from: '' });
      if (isRefusal(stock)) return sendTokenRefusal(request, reply, stock);
      const outcome = 'faults' in read ? { faults: read.faults } : { known: read.unchanged.length };
      const page = registerPage(context, stock.bank, { csrf: csrfToken(reply), ...outcome });
      const status = 'faults' in read ? 422 : 200;
      return sendOfficePage(reply.code(status), context, stock.officer, TOKENS, page);
    });
  });

  app.get(FILE, async (request, reply) => {
    const view = await showTokenFile(deployment, inputOf(request));
    if (isRefusal(view)) return sendTokenRefusal(request, reply, view);
    const { fileName, fresh, unchanged } = view.file;
    if (wantsJson(request)) return reply.send({ fileName, fresh, unchanged });
    const context = bankPageContext(request);
    return sendOfficePage(reply, context, view.officer, TOKENS, filePage(context, view, csrfToken(reply)));
  });

  app.post(FILE, async (request, reply) => {
    const done = await confirmTokenFile(deployment, inputOf(request), callerOf(request));
    if (isRefusal(done)) return sendTokenRefusal(request, reply, done);
    return toNext(request, reply, tokensHref(bankPageContext(request), paramsOf(request).of, 'stock'), done);
  });
}
