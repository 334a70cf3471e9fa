// What each kind of form does, by the procedures that do it everywhere, in the transaction that approves it.

import { dayOf } from '../../../domain/calendar.ts';
import type { FormContent } from '../../../domain/request-form-content.ts';
import { lastAcquisitionDay } from '../../../domain/windows.ts';
import {
  noticeOfContractMail,
  noticeOfNewContractMail,
  noticeOfPermission,
} from '../../../notices/occasions.ts';
import { queueNotices } from '../../../notices/queue-notices.ts';
import type { BankProfile, FormKind } from '../../../profile/bank-profile.ts';
import type { FoundHolder } from '../../../store/read/contract.ts';
import type { Transaction } from '../../../store/store.ts';
import type { AuditRecord } from '../../../store/write/audit.ts';
import { setContractMail } from '../../../store/write/contract.ts';
import { clearGuesses } from '../../../store/write/guess-count.ts';
import { permitAnew } from '../../../store/write/holder.ts';
import { deleteWaitingToken, endActiveToken } from '../../../store/write/token.ts';
import { replaceSecrets } from '../../../store/write/user.ts';
import { auditOf } from '../../audit.ts';
import { replaceCardIn } from '../../cards/replace-card.ts';
import { reissueIn } from '../../certificates/reissue-certificate.ts';
import { revokeIn } from '../../certificates/revocation.ts';
import { closeContractIn } from '../../close-contract.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { endWaysOfHolder } from '../../end-ways.ts';
import { unlockIn } from '../../unlock.ts';
import { type MadePins, makeFirstPinsOf } from '../../users/first-pins.ts';
import type { SecretLetter } from '../letters/letter-content.ts';

export interface CarriedOut {
  /** For the audit of the same transaction. */
  readonly records: readonly AuditRecord[];
  readonly letter?: SecretLetter;
}

export interface Order {
  readonly profile: BankProfile;
  readonly content: FormContent;
  readonly holder: FoundHolder;
  /** With the holder first: everybody whose certificates the form touches, locked. */
  readonly concerned: readonly FoundHolder[];
  readonly made: MadePins | undefined;
}

const ADMINISTRATOR_PINS = ['contractPin', 'contractConfirmationPin'] as const;

/** What takes too long for a transaction: new PINs, hashed. */
export function prepareOrder(
  deployment: Deployment,
  profile: BankProfile,
  kind: FormKind,
): Promise<MadePins | undefined> {
  if (kind !== 'newAdministrator') return Promise.resolve(undefined);
  return makeFirstPinsOf(deployment, profile, ADMINISTRATOR_PINS);
}

/** Carries out what {@link checkFormPossible} let through. */
export async function carryOut(
  tx: Transaction,
  deployment: Deployment,
  order: Order,
  caller: Caller,
  now: number,
): Promise<CarriedOut> {
  const { profile, content, holder, concerned } = order;
  const reason = content.reason === '' ? 'unspecified' : content.reason;
  const revocation = { holder, reason, by: 'bank' } as const;
  switch (content.kind) {
    case 'certificateReissue': {
      const { records } = await reissueIn(tx, deployment, profile, revocation, caller, now);
      await endWaysOfHolder(tx, holder.id, now);
      return { records };
    }
    case 'revocation':
      return { records: await revokeIn(tx, deployment, revocation, caller, now) };
    case 'pinUnlock':
      return { records: [await unlockIn(tx, holder, caller, now)] };
    case 'contractClose':
      return { records: await closeContractIn(tx, deployment, concerned, caller, now) };
    case 'methodChange':
      return changeMethod(tx, deployment, order, caller, now);
    case 'newAdministrator':
      return renewAdministrator(tx, deployment, order, caller, now);
    case 'cardReissue': {
      const { card } = profile;
      if (card === null) throw new Error(`bank ${profile.code} issues no cards`);
      const replaced = await replaceCardIn(tx, deployment, { ...profile, card }, holder, caller, now);
      return { records: [replaced.record], letter: { kind: 'card', card: replaced.card } };
    }
  }
}

/** From ID and password to certificates: the administrator's days begin. Passwords go on until there is a certificate. */
async function changeMethod(
  tx: Transaction,
  { banks }: Deployment,
  { profile, holder }: Order,
  caller: Caller,
  now: number,
): Promise<CarriedOut> {
  const today = dayOf(now);
  await permitAnew(tx, holder.id, now, today);
  const until = lastAcquisitionDay(profile, holder.role, today);
  await queueNotices(tx, banks, [noticeOfPermission(holder, until, now)], now);
  return { records: [auditOf(caller, holder, { act: 'contract.method-changed', details: { until } }, now)] };
}

/** Nothing that the administrator before knew or holds opens anything any more. */
async function renewAdministrator(
  tx: Transaction,
  deployment: Deployment,
  { profile, content, holder, made }: Order,
  caller: Caller,
  now: number,
): Promise<CarriedOut> {
  if (made === undefined) throw new Error('new PINs are made before the transaction');
  const contractMail = content.newMail === '' ? holder.contractMail : content.newMail;
  const mailChanges = contractMail !== holder.contractMail;
  if (mailChanges) {
    // To the old address too: whoever reads mails there should know, above all when it was not they who asked.
    const old = holder.contractMail === '' ? [] : [noticeOfContractMail(holder, now)];
    const notices = [...old, noticeOfNewContractMail({ ...holder, contractMail }, now)];
    await queueNotices(tx, deployment.banks, notices, now);
    await setContractMail(tx, holder.contract, contractMail, now);
  }
  const told = { ...holder, contractMail };
  const revocation = { holder: told, reason: 'affiliationChanged', by: 'bank' } as const;
  const { records } = await reissueIn(tx, deployment, profile, revocation, caller, now);
  await replaceSecrets(tx, holder.id, made.secretsOf(holder.id, now));
  await clearGuesses(tx, holder);
  await endWaysOfHolder(tx, holder.id, now);
  await deleteWaitingToken(tx, holder.id);
  const token = await endActiveToken(tx, holder.id, now);
  const details = {
    name: content.newAdministrator,
    ...(token !== undefined && { token }),
    ...(mailChanges && { mailChanged: 1 }),
  };
  const deed = { act: 'administrator.renewed', details };
  return {
    records: [auditOf(caller, holder, deed, now), ...records],
    letter: { kind: 'pins', addressee: content.newAdministrator, pins: made.pins },
  };
}
