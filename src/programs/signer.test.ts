// The signer as a program apart: opened by shares, at a socket that one user may open, and deaf to what is not its protocol.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { encodeFrame, REQUESTS } from '../ca/signer/frames.ts';
import { Signer } from '../ca/signer/signer.ts';
import { connectSigner } from './signer-socket.ts';

const PROGRAM = join(import.meta.dirname, '../../bin/warifu.js');
const PASSPHRASE = 'a passphrase of production';
const folder = mkdtempSync(join(tmpdir(), 'warifu-signer-'));
after(() => rmSync(folder, { recursive: true }));
const socket = join(folder, 'run', 'signer.sock');
mkdirSync(join(folder, 'run'), { mode: 0o700 });

const SETTINGS = {
  WARIFU_DATA: join(folder, 'data'),
  WARIFU_SIGNER_SOCKET: socket,
  DATABASE_URL: '',
  WARIFU_CA_PASSPHRASE: '',
};

interface Program {
  readonly process: ChildProcess;
  /** Everything that it said. */
  said(): string;
  /** Until it says that it is ready, or ends. */
  readonly ready: Promise<void>;
  readonly ended: Promise<number | null>;
}

function start(words: readonly string[], environment: Record<string, string> = {}, input?: string): Program {
  const program = spawn(process.execPath, [PROGRAM, ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...SETTINGS, ...environment },
  });
  let said = '';
  const ready = Promise.withResolvers<void>();
  for (const stream of [program.stdout, program.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('warifu signer ready')) ready.resolve();
    });
  }
  if (input !== undefined) program.stdin.end(input);
  const ended = once(program, 'close').then(([code]) => code as number | null);
  void ended.then(() => ready.resolve());
  return { process: program, said: () => said, ready: ready.promise, ended };
}

const given = { WARIFU_CA_PASSPHRASE: PASSPHRASE };

test('two of three shares start it; every octet that is no request is hung up on; a second one finds it', async () => {
  const split = start(['ca', 'shares', '--split', '2-of-3'], given);
  assert.equal(await split.ended, 0, split.said());
  const shares = split
    .said()
    .split('\n')
    .filter((line) => line.startsWith('warifu-share-1:'));
  assert.equal(shares.length, 3);
  assert.ok(!split.said().includes(PASSPHRASE));

  const [first = '', , third = ''] = shares;
  const few = start(['signer', '--shares'], {}, `${first}\n`);
  assert.equal(await few.ended, 1);
  assert.match(few.said(), /not enough shares/);

  const signer = start(['signer', '--shares'], {}, `${first.slice(0, -1)}x\n${first}\n${first}\n${third}\n`);
  await signer.ready;
  assert.match(signer.said(), /not copied exactly[\s\S]*one more[\s\S]*one more[\s\S]*warifu signer ready/);
  try {
    assert.equal(statSync(socket).mode & 0o777, 0o600);
    for (const octets of [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      Buffer.alloc(64, 0xff),
      encodeFrame(0x7f, 1, []),
      encodeFrame(
        REQUESTS.hold,
        1,
        Array.from({ length: 2_000 }, () => Buffer.alloc(1)),
      ),
    ]) {
      const stranger = connect(socket);
      stranger.on('error', () => {});
      const answers: Buffer[] = [];
      stranger.on('data', (chunk: Buffer) => answers.push(chunk));
      stranger.write(octets);
      await once(stranger, 'close');
      assert.equal(answers.length, 0);
    }

    const second = start(['signer'], given);
    assert.equal(await second.ended, 1);
    assert.match(second.said(), /a signer runs at .* already/);

    const asked = new Signer({ connect: () => connectSigner(socket), readsPlans: false });
    const [root, issuing] = await asked.holdCeremony(Date.now());
    assert.ok(root && issuing);
    assert.ok(
      new X509Certificate(issuing.certificate).verify(new X509Certificate(root.certificate).publicKey),
    );
    // In production it certifies nobody's TLS key.
    const order = {
      subjectPublicKeyInfo: new Uint8Array(9),
      names: ['x'],
      addresses: [],
      notBefore: 0,
      notAfter: 9,
    };
    await assert.rejects(
      asked.serverCertificate({ ...order, root: { id: 'root-1', spkiSha256: '0'.repeat(64) } }),
      /only in the demonstration/,
    );
    asked.close();
  } finally {
    signer.process.kill('SIGKILL');
    await signer.ended;
  }
  // What a killed one leaves behind is no obstacle.
  assert.ok(existsSync(socket));
  const again = start(['signer'], given);
  await again.ready;
  assert.match(again.said(), /ready/);
  again.process.kill('SIGTERM');
  assert.equal(await again.ended, 0);
  assert.ok(!existsSync(socket));
});

test('nobody there: the server’s end says so', async () => {
  await assert.rejects(connectSigner(join(folder, 'run', 'none.sock')), /ENOENT/);
});

const unstartable: [title: string, environment: () => Record<string, string>, says: RegExp][] = [
  ['no socket', () => ({ ...given, WARIFU_SIGNER_SOCKET: '' }), /WARIFU_SIGNER_SOCKET is not set/],
  ['no passphrase', () => ({}), /WARIFU_CA_PASSPHRASE_FILE/],
  [
    'a folder that is not there',
    () => ({ ...given, WARIFU_SIGNER_SOCKET: join(folder, 'none', 'signer.sock') }),
    /the folder of .* is not there/,
  ],
  [
    'a path that is too long',
    () => ({ ...given, WARIFU_SIGNER_SOCKET: `/${'x'.repeat(101)}` }),
    /100 characters/,
  ],
  [
    'a folder that is open to every user',
    () => {
      mkdirSync(join(folder, 'open'));
      chmodSync(join(folder, 'open'), 0o755);
      return { ...given, WARIFU_SIGNER_SOCKET: join(folder, 'open', 'signer.sock') };
    },
    /open to every user/,
  ],
  [
    'half a token',
    () => ({ ...given, WARIFU_PKCS11_TOKEN: 'x' }),
    /WARIFU_PKCS11_MODULE[\s\S]*WARIFU_PKCS11_PIN/,
  ],
];
describe('cannot start: one clear sentence, no stack', { concurrency: 3 }, () => {
  for (const [title, environment, says] of unstartable) {
    test(title, async () => {
      const program = start(['signer'], environment(), '');
      assert.equal(await program.ended, 1, program.said());
      assert.match(program.said(), says);
      assert.doesNotMatch(program.said(), /^ +at /m);
    });
  }
});
