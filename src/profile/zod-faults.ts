// Turns what the schema library finds into sentences for the person who writes a profile: entry, what, cure.

import type { z } from 'zod';
import { knownKeys } from './json-schema.ts';
import { nearest } from './nearest.ts';
import type { Fault } from './profile-fault.ts';
import { formatPath } from './profile-fault.ts';
import { CURE, shown } from './schema/parts.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Every issue as a fault; a misspelt key and the entry that is missing because of it count as one. */
export function describeIssues(issues: readonly Issue[], input: unknown): Fault[] {
  const renamed = new Set<string>();
  const unknownKeys = issues
    .filter((issue) => issue.code === 'unrecognized_keys')
    .flatMap((issue) => issue.keys.map((key) => unknownKey(issue.path, key, renamed, input)));
  const others = issues
    .filter((issue) => issue.code !== 'unrecognized_keys')
    .flatMap((issue) => describeIssue(issue, [], input))
    .filter((fault) => !(fault.message === MISSING && renamed.has(fault.path)));
  return [...unknownKeys, ...others];
}

const MISSING = 'is missing';

function unknownKey(path: Path, key: string, renamed: Set<string>, input: unknown): Fault {
  const present = valueAt(input, path);
  const taken = typeof present === 'object' && present !== null ? Object.keys(present) : [];
  const known = knownKeys(path);
  const free = known.filter((candidate) => !taken.includes(candidate));
  const meant = nearest(key, free) ?? nearest(key, known);
  if (meant !== undefined) renamed.add(formatPath([...path, meant]));
  const cure =
    meant === undefined ? `remove it; known here: ${known.join(', ')}` : `write "${meant}", or remove it`;
  return { path: formatPath([...path, key]), message: 'no such entry is known here', cure };
}

function describeIssue(issue: Issue, base: Path, input: unknown): Fault[] {
  const path = [...base, ...issue.path];
  const at = formatPath(path);
  const value = valueAt(input, path);
  const [message, cure] = issue.message.split(CURE);
  if (message !== undefined && cure !== undefined) return [{ path: at, message, cure }];
  if (value === undefined && issue.code !== 'custom') {
    return [{ path: at, message: MISSING, cure: 'write it; the other banks’ profiles show how' }];
  }
  switch (issue.code) {
    case 'invalid_type':
      return [
        {
          path: at,
          message: `is ${shown(value)}, not ${inWords(issue.expected)}`,
          cure: `write ${inWords(issue.expected)}`,
        },
      ];
    case 'invalid_value':
      return [oneOf(at, value, issue.values.map(String))];
    case 'invalid_union':
      return describeUnion(issue, path, value, input);
    case 'too_small':
      return [{ path: at, message: `is too short`, cure: `give at least ${issue.minimum}` }];
    case 'too_big':
      return [{ path: at, message: `is too long`, cure: `give at most ${issue.maximum}` }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key, new Set(), input));
    case 'invalid_key':
      return [{ path: at, message: 'no such entry is known here', cure: 'remove it' }];
    default:
      return [{ path: at, message: issue.message, cure: 'correct it' }];
  }
}

function oneOf(path: string, value: unknown, values: readonly string[]): Fault {
  const meant = typeof value === 'string' ? nearest(value, values) : undefined;
  const cure =
    meant === undefined
      ? `choose one of ${values.join(', ')}`
      : `write "${meant}"; known: ${values.join(', ')}`;
  return { path, message: `${shown(value)} is not known here`, cure };
}

/** Of several shapes, the one that the entry comes nearest to. */
function describeUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  value: unknown,
  input: unknown,
): Fault[] {
  const simple = issue.errors.flat().filter((inner) => inner.code === 'invalid_value');
  const [first] = simple;
  if (typeof value === 'string' && first !== undefined && first.path.length === 0) {
    const fault = oneOf(formatPath(path), value, first.values.map(String));
    return [{ ...fault, cure: `${fault.cure}, or menu:<name>` }];
  }
  const best = issue.errors.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return best.flatMap((inner) => describeIssue(inner, path, input));
}

const WORDS: Readonly<Record<string, string>> = {
  array: 'a list in [ ]',
  object: 'entries in { }',
  record: 'entries in { }',
  string: 'a text in quotes',
  boolean: 'true or false',
};

function inWords(expected: string): string {
  return WORDS[expected] ?? expected;
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const step of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  }
  return value;
}
