// At start: every bank can say everything, in both languages, and nothing in a text is left unfilled.

import type { BankProfile, Language } from '../bank-profile.ts';
import { nearest } from '../nearest.ts';
import type { Fault } from '../profile-fault.ts';
import { REASON_CODES } from '../reason-codes.ts';
import { ALWAYS_FILLED, SOMETIMES_FILLED } from './bank-values.ts';
import { REASON_DETAILS } from './reason-details.ts';
import { placeholdersOf, unbalancedSign } from './template.ts';
import { COMMON_WORDING } from './wording.ts';

const LANGUAGES = ['ja', 'en'] as const satisfies readonly Language[];

/** Faults of the common wording itself; `path` is the key. */
export function checkCommonWording(): Fault[] {
  return LANGUAGES.flatMap((language) =>
    [...COMMON_WORDING[language]].flatMap(([key, template]) =>
      checkTemplate(`${key}.${language}`, template, allowedIn(key)),
    ),
  );
}

/** Faults of a bank's own wording. */
export function checkWording(profile: BankProfile): Fault[] {
  return Object.entries(profile.wording ?? {}).flatMap(([key, wording]) => {
    if (!COMMON_WORDING.ja.has(key)) return [unknownKey(key)];
    return LANGUAGES.flatMap((language) => {
      const path = `wording["${key}"].${language}`;
      return [
        ...checkTemplate(path, wording[language], allowedIn(key)),
        ...checkLines(path, key, wording[language]),
        ...checkLinks(path, key, wording[language]),
      ];
    });
  });
}

/** Only the body of a mail and what stands around it have lines; a subject of two lines would be a second header. */
function checkLines(path: string, key: string, template: string): Fault[] {
  if (/^mail\.(.*\.body|closing)$/.test(key) || !template.includes('\n')) return [];
  return [{ path, message: 'has a line break', cure: 'write it in one line' }];
}

/** A mail that leads to a page teaches customers to follow the next one, which is not the bank's. */
function checkLinks(path: string, key: string, template: string): Fault[] {
  if (!key.startsWith('mail.') || !/:\/\/|\bwww\./i.test(template)) return [];
  return [{ path, message: 'holds an address of a page', cure: 'say in words where to go' }];
}

interface Allowed {
  readonly anywhere: ReadonlySet<string>;
  readonly inBrackets: ReadonlySet<string>;
}

/** What a key's text may use: the bank's values; a refusal's details; what the page's common text uses. */
function allowedIn(key: string): Allowed {
  const reason = REASON_CODES.find((code) => key.startsWith(`reason.${code}.`));
  if (reason !== undefined) {
    const details = REASON_DETAILS[reason] ?? [];
    return { anywhere: new Set(ALWAYS_FILLED), inBrackets: new Set([...SOMETIMES_FILLED, ...details]) };
  }
  // A page gives its own values to both languages: what one language uses, the other may use too.
  const own = LANGUAGES.map((language) => placeholdersOf(COMMON_WORDING[language].get(key) ?? ''));
  const sometimes = new Set(SOMETIMES_FILLED);
  const given = own.flatMap(({ required }) => required).filter((name) => !sometimes.has(name));
  const perhapsGiven = own.flatMap(({ optional }) => optional);
  return {
    anywhere: new Set([...ALWAYS_FILLED, ...given]),
    inBrackets: new Set([...SOMETIMES_FILLED, ...perhapsGiven]),
  };
}

function checkTemplate(path: string, template: string, allowed: Allowed): Fault[] {
  const sign = unbalancedSign(template);
  if (sign !== undefined) {
    const cure = 'write {name} for a value and [ ] around what may be left out';
    return [{ path, message: `the sign ${sign} has no partner`, cure }];
  }
  const { required, optional } = placeholdersOf(template);
  const unknown = [
    ...required.filter((name) => !allowed.anywhere.has(name) && !allowed.inBrackets.has(name)),
    ...optional.filter((name) => !allowed.anywhere.has(name) && !allowed.inBrackets.has(name)),
  ];
  const unsure = required.filter((name) => !allowed.anywhere.has(name) && allowed.inBrackets.has(name));
  return [
    ...unknown.map((name) => {
      const known = [...allowed.anywhere, ...allowed.inBrackets];
      const meant = nearest(name, known);
      const cure = meant === undefined ? `use one of ${known.join(', ')}` : `write {${meant}}`;
      return { path, message: `nothing fills {${name}} here`, cure };
    }),
    ...unsure.map((name) => ({
      path,
      message: `{${name}} does not always have a value`,
      cure: `put the part that needs it in brackets: [… {${name}} …]`,
    })),
  ];
}

function unknownKey(key: string): Fault {
  const meant = nearest(key, [...COMMON_WORDING.ja.keys()]);
  const cure =
    meant === undefined ? 'remove it; keys stand in src/profile/wording/' : `write "${meant}", or remove it`;
  return { path: `wording["${key}"]`, message: 'no such text exists', cure };
}
