// The www face without a socket: real pages, real procedures, a visitor who keeps cookies and fills in forms.

import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { type Assets, buildAssets } from '../../src/http/assets.ts';
import { prepareFace } from '../../src/http/face.ts';
import { serverOptions } from '../../src/http/server-options.ts';
import { PORTAL_ASSETS, registerPortal } from '../../src/portal/register.ts';
import type { Deployment } from '../../src/procedures/deployment.ts';

let assets: Promise<Assets> | undefined;

export interface Www {
  readonly app: FastifyInstance;
  /** What was logged, line by line. */
  readonly log: string[];
  readonly routes: readonly Route[];
  visitor(address?: string): Visitor;
}

export interface Route {
  readonly method: string;
  /** With its parameters: `/:bank/users/:userId`. */
  readonly url: string;
}

/** Every route that is registered from now on. */
export function routesOf(app: FastifyInstance): readonly Route[] {
  const routes: Route[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, url });
  });
  return routes;
}

export async function openWww(
  deployment: Deployment,
  options: { readonly triesPerMinute?: number } = {},
): Promise<Www> {
  assets ??= buildAssets(PORTAL_ASSETS);
  const log: string[] = [];
  const app = fastify(serverOptions('info', { write: (line) => log.push(line) }));
  const routes = routesOf(app);
  await prepareFace(app, {
    banks: deployment.banks,
    assets: await assets,
    homeOrigin: '',
    strictTransport: true,
  });
  await registerPortal(app, deployment, { throttle: { triesPerMinute: options.triesPerMinute ?? 1000 } });
  await app.ready();
  return { app, log, routes, visitor: (address = '192.0.2.7') => new Visitor(app, address) };
}

type Headers = Record<string, string>;

/** A browser as far as HTTP sees it. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  readonly #address: string;
  /** The page that was shown last. */
  #page = '';

  constructor(app: FastifyInstance, address: string) {
    this.#app = app;
    this.#address = address;
  }

  get(url: string, headers: Headers = {}): Promise<LightMyRequestResponse> {
    return this.send({ method: 'GET', url, headers });
  }

  /** Sends the form of the page shown last: its hidden fields, and these. */
  submit(url: string, fields: Headers, headers: Headers = {}): Promise<LightMyRequestResponse> {
    return this.send({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams({ ...this.hiddenFields(), ...fields }).toString(),
    });
  }

  async send(request: {
    method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
    url: string;
    headers?: Headers;
    payload?: string | Buffer;
  }): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#app.inject({
      ...request,
      remoteAddress: this.#address,
      headers: { accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...request.headers },
    });
    for (const { name, value } of response.cookies) {
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    if (response.headers['content-type']?.toString().startsWith('text/html')) this.#page = response.body;
    return response;
  }

  hiddenFields(): Headers {
    const found = this.#page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
    return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
  }

  /** A `data-` attribute of the page shown last. */
  dataOf(name: string): string {
    return new RegExp(`data-${name}="([^"]*)"`).exec(this.#page)?.[1] ?? '';
  }
}

/** The heading of a page. */
export function headingOf({ body }: LightMyRequestResponse): string {
  return /<h1>([^<]*)<\/h1>/.exec(body)?.[1]?.replaceAll(/\s+/g, ' ').trim() ?? '';
}
