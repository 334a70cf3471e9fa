// The session of a logon: bound to its certificate, checked on every request, ended on the server.

import { type Refusal, refuse } from '../../domain/refusal.ts';
import { daysLeft } from '../../domain/windows.ts';
import type { BankProfile, Role } from '../../profile/bank-profile.ts';
import type { FoundCertificate } from '../../store/read/certificate.ts';
import { findLastLogon, findSessionByToken } from '../../store/read/session.ts';
import type { SessionRow } from '../../store/tables.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { endSession, touchSession } from '../../store/write/session.ts';
import { auditOf } from '../audit.ts';
import { type CertificateView, certificateViewOf } from '../certificate-view.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { hashToken } from '../secrets/token.ts';
import { checkShownCertificate, claimOf, profileOf, type ShownCertificate } from './recognise-certificate.ts';

export interface SessionInput extends ShownCertificate {
  readonly token?: string | undefined;
}

export interface SessionView {
  readonly role: Role;
  readonly contractId: string;
  readonly userId: string;
  /** A user's own; empty for an administrator. */
  readonly userName: string;
  readonly companyName: string;
  readonly certificate: CertificateView;
  readonly daysLeft: number;
  readonly pagesDone: number;
  /** Every page is answered: the holder is logged on. */
  readonly open: boolean;
  /** The logon before this one. */
  readonly lastLogon?: { readonly at: number; readonly address: string };
  /** When the session ends by itself if nothing is done. */
  readonly expiresAt: number;
}

const MINUTE_MS = 60_000;

/** What a request of the logon face may see; refuses as soon as certificate, contract or session have ended. */
export async function findSession(
  deployment: Deployment,
  input: SessionInput,
): Promise<SessionView | Refusal> {
  const { refusal: unfit, found } = await checkShownCertificate(deployment, input);
  if (unfit) return unfit;
  const profile = profileOf(deployment, input.bankCode, input.token);
  const session = await loadSession(deployment, profile, found, input.token);
  if ('refused' in session) return session;
  const now = deployment.now();
  await touch(deployment, session);
  const lastLogon = await findLastLogon(deployment.store.db, found.holder, session.created_at);
  return {
    role: found.role,
    contractId: found.contract_id,
    userId: found.user_id,
    userName: found.holder_name,
    companyName: found.company_name,
    certificate: certificateViewOf(found),
    daysLeft: daysLeft(found.not_after, now),
    pagesDone: session.pages_done,
    open: session.open === 1,
    ...(lastLogon && { lastLogon }),
    expiresAt: endOf(profile, { ...session, seen_at: now }),
  };
}

/** The session behind a cookie, if it is this certificate's and has not ended. */
export async function loadSession(
  { store, now }: Deployment,
  profile: BankProfile,
  found: FoundCertificate,
  token: string | undefined,
): Promise<SessionRow | Refusal> {
  const { role } = found;
  if (token === undefined) return refuse('session-missing', { role });
  const session = await findSessionByToken(store.db, hashToken(token));
  if (session === undefined || session.ended_at !== null) return refuse('session-over', { role });
  if (session.certificate !== found.serial_number) return refuse('session-of-another-certificate', { role });
  if (now() >= endOf(profile, session)) return refuse('session-over', { role });
  return session;
}

/** The holder is still there; written once a minute. */
export async function touch({ store, now }: Deployment, session: SessionRow): Promise<void> {
  const at = now();
  if (at - session.seen_at < MINUTE_MS) return;
  await store.transaction((tx) => touchSession(tx, session.token_hash, at));
}

/** The earlier of idle and absolute end (NIST SP 800-63B reauthentication). */
export function endOf(profile: BankProfile, session: SessionRow): number {
  return Math.min(
    session.seen_at + profile.logon.idleMinutes * MINUTE_MS,
    session.created_at + profile.logon.absoluteHours * 60 * MINUTE_MS,
  );
}

/** Ends the session on the server. Logging off twice, or with a session that is over, is no error. */
export async function logOff(deployment: Deployment, input: SessionInput, caller: Caller): Promise<void> {
  if (input.token === undefined) return;
  const tokenHash = hashToken(input.token);
  const { found: row } = await checkShownCertificate(deployment, input);
  const session = await findSessionByToken(deployment.store.db, tokenHash);
  if (session === undefined || session.certificate !== row?.serial_number) return;
  const now = deployment.now();
  await deployment.store.transaction(async (tx) => {
    if (!(await endSession(tx, tokenHash, now))) return;
    const deed = { act: 'logon.ended', certificate: row.serial_number };
    await appendAudit(tx, [auditOf(caller, claimOf(row), deed, now)]);
  });
}
