// Every route of the logon face, by hand.

import type { FastifyInstance } from 'fastify';
import { type ThrottleOptions, throttle } from '../../http/throttle.ts';
import type { Deployment } from '../../procedures/deployment.ts';
import { type PortalOptions, type PortalRoom, requireBank } from '../bank-routes.ts';
import { questionRoutes } from './question.ts';
import { requireLogonHost } from './require-logon-host.ts';
import { statusRoutes } from './status.ts';

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
  const room: PortalRoom = { deployment, throttled: throttle(app, options.throttle ?? LOGON_THROTTLE) };
  requireLogonHost(app, deployment.addresses);
  await app.register(
    async (bank) => {
      requireBank(bank);
      questionRoutes(bank, room, 'administrator');
      statusRoutes(bank, room);
    },
    { prefix: '/:bank' },
  );
}
