// Texts of pages in English: the same keys as pages-ja.ts.

import { pagesAccessEn } from './pages-access-en.ts';
import { pagesAuthoritiesEn } from './pages-authorities-en.ts';
import { pagesCareEn } from './pages-care-en.ts';
import { pagesCustomersActsEn } from './pages-customers-acts-en.ts';
import { pagesCustomersEn } from './pages-customers-en.ts';
import { pagesElsewhereEn } from './pages-elsewhere-en.ts';
import { pagesHelpEn } from './pages-help-en.ts';
import type { PageWordingKey } from './pages-ja.ts';
import { pagesLogonEn } from './pages-logon-en.ts';
import { pagesOfficeAuditEn } from './pages-office-audit-en.ts';
import { cardTextsEn, pagesOfficeCardsEn } from './pages-office-cards-en.ts';
import { pagesOfficeCertificatesEn } from './pages-office-certificates-en.ts';
import { firstLetterEn, pagesOfficeContractsEn } from './pages-office-contracts-en.ts';
import { pagesOfficeEn } from './pages-office-en.ts';
import { pagesOfficeFormsEn } from './pages-office-forms-en.ts';
import { lettersEn, pagesOfficeLettersEn } from './pages-office-letters-en.ts';
import { pagesOfficeOfficersEn } from './pages-office-officers-en.ts';
import { pagesOfficeProfileEn } from './pages-office-profile-en.ts';
import { pagesOfficeReportsEn } from './pages-office-reports-en.ts';
import { pagesOfficeTokensEn } from './pages-office-tokens-en.ts';
import { pagesPortalEn } from './pages-portal-en.ts';
import { pagesTokenEn } from './pages-token-en.ts';
import { pagesUsersEn } from './pages-users-en.ts';

export const pagesEn: Readonly<Record<PageWordingKey, string>> = {
  ...pagesAccessEn,
  ...pagesCareEn,
  ...pagesPortalEn,
  ...pagesElsewhereEn,
  ...pagesLogonEn,
  ...pagesHelpEn,
  ...pagesAuthoritiesEn,
  ...pagesTokenEn,
  ...pagesUsersEn,
  ...pagesOfficeEn,
  ...pagesOfficeOfficersEn,
  ...pagesCustomersEn,
  ...pagesCustomersActsEn,
  ...pagesOfficeContractsEn,
  ...firstLetterEn,
  ...pagesOfficeFormsEn,
  ...pagesOfficeLettersEn,
  ...lettersEn,
  ...pagesOfficeCardsEn,
  ...cardTextsEn,
  ...pagesOfficeTokensEn,
  ...pagesOfficeProfileEn,
  ...pagesOfficeReportsEn,
  ...pagesOfficeAuditEn,
  ...pagesOfficeCertificatesEn,
};
