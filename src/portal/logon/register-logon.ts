// Every route of the logon face, by hand.

import type { FastifyInstance } from 'fastify';
import { sessionToken } from '../../http/session-cookie.ts';
import { type ThrottleOptions, throttle } from '../../http/throttle.ts';
import { followWays } from '../../http/way-profile.ts';
import type { Deployment } from '../../procedures/deployment.ts';
import { ROLES } from '../../profile/fields.ts';
import { type PortalOptions, type PortalRoom, requireBank } from '../bank-routes.ts';
import { moveRoutes } from './care/move.ts';
import { renewalRoutes } from './care/renewal.ts';
import { revokeRoutes } from './care/revoke.ts';
import { stopRoutes } from './care/stop.ts';
import { waitingRoutes } from './care/waiting.ts';
import { checkCertificateRoutes } from './check-certificate.ts';
import { questionRoutes } from './question.ts';
import { requireLogonHost } from './require-logon-host.ts';
import { statusRoutes } from './status.ts';
import { resynchroniseRoutes } from './token/resynchronise.ts';
import { tokenRoutes } from './token/token.ts';
import { userRoutes } from './users/user-routes.ts';

/**
 * Only who shows a right certificate tries anything here, and is counted exactly; a whole office behind one address
 * logs on at nine o'clock.
 */
const LOGON_THROTTLE: ThrottleOptions = { triesPerMinute: 120 };

/** Registers the logon face on an instance that went through `prepareFace`. */
export async function registerLogon(
  app: FastifyInstance,
  deployment: Deployment,
  options: PortalOptions = {},
): Promise<void> {
  const room: PortalRoom = {
    deployment,
    throttled: throttle(app, options.throttle ?? LOGON_THROTTLE),
    ...(options.home !== undefined && { home: options.home }),
  };
  requireLogonHost(app, deployment.addresses);
  await app.register(
    async (bank) => {
      requireBank(bank);
      followWays(bank, deployment, sessionToken);
      for (const role of ROLES) questionRoutes(bank, room, role);
      statusRoutes(bank, room);
      userRoutes(bank, room);
      tokenRoutes(bank, room);
      resynchroniseRoutes(bank, room);
      renewalRoutes(bank, room);
      moveRoutes(bank, room);
      revokeRoutes(bank, room);
      waitingRoutes(bank, room);
      stopRoutes(bank, room);
      checkCertificateRoutes(bank, room);
    },
    { prefix: '/:bank' },
  );
}
