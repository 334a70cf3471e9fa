// パソコンの確認 behind the handshake: which certificate arrived, and whether a logon would take it. No session, no PIN.

import type { FastifyInstance } from 'fastify';
import { callerOf } from '../../http/caller.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { bankPageContext, sendPage } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { examineCertificate } from '../../procedures/log-on/examine-certificate.ts';
import type { PortalRoom } from '../bank-routes.ts';
import { checkCertificatePage } from './check-certificate-page.ts';
import { describeCertificate } from './refused.ts';
import { wwwOf } from './www-addresses.ts';

export function checkCertificateRoutes(app: FastifyInstance, { deployment, throttled }: PortalRoom): void {
  app.get('/check', { onRequest: throttled }, async (request, reply) => {
    const context = bankPageContext(request);
    const certificate = clientCertificateOf(request.raw);
    const shown = { bankCode: context.profile.code, certificate };
    const examined = await examineCertificate(deployment, shown, callerOf(request));
    const described = certificate && describeCertificate(certificate);
    if (wantsJson(request)) {
      const { refusal, known } = examined;
      return reply.send({
        arrived: described ?? null,
        known: known === undefined ? null : { bankCode: known.bankCode, role: known.role },
        reason: refusal?.reason ?? null,
        reference: request.id,
      });
    }
    const { banks, addresses } = deployment;
    const www = wwwOf(request, addresses);
    return sendPage(reply, context, checkCertificatePage(context, { examined, described, banks, www }));
  });
}
