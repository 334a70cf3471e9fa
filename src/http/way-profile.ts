// Pages of a way speak by the profile with which the way began.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deployment } from '../procedures/deployment.ts';
import { lookForVersion } from '../procedures/profiles/refresh-banks.ts';
import { isAhead, profileOfWay } from '../procedures/profiles/way-profile.ts';

/**
 * On these routes a request's bank is as it was when the way began.
 *
 * @param tokenOf what holds the way.
 * @param firstPages routes below the bank's code on which the profile in force asks.
 */
export function followWays(
  app: FastifyInstance,
  deployment: Deployment,
  tokenOf: (request: FastifyRequest) => string | undefined,
  firstPages: readonly string[] = [],
): void {
  const first = new Set(firstPages.map((route) => `/:bank${route}`));
  app.addHook('onRequest', async (request) => {
    if (!first.has(request.routeOptions.url ?? '')) await followWay(request, deployment, tokenOf(request));
  });
}

async function followWay(
  request: FastifyRequest,
  deployment: Deployment,
  token: string | undefined,
): Promise<void> {
  const { bank } = request;
  if (bank === undefined || token === undefined) return;
  const key = { bankCode: bank.code, token };
  if (isAhead(deployment, key)) await lookForVersion(deployment);
  request.bank = profileOfWay(deployment, key) ?? bank;
}

/** The first page: it is the profile in force that asks. */
export function beginAnew(request: FastifyRequest, { banks }: Deployment): void {
  const { bank } = request;
  if (bank !== undefined) request.bank = banks.get(bank.code) ?? bank;
}
