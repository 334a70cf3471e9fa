// 緊急停止 for who is logged on by id and password: the one act that such a session may do, besides logging off.

import type { FastifyInstance } from 'fastify';
import {
  findPasswordSession,
  type PasswordSessionKey,
} from '../../procedures/password-logon/password-session.ts';
import type { PortalRoom } from '../bank-routes.ts';
import { actRoutesAt, openOnly } from '../logon/act.ts';
import { stopAct } from '../logon/care/stop.ts';
import { PASSWORD_STOP_ROUTE, passwordLogOffRoute, passwordStatusRoute } from './addresses.ts';
import { passwordSessionKeyOf, refusePasswordLogon } from './way.ts';

export function passwordStopRoutes(app: FastifyInstance, room: PortalRoom): void {
  const { deployment } = room;
  const role = 'administrator';
  const view = async (key: PasswordSessionKey) => openOnly(await findPasswordSession(deployment, key));
  const routes = { status: passwordStatusRoute(role), logOff: passwordLogOffRoute(role) };
  actRoutesAt(app, room, stopAct(deployment, view, PASSWORD_STOP_ROUTE, routes), {
    shownBy: (request) => passwordSessionKeyOf(request, role),
    refused: (request, reply, refusal) => refusePasswordLogon(request, reply, role, refusal),
  });
}
