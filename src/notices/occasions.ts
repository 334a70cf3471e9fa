// The mails of each thing that happens to a customer. Procedures hand them to `queueNotices` in the transaction of
// the act.

import type { Day } from '../domain/calendar.ts';
import { dayOf } from '../domain/calendar.ts';
import type { AlarmedCheck } from '../domain/health.ts';
import type { BankProfile, FormKind, Role, SecretField } from '../profile/bank-profile.ts';
import type { CertificateRow, RevocationReason } from '../store/tables.ts';
import { type Addressee, type EndingUser, hasOwnAddress, type Notice, type NoticeFacts } from './notice.ts';

/** Enough to tell one device from the other in the hand. */
const TOKEN_TAIL = 4;

interface IssuedFacts extends Pick<CertificateRow, 'way' | 'address' | 'approval'> {
  readonly serialNumber: string;
  readonly notAfter: number;
}

/**
 * A certificate was issued. After a re-acquisition holder and administrator hear of it with when and from where: this
 * is the door that callers use who talk customers out of their PINs.
 */
export function noticeOfIssue(about: Addressee, issued: IssuedFacts, at: number): Notice {
  const { serialNumber, notAfter, way, address, approval } = issued;
  return {
    kind: way === 'reAcquisition' ? 'reAcquired' : 'certificateIssued',
    about,
    facts: {
      serialNumber,
      notAfter,
      at,
      address,
      renewal: way === 'renewal',
      waiting: approval === 'waiting',
    },
    occasion: serialNumber,
    to: 'both',
  };
}

/** A certificate was revoked by somebody. One that a newer one took over from is no news: do not call this for it. */
export function noticeOfRevocation(
  about: Addressee,
  {
    serialNumber,
    reason,
  }: { readonly serialNumber: string; readonly reason: RevocationReason | 'issuerRevoked' },
  at: number,
): Notice {
  return {
    kind: 'revoked',
    about,
    facts: { serialNumber, at, revocation: reason },
    occasion: serialNumber,
    to: 'both',
  };
}

/** Secrets were locked by the last of too many wrong entries, with a certificate or without (see GuessCountTable). */
export function noticeOfLock(
  about: Addressee,
  {
    secrets,
    withCertificate,
  }: { readonly secrets: readonly SecretField[]; readonly withCertificate: boolean },
  at: number,
): Notice {
  return {
    kind: 'locked',
    about,
    facts: { secrets, withCertificate, at },
    occasion: `${secrets.join()} ${at}`,
    to: 'both',
  };
}

/** The administrator registered a user. `acquireUntil` when it also gave the permission to have a certificate. */
export function noticeOfRegistration(
  about: Addressee,
  { acquireUntil }: { readonly acquireUntil?: string | undefined },
  at: number,
): Notice {
  return {
    kind: 'userRegistered',
    about,
    facts: { at, ...(acquireUntil !== undefined && { acquireUntil }) },
    occasion: String(at),
    to: 'both',
  };
}

/** The holder set up an app as token: every new means of proof is told of (NIST SP 800-63B-4 4.1.2). */
export function noticeOfToken(
  about: Addressee,
  { serialNumber, address }: { readonly serialNumber: string; readonly address: string },
  at: number,
): Notice {
  return { kind: 'tokenRegistered', about, facts: { at, address }, occasion: serialNumber, to: 'both' };
}

/** The bank gave the holder a token, maybe in the place of another. As with {@link noticeOfToken}, whoever it is hears of it. */
export function noticeOfGivenToken(
  about: Addressee,
  { serialNumber, replaced }: { readonly serialNumber: string; readonly replaced: boolean },
  at: number,
): Notice {
  const token = { tail: serialNumber.slice(-TOKEN_TAIL), replaced };
  return { kind: 'tokenGiven', about, facts: { at, token }, occasion: serialNumber, to: 'both' };
}

/**
 * Own PINs have taken the place of first ones: who did it is told, and of a user's the administrator too (unless the
 * bank wants it otherwise and the user can be reached), for whoever got hold of the sheet would do this first.
 */
export function noticeOfPins(
  about: Addressee,
  { address, userAlone }: { readonly address: string; readonly userAlone: boolean },
  at: number,
): Notice {
  const to = userAlone && hasOwnAddress(about) ? 'holder' : 'both';
  return { kind: 'pinsChosen', about, facts: { at, address }, occasion: String(at), to };
}

/** From the old PC, acquisition on a new one was opened until a day. */
export function noticeOfMove(
  about: Addressee,
  move: { readonly serialNumber: string; readonly until: string; readonly address: string },
  at: number,
): Notice {
  const { serialNumber, until: acquireUntil, address } = move;
  return {
    kind: 'movingBegun',
    about,
    facts: { serialNumber, acquireUntil, at, address },
    occasion: `${serialNumber} ${at}`,
    to: 'both',
  };
}

/** A certificate may be acquired until a day, for the first time or once more. At a registration that says so itself. */
export function noticeOfPermission(about: Addressee, acquireUntil: string, at: number): Notice {
  return { kind: 'permitted', about, facts: { at, acquireUntil }, occasion: String(at), to: 'both' };
}

