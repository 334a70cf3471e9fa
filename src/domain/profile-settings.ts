// A bank profile as a list of settings, for who reads it: where it stands, and its value; and what differs between two.

import type { BankProfile, Text } from '../profile/bank-profile.ts';
import { canonicalJson } from './request-form-content.ts';

export type SettingValue =
  | { readonly kind: 'text'; readonly text: Text }
  /** Pages of an act, or a list of words. */
  | { readonly kind: 'pages'; readonly pages: readonly (readonly string[])[] }
  | { readonly kind: 'list'; readonly items: readonly (string | number)[] }
  | { readonly kind: 'plain'; readonly value: string | number | boolean | null };

export interface Setting {
  /** `enrolment.windowDays`, `forms.pinUnlock.name`, `helpDesk.1.phone`. */
  readonly path: string;
  readonly value: SettingValue;
}

/** Every setting in the order of the profile. */
export function settingsOf(profile: BankProfile): Setting[] {
  const { $schema: _, ...shown } = profile;
  return flatten('', shown);
}

function flatten(path: string, value: unknown): Setting[] {
  if (Array.isArray(value)) return flattenList(path, value);
  if (typeof value !== 'object' || value === null) {
    return [{ path, value: { kind: 'plain', value: value as string | number | boolean | null } }];
  }
  if ('ja' in value && 'en' in value) return [{ path, value: { kind: 'text', text: value as Text } }];
  return Object.entries(value).flatMap(([key, part]) =>
    part === undefined ? [] : flatten(join(path, key), part),
  );
}

function flattenList(path: string, list: readonly unknown[]): Setting[] {
  if (list.every((item) => typeof item !== 'object' || item === null)) {
    return [{ path, value: { kind: 'list', items: list as (string | number)[] } }];
  }
  if (list.every((item) => Array.isArray(item))) {
    return [{ path, value: { kind: 'pages', pages: list as string[][] } }];
  }
  return list.flatMap((item, index) => flatten(join(path, nameOf(item) ?? String(index + 1)), item));
}

/** What lists of things with names go by, so that an inserted one does not change all that follow. */
function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  for (const key of ['kind', 'id'] as const) {
    const name = (item as Record<string, unknown>)[key];
    if (typeof name === 'string') return name;
  }
  return undefined;
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** A setting that is not the same; a side that is absent does not have it. */
export interface SettingDifference {
  readonly path: string;
  readonly before?: SettingValue;
  readonly after?: SettingValue;
}

/** What differs, in the order of the later profile; what it has no more comes last. */
export function profileDifferences(before: BankProfile, after: BankProfile): SettingDifference[] {
  const old = new Map(settingsOf(before).map(({ path, value }) => [path, value]));
  const fresh = settingsOf(after);
  const changed = fresh.flatMap(({ path, value }): SettingDifference[] => {
    const was = old.get(path);
    if (was === undefined) return [{ path, after: value }];
    return canonicalJson(was) === canonicalJson(value) ? [] : [{ path, before: was, after: value }];
  });
  const kept = new Set(fresh.map(({ path }) => path));
  const gone = [...old].flatMap(([path, value]) => (kept.has(path) ? [] : [{ path, before: value }]));
  return [...changed, ...gone];
}
