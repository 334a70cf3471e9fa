// OCSP against the peers in one run, by the same load: `cfssl ocspserve` with our answers in its file, nginx with one of
// them as a constant file, and `openssl ocsp`, which keeps no connection and signs each answer.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Load } from '../http-load.ts';
import { median } from '../rounds.ts';
import { type Figure, perSecond } from '../table.ts';
import { askAgain } from '../wrk.ts';
import { makeOpensslAuthority } from './openssl-authority.ts';
import { isInstalled, type Peer, startPeer } from './program.ts';

const ROUNDS = 3;
const TIMES = 40_000;
const TIMES_ANEW = 4_000;
const CONNECTIONS = 64;
/** More than one at a time and `openssl ocsp` serves them in turn anyway. */
const CONNECTIONS_ANEW = 8;
const AIM_CFSSL = 3;

export interface Asked {
  /** Our own responder's port. */
  readonly port: number;
  /** OCSPRequest, DER. */
  readonly requests: readonly Uint8Array[];
  /** Our answer to each, DER. */
  readonly answers: readonly Uint8Array[];
}

export async function measureOcspPeers(
  folder: string,
  { port, requests, answers }: Asked,
): Promise<Figure[]> {
  const peers: Peer[] = [];
  const figures: Figure[] = [];
  /** Ours and theirs in turn, the same requests to each. */
  const beside = async (
    what: string,
    name: string,
    peer: Peer,
    form: (root: string, request: Uint8Array) => Buffer,
    load: Pick<Load, 'times' | 'connections' | 'anew'>,
  ) => {
    peers.push(peer);
    const rates: { ours: number; theirs: number }[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const own = requests.map((request) => form('/ocsp/', request));
      const { rate: ours } = await askAgain({ ...load, port, requests: own });
      // The peers' responders stand at the root.
      const other = requests.map((request) => form('/', request));
      const { rate: theirs } = await askAgain({ ...load, port: peer.port, requests: other });
      if (round > 0) rates.push({ ours, theirs });
    }
    await peer.end();
    figures.push(figureOf(what, name, rates, name.startsWith('cfssl')));
  };
  const kept = { times: TIMES, connections: CONNECTIONS };
  const anew = { times: TIMES_ANEW, connections: CONNECTIONS_ANEW, anew: true };
  try {
    if (isInstalled('cfssl')) {
      // By POST: this responder does not read the path of a GET when it stands at the root.
      const peer = await startCfssl(folder, answers);
      await beside('OCSP by POST, given again', 'cfssl ocspserve', peer, postOf, kept);
    }
    if (isInstalled('nginx')) {
      const peer = await startNginx(folder, answers[0]);
      await beside('OCSP by GET, given again', 'nginx, one constant file', peer, getOf, kept);
    }
    if (isInstalled('openssl')) {
      const peer = await startOpenssl(join(folder, 'openssl-ocsp'));
      await beside('OCSP by GET, a new connection each', 'openssl ocsp', peer, getOf, anew);
    }
    return figures;
  } finally {
    for (const peer of peers) await peer.end();
  }
}

/** RFC 6960 appendix A.1. */
export function getOf(root: string, request: Uint8Array): Buffer {
  const path = encodeURIComponent(Buffer.from(request).toString('base64'));
  return Buffer.from(`GET ${root}${path} HTTP/1.1\r\nHost: pki\r\n\r\n`);
}

export function postOf(root: string, request: Uint8Array): Buffer {
  const path = root === '/' ? root : root.slice(0, -1);
  const head = `POST ${path} HTTP/1.1\r\nHost: pki\r\nContent-Type: application/ocsp-request\r\nContent-Length: ${request.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), request]);
}

function figureOf(
  what: string,
  name: string,
  rates: readonly { readonly ours: number; readonly theirs: number }[],
  aimed: boolean,
): Figure {
  const ratio = median(rates.map((rate) => rate.ours / rate.theirs));
  return {
    what,
    value: perSecond(median(rates.map((rate) => rate.ours))),
    against: `${name} ${perSecond(median(rates.map((rate) => rate.theirs)))}`,
    ratio,
    ...(aimed && { aim: `≥ ${AIM_CFSSL} ×`, held: ratio >= AIM_CFSSL }),
  };
}

async function startCfssl(folder: string, answers: readonly Uint8Array[]): Promise<Peer> {
  const lines = answers.map((answer) => Buffer.from(answer).toString('base64'));
  await writeFile(join(folder, 'responses'), `${lines.join('\n')}\n`);
  const words = (port: number) => ['ocspserve', '-address', '127.0.0.1', '-port', String(port)];
  const file = ['-responses', 'responses', '-loglevel', '5'];
  return startPeer('cfssl', (port) => [...words(port), ...file], folder);
}

async function startNginx(folder: string, answer: Uint8Array | undefined): Promise<Peer> {
  const own = join(folder, 'nginx');
  await mkdir(own);
  await writeFile(join(own, 'answer'), answer ?? '');
  const configuration = (
    port: number,
  ) => `daemon off; master_process off; worker_processes 1; pid ${own}/pid; user root;
error_log ${own}/error.log;
events { worker_connections 512; }
http {
  access_log off; keepalive_requests 100000000;
  client_body_temp_path ${own}/b; proxy_temp_path ${own}/p; fastcgi_temp_path ${own}/f;
  uwsgi_temp_path ${own}/u; scgi_temp_path ${own}/s;
  open_file_cache max=10; sendfile on; tcp_nopush on;
  server { listen 127.0.0.1:${port};
    location / { default_type application/ocsp-response; root ${own}; rewrite ^ /answer break; } }
}`;
  const directives = join(own, 'nginx.conf');
  return startPeer(
    'nginx',
    async (port) => {
      await writeFile(directives, configuration(port));
      return ['-p', own, '-c', directives, '-e', join(own, 'error.log')];
    },
    own,
  );
}

async function startOpenssl(folder: string): Promise<Peer> {
  await mkdir(folder);
  await makeOpensslAuthority(folder, { certificates: 100, revoked: false });
  const signer = ['-rsigner', 'ca.pem', '-rkey', 'ca-key.pem', '-CA', 'ca.pem'];
  return startPeer(
    'openssl',
    (port) => ['ocsp', '-index', 'index.txt', '-port', String(port), ...signer, '-ndays', '1'],
    folder,
    // It never comes back from a visitor who leaves without a word, so its port is not tried.
    'ACCEPT',
  );
}
