// An open session with everything that an act in it needs, and the one way to act in it: secrets checked, deed and
// audit record committed together. A session is a session, whatever it began with; an act says whether it demands one
// that is bound to a certificate, and nearly all do.

import { hasForm } from '../../domain/entered-fields.ts';
import { isRefusal, type Refusal, type RefusalDetails, refuse } from '../../domain/refusal.ts';
import type { BankProfile, Role } from '../../profile/bank-profile.ts';
import type { SecretField } from '../../profile/fields.ts';
import type { FoundCertificate } from '../../store/read/certificate.ts';
import { type FoundHolder, findHolder } from '../../store/read/contract.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import type { SessionRow } from '../../store/tables.ts';
import { type AuditRecord, appendAudit } from '../../store/write/audit.ts';
import { lockHolders } from '../../store/write/holder.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { loadPasswordSession, type PasswordSessionKey } from '../password-logon/password-session.ts';
import {
  closeAnsweredCard,
  compareSecrets,
  type Entries,
  findWrong,
  readEntries,
} from '../secrets/check-secrets.ts';
import { explainVerdict } from '../secrets/explain-verdict.ts';
import { checkShownCertificate, profileOf } from './recognise-certificate.ts';
import { loadSession, type SessionInput, touch } from './session.ts';

/** A session with every page answered, whatever method it began with. */
export interface AnyOpenSession {
  readonly profile: BankProfile;
  readonly holder: FoundHolder;
  readonly session: SessionRow;
  /** The certificate that the session is bound to; absent: it began by id and password. */
  readonly found?: FoundCertificate;
}

/** One that is bound to a certificate. */
export interface OpenSession extends AnyOpenSession {
  readonly found: FoundCertificate;
}

/** What a request shows of a session of either method; only the one of a certificate names a certificate. */
export type AnySessionInput = SessionInput | PasswordSessionKey;

/** The session of this certificate with every page answered; refuses as {@link findSession} does. */
export async function loadOpenSession(
  deployment: Deployment,
  input: SessionInput,
): Promise<OpenSession | Refusal> {
  const { refusal: unfit, found } = await checkShownCertificate(deployment, input);
  if (unfit) return unfit;
  const profile = profileOf(deployment, input.bankCode, input.token);
  const session = await loadSession(deployment, profile, found, input.token);
  if (isRefusal(session)) return session;
  if (session.open !== 1) return refuse('session-missing', { role: found.role });
  await touch(deployment, session);
  const holder = await findHolder(deployment.store.db, {
    bankCode: found.bank_code,
    contractId: found.contract_id,
    userId: found.user_id,
  });
  return holder === undefined ? refuse('session-over') : { profile, holder, session, found };
}

/** As {@link loadOpenSession}, of whichever method. */
async function loadAnyOpenSession(
  deployment: Deployment,
  input: AnySessionInput,
): Promise<AnyOpenSession | Refusal> {
  if ('certificate' in input) return loadOpenSession(deployment, input);
  const loaded = await loadPasswordSession(deployment, input);
  if (isRefusal(loaded)) return loaded;
  if (loaded.session.open !== 1) return refuse('session-missing');
  await touch(deployment, loaded.session);
  return loaded;
}

/** What is done in a session. `Open` is what it demands: a session bound to a certificate, unless it says otherwise. */
export interface SessionAct<
  Done,
  Concerned extends FoundHolder | undefined = undefined,
  Open extends AnyOpenSession = OpenSession,
> {
  /** Its name in the audit. */
  readonly act: string;
  /** Whose act it is; absent: everybody's. */
  readonly role?: Role;
  /** The secrets that are typed for it. */
  readonly asks: (open: Open) => readonly SecretField[];
  /** What the audit says of it besides. */
  readonly about?: { readonly certificate?: string; readonly details?: RefusalDetails };
  /** Does it, with the holders locked; refuses before anything is written. Its records join the act's own. */
  do(tx: Transaction, open: Open, now: number, concerned: Concerned): Promise<Deed<Done> | Refusal>;
}

export interface Deed<Done> {
  readonly done: Done;
  readonly records?: readonly AuditRecord[];
}

type ActInput = SessionInput & { readonly fields: Entries };

