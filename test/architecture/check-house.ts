// Judges the source files by the rules of the house (docs/architecture.md). Each rule says what it found where.

import {
  DATABASE_PACKAGES,
  EMPTY_NAMES,
  MOST_LINES,
  MOST_LINES_OF_A_TEST,
  NEIGHBOURS,
  PRIVATE_KEY_FILES,
  READERS_ONLY,
  ROOMS,
  type Room,
} from './rooms.ts';
import { circlesOf, type Files, importsOf, isTest, resolveImport, withoutComments } from './source.ts';

export interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly what: string;
}

type Check = (path: string, text: string, bankCodes: readonly string[]) => string[];

/** Everything that is wrong with these files; empty when the house is in order. */
export function checkHouse(files: Files, bankCodes: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  for (const [path, text] of files) {
    for (const [rule, check] of Object.entries(CHECKS)) {
      for (const what of check(path, text, bankCodes)) findings.push({ rule, path, what });
    }
  }
  for (const circle of circlesOf(files)) {
    findings.push({ rule: 'circle', path: circle[0] ?? '', what: circle.join(' → ') });
  }
  return findings;
}

const CHECKS: Record<string, Check> = {
  'unknown room': (path) => (path.startsWith('src/') && roomOf(path) === undefined ? [path] : []),

  // A test may reach up for the world that it needs.
  'upward import': (path, text) =>
    importedRooms(path, text)
      .filter(([, room]) => !isTest(path) && rank(room) > rank(roomOf(path)))
      .map(([target]) => target),

  'import between neighbours': (path, text) => {
    const own = roomOf(path);
    if (own === undefined || !NEIGHBOURS.includes(own)) return [];
    return importedRooms(path, text)
      .filter(([, room]) => room !== own && NEIGHBOURS.includes(room))
      .map(([target]) => target);
  },

  'import of a test or from outside src': (path, text) => {
    if (!path.startsWith('src/') || isTest(path)) return [];
    return importsOf(text).filter((specifier) => {
      const target = resolveImport(path, specifier);
      return target !== undefined && (!target.startsWith('src/') || isTest(target));
    });
  },

  'write past the procedures': (path, text) => {
    const own = roomOf(path);
    if (own === undefined || !READERS_ONLY.includes(own) || isTest(path)) return [];
    return importsOf(text).filter((specifier) =>
      resolveImport(path, specifier)?.startsWith('src/store/write/'),
    );
  },

  'database outside store': (path, text) => {
    if (!path.startsWith('src/') || roomOf(path) === 'store' || isTest(path)) return [];
    return importsOf(text).filter((specifier) => DATABASE_PACKAGES.includes(specifier));
  },

  'node in the browser': (path, text) => {
    const inBrowser = path.startsWith('src/x509/') || /^src\/.*\/browser\//.test(path);
    return inBrowser && !isTest(path) ? importsOf(text).filter((one) => one.startsWith('node:')) : [];
  },

  'clock or chance in domain': (path, text) => {
    if (roomOf(path) !== 'domain' || isTest(path)) return [];
    return matches(
      text,
      /\bDate\.now\b|\bnew Date\(\s*\)|\bTemporal\.Now\b|\bMath\.random\b|\bfrom 'node:[^']+'/g,
    );
  },

  'private key outside signing-key': (path, text) => {
    if (!path.startsWith('src/') || isTest(path) || PRIVATE_KEY_FILES.test(path)) return [];
    return privateKeyUses(text);
  },

  'bank code in code': (path, text, bankCodes) => {
    if (!path.startsWith('src/') || isTest(path) || bankCodes.length === 0) return [];
    return matches(text, new RegExp(`(?<![\\w.])(?:${bankCodes.join('|')})(?!\\w|\\.\\d)`, 'g'));
  },

  'too long': (path, text) => {
    const most = path.endsWith('.test.ts') ? MOST_LINES_OF_A_TEST : MOST_LINES;
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    return lines > most ? [`${lines} lines, at most ${most}`] : [];
  },

  'name that says nothing': (path) =>
    path
      .split('/')
      .map((segment) => segment.split('.')[0] ?? '')
      .filter((segment) => EMPTY_NAMES.includes(segment)),

  'name not in kebab-case': (path) =>
    path
      .split('/')
      .filter((segment) => path.endsWith('.ts') && !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(segment)),

  'no first line that says what for': (path, text) =>
    path.endsWith('.ts') && !path.endsWith('.test.ts') && !/^(#!.*\n)?\/\/ \S/.test(text)
      ? [text.split('\n')[0] ?? '']
      : [],
};

function roomOf(path: string): Room | undefined {
  const [top, room, ...rest] = path.split('/');
  return top === 'src' && rest.length > 0 ? ROOMS.find((known) => known === room) : undefined;
}

function rank(room: Room | undefined): number {
  return room === undefined ? Number.POSITIVE_INFINITY : ROOMS.indexOf(room);
}

function importedRooms(path: string, text: string): [string, Room][] {
  if (roomOf(path) === undefined) return [];
  return importsOf(text).flatMap((specifier): [string, Room][] => {
    const target = resolveImport(path, specifier);
    const room = target === undefined ? undefined : roomOf(target);
    return target === undefined || room === undefined ? [] : [[target, room]];
  });
}

/** Names of node:crypto that take a private key in hand. WebCrypto is the customer's own browser. */
const PRIVATE_KEY_FUNCTIONS = /^(createPrivateKey|sign|createSign|privateDecrypt|privateEncrypt)$/;

function privateKeyUses(text: string): string[] {
  const code = withoutComments(text);
  const named = [...code.matchAll(/\bimport\s*\{([^}]*)\}\s*from\s*'node:crypto'/g)]
    .flatMap((found) => (found[1] ?? '').split(','))
    .map((name) => name.trim().split(/\s/)[0] ?? '')
    .filter((name) => PRIVATE_KEY_FUNCTIONS.test(name));
  const whole = [...code.matchAll(/\bimport\s+(?:\*\s+as\s+)?(\w+)\s+from\s*'node:crypto'/g)].flatMap(
    (found) =>
      matches(code, new RegExp(`\\b${found[1]}\\.(?:createPrivateKey|sign|createSign|private\\w+)\\b`, 'g')),
  );
  return [...named, ...whole];
}

function matches(text: string, pattern: RegExp): string[] {
  return [...withoutComments(text).matchAll(pattern)].map((found) => found[0]);
}
