// All the names that a Common Name template can give, as a pattern of characters, so that "two holders can never
// share a name" (RFC 5280 4.1.2.6) is decided for every possible id and not for examples.

import type { BankProfile, IdentifierField, Role } from '../bank-profile.ts';

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Names are compared without regard to case (RFC 5280 7.1), hence small letters only. */
const ALPHABETS = { digits: DIGITS, alphanumeric: DIGITS + LETTERS } as const;

const PLACEHOLDERS = ['contractId', 'userId', 'bankCode'] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];

/** One part of a template: letters as they stand, or a name in braces. */
export type TemplatePart = { readonly literal: string } | { readonly name: string };

export function templateParts(template: string): TemplatePart[] {
  return template
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part) => (/^\{.*\}$/.test(part) ? { name: part.slice(1, -1) } : { literal: part }));
}

export function isPlaceholder(name: string): name is Placeholder {
  return PLACEHOLDERS.some((known) => known === name);
}

/** One character of a pattern: what it may be, whose it is, and whether the pattern may go on without it. */
interface Place {
  readonly characters: string;
  /** The part of the template that it belongs to. */
  readonly part: number;
  /** The place that comes next when this part ends before this character. */
  readonly skipTo?: number;
}
export type NamePattern = readonly Place[];

/** The pattern of a role's names, or undefined while the template holds unknown placeholders. */
export function namePattern(profile: BankProfile, role: Role): NamePattern | undefined {
  const places: Place[] = [];
  for (const [index, part] of templateParts(profile.certificate.commonName[role]).entries()) {
    if ('literal' in part || part.name === 'bankCode') {
      const literal = 'literal' in part ? part.literal : profile.code;
      places.push(
        ...Array.from(literal.toLowerCase(), (character) => ({ characters: character, part: index })),
      );
    } else if (part.name === 'contractId' || part.name === 'userId') {
      places.push(...identifierPlaces(profile, part.name, index, places.length));
    } else {
      return undefined;
    }
  }
  return places;
}

function identifierPlaces(profile: BankProfile, name: IdentifierField, part: number, start: number): Place[] {
  const { minLength, maxLength, characters } = profile.identifiers[name];
  return Array.from({ length: maxLength }, (_, index) => {
    const place = { characters: ALPHABETS[characters], part };
    return index < minLength ? place : { ...place, skipTo: start + maxLength };
  });
}

/** The length of the longest name. */
export function longest(pattern: NamePattern): number {
  return pattern.length;
}

/** Whether some name is of both patterns. */
export function overlap(a: NamePattern, b: NamePattern): boolean {
  return meet(a, b, () => false);
}

/** Whether some name can be read in two ways: the same characters, divided differently into ids. */
export function isAmbiguous(pattern: NamePattern): boolean {
  return meet(pattern, pattern, (a, b) => a.part !== b.part, true);
}

/**
 * Walks both patterns at once over every name that they share. With `mustDiffer`, counts only a walk on which the
 * two read some character as different things.
 */
function meet(
  a: NamePattern,
  b: NamePattern,
  differ: (a: Place, b: Place) => boolean,
  mustDiffer = false,
): boolean {
  const seen = new Set<string>();
  const walks: [number, number, boolean][] = [[0, 0, false]];
  for (let walk = walks.pop(); walk !== undefined; walk = walks.pop()) {
    const [i, j, differed] = walk;
    const key = `${i} ${j} ${differed}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (i === a.length && j === b.length && (differed || !mustDiffer)) return true;
    const [here, there] = [a[i], b[j]];
    if (here?.skipTo !== undefined) walks.push([here.skipTo, j, differed]);
    if (there?.skipTo !== undefined) walks.push([i, there.skipTo, differed]);
    if (here === undefined || there === undefined) continue;
    if ([...here.characters].some((character) => there.characters.includes(character))) {
      walks.push([i + 1, j + 1, differed || differ(here, there)]);
    }
  }
  return false;
}
