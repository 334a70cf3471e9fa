// Step 4: the key is made in the browser, and its request answered with the certificate.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal, refuse } from '../../../domain/refusal.ts';
import { callerOf } from '../../../http/caller.ts';
import { csrfToken } from '../../../http/csrf.ts';
import { bankPageContext, sendPage } from '../../../http/page.ts';
import { openKeyTicket } from '../../../procedures/enrol/enrolment.ts';
import { submitRequest } from '../../../procedures/enrol/submit-request.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { fileNameOf } from '../file-name.ts';
import { type Entrance, enrolmentKeyOf, refuseOnWay, routeOf, standingOn } from '../way.ts';
import { makeElsewherePage } from './make-elsewhere-page.ts';
import { makeKeyPage } from './make-key-page.ts';

/** The host under which programs reach EST; any host of the logon face would do. */
const EST_LABEL = 'est';
const TICKET_HEADER = 'x-warifu-ticket';
const REQUEST_TYPE = 'application/pkcs10';

export function makeKeyRoutes(app: FastifyInstance, { deployment }: PortalRoom, entrance: Entrance): void {
  app.get(`${routeOf(entrance)}/make-key`, async (request, reply) => {
    const view = await standingOn('makeKey', deployment, entrance, request, reply);
    if (view === undefined) return reply;
    const context = bankPageContext(request);
    const opened = await openKeyTicket(deployment, enrolmentKeyOf(request, entrance));
    if (isRefusal(opened)) return refuseOnWay(request, reply, entrance, opened);
    if (view.keyPlace === 'token') {
      const estOrigin = deployment.addresses.logonOrigin(EST_LABEL);
      return sendPage(reply, context, makeElsewherePage(context, { entrance, view, estOrigin, ...opened }));
    }
    const page = { entrance, view, ticket: opened.ticket, token: csrfToken(reply) };
    return sendPage(reply, context, makeKeyPage(context, page));
  });

  app.register(async (room) => {
    room.removeAllContentTypeParsers();
    room.addContentTypeParser(REQUEST_TYPE, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    room.post(`${routeOf(entrance)}/request`, answerRequest);
  });

  async function answerRequest(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const ticket = request.headers[TICKET_HEADER];
    if (!Buffer.isBuffer(request.body))
      return refuseOnWay(request, reply, entrance, refuse('media-type-refused'));
    if (typeof ticket !== 'string') return refuseOnWay(request, reply, entrance, refuse('enrolment-over'));
    const answer = await submitRequest(
      deployment,
      { ...enrolmentKeyOf(request, entrance), ticket, request: new Uint8Array(request.body) },
      callerOf(request),
    );
    if (isRefusal(answer)) return refuseOnWay(request, reply, entrance, answer);
    const { certificate, chain, view } = answer;
    return reply.send({
      certificate: base64(certificate),
      chain: chain.map(base64),
      view,
      fileName: fileNameOf(bankPageContext(request).profile, view),
    });
  }
}

function base64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64');
}
