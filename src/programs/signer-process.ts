// The process of a signer that a server started: its settings come on standard input, its questions on descriptor 3,
// a UNIX socket without a name whose other end only that server has. It ends when the server does.

import { flushCompileCache } from 'node:module';
import { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { serveSigner } from '../ca/signer/serve-signer.ts';
import { openSigner } from './open-signer.ts';
import { signerSettingsSchema } from './signer-settings.ts';

const COMPILED_MS = 200;

process.title = 'warifu signer';
// A terminal and a service manager send these to the server too, which may still have something to be signed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

const stream = new Socket({ fd: 3 });
stream.on('close', () => process.exit(0));
// Nothing is read from it before there is somebody to answer.
stream.pause();
const settings = signerSettingsSchema.parse(JSON.parse(await text(process.stdin)));
serveSigner(stream, await openSigner(settings));
stream.resume();
// The next start takes what this one has compiled: half the time and two thirds of the memory.
setTimeout(flushCompileCache, COMPILED_MS).unref();
