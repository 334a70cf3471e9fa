// What every face that people see (www, logon) has in common: headers, cookies, forms, CSRF, language, refusals.

import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from '../domain/refusal.ts';
import type { BankProfile, Language } from '../profile/bank-profile.ts';
import { type Assets, serveAssets } from './assets.ts';
import { useCsrf } from './csrf.ts';
import { type HeaderOptions, useHeaders } from './headers.ts';
import { addressWithoutLanguage, chosenLanguage } from './language.ts';
import { boundRequests } from './overload.ts';
import { sendRefusal, wantsJson } from './refusal-page.ts';
import { useRefusals } from './refusals.ts';
import { useThrottle } from './throttle.ts';

export interface Face {
  /** Asked at each request: profiles are exchanged while the face serves. */
  readonly banks: Pick<ReadonlyMap<string, BankProfile>, 'get'>;
  readonly assets: Assets;
  /** Origin of the face that holds a bank's top page; empty on that face itself. */
  readonly homeOrigin: string;
}

export interface FaceOptions extends Face, HeaderOptions {
  /** Requests at a time; absent: as many as `overload` says. */
  readonly mostUnderWay?: number | undefined;
}

declare module 'fastify' {
  interface FastifyInstance {
    face: Face;
  }
  interface FastifyRequest {
    /** The bank under whose code the address stands. */
    bank: BankProfile | undefined;
    /** Chosen on this host, or by the link that led here. */
    chosenLanguage: Language | undefined;
    language: Language;
  }
}

/** No form of ours comes near this. */
const FORM_BODY_LIMIT = 16 * 1024;

/** Called once on a fresh instance that was made with `serverOptions`, before any route. */
export async function prepareFace(app: FastifyInstance, options: FaceOptions): Promise<void> {
  app.decorate('face', options);
  app.decorateRequest('bank', undefined);
  app.decorateRequest('chosenLanguage', undefined);
  app.decorateRequest('language', 'ja');

  useRefusals(app);
  await useHeaders(app, options);
  await app.register(cookie);
  app.addHook('onRequest', async (request, reply) => {
    request.bank = options.banks.get(firstSegmentOf(request));
    request.chosenLanguage = chosenLanguage(request, reply);
    request.language = request.chosenLanguage ?? 'ja';
    const address = addressWithoutLanguage(request);
    if (address !== undefined && !wantsJson(request)) return reply.redirect(address, 303);
  });
  boundRequests(app, (request, reply) => sendRefusal(request, reply, refuse('busy')), options.mostUnderWay);
  app.removeAllContentTypeParsers();
  await app.register(formbody, { bodyLimit: FORM_BODY_LIMIT });
  await useThrottle(app);
  await useCsrf(app);
  serveAssets(app, options.assets);
}

function firstSegmentOf(request: FastifyRequest): string {
  return /^\/([^/?]*)/.exec(request.url)?.[1] ?? '';
}
