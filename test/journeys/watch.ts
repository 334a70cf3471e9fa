// Watches all pages of a browser: what their consoles complain of, which hosts they ask, and what the answers allow.

import assert from 'node:assert/strict';
import type { BrowserContext, Response } from 'playwright-core';

/** Chromium says so of every page that was refused and of every lost connection, which are no faults of the page. */
const REFUSED_PAGE =
  /^Failed to load resource: (?:the server responded with a status of [45]\d\d|net::ERR_(?:FAILED|INTERNET_DISCONNECTED|CONNECTION_RESET)$)/;

export class Watch {
  readonly #complaints: string[] = [];
  readonly #hosts = new Set<string>();

  constructor(context: BrowserContext) {
    context.on('console', (message) => {
      const told = message.type() === 'error' || message.type() === 'warning';
      if (told && !REFUSED_PAGE.test(message.text())) this.#complaints.push(message.text());
    });
    context.on('weberror', (error) => this.#complaints.push(String(error.error())));
    context.on('request', (request) => this.#hosts.add(new URL(request.url()).hostname));
    context.on('response', (response) => this.#look(response));
  }

  /** Asserts that all pages so far were quiet, strict, and asked nobody but our own faces. */
  assertClean(): void {
    assert.deepEqual(this.#complaints, []);
    const outside = [...this.#hosts].filter(
      (host) => !/^(?:localhost|[a-z2-7]+\.(?:logon|office)\.localhost)?$/.test(host),
    );
    assert.deepEqual(outside, [], 'outside hosts were asked');
  }

  #look(response: Response): void {
    const url = new URL(response.url());
    if (url.protocol !== 'https:') return;
    const kind = response.request().resourceType();
    const at = `${kind} ${url.pathname}`;
    if (response.status() >= 400 && kind !== 'document' && kind !== 'fetch') {
      this.#complaints.push(`${response.status()} for ${at}`);
    }
    const policy = response.headers()['content-security-policy'] ?? '';
    if (!policy.includes("default-src 'none'") || /unsafe|\*|data:/.test(policy)) {
      this.#complaints.push(`content-security-policy of ${at}: ${policy}`);
    }
  }
}