/** None may be acquired any more. Certificates that ended with it are told of by {@link noticeOfRevocation}. */
export function noticeOfWithdrawal(about: Addressee, at: number): Notice {
  return { kind: 'permissionWithdrawn', about, facts: { at }, occasion: String(at), to: 'both' };
}

/** The administrator gave a user another mail address: the one before is told, for the new one may be a thief's. */
export function noticeOfMailChange(about: Addressee, address: string, at: number): Notice {
  return { kind: 'userMailChanged', about, facts: { at, address }, occasion: String(at), to: 'both' };
}

/** The bank gave the contract another mail address: the one before is told, for the new one may be a thief's. */
export function noticeOfContractMail(before: Addressee, at: number): Notice {
  return {
    kind: 'contractMailChanged',
    about: before,
    facts: { at },
    occasion: String(at),
    to: 'administrator',
  };
}

/** The same, told under the new address: whoever reads it there knows that it arrives. */
export function noticeOfNewContractMail(now: Addressee, at: number): Notice {
  return {
    kind: 'contractMailNew',
    about: now,
    facts: { at },
    occasion: String(at),
    to: 'administrator',
  };
}

/** To the bank, under one of its addresses: forms that are overdue and letters that nobody has printed. Once a day. */
export function noticeOfDesk(
  { code, name }: BankProfile,
  recipient: string,
  due: NonNullable<NoticeFacts['due']>,
  today: Day,
): Notice {
  const about: Addressee = {
    ...{ bankCode: code, contractId: '', userId: '', role: 'administrator', language: 'ja' },
    ...{ companyName: name.ja, contractMail: recipient, name: '', mail: '' },
  };
  return { kind: 'deskDue', about, facts: { due }, occasion: `${today} ${recipient}`, to: 'administrator' };
}

/** To the bank: somebody tries PINs at many contracts. Nothing when the bank has given no address. */
export function noticeOfSpraying(
  { code, name, mails, helpDesk }: BankProfile,
  alarm: { readonly wrongEntries: number; readonly at: number; readonly windowStart: number },
): Notice | undefined {
  const recipient = mails.alertsTo ?? helpDesk.find(({ mail }) => mail !== undefined)?.mail;
  if (recipient === undefined) return undefined;
  const about: Addressee = {
    ...{ bankCode: code, contractId: '', userId: '', role: 'administrator', language: 'ja' },
    ...{ companyName: name.ja, contractMail: recipient, name: '', mail: '' },
  };
  const { wrongEntries, at, windowStart } = alarm;
  const occasion = String(windowStart);
  return { kind: 'spraying', about, facts: { wrongEntries, at }, occasion, to: 'administrator' };
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** To who runs the CA: something runs out. Each day once it has failed, each week before. */
export function noticeOfAlarm(
  { code, name, mails, helpDesk }: BankProfile,
  alarm: { readonly check: AlarmedCheck; readonly detail: string; readonly failed: boolean },
  at: number,
): Notice | undefined {
  const recipient = mails.alertsTo ?? helpDesk.find(({ mail }) => mail !== undefined)?.mail;
  if (recipient === undefined) return undefined;
  const about: Addressee = {
    ...{ bankCode: code, contractId: '', userId: '', role: 'administrator', language: 'ja' },
    ...{ companyName: name.ja, contractMail: recipient, name: '', mail: '' },
  };
  const occasion = `${alarm.check} ${alarm.failed ? dayOf(at) : `week ${Math.floor(at / WEEK_MS)}`}`;
  return { kind: 'alarm', about, facts: { alarm, at }, occasion, to: 'administrator' };
}

/** What a request form asked for has been done. To the contract's address: the forms are the contract's. */
export function noticeOfForm(
  about: Addressee,
  form: { readonly id: string; readonly kind: FormKind; readonly letter: boolean },
  at: number,
): Notice {
  const { id, kind, letter } = form;
  return { kind: 'formDone', about, facts: { at, form: { kind, letter } }, occasion: id, to: 'both' };
}

/** The end of a certificate is `days` away, or has come (0). Of users the administrator hears by one list. */
export function noticeOfEnd(
  about: Addressee,
  { serialNumber, notAfter }: { readonly serialNumber: string; readonly notAfter: number },
  days: number,
): Notice {
  return {
    kind: days === 0 ? 'certificateExpired' : 'renewalDue',
    about,
    facts: { serialNumber, notAfter },
    occasion: `${serialNumber} ${days}`,
    to: 'holder',
  };
}

/**
 * To the administrator: users whose certificates end.
 *
 * @param occasion names this list among all others of the contract.
 */
export function noticeOfEndingUsers(
  contract: Omit<Addressee, 'userId' | 'role' | 'name' | 'mail'>,
  users: readonly EndingUser[],
  occasion: string,
): Notice {
  const administrator = { ...contract, userId: '', role: 'administrator' as Role, name: '', mail: '' };
  return { kind: 'usersRunningOut', about: administrator, facts: { users }, occasion, to: 'administrator' };
}
