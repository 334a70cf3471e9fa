// Every request of the desk is an officer's, and sees through the store what the officer's banks are: settled here, before
// any handler, so that no handler can forget it.

import type { FastifyInstance } from 'fastify';
import { isRefusal } from '../domain/refusal.ts';
import { clientCertificateOf } from '../http/client-certificate.ts';
import { sessionToken } from '../http/session-cookie.ts';
import type { Deployment } from '../procedures/deployment.ts';
import { loadOfficer } from '../procedures/office/officer.ts';
import { storeOfRequests } from '../store/request-store.ts';
import { sendOfficeRefusal } from './officer-of-request.ts';

/** @returns the deployment for the routes of `desk`: its store is bound to whoever asks. */
export function bindRequests(desk: FastifyInstance, deployment: Deployment): Deployment {
  const { store, run } = storeOfRequests(deployment.store);
  // After the body was read: what waits for it would come back outside of the request's own context.
  desk.addHook('preHandler', (request, reply, done) => {
    const input = { certificate: clientCertificateOf(request.raw), token: sessionToken(request) };
    loadOfficer(deployment, input).then((officer) => {
      if (isRefusal(officer)) sendOfficeRefusal(request, reply, officer);
      else run(officer.binding, done);
    }, done);
  });
  return { ...deployment, store };
}
