// The session of a logon by id and password: bound to nothing but its cookie, and over as soon as the contract's method
// has changed. Every request asks anew.

import { checkPasswordLogon, type PasswordLogonFacts, passwordPagesOf } from '../../domain/password-logon.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { BankProfile, Role } from '../../profile/bank-profile.ts';
import { type FoundHolder, findCertificateSince, readHolders } from '../../store/read/contract.ts';
import { findLastLogon, findSessionByToken } from '../../store/read/session.ts';
import type { Reader } from '../../store/store.ts';
import type { SessionRow } from '../../store/tables.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { endSession } from '../../store/write/session.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { askTable, type CardQuestion } from '../log-on/card-question.ts';
import { endOf, touch } from '../log-on/session.ts';
import { profileOfWay } from '../profiles/way-profile.ts';
import { hashToken } from '../secrets/token.ts';

export interface PasswordSessionKey {
  readonly bankCode: string;
  readonly role: Role;
  /** From the cookie. */
  readonly token?: string | undefined;
}

export interface PasswordSessionView {
  readonly role: Role;
  readonly contractId: string;
  readonly userId: string;
  readonly companyName: string;
  readonly pagesDone: number;
  /** Every page is answered: the holder is logged on. */
  readonly open: boolean;
  /** The logon before this one, by whatever method. */
  readonly lastLogon?: { readonly at: number; readonly address: string };
  /** When the session ends by itself if nothing is done. */
  readonly expiresAt: number;
}

interface LoadedPasswordSession {
  readonly profile: BankProfile;
  readonly session: SessionRow;
  readonly holder: FoundHolder;
}

/** The session behind a cookie, if it is of this bank, began without a certificate, and may go on. */
export async function loadPasswordSession(
  { store, banks, now }: Deployment,
  { bankCode, role, token }: PasswordSessionKey,
): Promise<LoadedPasswordSession | Refusal> {
  const profile = profileOfWay({ banks }, { bankCode, token });
  if (profile === undefined || token === undefined) return refuse('session-missing');
  const session = await findSessionByToken(store.db, hashToken(token));
  if (session === undefined || session.certificate !== null || session.bank_code !== bankCode) {
    return refuse('session-over');
  }
  const [holder] = await readHolders(store.db, [session.holder]);
  if (holder?.role !== role || passwordPagesOf(profile, role) === undefined) {
    return refuse('session-over');
  }
  // Before its last page is answered, a session knows less than who may be told. Who was logged on is told why it ended.
  if (session.open === 1) {
    const facts = await passwordFactsOf(store.db, holder);
    const barred = checkPasswordLogon(profile, facts);
    if (barred !== undefined) return barred;
  }
  if (session.ended_at !== null || now() >= endOf(profile, session)) return refuse('session-over');
  return { profile, session, holder };
}

export async function passwordFactsOf(db: Reader, holder: FoundHolder): Promise<PasswordLogonFacts> {
  return { ...holder, certificateSince: await findCertificateSince(db, holder.contract) };
}

/** What a request may see; refuses as soon as method, contract, holder or session have come to an end. */
export async function findPasswordSession(
  deployment: Deployment,
  key: PasswordSessionKey,
): Promise<PasswordSessionView | Refusal> {
  const loaded = await loadPasswordSession(deployment, key);
  if (isRefusal(loaded)) return loaded;
  const { profile, session, holder } = loaded;
  const { store } = deployment;
  const now = deployment.now();
  await touch(deployment, session);
  const lastLogon = await findLastLogon(store.db, holder.id, session.created_at);
  return {
    role: holder.role,
    contractId: holder.contractId,
    userId: holder.userId,
    companyName: holder.companyName,
    pagesDone: session.pages_done,
    open: session.open === 1,
    ...(lastLogon && { lastLogon }),
    expiresAt: endOf(profile, { ...session, seen_at: now }),
  };
}

/** What the card is asked, for who has answered the pages before. */
export async function passwordCardQuestion(
  deployment: Deployment,
  key: PasswordSessionKey,
): Promise<CardQuestion | Refusal> {
  const { card } = profileOfWay(deployment, key) ?? {};
  if (card?.kind === 'fixed') return { kind: 'fixed' };
  const loaded = await loadPasswordSession(deployment, key);
  return isRefusal(loaded) ? loaded : askTable(deployment, loaded.profile, loaded.holder.contract);
}

/** Ends the session on the server. Logging off twice, or with a session that is over, is no error. */
export async function logOffPassword(
  { store, now }: Deployment,
  { bankCode, token }: PasswordSessionKey,
  caller: Caller,
): Promise<void> {
  if (token === undefined) return;
  const tokenHash = hashToken(token);
  const session = await findSessionByToken(store.db, tokenHash);
  if (session === undefined || session.certificate !== null || session.bank_code !== bankCode) return;
  const [holder] = await readHolders(store.db, [session.holder]);
  await store.transaction(async (tx) => {
    if (!(await endSession(tx, tokenHash, now())) || holder === undefined) return;
    await appendAudit(tx, [auditOf(caller, holder, { act: 'password-logon.ended' }, now())]);
  });
}
