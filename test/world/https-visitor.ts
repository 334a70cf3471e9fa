// A visitor over real TLS: one connection kept open, cookies kept, forms filled in as they stand on the page.

import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** As it came. */
  readonly bytes: Buffer;
  /** Whether the connection had served a request before. */
  readonly reused: boolean;
}

export interface VisitorOptions {
  readonly port: number;
  /** PEM of the root to trust. */
  readonly root: string;
  /** Host header and name in the TLS handshake. */
  readonly host: string;
  /** PEM of a client certificate and its key. */
  readonly identity?: { readonly certificate: string; readonly key: string } | undefined;
}

export class HttpsVisitor {
  readonly cookies = new Map<string, string>();
  readonly #options: VisitorOptions;
  readonly #agent: Agent;
  /** The page that was shown last. */
  #page = '';

  constructor(options: VisitorOptions) {
    this.#options = options;
    const { identity } = options;
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: 1,
      ca: options.root,
      ...(identity && { cert: identity.certificate, key: identity.key }),
    });
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send('GET', path, headers);
  }

  head(path: string): Promise<Answer> {
    return this.#send('HEAD', path, {});
  }

  /** Sends the form of the page shown last: its hidden fields, and these. */
  submit(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const form = new URLSearchParams({ ...hiddenFields(this.#page), ...fields }).toString();
    return this.#send(
      'POST',
      path,
      { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      form,
    );
  }

  /** Sends what no form sends. */
  post(path: string, body: string | Uint8Array, headers: Record<string, string>): Promise<Answer> {
    return this.#send('POST', path, headers, body);
  }

  /** A `data-` attribute of the page shown last. */
  dataOf(name: string): string {
    return new RegExp(`data-${name}="([^"]*)"`).exec(this.#page)?.[1] ?? '';
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string | Uint8Array,
  ): Promise<Answer> {
    const { port, host } = this.#options;
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Promise((resolve, reject) => {
      const call = request(
        {
          agent: this.#agent,
          host: '127.0.0.1',
          port,
          method,
          path,
          servername: host,
          headers: { host, accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...headers },
        },
        (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('end', () => {
            const bytes = Buffer.concat(pieces);
            const text = bytes.toString();
            this.#keepCookies(response.headers['set-cookie'] ?? []);
            if (response.headers['content-type']?.startsWith('text/html')) this.#page = text;
            const status = response.statusCode ?? 0;
            resolve({ status, headers: response.headers, body: text, bytes, reused: call.reusedSocket });
          });
          response.on('error', reject);
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  }

  #keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

function hiddenFields(page: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name !== undefined) fields[name] = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
  }
  return fields;
}
