// Every route of the www face, by hand: what the face is can be read here.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DEFAULT_THROTTLE, throttle } from '../http/throttle.ts';
import { followWays } from '../http/way-profile.ts';
import type { Deployment } from '../procedures/deployment.ts';
import { readStrain } from '../procedures/secrets/spraying.ts';
import { ROLES } from '../profile/fields.ts';
import { activationRoutes } from './activation/activation.ts';
import { activationKeyOf, activationRoute } from './activation/way.ts';
import { authoritiesRoutes, authorityFileRoutes } from './authorities/authorities.ts';
import { type PortalOptions, type PortalRoom, requireBank } from './bank-routes.ts';
import { certificateLookupRoutes } from './certificate-lookup/certificate-lookup.ts';
import { checkRoutes } from './check/check.ts';
import { endedRoutes } from './ended/ended.ts';
import { haveAtHandRoutes } from './enrolment/have-at-hand/have-at-hand.ts';
import { identifyRoutes } from './enrolment/identify/identify.ts';
import { installedRoutes } from './enrolment/installed/installed.ts';
import { keyPlaceRoutes } from './enrolment/key-place/key-place.ts';
import { makeKeyRoutes } from './enrolment/make-key/make-key.ts';
import {
  type AskingEntrance,
  ENTRANCES,
  enrolmentToken,
  leadToOpenEntrance,
  routeOf,
} from './enrolment/way.ts';
import { faqRoutes } from './faq/faq.ts';
import { loggedOffRoutes } from './logged-off/logged-off.ts';
import { logonEntranceRoutes } from './logon-entrance/logon-entrance.ts';
import { passwordLogonRoute } from './password-logon/addresses.ts';
import { passwordLogonRoutes } from './password-logon/password-logon.ts';
import { passwordSessionKeyOf } from './password-logon/way.ts';
import { softwareKeyboardRoutes } from './software-keyboard/software-keyboard.ts';
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
  const strain = (bankCode: string) => readStrain(deployment, bankCode);
  const throttled = throttle(app, options.throttle ?? DEFAULT_THROTTLE, strain);
  const room: PortalRoom = { deployment, throttled };
  bankListRoutes(app, room);
  authoritiesRoutes(app, room);
  authorityFileRoutes(app, room);
  await app.register(
    async (bank) => {
      requireBank(bank);
      topRoutes(bank);
      for (const entrance of ENTRANCES)
        await bank.register(async (way) => entranceRoutes(way, room, entrance));
      for (const role of ROLES) {
        await bank.register(async (way) => {
          const first = [activationRoute(role), activationRoute(role, 'identify')];
          followWays(way, deployment, (request) => activationKeyOf(request, role).token, first);
          activationRoutes(way, room, role);
        });
        certificateLookupRoutes(bank, room, role);
        logonEntranceRoutes(bank, room, role);
        await bank.register(async (way) => {
          const tokenOf = (request: FastifyRequest) => passwordSessionKeyOf(request, role).token;
          followWays(way, deployment, tokenOf, [passwordLogonRoute(role)]);
          passwordLogonRoutes(way, room, role);
        });
      }
      loggedOffRoutes(bank);
      endedRoutes(bank);
      faqRoutes(bank);
      authoritiesRoutes(bank, room);
      checkRoutes(bank, room);
      softwareKeyboardRoutes(bank);
    },
    { prefix: '/:bank' },
  );
}

function entranceRoutes(way: FastifyInstance, room: PortalRoom, entrance: AskingEntrance): void {
  const route = routeOf(entrance);
  followWays(way, room.deployment, (request) => enrolmentToken(request, entrance), [
    route,
    `${route}/identify`,
  ]);
  leadToOpenEntrance(way, entrance);
  haveAtHandRoutes(way, room, entrance);
  identifyRoutes(way, room, entrance);
  keyPlaceRoutes(way, room, entrance);
  makeKeyRoutes(way, room, entrance);
  installedRoutes(way, room, entrance);
}
