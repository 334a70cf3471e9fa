// What each act asks for and when it may be done: acquisition, re-acquisition, renewal, logon, users.

import { z } from 'zod';
import { CEILINGS } from '../ceilings.ts';
import { SECRET_FIELDS } from '../fields.ts';
import { distinct, form, pages, within } from './parts.ts';

const asks = (help: string) => distinct(z.enum(SECRET_FIELDS)).describe(help);

export const activation = z
  .strictObject({
    required: z
      .boolean()
      .describe('Whether first PINs must be replaced at activation before anything else is done with them'),
    windowDays: within(
      CEILINGS.activationWindowDays,
      'Calendar days in Asia/Tokyo for which first PINs can be replaced; the day on which they were made is day 0',
    ),
  })
  .describe('開通確認: the customer replaces the first PINs by its own');

export const enrolment = z.strictObject({
  windowDays: within(
    CEILINGS.enrolmentWindowDays,
    'Calendar days in Asia/Tokyo within which an administrator may acquire; the day counted from is day 0',
  ),
  countedFrom: z
    .enum(['application', 'methodChange', 'activation'])
    .describe('The act at the bank from which an administrator’s days count'),
  userWindowDays: within(
    CEILINGS.enrolmentWindowDays,
    'Calendar days within which a user may acquire; the day of the administrator’s permission is day 0',
  ),
  administrator: pages,
  user: pages,
});

export const reAcquisition = z.strictObject({
  windowDays: within(
    CEILINGS.reAcquisitionWindowDays,
    'Days after expiry within which a new certificate may be acquired without logon; 0: never',
  ),
  administrator: pages
    .optional()
    .describe('Pages of an entrance of its own; absent: the acquisition’s entrance serves'),
  user: pages
    .optional()
    .describe('Pages of an entrance of its own; absent: the acquisition’s entrance serves'),
  administratorApprovesUsers: z
    .boolean()
    .describe('Whether a user needs the administrator’s permission anew'),
  bankApprovesAdministrators: z
    .boolean()
    .optional()
    .describe(
      'Whether an administrator’s new certificate waits until the bank has approved it, after calling back; absent: no',
    ),
});

export const reissue = z
  .strictObject({
    administrator: z.enum(['requestForm']),
    user: z.enum(['administrator', 'requestForm']),
  })
  .describe('Who opens the way to a new certificate when no window is open any more: 再発行');

export const renewal = z.strictObject({
  windowDays: within(CEILINGS.renewalWindowDays, 'Days before expiry from which renewal is offered'),
  noticeDays: z
    .array(within(CEILINGS.renewalNoticeDays, 'Days before expiry'))
    .describe('Days before expiry on which a mail announces renewal, largest first'),
  noticeOnStatus: z
    .boolean()
    .describe('Whether the status page announces renewal too, while the window is open'),
  asks: asks('Secrets that renewal asks for besides the open session'),
});

export const logon = z.strictObject({
  administrator: pages,
  user: pages,
  passwordLogon: z
    .enum(['never', 'untilCertificate'])
    .describe(
      'Whether id and password alone log on; untilCertificate: over for the whole contract once its administrator has a certificate',
    ),
  passwordPages: z
    .strictObject({ administrator: pages, user: pages })
    .optional()
    .describe('The pages of a logon by id and password; needed unless passwordLogon is never'),
  idleMinutes: within(CEILINGS.idleMinutes, 'Minutes without a request after which a session ends'),
  absoluteHours: within(CEILINGS.absoluteHours, 'Hours after which a session ends in any case'),
});

export const locks = z.strictObject({
  administratorLocksUsers: z
    .boolean()
    .describe('Whether a locked administrator stops every user of the contract (manual 002)'),
});

export const users = z.strictObject({
  maximum: within(CEILINGS.users, 'Most users of one contract'),
  permissionAsks: asks('Secrets that an administrator types to let a user have a certificate'),
});

export const KEY_PLACES = ['file', 'system', 'chip', 'token'] as const;
export type KeyPlace = (typeof KEY_PLACES)[number];

export const certificate = z.strictObject({
  validity: z
    .union([
      z.strictObject({ years: within(CEILINGS.validityYears, 'Years') }),
      z.strictObject({ days: within(CEILINGS.validityDays, 'Days') }),
    ])
    .describe('{"years": 1} or {"days": 365}'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, form('write two capital letters, such as JP'))
    .describe('C of every certificate: ISO 3166-1'),
  organization: z.string().describe('O of every certificate of this bank, at most 64 characters'),
  commonName: z
    .strictObject({ administrator: z.string(), user: z.string() })
    .describe('Templates with {contractId}, {userId}, {bankCode}'),
  keys: distinct(z.enum(['P-256', 'P-384', 'RSA-2048', 'RSA-3072']))
    .min(1)
    .describe('Key types that the page makes, preferred first'),
  keyPlaces: distinct(z.enum(KEY_PLACES)).min(1).describe('Where a key may live'),
});
