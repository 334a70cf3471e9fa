// What a browser says of itself and of the machine under it: a guess that gives advice and decides nothing.

import type { IncomingHttpHeaders } from 'node:http';
import { type KnownBrowser, OLDEST_BROWSERS } from '../http/supported-browsers.ts';

export type System =
  | 'windows'
  | 'windowsOld'
  | 'macos'
  | 'linux'
  | 'chromeos'
  | 'android'
  | 'ios'
  | 'unknown';

export interface VisitorPc {
  readonly browser: KnownBrowser | 'internetExplorer' | 'unknown';
  /** Major version; 0 where it is not known. */
  readonly version: number;
  readonly system: System;
}

/** Of strangers, and looked for again and again. */
const LONGEST_USER_AGENT = 512;

/** In the order in which they give themselves away: Edge also calls itself Chrome, and Chrome Safari. */
const BROWSERS: readonly [RegExp, VisitorPc['browser']][] = [
  [/MSIE (\d+)|Trident\/.*rv:(\d+)/, 'internetExplorer'],
  [/(?:Edg|EdgA|EdgiOS)\/(\d+)/, 'edge'],
  // Built on Chromium, with version numbers of its own.
  [/OPR\/(\d+)|Opera/, 'unknown'],
  [/(?:Firefox|FxiOS)\/(\d+)/, 'firefox'],
  [/(?:Chrome|Chromium|CriOS)\/(\d+)/, 'chrome'],
  [/Version\/(\d+)[.\d]* (?:Mobile\/\S+ )?Safari\//, 'safari'],
];

const SYSTEMS: readonly [RegExp, System][] = [
  [/iPhone|iPad|iPod/, 'ios'],
  [/Android/, 'android'],
  [/CrOS/, 'chromeos'],
  [/Windows NT 1\d/, 'windows'],
  [/Windows/, 'windowsOld'],
  [/Macintosh|Mac OS X/, 'macos'],
  [/Linux|X11/, 'linux'],
];

export function guessPc(headers: IncomingHttpHeaders): VisitorPc {
  const userAgent = (headers['user-agent'] ?? '').slice(0, LONGEST_USER_AGENT);
  const [pattern, browser] = BROWSERS.find(([one]) => one.test(userAgent)) ?? [];
  const version = pattern?.exec(userAgent)?.slice(1).find(Boolean);
  const [, system = 'unknown'] = SYSTEMS.find(([one]) => one.test(userAgent)) ?? [];
  return { browser: browser ?? 'unknown', version: Number(version ?? 0), system };
}

/** A phone or a tablet: no place for a certificate of internet banking on a PC. */
export function isPhone(headers: IncomingHttpHeaders): boolean {
  const { system } = guessPc(headers);
  return system === 'ios' || system === 'android' || headers['sec-ch-ua-mobile'] === '?1';
}

export type BrowserVerdict = 'supported' | 'old' | 'retired' | 'unknown';

export function judgeBrowser({ browser, version }: VisitorPc): BrowserVerdict {
  if (browser === 'internetExplorer') return 'retired';
  if (browser === 'unknown') return 'unknown';
  return version >= OLDEST_BROWSERS[browser] ? 'supported' : 'old';
}