/** Checks session, role and secrets, then acts: all in the transaction that records it. */
export async function actInSession<Done>(
  deployment: Deployment,
  input: ActInput,
  act: SessionAct<Done>,
  caller: Caller,
): Promise<Done | Refusal> {
  const open = await loadOpenSession(deployment, input);
  return perform(deployment, open, input.fields, act, async () => undefined, caller);
}

/**
 * As {@link actInSession}, for an act that demands no certificate: one that takes away and gives nothing, for who was
 * robbed of a PIN before there were certificates must be able to stop everything.
 */
export async function actInAnySession<Done>(
  deployment: Deployment,
  input: AnySessionInput & { readonly fields: Entries },
  act: SessionAct<Done, undefined, AnyOpenSession>,
  caller: Caller,
): Promise<Done | Refusal> {
  const open = await loadAnyOpenSession(deployment, input);
  return perform(deployment, open, input.fields, act, async () => undefined, caller);
}

/** As {@link actInSession}, for an administrator's act that concerns a user of the own contract. */
export async function actOnUser<Done>(
  deployment: Deployment,
  input: ActInput & { readonly userId: string },
  act: Omit<SessionAct<Done, FoundHolder>, 'role'>,
  caller: Caller,
): Promise<Done | Refusal> {
  const userId = input.userId.slice(0, 64);
  const about = { ...act.about, details: { userId, ...act.about?.details } };
  return perform(
    deployment,
    await loadOpenSession(deployment, input),
    input.fields,
    { ...act, role: 'administrator', about },
    async (db, open) => (await findUserOf(db, open, userId)) ?? refuse('user-unknown'),
    caller,
  );
}

/** The user with this id in the administrator's own contract; another contract's is as absent as nobody. */
export async function findUserOf(
  db: Reader,
  { profile, holder }: OpenSession,
  userId: string,
): Promise<FoundHolder | undefined> {
  const { bankCode, contractId, role } = holder;
  const possible = userId !== '' && hasForm(profile.identifiers.userId, userId);
  return role === 'administrator' && possible ? findHolder(db, { bankCode, contractId, userId }) : undefined;
}

async function perform<Done, Concerned extends FoundHolder | undefined, Open extends AnyOpenSession>(
  deployment: Deployment,
  open: Open | Refusal,
  typed: Entries,
  act: SessionAct<Done, Concerned, Open>,
  find: (db: Reader, open: Open) => Promise<Concerned | Refusal>,
  caller: Caller,
): Promise<Done | Refusal> {
  const { store } = deployment;
  if (isRefusal(open)) return open;
  const { profile, holder, found } = open;
  if (act.role !== undefined && act.role !== holder.role) return refuse('page-not-found');
  const concerned = await find(store.db, open);
  if (isRefusal(concerned)) {
    const deed = { act: act.act, refusedFor: concerned.cause, details: act.about?.details ?? {} };
    await store.transaction((tx) => appendAudit(tx, [auditOf(caller, holder, deed, deployment.now())]));
    return concerned;
  }
  const fields = act.asks(open);
  const entries = readEntries(profile, fields, typed);
  if (isRefusal(entries)) return entries;
  const channel = found === undefined ? 'open' : 'certificate';
  const attempt = { profile, claim: holder, holder, channel, fields, entries } as const;
  const judge = await compareSecrets(deployment, attempt);
  const now = deployment.now();
  return await store.transaction(async (tx) => {
    const wrong = findWrong(await judge(tx));
    if (wrong === undefined) await closeAnsweredCard(tx, holder.contract, fields, now);
    await lockHolders(tx, [...new Set([holder.id, concerned?.id ?? holder.id])]);
    // Who is concerned may have changed until the lock was ours.
    const still = await find(tx, open);
    const outcome =
      wrong !== undefined
        ? explainVerdict(wrong)
        : isRefusal(still)
          ? still
          : await act.do(tx, open, now, still);
    const refused = isRefusal(outcome);
    const deed = {
      act: act.act,
      refusedFor: refused ? outcome.cause : undefined,
      certificate: act.about?.certificate ?? found?.serial_number,
      details: { ...act.about?.details, ...(wrong && { secret: wrong.field }) },
    };
    await appendAudit(tx, [auditOf(caller, holder, deed, now), ...(refused ? [] : (outcome.records ?? []))]);
    return refused ? outcome : outcome.done;
  });
}
