// Asks at a steady rate whether the server keeps up or not, as people do, and sorts the answers: served, told clearly
// that it is busy, or anything else.

import { request as httpRequest, Agent as PlainAgent } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { connect } from 'node:tls';
import { parseOcspResponse } from '../../src/x509/ocsp-response.ts';
import { makeRequest } from '../world/customers.ts';
import type { Pressed } from './pressed-server.ts';

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: Buffer;
}
type Verdict = 'served' | 'busy' | string;

/** A kind of question: asked for the n-th time. */
export interface Asking {
  ask(time: number): Promise<Verdict>;
  close(): void;
}

export interface Tally {
  asked: number;
  served: number;
  busy: number;
  /** What was neither, and how often. */
  readonly others: Map<string, number>;
  /** Of those served, ms. */
  readonly took: number[];
}

/** Beyond the connections that there are, who asks only fills our own memory. */
const MOST_UNDER_WAY = 1_000;

/** So many a second, for so long, or as many as we can ask; then until the last answer has come. */
export async function askSteadily(asking: Asking, perSecond: number, milliseconds: number): Promise<Tally> {
  const tally: Tally = { asked: 0, served: 0, busy: 0, others: new Map(), took: [] };
  const underWay = new Set<Promise<void>>();
  const begun = performance.now();
  const one = async () => {
    const at = performance.now();
    const verdict = await asking.ask(tally.asked++).catch((error: Error) => error.message);
    if (verdict === 'served') tally.took.push(performance.now() - at);
    if (verdict === 'served' || verdict === 'busy') tally[verdict] += 1;
    else tally.others.set(verdict, (tally.others.get(verdict) ?? 0) + 1);
  };
  for (;;) {
    const passed = performance.now() - begun;
    if (passed >= milliseconds) break;
    while (tally.asked < (passed / 1000) * perSecond && underWay.size < MOST_UNDER_WAY) {
      const asked: Promise<void> = one().then(() => {
        underWay.delete(asked);
      });
      underWay.add(asked);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(underWay);
  return tally;
}

/** As fast as so many who each wait for their answer: what the server can do. */
export async function askInTurn(asking: Asking, together: number, milliseconds: number): Promise<number> {
  const end = performance.now() + milliseconds;
  let served = 0;
  let time = 0;
  const lane = async () => {
    while (performance.now() < end) if ((await asking.ask(time++)) === 'served') served += 1;
  };
  await Promise.all(Array.from({ length: together }, lane));
  return served / (milliseconds / 1000);
}

interface Ask {
  readonly port: number;
  readonly path: string;
  readonly agent: Agent | PlainAgent;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}

function send({ port, path, agent, headers = {}, body }: Ask): Promise<Answer & { cookies: string[] }> {
  return new Promise((resolve, reject) => {
    const plain = !(agent instanceof Agent);
    const method = body === undefined ? 'GET' : 'POST';
    const where = { host: '127.0.0.1', port, path, method, headers: { host: 'localhost', ...headers } };
    const call = plain
      ? httpRequest({ ...where, agent })
      : httpsRequest({ ...where, agent, servername: 'localhost' });
    call.on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: response.headers['retry-after'],
          body: Buffer.concat(pieces),
          cookies: (response.headers['set-cookie'] ?? []).map((one) => one.split(';', 1)[0] ?? ''),
        }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** The last: the same request is asked for while it is being served. */
const CLEAR = ['busy', 'signer-unavailable', 'store-unavailable', 'tryLater', 'issuing-in-progress'];

/** Clear: it has a reason's code and says when to come again. */
function verdictOf(answer: Answer, served: boolean, reason: string | undefined): Verdict {
  if (served) return 'served';
  const again = Number(answer.retryAfter ?? 0) > 0;
  if (again && CLEAR.includes(reason ?? '')) return 'busy';
  return `${answer.status} ${reason ?? answer.body.toString('utf8', 0, 80)}`;
}

/** A connection that was kept may be ended in the moment of its next use: clients then take another. */
async function again<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
    return ask();
  }
}

/** The first page of an acquisition: one PIN to be hashed. Each of so many browsers asks in turn. */
export async function askingPages({ ports, root, entries }: Pressed, browsers: number): Promise<Asking> {
  const agent = new Agent({ keepAlive: true, maxSockets: browsers, ca: root });
  const where = { port: ports.www, path: '/9000/enrolment/administrator/identify', agent };
  const shown = await Promise.all(
    Array.from({ length: browsers }, async () => {
      const { body, cookies } = await send(where);
      const hidden = [...body.toString().matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
      return { cookie: cookies.join('; '), fields: hidden.map(([, name = '', value = '']) => [name, value]) };
    }),
  );
  return {
    ask: async (time) => {
      const { cookie = '', fields = [] } = shown[time % browsers] ?? {};
      const typed = { ...Object.fromEntries(fields), ...entries[time % entries.length], form: String(time) };
      const headers = {
        cookie,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      };
      const body = new URLSearchParams(typed).toString();
      const answer = await again(() => send({ ...where, headers, body }));
      const reason = /"reason":"([^"]+)"/.exec(answer.body.toString())?.[1];
      return verdictOf(answer, answer.status === 303, reason);
    },
    close: () => agent.destroy(),
  };
}

/** Acquisitions by EST, each with a key of its own; when all are done, the same requests again. */
export async function askingCertificates({ ports, root, tokens }: Pressed): Promise<Asking> {
  const agent = new Agent({ keepAlive: true, maxSockets: 100, ca: root });
  const requests: string[] = [];
  for (const _ of tokens) requests.push(Buffer.from((await makeRequest()).request).toString('base64'));
  return {
    ask: async (time) => {
      const one = time % tokens.length;
      const headers = { 'content-type': 'application/pkcs10', authorization: tokens[one] ?? '' };
      const path = '/.well-known/est/simpleenroll';
      const body = requests[one] ?? '';
      const answer = await again(() => send({ port: ports.logon, path, agent, headers, body }));
      return verdictOf(answer, answer.status === 200, /^([a-z-]+): /.exec(answer.body.toString())?.[1]);
    },
    close: () => agent.destroy(),
  };
}

/** Connections that end when they are there: a handshake costs more than most answers. */
export function askingHandshakes({ ports, root }: Pressed): Asking {
  return {
    ask: () =>
      new Promise((resolve, reject) => {
        const where = { host: '127.0.0.1', port: ports.logon, servername: 'localhost', ca: root };
        const socket = connect(where, () => {
          socket.destroy();
          resolve('served');
        });
        socket.on('error', reject);
      }),
    close: () => {},
  };
}

/** OCSP: by GET, and each other time by POST. */
export function askingStates({ ports, certificates }: Pressed): Asking {
  const agent = new PlainAgent({ keepAlive: true, maxSockets: 100 });
  const asked = certificates.map((one) => Buffer.from(one, 'base64'));
  const headers = { 'content-type': 'application/ocsp-request' };
  return {
    ask: async (time) => {
      const one = Math.floor(time / 2) % certificates.length;
      const get = { path: `/ocsp/${encodeURIComponent(certificates[one] ?? '')}` };
      const how = time % 2 === 0 ? get : { path: '/ocsp', headers, body: asked[one] ?? '' };
      const answer = await again(() => send({ port: ports.pki, agent, ...how }));
      const said = answer.status === 200 ? parseOcspResponse(answer.body) : 'none';
      return verdictOf(answer, typeof said !== 'string', typeof said === 'string' ? said : undefined);
    },
    close: () => agent.destroy(),
  };
}

/** The lists: full, delta, a shard. */
export function askingLists({ ports }: Pressed): Asking {
  const agent = new PlainAgent({ keepAlive: true, maxSockets: 100 });
  const lists = ['issuing-1', 'issuing-1/delta', 'issuing-1/3'];
  return {
    ask: async (time) => {
      const path = `/crl/${lists[time % lists.length]}.crl`;
      const answer = await again(() => send({ port: ports.pki, path, agent }));
      return verdictOf(answer, answer.status === 200, answer.body.toString('latin1', 0, 40).trim());
    },
    close: () => agent.destroy(),
  };
}
