// Texts of pages in English: the same keys as pages-ja.ts.

import { pagesAccessEn } from './pages-access-en.ts';
import { pagesCareEn } from './pages-care-en.ts';
import { pagesCustomersActsEn } from './pages-customers-acts-en.ts';
import { pagesCustomersEn } from './pages-customers-en.ts';
import { pagesHelpEn } from './pages-help-en.ts';
import type { PageWordingKey } from './pages-ja.ts';
import { pagesLogonEn } from './pages-logon-en.ts';
import { pagesOfficeCertificatesEn } from './pages-office-certificates-en.ts';
import { pagesOfficeEn } from './pages-office-en.ts';
import { pagesOfficeFormsEn } from './pages-office-forms-en.ts';
import { pagesPortalEn } from './pages-portal-en.ts';
import { pagesTokenEn } from './pages-token-en.ts';
import { pagesUsersEn } from './pages-users-en.ts';

export const pagesEn: Readonly<Record<PageWordingKey, string>> = {
  ...pagesAccessEn,
  ...pagesCareEn,
  ...pagesPortalEn,
  ...pagesLogonEn,
  ...pagesHelpEn,
  ...pagesTokenEn,
  ...pagesUsersEn,
  ...pagesOfficeEn,
  ...pagesCustomersEn,
  ...pagesCustomersActsEn,
  ...pagesOfficeFormsEn,
  ...pagesOfficeCertificatesEn,
};
