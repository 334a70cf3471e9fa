// A customer's PC: a home folder with its own NSS store, and the Chromium of the system. Certificates get into the
// store as they do on a real PC, and the browser itself picks one in the TLS handshake.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildPkcs12 } from '../../src/x509/pkcs12.ts';
import type { Acquired } from '../world/customers.ts';
import type { Service } from './service.ts';
import { Watch } from './watch.ts';

const run = promisify(execFile);

/** Longer than anything takes; a dialog that nobody sees would hold a page up for ever. */
export const PATIENCE_MS = 20_000;
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface BrowserOptions {
  /** Which certificate is picked, by its Common Name; otherwise the first that the server would take. */
  readonly commonName?: string;
  readonly javaScript?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface SavedFile {
  readonly path: string;
  /** What the page calls it. */
  readonly name: string;
}

/** A browser by which manuals are replayed. */
export interface Browser {
  readonly name: string;
  createPc(service: Service): Promise<ManualPc>;
}

/** A PC of somebody who replays a manual, whatever its browser. */
export interface ManualPc {
  open(options?: BrowserOptions): Promise<OpenBrowser>;
  /** Presses what saves a file. */
  save(browser: OpenBrowser, press: () => Promise<void>): Promise<SavedFile>;
  /** Puts a saved file into the PC's store; the browser that goes on. */
  install(browser: OpenBrowser, file: SavedFile, password: string): Promise<OpenBrowser>;
  importIdentity(identity: Acquired): Promise<void>;
  dispose(): Promise<void>;
}

export interface OpenBrowser {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong on its pages, and which hosts they asked. */
  readonly watch: Watch;
  close(): Promise<void>;
}

export class Pc implements ManualPc {
  readonly #service: Service;
  readonly #home: string;
  readonly #store: string;
  readonly #open = new Set<BrowserContext>();

  private constructor(service: Service, home: string) {
    this.#service = service;
    this.#home = home;
    this.#store = `sql:${join(home, '.pki/nssdb')}`;
  }

  /** A new PC that trusts the service's root and holds no certificate. */
  static async create(service: Service): Promise<Pc> {
    const home = await mkdtemp(join(tmpdir(), 'warifu-pc-'));
    const pc = new Pc(service, home);
    await mkdir(join(home, '.pki/nssdb'), { recursive: true });
    await run('certutil', ['-d', pc.#store, '-N', '--empty-password']);
    await run('certutil', ['-d', pc.#store, '-A', '-t', 'C,,', '-n', 'Warifu', '-i', service.rootFile]);
    return pc;
  }

  /** Imports a file that the customer saved, with NSS's own tool. */
  async importFile(file: string, password: string): Promise<void> {
    const passwordFile = join(this.#home, 'password');
    await writeFile(passwordFile, password);
    await run('pk12util', ['-d', this.#store, '-i', file, '-w', passwordFile]);
  }

  async save({ page }: OpenBrowser, press: () => Promise<void>): Promise<SavedFile> {
    const [download] = await Promise.all([page.waitForEvent('download'), press()]);
    return { path: await download.path(), name: download.suggestedFilename() };
  }

  /** Chromium sees the new certificate at its next handshake. */
  async install(browser: OpenBrowser, { path }: SavedFile, password: string): Promise<OpenBrowser> {
    await this.importFile(path, password);
    return browser;
  }

  /** Puts a certificate that was acquired without a browser into the store. */
  async importIdentity(identity: Acquired): Promise<void> {
    const file = join(this.#home, 'identity.p12');
    await writeFile(file, await fileOf(identity, 'import'));
    await this.importFile(file, 'import');
  }

  /** Starts the browser; nothing of an earlier one but the certificates is left. */
  async open(options: BrowserOptions = {}): Promise<OpenBrowser> {
    const { commonName, javaScript = true, viewport = { width: 1280, height: 900 } } = options;
    const profile = await mkdtemp(join(this.#home, 'browser-'));
    await mkdir(join(profile, 'Default'));
    await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(this.#preferences(commonName)));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: '/usr/bin/chromium',
      args: FLAGS,
      env: { ...environment(), HOME: this.#home },
      locale: 'ja-JP',
      javaScriptEnabled: javaScript,
      viewport,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    this.#open.add(context);
    const watch = new Watch(context);
    return {
      context,
      page: context.pages()[0] ?? (await context.newPage()),
      watch,
      close: async () => {
        this.#open.delete(context);
        await context.close();
      },
    };
  }

  async dispose(): Promise<void> {
    for (const context of this.#open) await context.close();
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  /**
   * The choice that a person makes in the browser's dialog, made by the setting behind the policy
   * AutoSelectCertificateForUrls. Where no certificate fits, the browser shows none, as with "Cancel".
   */
  #preferences(commonName: string | undefined): object {
    const filter = commonName === undefined ? {} : { SUBJECT: { CN: commonName } };
    const { logonPort, officePort } = this.#service;
    const faces = [`logon.localhost:${logonPort}`, `office.localhost:${officePort}`];
    const setting = { filters: [filter] };
    const rule = Object.fromEntries(faces.map((face) => [`https://[*.]${face},*`, { setting }]));
    return {
      profile: { content_settings: { exceptions: { auto_select_certificate: rule } } },
      // PDFs are saved, where they can be read.
      plugins: { always_open_pdf_externally: true },
    };
  }
}

export const CHROMIUM: Browser = { name: 'Chromium', createPc: (service) => Pc.create(service) };

/** The file that a page would have saved. */
export function fileOf({ key, certificate, chain }: Acquired, password: string): Promise<Uint8Array> {
  const privateKeyPkcs8 = key.privateKey.export({ format: 'der', type: 'pkcs8' });
  const content = { privateKeyPkcs8, certificate, chain, password, friendlyName: 'import' };
  return buildPkcs12({ ...content, iterations: 1000 });
}

/** Without the folders of the machine's own desktop, which would lead the browser to another store. */
export function environment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('XDG_'));
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']));
}
