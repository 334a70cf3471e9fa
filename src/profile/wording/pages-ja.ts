// Texts of pages in Japanese, by key `page.<page>.<thing>`; labels are the manuals', sentences our own.
// {name} is filled from the bank's terms and facts (bank-values.ts) or from what the page gives to `say`.
// pages-en.ts must have the same keys: the compiler sees to it. Every key may be overridden by a bank ("wording").

import { pagesAccessJa } from './pages-access-ja.ts';
import { pagesAuthoritiesJa } from './pages-authorities-ja.ts';
import { pagesCareJa } from './pages-care-ja.ts';
import { pagesCustomersActsJa } from './pages-customers-acts-ja.ts';
import { pagesCustomersJa } from './pages-customers-ja.ts';
import { pagesElsewhereJa } from './pages-elsewhere-ja.ts';
import { pagesHelpJa } from './pages-help-ja.ts';
import { pagesLogonJa } from './pages-logon-ja.ts';
import { pagesOfficeAuditJa } from './pages-office-audit-ja.ts';
import { cardTextsJa, pagesOfficeCardsJa } from './pages-office-cards-ja.ts';
import { pagesOfficeCertificatesJa } from './pages-office-certificates-ja.ts';
import { firstLetterJa, pagesOfficeContractsJa } from './pages-office-contracts-ja.ts';
import { pagesOfficeFormsJa } from './pages-office-forms-ja.ts';
import { pagesOfficeJa } from './pages-office-ja.ts';
import { lettersJa, pagesOfficeLettersJa } from './pages-office-letters-ja.ts';
import { pagesOfficeOfficersJa } from './pages-office-officers-ja.ts';
import { pagesOfficeProfileJa } from './pages-office-profile-ja.ts';
import { pagesOfficeReportsJa } from './pages-office-reports-ja.ts';
import { pagesOfficeTokensJa } from './pages-office-tokens-ja.ts';
import { pagesPortalJa } from './pages-portal-ja.ts';
import { pagesTokenJa } from './pages-token-ja.ts';
import { pagesUsersJa } from './pages-users-ja.ts';

export const pagesJa = {
  ...pagesAccessJa,
  ...pagesCareJa,
  ...pagesPortalJa,
  ...pagesElsewhereJa,
  ...pagesLogonJa,
  ...pagesHelpJa,
  ...pagesAuthoritiesJa,
  ...pagesTokenJa,
  ...pagesUsersJa,
  ...pagesOfficeJa,
  ...pagesOfficeOfficersJa,
  ...pagesCustomersJa,
  ...pagesCustomersActsJa,
  ...pagesOfficeContractsJa,
  ...firstLetterJa,
  ...pagesOfficeFormsJa,
  ...pagesOfficeLettersJa,
  ...lettersJa,
  ...pagesOfficeCardsJa,
  ...cardTextsJa,
  ...pagesOfficeTokensJa,
  ...pagesOfficeProfileJa,
  ...pagesOfficeReportsJa,
  ...pagesOfficeAuditJa,
  ...pagesOfficeCertificatesJa,
} as const;

export type PageWordingKey = keyof typeof pagesJa;
