// What a bank's profile fills into texts: its terms, its name, its help desk, its days and forms.

import type { BankProfile, FormKind, Language, Text } from '../bank-profile.ts';
import { FORM_KINDS, TERMS } from '../bank-profile.ts';
import { englishForms, FORMS, japaneseForms } from './english-forms.ts';
import type { Params } from './template.ts';

type Terms = BankProfile['terms'];

/** Names that every text may use freely: they have a value in every bank and also where no bank is known. */
export const ALWAYS_FILLED: readonly string[] = [...TERMS, ...FORMS, 'bankName', 'serviceName', 'helpDesk'];

/** Names that a text may use only within `[…]`: some banks, or pages without a bank, have no value for them. */
export const SOMETIMES_FILLED: readonly string[] = [
  'enrolmentDays',
  'userEnrolmentDays',
  'renewalDays',
  'reAcquisitionDays',
  'reAcquisitionEntrance',
  'idleMinutes',
  'userMaximum',
  'ifUserAsksAdministrator',
  'ifBankApprovesAdministrators',
  'ifAdministratorLocksUsers',
  ...FORM_KINDS.flatMap((kind) => [`${kind}Form`, `${kind}FormAt`]),
];

/** The values of one bank in one language. `if…` is empty where it holds and missing where it does not. */
export function bankValues(profile: BankProfile | undefined, language: Language): Params {
  if (profile === undefined) return WITHOUT_BANK[language];
  const { enrolment, reAcquisition, reissue, locks, renewal } = profile;
  const open = reAcquisition.windowDays > 0;
  const entrance = reAcquisition.administrator === undefined ? 'acquisition' : 'reAcquisition';
  return {
    ...termValues(profile.terms, language),
    bankName: profile.name[language],
    serviceName: profile.serviceName[language],
    helpDesk: helpDesk(profile, language),
    enrolmentDays: enrolment.windowDays,
    userEnrolmentDays: enrolment.userWindowDays,
    renewalDays: renewal.windowDays,
    reAcquisitionDays: open ? reAcquisition.windowDays : undefined,
    reAcquisitionEntrance: open ? profile.terms[entrance][language] : undefined,
    idleMinutes: profile.logon.idleMinutes,
    userMaximum: profile.users.maximum,
    ifUserAsksAdministrator: reissue.user === 'administrator' ? '' : undefined,
    ifBankApprovesAdministrators: reAcquisition.bankApprovesAdministrators ? '' : undefined,
    ifAdministratorLocksUsers: locks.administratorLocksUsers ? '' : undefined,
    ...Object.fromEntries(profile.forms.flatMap((form) => formValues(form, language))),
  };
}

function formValues(form: { kind: FormKind; name: Text; handedInAt: Text }, language: Language) {
  return [
    [`${form.kind}Form`, form.name[language]],
    [`${form.kind}FormAt`, form.handedInAt[language]],
  ] as const;
}

function helpDesk(profile: BankProfile, language: Language): string {
  const [first] = profile.helpDesk;
  const contact = first?.phone ?? first?.mail;
  const name = first?.name[language] ?? profile.name[language];
  if (contact === undefined) return name;
  return language === 'ja' ? `${name}（${contact}）` : `the ${name} (${contact})`;
}

function termValues(terms: Terms, language: Language): Params {
  const { logon, logoff, user, administrator } = terms;
  const formed = {
    logon: logon[language],
    logoff: logoff[language],
    user: user[language],
    administrator: administrator[language],
  };
  return {
    ...Object.fromEntries(TERMS.map((term) => [term, terms[term][language]])),
    ...(language === 'en' ? englishForms(formed) : japaneseForms(formed)),
  };
}

/** Words for pages on which no bank is known. */
const COMMON_TERMS: Terms = {
  contractId: { ja: '契約者ID', en: 'contract ID' },
  userId: { ja: '利用者ID', en: 'user ID' },
  contractPin: { ja: 'ご契約先暗証番号', en: 'contract PIN' },
  contractConfirmationPin: { ja: 'ご契約先確認暗証番号', en: 'contract confirmation PIN' },
  userPin: { ja: '利用者暗証番号', en: 'user PIN' },
  userConfirmationPin: { ja: '利用者確認暗証番号', en: 'user confirmation PIN' },
  cardPassword: { ja: '確認用パスワード', en: 'confirmation password' },
  oneTimePassword: { ja: 'ワンタイムパスワード', en: 'one-time password' },
  customerCard: { ja: 'お客様カード', en: 'customer card' },
  token: { ja: 'トークン', en: 'token' },
  administrator: { ja: '管理者', en: 'administrator' },
  user: { ja: '利用者', en: 'user' },
  electronicCertificate: { ja: '電子証明書', en: 'electronic certificate' },
  acquisition: { ja: '電子証明書取得', en: 'Acquire certificate' },
  reAcquisition: { ja: '電子証明書再取得', en: 'Acquire certificate again' },
  renewal: { ja: '証明書更新', en: 'Renew certificate' },
  activation: { ja: '開通確認', en: 'activation' },
  logon: { ja: 'ログオン', en: 'Log on' },
  logoff: { ja: 'ログオフ', en: 'Log off' },
  administratorStatus: { ja: 'ご契約先ステータス', en: 'contract status' },
  userStatus: { ja: '利用者ステータス', en: 'user status' },
};

const WITHOUT_BANK: Readonly<Record<Language, Params>> = {
  ja: {
    ...termValues(COMMON_TERMS, 'ja'),
    bankName: 'お取引の金融機関',
    serviceName: 'インターネットバンキング',
    helpDesk: 'お取引の金融機関の窓口',
  },
  en: {
    ...termValues(COMMON_TERMS, 'en'),
    bankName: 'your bank',
    serviceName: 'internet banking',
    helpDesk: 'your bank’s help desk',
  },
};
