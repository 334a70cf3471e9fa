// Every route of the office face beyond a holder's own pages, by hand.

import type { FastifyInstance } from 'fastify';
import type { Deployment } from '../procedures/deployment.ts';
import { auditRoutes } from './audit/audit.ts';
import { bindRequests } from './bind-requests.ts';
import { cardRoutes } from './cards/cards.ts';
import { certificateRoutes } from './certificates/certificates.ts';
import { contractRoutes } from './contracts/contracts.ts';
import { customerRoutes } from './customers/customers.ts';
import { formRoutes } from './forms/forms.ts';
import { frontRoutes } from './front/front.ts';
import { letterRoutes } from './letters/letters.ts';
import { requireOffice } from './officer-of-request.ts';
import { officerRoutes } from './officers/officers.ts';
import { profileRoutes } from './profile/profile.ts';
import { reportRoutes } from './reports/reports.ts';
import { tokenRoutes } from './tokens/tokens.ts';

/** Where the office's pages stand, below the office's code. */
export const DESK = 'desk';

/** Registers the office on an instance that went through `prepareFace` and has the logon's routes. */
export async function registerOffice(app: FastifyInstance, deployment: Deployment): Promise<void> {
  await app.register(
    async (desk) => {
      // Another code than the office's is no bank of this face.
      desk.addHook('onRequest', requireOffice);
      const room = { deployment: bindRequests(desk, deployment) };
      frontRoutes(desk, room);
      customerRoutes(desk, room);
      contractRoutes(desk, room);
      formRoutes(desk, room);
      letterRoutes(desk, room);
      cardRoutes(desk, room);
      tokenRoutes(desk, room);
      certificateRoutes(desk, room);
      reportRoutes(desk, room);
      auditRoutes(desk, room);
      officerRoutes(desk, room);
      profileRoutes(desk, room);
    },
    { prefix: `/:bank/${DESK}` },
  );
}
