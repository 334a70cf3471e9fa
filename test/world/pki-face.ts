// The pki face of a world, opened on a port of its own, and plain requests to it.

import { OcspAnswers } from '../../src/ca/ocsp-answers.ts';
import type { ConnectionLimits } from '../../src/http/connection-limits.ts';
import { createPkiListener, listen } from '../../src/http/listeners.ts';
import type { Deployment } from '../../src/procedures/deployment.ts';
import { ocspHandler } from '../../src/protocols/ocsp.ts';
import { registerPki } from '../../src/protocols/pki.ts';

export interface PkiFace {
  readonly port: number;
  readonly origin: string;
  /** Asks for the state of certificates by POST. */
  post(request: Uint8Array, type?: string): Promise<Response>;
  /** Asks by GET; the path behind `/ocsp/` goes out as it is. */
  get(path: string): Promise<Response>;
  close(): Promise<void>;
}

/** @param port asked for by those whose certificates name it. */
export async function openPkiFace(
  deployment: Deployment,
  port = 0,
  limits: Partial<ConnectionLimits> = {},
): Promise<PkiFace> {
  const { store, ca, now } = deployment;
  const app = createPkiListener({ limits, first: ocspHandler(new OcspAnswers(store, ca, now), now) });
  registerPki(app, deployment);
  const listening = await listen(app, ['127.0.0.1'], port);
  const origin = `http://127.0.0.1:${listening.port}`;
  return {
    port: listening.port,
    origin,
    post: (request, type = 'application/ocsp-request') =>
      fetch(`${origin}/ocsp`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: Uint8Array.from(request),
      }),
    get: (path) => fetch(`${origin}/ocsp/${path}`),
    close: () => listening.close(),
  };
}
