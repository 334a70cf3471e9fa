// JSON as people write it: faults with line and column, and a key written twice is a fault, for JSON.parse
// would quietly keep the last one (RFC 8259 4: behaviour unpredictable).

import { faultyOffset } from './json-position.ts';
import type { Fault } from './profile-fault.ts';

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** UTF-8 with or without a byte order mark. */
export function parseJson(bytes: Uint8Array): ParsedJson {
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fault('is not UTF-8', 'save it as UTF-8 (in Notepad: 名前を付けて保存, 文字コード UTF-8)');
  }
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    const at = position(source);
    return fault(`line ${at.line}, column ${at.column}: ${at.what}`, at.cure);
  }
  const doubles = doubleKeys(source);
  return doubles.length > 0 ? { ok: false, faults: doubles } : { ok: true, value };
}

function fault(message: string, cure: string): ParsedJson {
  return { ok: false, faults: [{ path: '', message, cure }] };
}

function position(source: string) {
  const offset = faultyOffset(source);
  const { line, column } = lineAndColumn(source, offset);
  const found = source[offset];
  if (found === undefined) {
    return { line, column, what: 'the file ends too early', cure: 'close every brace, bracket and quote' };
  }
  if (found === '/' || found === '#') {
    return { line, column, what: 'JSON has no comments', cure: 'move the note into "remarks"' };
  }
  const before = source.slice(0, offset).trimEnd().at(-1);
  if (before === ',' && (found === '}' || found === ']')) {
    return { line, column, what: `a comma stands before ${found}`, cure: 'remove the comma' };
  }
  return {
    line,
    column,
    what: `${JSON.stringify(found)} cannot stand here`,
    cure: cureFor(found, before ?? ''),
  };
}

function cureFor(found: string, before: string): string {
  if (found === "'" || found === '“' || found === '”') return 'write straight double quotes (")';
  if (found !== '"') return 'look at it and at what precedes it';
  return before === '' || '{[,:'.includes(before)
    ? 'close the quote on the same line'
    : 'put a comma before it';
}

function lineAndColumn(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** Keys that stand twice in one object. The source is known to be JSON, so tokens are enough. */
function doubleKeys(source: string): Fault[] {
  const faults: Fault[] = [];
  const open: (Set<string> | null)[] = [];
  for (const match of source.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g)) {
    const [token, string, colon] = match;
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null);
    else if (token === '}' || token === ']') open.pop();
    else if (string !== undefined && colon !== undefined) {
      const key = String(JSON.parse(string));
      const keys = open.at(-1);
      if (keys?.has(key)) {
        const { line, column } = lineAndColumn(source, match.index);
        const message = `line ${line}, column ${column}: "${key}" is already written above in the same braces`;
        faults.push({ path: '', message, cure: 'remove or rename one of the two' });
      }
      keys?.add(key);
    }
  }
  return faults;
}
