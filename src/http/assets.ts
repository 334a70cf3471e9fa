// Style sheets, scripts and pictures: bundled in memory at start, named by their content, cached for good.

import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';
import type { FastifyInstance } from 'fastify';
import { OLDEST_BROWSERS } from './supported-browsers.ts';

const OWN_ENTRIES = [
  new URL('styles/warifu.css', import.meta.url),
  new URL('browser/form.ts', import.meta.url),
  new URL('browser/progress.ts', import.meta.url),
  new URL('browser/software-keyboard.ts', import.meta.url),
  new URL('styles/mark.svg', import.meta.url),
];

const CONTENT_TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface Asset {
  readonly body: Buffer;
  readonly contentType: string;
}

export interface Assets {
  /** The address of a file by the name of its source: `warifu.css`, `make-key.js`. */
  urlOf(name: string): string;
  find(fileName: string): Asset | undefined;
}

/** Builds our own files and those that the faces add; file names must differ. */
export async function buildAssets(entries: readonly URL[] = []): Promise<Assets> {
  const result = await build({
    entryPoints: [...OWN_ENTRIES, ...entries].map((entry) => fileURLToPath(entry)),
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['es2022', ...Object.entries(OLDEST_BROWSERS).map(([name, version]) => `${name}${version}`)],
    loader: { '.svg': 'copy' },
    entryNames: '[name]',
    outdir: 'assets',
    legalComments: 'none',
    logLevel: 'silent',
  });
  // The bundler's own process is of no use once the server runs.
  await stop();

  const files = new Map<string, Asset>();
  const urls = new Map<string, string>();
  for (const file of result.outputFiles) {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const extension = extname(name);
    const contentType = CONTENT_TYPES[extension];
    if (contentType === undefined || urls.has(name)) throw new Error(`asset ${name} is unknown or doubled`);
    const hash = createHash('sha256').update(file.contents).digest('hex').slice(0, 16);
    const fileName = `${name.slice(0, -extension.length)}-${hash}${extension}`;
    files.set(fileName, { body: Buffer.from(file.contents), contentType });
    urls.set(name, `/assets/${fileName}`);
  }
  return {
    urlOf(name) {
      const url = urls.get(name);
      if (url === undefined) throw new Error(`no asset ${name}`);
      return url;
    },
    find: (fileName) => files.get(fileName),
  };
}

export function serveAssets(app: FastifyInstance, assets: Assets): void {
  app.get<{ Params: { file: string } }>('/assets/:file', (request, reply) => {
    const asset = assets.find(request.params.file);
    if (asset === undefined) return reply.callNotFound();
    return reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type(asset.contentType)
      .send(asset.body);
  });
}
