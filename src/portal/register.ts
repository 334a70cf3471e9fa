// Every route of the www face, by hand: what the face is can be read here.

import type { FastifyInstance } from 'fastify';
import { DEFAULT_THROTTLE, throttle } from '../http/throttle.ts';
import type { Deployment } from '../procedures/deployment.ts';
import { type PortalOptions, type PortalRoom, requireBank } from './bank-routes.ts';
import { certificateLookupRoutes } from './certificate-lookup/certificate-lookup.ts';
import { haveAtHandRoutes } from './enrolment/have-at-hand/have-at-hand.ts';
import { identifyRoutes } from './enrolment/identify/identify.ts';
import { installedRoutes } from './enrolment/installed/installed.ts';
import { keyPlaceRoutes } from './enrolment/key-place/key-place.ts';
import { makeKeyRoutes } from './enrolment/make-key/make-key.ts';
import { loggedOffRoutes } from './logged-off/logged-off.ts';
import { logonEntranceRoutes } from './logon-entrance/logon-entrance.ts';
import { bankListRoutes } from './top/bank-list.ts';
import { topRoutes } from './top/top.ts';

/** The files of the www face that the bundler is to build (see `buildAssets`). */
export { PORTAL_ASSETS } from './assets.ts';

/** Registers the www face on an instance that went through `prepareFace`. */
export async function registerPortal(
  app: FastifyInstance,
  deployment: Deployment,
  options: PortalOptions = {},
): Promise<void> {
  const room: PortalRoom = { deployment, throttled: throttle(app, options.throttle ?? DEFAULT_THROTTLE) };
  bankListRoutes(app, room);
  await app.register(
    async (bank) => {
      requireBank(bank);
      topRoutes(bank);
      haveAtHandRoutes(bank, room);
      identifyRoutes(bank, room);
      keyPlaceRoutes(bank, room);
      makeKeyRoutes(bank, room);
      installedRoutes(bank, room);
      certificateLookupRoutes(bank, room);
      logonEntranceRoutes(bank, room);
      loggedOffRoutes(bank);
    },
    { prefix: '/:bank' },
  );
}
