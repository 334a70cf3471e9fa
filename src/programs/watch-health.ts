// The server watches itself: each minute it looks at what may run out, says so in its log, and has mails sent. And it
// answers those who watch it from outside, on a face of its own (WARIFU_METRICS_PORT).

import { X509Certificate } from 'node:crypto';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { holdKeys } from '../ca/certification-authority.ts';
import { type HealthCheck, stateOf } from '../domain/health.ts';
import { type Listening, listen, type ServerIdentity } from '../http/listeners.ts';
import type { Deployment } from '../procedures/deployment.ts';
import { examineHealth } from '../procedures/health/examine-health.ts';
import { raiseAlarm } from '../procedures/health/raise-alarm.ts';
import { createAdminFace } from '../protocols/health.ts';
import { Metrics } from '../protocols/metrics.ts';
import type { Configuration } from './configuration.ts';
import { explainListenFault } from './explain-fault.ts';

const HOUR_MS = 60 * 60 * 1000;

/** How the deployment stands, as this process sees it. */
export function examinerOf(deployment: Deployment, identity: ServerIdentity): () => Promise<HealthCheck[]> {
  const { ca } = deployment;
  // The TLS certificate goes by the machine's clock, which the demonstration's may not be.
  const left = Date.parse(new X509Certificate(identity.certificate).validTo) - Date.now();
  const tlsNotAfter = deployment.now() + left;
  const signerReady = async () => {
    const issuing = ca.authorities.issuingAt(deployment.now());
    // A key that did not open is tried again: the signer may have got it meanwhile.
    if (ca.authorities.faultOf(issuing.id) !== undefined) await holdKeys(ca, deployment.now());
    return ca.authorities.faultOf(issuing.id) === undefined && ca.signer.isReady(issuing);
  };
  return () => examineHealth({ deployment, tlsNotAfter, signerReady });
}

/** Once a minute's worth of watching: a change is logged at once, what stays is said again each hour. */
export function healthWatcher(
  deployment: Deployment,
  examine: () => Promise<readonly HealthCheck[]>,
  log: FastifyBaseLogger,
): () => Promise<void> {
  let said = '';
  let saidAt = 0;
  return async () => {
    const checks = await examine();
    const now = deployment.now();
    const standing = checks.map(({ name, state }) => `${name} ${state}`).join();
    if (standing === said && Math.abs(now - saidAt) < HOUR_MS) return;
    const mended = said !== '' && stateOf(checks) === 'ok';
    [said, saidAt] = [standing, now];
    if (mended) log.info('alert.health is over');
    for (const { name: check, state, detail } of checks) {
      if (state !== 'ok')
        log[state === 'failed' ? 'error' : 'warn']({ check, state, detail }, 'alert.health');
    }
    await raiseAlarm(deployment, checks);
  };
}

/** Opens the face for machines that watch; undefined when none is asked for. */
export async function openWatchedFace(
  { watch }: Pick<Configuration, 'watch'>,
  deployment: Deployment,
  faces: Readonly<Record<string, FastifyInstance | undefined>>,
  examine: () => Promise<readonly HealthCheck[]>,
  logLevel = 'info',
): Promise<Listening | undefined> {
  if (watch === undefined) return undefined;
  const metrics = new Metrics(deployment);
  for (const [face, app] of Object.entries(faces)) if (app !== undefined) metrics.watch(face, app);
  await metrics.begin();
  const app = createAdminFace({ examine, metrics: (checks) => metrics.render(checks) }, logLevel);
  try {
    return await listen(app, watch.hosts, watch.port);
  } catch (error) {
    throw explainListenFault(error, 'the face for watching', 'WARIFU_METRICS_PORT', watch.port);
  }
}
