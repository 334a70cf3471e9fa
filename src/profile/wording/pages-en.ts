// Texts of pages in English: the same keys as pages-ja.ts.

import type { PageWordingKey } from './pages-ja.ts';
import { pagesLogonEn } from './pages-logon-en.ts';
import { pagesPortalEn } from './pages-portal-en.ts';

export const pagesEn: Readonly<Record<PageWordingKey, string>> = { ...pagesPortalEn, ...pagesLogonEn };
