// ご契約先管理情報変更 and below it everything that an administrator does with users.

import type { FastifyInstance } from 'fastify';
import type { PortalRoom } from '../../bank-routes.ts';
import { confirmRoutes } from './confirm-act.ts';
import { contractRoutes } from './contract-menu.ts';
import { permissionRoutes } from './permission.ts';
import { registerUserRoutes } from './register-user.ts';
import { userDetailsRoutes } from './user-details.ts';
import { userDoneRoutes } from './user-done.ts';
import { userListRoutes } from './user-list.ts';
import { userPageRoutes } from './user-page.ts';

export function userRoutes(app: FastifyInstance, room: PortalRoom): void {
  contractRoutes(app, room);
  userListRoutes(app, room);
  userPageRoutes(app, room);
  registerUserRoutes(app, room);
  permissionRoutes(app, room);
  userDetailsRoutes(app, room);
  confirmRoutes(app, room);
  userDoneRoutes(app, room);
}
