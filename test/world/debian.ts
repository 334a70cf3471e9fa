// The programs from outside npm that the tests need, by Debian's names; installed when that is allowed.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findPostgres } from './postgres.ts';

const onPath =
  (program: string, ...besides: readonly string[]) =>
  () =>
    [...(process.env['PATH'] ?? '').split(delimiter), ...besides].some((folder) =>
      existsSync(join(folder, program)),
    );

interface Need {
  /** Debian's package. */
  readonly name: string;
  readonly for: string;
  readonly present: () => boolean;
}

/** The library of a token in software, as Debian installs it. */
export const SOFT_HSM = '/usr/lib/softhsm/libsofthsm2.so';

const NEEDS: readonly Need[] = [
  { name: 'postgresql', for: 'the second database', present: () => findPostgres() !== undefined },
  { name: 'openssl', for: 'judging certificates', present: onPath('openssl') },
  { name: 'gnutls-bin', for: 'judging certificates', present: onPath('certtool') },
  { name: 'libnss3-tools', for: 'judging certificates and the browser', present: onPath('pk12util') },
  { name: 'default-jdk-headless', for: 'judging certificates', present: onPath('javac') },
  { name: 'chromium', for: 'the journeys', present: onPath('chromium') },
  { name: 'firefox-esr', for: 'the journeys', present: onPath('firefox-esr') },
  { name: 'fontconfig', for: 'Japanese on the pages', present: onPath('fc-list') },
  { name: 'fonts-noto-cjk', for: 'Japanese on the pages', present: hasJapaneseFont },
  { name: 'poppler-utils', for: 'reading the PDFs that were made', present: onPath('pdftotext') },
  { name: 'python3', for: 'reading the audit with another program', present: onPath('python3') },
  {
    name: 'nginx-light',
    for: 'a server that asks about certificates',
    present: onPath('nginx', '/usr/sbin'),
  },
  { name: 'faketime', for: 'moving the clock of a server', present: onPath('faketime') },
  { name: 'strongswan-pki', for: 'enrolling by EST', present: onPath('pki') },
  {
    name: 'libstrongswan-standard-plugins',
    for: 'enrolling by EST with keys on curves',
    present: () => existsSync('/usr/lib/ipsec/plugins/libstrongswan-openssl.so'),
  },
  { name: 'curl', for: 'enrolling by EST', present: onPath('curl') },
  { name: 'softhsm2', for: 'keys in a token', present: () => existsSync(SOFT_HSM) },
  { name: 'strace', for: 'faults at an exact system call', present: onPath('strace') },
];

function hasJapaneseFont(): boolean {
  return onPath('fc-list')() && execFileSync('fc-list', [':lang=ja'], { encoding: 'utf8' }).trim() !== '';
}

/** Installs what is missing, or throws with what to install. */
export function provideDebianPackages(): void {
  const missing = NEEDS.filter((need) => !need.present());
  if (missing.length === 0) return;
  const names = missing.map((need) => need.name);
  const list = missing.map((need) => `  ${need.name} (${need.for})`).join('\n');
  if (process.getuid?.() !== 0 || !onPath('apt-get')()) {
    throw new Error(
      `The tests need from Debian:\n${list}\nInstall them: sudo apt-get install ${names.join(' ')}`,
    );
  }
  console.error(`Installing from Debian what the tests need:\n${list}`);
  apt('update');
  apt('install', '--yes', '--no-install-recommends', ...names);
  const still = missing.filter((need) => !need.present()).map((need) => need.name);
  if (still.length > 0) throw new Error(`Installed, and yet not found: ${still.join(', ')}`);
}

function apt(...words: readonly string[]): void {
  const { status } = spawnSync('apt-get', ['--quiet', '--option', 'DPkg::Lock::Timeout=300', ...words], {
    // Standard output stays the tests' own.
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`apt-get ${words.join(' ')} failed`);
}
