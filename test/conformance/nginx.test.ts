// nginx in front of a page, with our certificates for its visitors: it asks our OCSP responder itself (`ssl_ocsp`), or
// goes by our lists (`ssl_crl`), and lets in whom we say is good, nobody who is revoked, and nobody while what is said is
// forged or stale.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { findFreePorts } from '../../src/http/listeners.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { encodePem } from '../../src/x509/pem.ts';
import { run } from './programs.ts';
import { openRevocationDesk, type RevocationDesk } from './revocation-desk.ts';

let folder: string;
let store: Store;
let desk: RevocationDesk;
/** One server for each way to know of revocation. */
let ports: Record<'ocsp' | 'lists' | 'stale' | 'half', number>;
let nginx: ChildProcess;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warifu-nginx-'));
  store = await openStore({ dataFolder: folder });
  desk = await openRevocationDesk(store);
  ports = await findFreePorts({ ocsp: 0, lists: 0, stale: 0, half: 0 });
  const at = (name: string) => join(folder, name);
  await desk.speak('stale');
  writeFileSync(at('stale.pem'), (await listPem('issuing-1')) + (await listPem('root-1')));
  await desk.speak('honest');
  writeFileSync(at('lists.pem'), (await listPem('issuing-1')) + (await listPem('root-1')));
  writeFileSync(at('half.pem'), await listPem('issuing-1'));
  const key = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  await run('openssl', ...key, ...names, '-keyout', at('server.key'), '-out', at('server.pem'));
  await run(
    'sh',
    '-c',
    `cat ${desk.path('issuing.pem')} ${desk.path('root.pem')} > ${at('authorities.pem')}`,
  );
  writeFileSync(at('page.html'), 'a page for holders');
  writeFileSync(
    at('nginx.conf'),
    `daemon off; master_process off; worker_processes 1; pid ${at('pid')}; error_log ${at('error.log')} info;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path ${at('body')}; proxy_temp_path ${at('proxy')}; fastcgi_temp_path ${at('fastcgi')};
  uwsgi_temp_path ${at('uwsgi')}; scgi_temp_path ${at('scgi')};
  ssl_certificate ${at('server.pem')}; ssl_certificate_key ${at('server.key')};
  ssl_session_tickets off; ssl_session_cache off;
  ssl_verify_client on; ssl_verify_depth 2; ssl_client_certificate ${at('authorities.pem')};
  root ${folder}; default_type text/html;
  server {
    listen 127.0.0.1:${ports.ocsp} ssl;
    ssl_ocsp leaf; ssl_ocsp_responder ${desk.origin}/ocsp; ssl_ocsp_cache off;
  }
  server { listen 127.0.0.1:${ports.lists} ssl; ssl_crl ${at('lists.pem')}; }
  server { listen 127.0.0.1:${ports.stale} ssl; ssl_crl ${at('stale.pem')}; }
  server { listen 127.0.0.1:${ports.half} ssl; ssl_crl ${at('half.pem')}; }
}
`,
  );
  const path = `${process.env['PATH'] ?? ''}:/usr/sbin`;
  const words = ['-p', folder, '-c', at('nginx.conf'), '-e', at('error.log')];
  nginx = spawn('nginx', words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: path },
  });
  await untilItListens();
});
after(async () => {
  if (nginx !== undefined && nginx.exitCode === null) {
    nginx.kill('SIGTERM');
    await once(nginx, 'close');
  }
  await desk?.close();
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A CA's list as it is published. */
async function listPem(id: string): Promise<string> {
  const response = await fetch(`${desk.origin}/crl/${id}.crl`);
  return encodePem('X509 CRL', Buffer.from(await response.arrayBuffer()));
}

async function untilItListens(): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const listens = await new Promise<boolean>((resolve) => {
      const socket = connect({ port: ports.half, host: '127.0.0.1' }, () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (listens) return;
    await setTimeout(25);
  }
  assert.fail('nginx does not listen');
}

/** What a visitor with this certificate gets: the page, or nginx's own "400". */
async function visit(who: 'good' | 'revoked', way: keyof typeof ports = 'ocsp'): Promise<string> {
  const port = ports[way];
  const identity = ['--cert', desk.path(`${who}.pem`), '--key', desk.path(`${who}.key`)];
  const trust = ['--cacert', join(folder, 'server.pem'), '--resolve', `localhost:${port}:127.0.0.1`];
  const address = `https://localhost:${port}/page.html`;
  return run(
    'curl',
    '--silent',
    '--show-error',
    ...identity,
    ...trust,
    '--write-out',
    ' %{http_code}',
    address,
  );
}

describe('ssl_ocsp', () => {
  test('who is good is let in, who is revoked is not', async () => {
    assert.match(await visit('good'), /^a page for holders 200$/);
    assert.match(await visit('revoked'), /The SSL certificate error[\s\S]* 400$/);
  });

  for (const manner of ['forged', 'stale'] as const) {
    test(`what is ${manner} lets in nobody`, async () => {
      await desk.speak(manner);
      assert.match(await visit('good'), / 400$/);
      assert.match(await visit('revoked'), / 400$/);
      await desk.speak('honest');
      assert.match(await visit('good'), / 200$/);
    });
  }
});

describe('ssl_crl', () => {
  test('with the lists of the whole chain: who is good is let in, who is revoked is not', async () => {
    assert.match(await visit('good', 'lists'), /^a page for holders 200$/);
    assert.match(await visit('revoked', 'lists'), /The SSL certificate error[\s\S]* 400$/);
  });

  test('lists that ran out, or without the root’s, let in nobody', async () => {
    for (const way of ['stale', 'half'] as const) assert.match(await visit('good', way), / 400$/);
  });
});
