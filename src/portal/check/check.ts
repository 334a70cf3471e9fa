// パソコンの確認 on www: what works here; and the way to a fresh logon host, which shows whether a certificate arrives.

import type { FastifyInstance } from 'fastify';
import { withLanguage } from '../../http/language.ts';
import { freshLogonLabel } from '../../http/logon-host.ts';
import { bankPageContext, sendPage } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import type { PortalRoom } from '../bank-routes.ts';
import { guessPc, judgeBrowser } from '../visitor-pc.ts';
import { checkPage, SAMPLE_FILE } from './check-page.ts';

const COOKIE = '__Host-warifu-check';

export function checkRoutes(app: FastifyInstance, { deployment }: PortalRoom): void {
  app.get<{ Querystring: { cookie?: string } }>('/check', (request, reply) => {
    const context = bankPageContext(request);
    const cookies = request.cookies[COOKIE] !== undefined;
    const pc = guessPc(request.headers);
    const now = deployment.now();
    if (wantsJson(request)) return reply.send({ ...pc, verdict: judgeBrowser(pc), cookies, now });
    if (!cookies && request.query.cookie === undefined) {
      // Given now and asked back at once, so that the answer is known without a script.
      reply.setCookie(COOKIE, 'given', { path: '/', secure: true, httpOnly: true, sameSite: 'lax' });
      return reply.redirect(`/${context.profile.code}/check?cookie=given`, 303);
    }
    return sendPage(reply, context, checkPage(context, { pc, cookies, now }));
  });

  app.get('/check/file', (request, reply) => {
    const { say } = bankPageContext(request);
    return reply
      .header('content-disposition', `attachment; filename="${SAMPLE_FILE}"`)
      .type('text/plain; charset=utf-8')
      .send(`${say('page.check.save.content')}\n`);
  });

  app.get('/check/certificate', (request, reply) => {
    const { profile } = bankPageContext(request);
    const origin = deployment.addresses.logonOrigin(freshLogonLabel());
    const address = withLanguage(`${origin}/${profile.code}/check`, request.chosenLanguage);
    return reply.redirect(address, 303);
  });
}
