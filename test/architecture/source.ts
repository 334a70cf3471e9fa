// Reads what a TypeScript file imports, without running it.

import { posix } from 'node:path';

/** Path from the project's folder → text. */
export type Files = ReadonlyMap<string, string>;

/** A string, a template or a regular expression is kept; a comment is not. */
const TOKENS =
  /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<=[=(,:;!&|?\n][ \t]*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** The code with its comments taken out and its lines where they were. */
export function withoutComments(text: string): string {
  return text.replace(TOKENS, (token, kept?: string) => kept ?? token.replace(/[^\n]/g, ' '));
}

const IMPORTS = /\b(?:import|export)\b[^;'"`]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g;

/** What is imported, as written; types too, for they bind two files as firmly. */
export function importsOf(text: string): string[] {
  return [...withoutComments(text).matchAll(IMPORTS)].map((found) => (found[1] ?? found[2]) as string);
}

/** The file that an import of `from` names, or undefined for a package. */
export function resolveImport(from: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : undefined;
}

/** Tests and what only they use. */
export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.startsWith('test/') || path.includes('/fixtures/');
}

/** Circles of imports, each told once, as the files that one walks through. */
export function circlesOf(files: Files): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const walk = (path: string, way: readonly string[]): void => {
    const met = way.indexOf(path);
    if (met >= 0) circles.push([...way.slice(met), path]);
    if (met >= 0 || done.has(path)) return;
    for (const specifier of importsOf(files.get(path) ?? '')) {
      const target = resolveImport(path, specifier);
      if (target !== undefined && files.has(target)) walk(target, [...way, path]);
    }
    done.add(path);
  };
  for (const path of files.keys()) walk(path, []);
  return circles;
}
