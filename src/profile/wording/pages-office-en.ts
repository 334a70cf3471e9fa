// English texts of the office: the same keys as pages-office-ja.ts.

import type { pagesOfficeJa } from './pages-office-ja.ts';

export const pagesOfficeEn = {
  'page.office.title': 'Certificate office',
  'page.office.lead': 'You are logged on as {officerName} ({role}).',
  'page.office.you': 'Who is logged on',
  'page.office.officerId': 'Officer ID',
  'page.office.name': 'Name',
  'page.office.role': 'Role',
  'page.office.role.operator': 'operator',
  'page.office.role.approver': 'approver',
  'page.office.role.helpDesk': 'help desk',
  'page.office.role.auditor': 'auditor',
  'page.office.role.caOfficer': 'certificate officer',
  'page.office.front.ending': 'Certificates that expire within 30 days',
  'page.office.front.unused': 'Certificates acquired and never used',
  'page.office.front.revoked': 'Certificates revoked in the last 30 days',
  'page.office.front.orMore': '{count} or more',
  'page.office.front.weeks': 'Ends, week by week',
  'page.office.front.week': 'week {week}',
  'page.office.nav': 'Office menu',
  'page.office.own': 'Your own certificate',
  'page.office.logOn': 'Log on again',
} as const satisfies Record<keyof typeof pagesOfficeJa, string>;
