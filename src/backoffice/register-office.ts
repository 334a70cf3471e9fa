// Every route of the office face beyond a holder's own pages, by hand.

import type { FastifyInstance } from 'fastify';
import type { Deployment } from '../procedures/deployment.ts';
import { certificateRoutes } from './certificates/certificates.ts';
import { customerRoutes } from './customers/customers.ts';
import { formRoutes } from './forms/forms.ts';
import { frontRoutes } from './front/front.ts';
import { requireOffice } from './officer-of-request.ts';

/** Where the office's pages stand, below the office's code. */
export const DESK = 'desk';

/** Registers the office on an instance that went through `prepareFace` and has the logon's routes. */
export async function registerOffice(app: FastifyInstance, deployment: Deployment): Promise<void> {
  await app.register(
    async (desk) => {
      // Another code than the office's is no bank of this face.
      desk.addHook('onRequest', requireOffice);
      frontRoutes(desk, { deployment });
      customerRoutes(desk, { deployment });
      formRoutes(desk, { deployment });
      certificateRoutes(desk, { deployment });
    },
    { prefix: `/:bank/${DESK}` },
  );
}
