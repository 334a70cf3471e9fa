// A customer's PC with Debian's Firefox ESR: the certificates lie in the browser's own profile (cert9.db), which it
// reads when it starts, so that an installed certificate asks for a new start, as in the manuals.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { BrowserContext } from 'playwright-core';
// Debian's Firefox speaks WebDriver BiDi as that version of the driver expects it; newer ones ask it for more.
import { firefox } from 'playwright-core-for-firefox';
import type { Acquired } from '../world/customers.ts';
import {
  type Browser,
  environment,
  fileOf,
  type ManualPc,
  type OpenBrowser,
  PATIENCE_MS,
  type SavedFile,
} from './browser.ts';
import type { Service } from './service.ts';
import { Watch } from './watch.ts';

const run = promisify(execFile);

/** Nothing of the world outside is asked, and the one certificate that fits is picked without a dialog. */
const PREFERENCES = {
  'security.default_personal_cert': 'Select Automatically',
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.enabled': false,
};

export class FirefoxPc implements ManualPc {
  readonly #home: string;
  readonly #profile: string;
  readonly #downloads: string;
  readonly #open = new Set<BrowserContext>();

  private constructor(home: string) {
    this.#home = home;
    this.#profile = join(home, 'profile');
    this.#downloads = join(home, 'downloads');
  }

  /** A new PC that trusts the service's root and holds no certificate. */
  static async create(service: Service): Promise<FirefoxPc> {
    const pc = new FirefoxPc(await mkdtemp(join(tmpdir(), 'warifu-firefox-')));
    await mkdir(pc.#profile);
    await mkdir(pc.#downloads);
    await pc.#certutil('-N', '--empty-password');
    await pc.#certutil('-A', '-t', 'C,,', '-n', 'Warifu', '-i', service.rootFile);
    return pc;
  }

  async open(): Promise<OpenBrowser> {
    const opened = await firefox.launchPersistentContext(this.#profile, {
      channel: 'moz-firefox',
      executablePath: '/usr/bin/firefox-esr',
      headless: true,
      args: ['--no-remote'],
      env: { ...environment(), HOME: this.#home },
      downloadsPath: this.#downloads,
      firefoxUserPrefs: PREFERENCES,
      locale: 'ja-JP',
      viewport: { width: 1280, height: 900 },
    });
    // One and the same interface, in two versions of one package.
    const context = opened as unknown as BrowserContext;
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

  /** The driver is not told of what a page saves by itself: the folder shows it. */
  async save(_browser: OpenBrowser, press: () => Promise<void>): Promise<SavedFile> {
    const before = new Set(await readdir(this.#downloads));
    await press();
    for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
      const names = await readdir(this.#downloads);
      const name = names.find((one) => one.endsWith('.p12') && !before.has(one));
      const path = name && join(this.#downloads, name);
      const whole = !names.some((one) => one.endsWith('.part'));
      if (name && path && whole && (await stat(path)).size > 0) return { path, name };
      await wait(50);
    }
    throw new Error('nothing was saved');
  }

  async install(browser: OpenBrowser, { path }: SavedFile, password: string): Promise<OpenBrowser> {
    await browser.close();
    await this.#importFile(path, password);
    return this.open();
  }

  async importIdentity(identity: Acquired): Promise<void> {
    const file = join(this.#home, 'identity.p12');
    await writeFile(file, await fileOf(identity, 'import'));
    await this.#importFile(file, 'import');
  }

  async dispose(): Promise<void> {
    for (const context of this.#open) await context.close();
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  async #importFile(file: string, password: string): Promise<void> {
    const passwordFile = join(this.#home, 'password');
    await writeFile(passwordFile, password);
    await run('pk12util', ['-d', `sql:${this.#profile}`, '-i', file, '-w', passwordFile]);
  }

  async #certutil(...words: readonly string[]): Promise<void> {
    await run('certutil', ['-d', `sql:${this.#profile}`, ...words]);
  }
}

export const FIREFOX: Browser = { name: 'Firefox ESR', createPc: (service) => FirefoxPc.create(service) };
