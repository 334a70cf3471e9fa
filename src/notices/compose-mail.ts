// Writes a queued mail in the bank's own words: plain text in UTF-8, no secret, no link, no word of a customer's in
// any header.

import { dayOf } from '../domain/calendar.ts';
import type { BankProfile, Language } from '../profile/bank-profile.ts';
import { formatDay, formatInstant } from '../profile/wording/dates.ts';
import { type MailWordingKey, type Params, say } from '../profile/wording/wording.ts';
import type { NoticeRow } from '../store/tables.ts';
import type { EndingUser, NoticeParams } from './notice.ts';
import { plainLine } from './plain-line.ts';

export interface Mail {
  /** Stays the same when a mail has to be sent again, so that whoever gets it twice can tell. */
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  /** Lines end with \n. */
  readonly text: string;
  readonly language: Language;
  /** When the mail was queued. */
  readonly date: number;
  /** For names of files and for logs. */
  readonly kind: string;
}

const LONGEST_SUBJECT = 150;

/** To the bank itself: about no contract. */
const TO_THE_BANK: readonly NoticeRow['kind'][] = ['spraying', 'alarm', 'deskDue'];

/** What a mail would have told, as a letter does. */
export interface LetterText {
  readonly language: Language;
  readonly subject: string;
  readonly greeting: string;
  /** Lines end with \n. */
  readonly text: string;
}

/** The letter in place of a mail that found no recipient. */
export function composeLetter(profile: BankProfile, notice: NoticeRow): LetterText {
  const { tell, greeting, body, subject } = partsOf(profile, notice);
  return { language: notice.language, subject, greeting, text: `${body}\n\n${tell('mail.letterClosing')}` };
}

function partsOf(profile: BankProfile, notice: NoticeRow) {
  const { language, kind } = notice;
  const params = JSON.parse(notice.params) as NoticeParams;
  const values = valuesOf(profile, language, notice, params);
  const tell = (key: MailWordingKey, more: Params = {}) =>
    say(profile, language, key, { ...values, ...more });
  const facts = factKeysOf(params).map((key) => tell(key));
  return {
    tell,
    greeting: tell('mail.greeting', { userName: params.own ? values.userName : undefined }),
    body: tell(`mail.${kind}.body`, { facts: facts.join('\n') }),
    subject: tell(`mail.${kind}.subject`),
  };
}

/** @throws when the bank's wording cannot be filled, which a start's checks rule out. */
export function composeMail(profile: BankProfile, notice: NoticeRow): Mail {
  const { language, kind } = notice;
  const { tell, greeting, body, subject } = partsOf(profile, notice);
  const parts = [greeting, body, ...(TO_THE_BANK.includes(kind) ? [] : [tell('mail.closing')])];
  return {
    messageId: `<${notice.id}@${profile.mails.from.split('@')[1] ?? 'localhost'}>`,
    from: { name: plainLine(profile.name[language]), address: profile.mails.from },
    to: notice.recipient,
    subject: plainLine(
      profile.specimen ? tell('mail.specimen.subject', { subject }) : subject,
      LONGEST_SUBJECT,
    ),
    text: `${[...(profile.specimen ? [tell('mail.specimen.text')] : []), ...parts].join('\n\n')}\n`,
    language,
    date: notice.created_at,
    kind,
  };
}

/** The lines that apply to this mail, in order. */
function factKeysOf(params: NoticeParams): MailWordingKey[] {
  const lines: [MailWordingKey, boolean][] = [
    // What is told to the bank itself is about no contract.
    ['mail.fact.contract', params.contractTail !== ''],
    ['mail.fact.user', params.role === 'user' && params.users === undefined],
    ['mail.fact.secrets', params.secrets !== undefined],
    ['mail.fact.serialNumber', params.serialNumber !== undefined],
    ['mail.fact.expiresOn', params.notAfter !== undefined],
    ['mail.fact.revocation', params.revocation !== undefined],
    ['mail.fact.token', params.token !== undefined],
    ['mail.fact.instant', params.at !== undefined],
    ['mail.fact.address', params.address !== undefined && params.address !== ''],
  ];
  return lines.flatMap(([key, applies]) => (applies ? [key] : []));
}

/** `if…` is empty where it holds and missing where it does not. */
function valuesOf(
  profile: BankProfile,
  language: Language,
  { kind }: NoticeRow,
  params: NoticeParams,
): Params {
  const { notAfter, at, acquireUntil, secrets, revocation, users = [] } = params;
  const isUser = params.role === 'user';
  const when = (holds: boolean | undefined) => (holds ? '' : undefined);
  return {
    companyName: plainLine(params.companyName),
    contractTail: plainLine(params.contractTail),
    userName: plainLine(params.userName) || undefined,
    shownUserId: plainLine(params.userId),
    serialNumber: params.serialNumber,
    expiresOn: notAfter === undefined ? undefined : formatDay(dayOf(notAfter), language),
    instant: at === undefined ? undefined : formatInstant(at, language),
    address: params.address === undefined ? undefined : plainLine(params.address),
    alarmName: params.alarm && say(profile, language, `mail.alarm.${params.alarm.check}`),
    alarmDetail: params.alarm && plainLine(params.alarm.detail),
    ifAlarmFailed: when(params.alarm?.failed),
    acquireUntil: acquireUntil === undefined ? undefined : formatDay(acquireUntil, language),
    secretNames: secrets
      ?.map((secret) => profile.terms[secret][language])
      .join(language === 'ja' ? '、' : ', '),
    revocationName:
      revocation === undefined ? undefined : say(profile, language, `mail.revocation.${revocation}`),
    ifUser: when(isUser),
    ifRenewal: when(params.renewal),
    ifWaiting: when(params.waiting),
    ifWaitsForBank: when(params.waiting && !isUser),
    formName: profile.forms.find((one) => one.kind === params.form?.kind)?.name[language] ?? '',
    ifLetter: when(params.form?.letter),
    tokenTail: params.token && plainLine(params.token.tail),
    ifTokenReplaced: when(params.token?.replaced),
    ifWholeContract: when(!isUser && params.withCertificate && profile.locks.administratorLocksUsers),
    count: params.wrongEntries ?? users.length,
    dueForms: params.due?.forms === 0 ? undefined : params.due?.forms,
    dueLetters: params.due?.letters === 0 ? undefined : params.due?.letters,
    printUntil: params.due?.printUntil ? formatDay(params.due.printUntil, language) : undefined,
    list: users.map((user) => userLine(profile, language, user)).join('\n'),
    wayOut: wayOut(profile, language, kind, params),
  };
}

function userLine(profile: BankProfile, language: Language, user: EndingUser): string {
  return say(profile, language, 'mail.usersRunningOut.line', {
    userName: plainLine(user.userName) || undefined,
    shownUserId: plainLine(user.userId),
    expiresOn: formatDay(dayOf(user.notAfter), language),
    ifEnded: user.ended ? '' : undefined,
  });
}

/** What the page of the same trouble says. */
function wayOut(
  profile: BankProfile,
  language: Language,
  kind: NoticeRow['kind'],
  { revocation }: NoticeParams,
): string | undefined {
  if (kind === 'certificateExpired' || kind === 'usersRunningOut') {
    return say(profile, language, 'reason.certificate-expired.next');
  }
  if (revocation === 'issuerRevoked') return say(profile, language, 'reason.certificate-ca-revoked.next');
  if (kind === 'revoked') return say(profile, language, 'reason.certificate-revoked.next');
  return kind === 'locked' ? say(profile, language, 'reason.pin-locked.next') : undefined;
}
