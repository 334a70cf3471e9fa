// What a customer reads of a bank: its words, its ways in, its notices, its help desk (manuals 000 to 004).

import { z } from 'zod';
import { CEILINGS } from '../ceilings.ts';
import { distinct, form, text, within } from './parts.ts';

const term = (help: string) => text.describe(help);

/** The bank's own words for the things of docs/glossary.md; they label fields, buttons and headings. */
export const terms = z.strictObject({
  contractId: term('契約者ID（利用者番号）, ご契約先ID, お客様ID …'),
  userId: term('利用者ID'),
  contractPin: term('ご契約先暗証番号, ログインパスワード …'),
  contractConfirmationPin: term('ご契約先確認暗証番号'),
  userPin: term('利用者暗証番号'),
  userConfirmationPin: term('利用者確認暗証番号'),
  cardPassword: term(
    'What is looked up on the card: 確認用パスワード, ワンタイムパスワード（お客様カード参照） …',
  ),
  oneTimePassword: term('What a token shows: ワンタイムパスワード'),
  customerCard: term('お客様カード'),
  token: term('トークン, ワンタイムパスワード生成アプリ …'),
  administrator: term('管理者, 管理者（MasterID） …'),
  user: term('利用者'),
  electronicCertificate: term('電子証明書'),
  acquisition: term('電子証明書取得: the act and its button'),
  reAcquisition: term('電子証明書再取得: acquiring anew after expiry'),
  renewal: term('証明書更新, 電子証明書更新: the act and its button on the status page'),
  activation: term('開通確認'),
  logon: term('ログオン, ログイン: the act and its button'),
  logoff: term('ログオフ, ログアウト'),
  administratorStatus: term('ご契約先ステータス: the page after an administrator’s logon'),
  userStatus: term('利用者ステータス: the page after a user’s logon'),
});
export const TERMS = Object.keys(terms.shape) as (keyof z.infer<typeof terms>)[];

const mailAddress = z.email(form('write an address, such as helpdesk@bank.example'));

export const helpDesk = z
  .array(
    z.strictObject({
      name: text,
      phone: z
        .string()
        .regex(/^[0-9+][0-9-]{8,18}$/, form('write digits and hyphens, such as 0120-000-000'))
        .optional(),
      mail: mailAddress.optional(),
      hours: text.optional(),
    }),
  )
  .min(1)
  .describe('Where a customer asks; the first is named in refusals');

export const notices = z
  .array(
    z.strictObject({
      title: text,
      body: text,
      shownOn: distinct(z.enum(['top', 'logon', 'status'])).min(1),
    }),
  )
  .describe('Security notices and announcements, in order');

/** Where a menu item leads: another menu of the profile, or a thing that Warifu does. */
export const MENU_TARGETS = [
  'administratorActivation',
  'userActivation',
  'administratorEnrolment',
  'userEnrolment',
  'administratorReAcquisition',
  'userReAcquisition',
  'administratorLogon',
  'userLogon',
  'administratorPasswordLogon',
  'userPasswordLogon',
  'certificateLookup',
] as const;
export const target = z.union([z.enum(MENU_TARGETS), z.templateLiteral(['menu:', z.string()])]);
export type MenuTarget = z.infer<typeof target>;

export const menu = z.strictObject({
  title: text,
  lead: text.optional(),
  sections: z
    .array(
      z.strictObject({
        heading: text.optional(),
        body: text.optional(),
        items: z.array(z.strictObject({ label: text, target })).min(1),
      }),
    )
    .min(1),
});
export type Menu = z.infer<typeof menu>;

export const MAIL_KINDS = [
  'certificateIssued',
  'renewalDue',
  'certificateExpired',
  'reAcquired',
  'revoked',
  'locked',
  'userRegistered',
  'permitted',
  'permissionWithdrawn',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

export const FORM_KINDS = [
  'certificateReissue',
  'cardReissue',
  'pinUnlock',
  'methodChange',
  'newAdministrator',
  'revocation',
  'contractClose',
] as const;
export type FormKind = (typeof FORM_KINDS)[number];

export const mails = z.strictObject({
  from: mailAddress,
  kinds: distinct(z.enum(MAIL_KINDS)),
  userPinsChosen: z
    .enum(['both', 'user'])
    .optional()
    .describe('Who hears that a user has chosen own PINs; left out: the user and the administrator'),
  deskTo: mailAddress
    .optional()
    .describe(
      'Who at the bank is told each business day of overdue request forms and letters that nobody has printed; left out: each of its approvers',
    ),
  alertsTo: mailAddress
    .optional()
    .describe('Who at the bank is told when somebody tries PINs at many contracts; left out: the help desk'),
});
/** What any form may ask for besides what its kind needs: ids are letters, so that they stand in no other's way. */
const formField = z.strictObject({
  id: z.string().regex(/^[a-z][a-zA-Z]{1,30}$/, form('write letters, such as branchNumber')),
  label: text,
  required: z.boolean().optional().describe('Left out: may be left empty'),
  maxLength: within(CEILINGS.formFieldLength, 'Left out: 60').optional(),
});
const formCheck = z.strictObject({
  id: z.string().regex(/^[a-z][a-zA-Z]{1,30}$/, form('write letters, such as seal')),
  label: text.describe('What the operator has checked: ticked at the entry, or the form is not taken'),
});

export const forms = z
  .array(
    z.strictObject({
      kind: z.enum(FORM_KINDS),
      name: text,
      handedInAt: text,
      lead: text.optional().describe('On the blank form, below its name; left out: a common sentence'),
      fields: z.array(formField).max(10).optional().describe('Asked besides what the kind needs'),
      checks: z
        .array(formCheck)
        .min(1)
        .max(10)
        .optional()
        .describe('Left out: identity, seal, and the right to apply'),
      deadlineDays: within(
        CEILINGS.formDeadlineDays,
        'Business days from receipt until it is carried out; left out: by kind',
      ).optional(),
    }),
  )
  .describe('依頼書: the paper forms, by their names at this bank, where they are handed in, what they ask');

export const letters = z
  .strictObject({
    printWithinDays: within(
      CEILINGS.letterDays,
      'Days after which a letter that nobody has printed expires; left out: 14',
    ).optional(),
    firstPrintWithinDays: within(
      CEILINGS.firstLetterDays,
      'The same of the letter with the first PINs of a contract that was opened at the desk; left out: 30',
    ).optional(),
  })
  .optional()
  .describe('書面: letters with new secrets, and in place of mails that find no recipient');
