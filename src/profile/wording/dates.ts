// Instants and days as people in Japan read them: always Asia/Tokyo, and said so.

import type { Language } from '../bank-profile.ts';

const LOCALES = { ja: 'ja-JP', en: 'en-GB' } as const;
const ZONE_NAMES = { ja: '（日本時間）', en: ' (Japan time)' } as const;

/** `2026年10月3日 23:59:59（日本時間）` */
export function formatInstant(instant: number, language: Language): string {
  const date = new Date(instant);
  const day = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'Asia/Tokyo' });
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'Asia/Tokyo' });
  return `${day.format(date)} ${time.format(date)}${ZONE_NAMES[language]}`;
}

/** `2026-10-03` → `2026年10月3日` */
export function formatDay(day: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** A value for a text: days in words, everything else as it is. */
export function formatDetail(value: string | number, language: Language): string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
    ? formatDay(value, language)
    : String(value);
}
