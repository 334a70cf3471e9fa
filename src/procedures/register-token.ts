// A holder who is logged on sets up an app that shows one-time passwords: the secret is shown once, for ten minutes
// (NIST SP 800-63B-4 6.1.2.4), and the app is the holder's token only once it has shown a password.

import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { HOTP, Secret, TOTP } from 'otpauth';
import { confirmationFields } from '../domain/confirmation.ts';
import { formOf, hasForm, normaliseEntry } from '../domain/entered-fields.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { noticeOfToken } from '../notices/occasions.ts';
import { queueNotices } from '../notices/queue-notices.ts';
import type { BankProfile, Language, SecretField } from '../profile/bank-profile.ts';
import { PIN_FIELDS } from '../profile/fields.ts';
import type { FoundHolder } from '../store/read/contract.ts';
import { findActiveToken, findWaitingToken } from '../store/read/token.ts';
import type { Reader } from '../store/store.ts';
import type { TokenRow } from '../store/tables.ts';
import {
  activateToken,
  deleteWaitingToken,
  endActiveToken,
  insertToken,
  markShown,
} from '../store/write/token.ts';
import type { Caller, Deployment } from './deployment.ts';
import { actInSession, loadOpenSession, type OpenSession } from './log-on/open-session.ts';
import type { SessionInput } from './log-on/session.ts';
import { profileOfWay } from './profiles/way-profile.ts';
import type { Entries } from './secrets/check-secrets.ts';
import { matchPassword, TOKEN_SECRET_BYTES } from './secrets/one-time-password.ts';
import { openTokenSecret, sealTokenSecret } from './secrets/token-secret.ts';

const REGISTRATION_MS = 10 * 60 * 1000;
/** What every app can do; many go by these whatever the address of registration says. */
const APP = { algorithm: 'SHA1', step_seconds: 30 } as const;

export interface TokenView {
  readonly role: FoundHolder['role'];
  /** What a registration asks for before it begins. */
  readonly asks: readonly SecretField[];
  readonly active?: { readonly serialNumber: string; readonly activatedAt: number };
  /** An app that has not shown a password yet. */
  readonly waiting?: { readonly shown: boolean; readonly expiresAt: number };
}

export interface ShownSecret {
  /** What the QR code holds: otpauth://… */
  readonly uri: string;
  /** Base32, for who types it. */
  readonly secret: string;
  readonly expiresAt: number;
}

/** How things stand with the token of who is logged on, at a bank that has tokens. */
export async function findToken(deployment: Deployment, input: SessionInput): Promise<TokenView | Refusal> {
  const open = await loadOpenSession(deployment, input);
  if (isRefusal(open)) return open;
  if (open.profile.token === null) return refuse('page-not-found');
  const { db } = deployment.store;
  const active = await findActiveToken(db, open.holder.id);
  const waiting = await findRegistration(db, open.holder.id, deployment.now());
  return {
    role: open.holder.role,
    asks: asksOf(open, active !== undefined),
    ...(active && {
      active: {
        serialNumber: active.serial_number,
        activatedAt: active.activated_at ?? active.created_at,
      },
    }),
    ...(waiting && { waiting: { shown: waiting.shown_at !== null, expiresAt: endOf(waiting) } }),
  };
}

/**
 * Begins a registration, or begins it anew. Asked for is what confirms an act of this holder, and a password of the
 * token that is to go: who got at an open session gains no token of his own by it (ASVS 7.5.1).
 */
export async function beginTokenRegistration(
  deployment: Deployment,
  input: SessionInput & { readonly fields: Entries },
  caller: Caller,
): Promise<{ readonly begun: true } | Refusal> {
  const view = await findToken(deployment, input);
  if (isRefusal(view)) return view;
  return actInSession(
    deployment,
    input,
    {
      act: 'token.registration-begun',
      asks: () => view.asks,
      do: async (tx, { profile, holder }, now) => {
        await deleteWaitingToken(tx, holder.id);
        await insertToken(tx, newApp(deployment, profile, holder, now));
        return { done: { begun: true } as const };
      },
    },
    caller,
  );
}

/** The secret for the app: once. Whoever comes back for it begins anew, and gets another. */
export async function showTokenSecret(
  deployment: Deployment,
  input: SessionInput & { readonly language: Language },
  caller: Caller,
): Promise<ShownSecret | Refusal> {
  return actInSession(
    deployment,
    { ...input, fields: {} },
    {
      act: 'token.secret-shown',
      asks: () => [],
      do: async (tx, { profile, holder }, now) => {
        const waiting = await findRegistration(tx, holder.id, now);
        if (waiting === undefined || !(await markShown(tx, waiting.id, now))) {
          return refuse('token-registration-over');
        }
        return { done: secretOf(deployment, waiting, profile.name[input.language], holder) };
      },
    },
    caller,
  );
}

/** The app shows that it has the secret; from now on it is the holder's token, and the one before has ended. */
export async function confirmToken(
  deployment: Deployment,
  input: SessionInput & { readonly password: string },
  caller: Caller,
): Promise<{ readonly serialNumber: string } | Refusal> {
  const profile = profileOfWay(deployment, input);
  const form = profile && formOf(profile, 'oneTimePassword');
  if (form === undefined) return refuse('page-not-found');
  const password = normaliseEntry(input.password);
  if (!hasForm(form, password)) return refuse('form-invalid', { field: 'oneTimePassword' });
  return actInSession(
    deployment,
    { ...input, fields: {} },
    {
      act: 'token.registered',
      asks: () => [],
      do: async (tx, { holder }, now) => {
        const waiting = await findRegistration(tx, holder.id, now);
        if (waiting === undefined) return refuse('token-registration-over');
        const matched = matchPassword(deployment, waiting, password);
        if (matched === undefined) return refuse('one-time-password-wrong');
        await endActiveToken(tx, holder.id, now);
        await activateToken(tx, waiting.id, { ...matched, now });
        const serialNumber = waiting.serial_number;
        const notice = noticeOfToken(holder, { serialNumber, address: caller.address }, now);
        await queueNotices(tx, deployment.banks, [notice], now);
        return { done: { serialNumber } };
      },
    },
    caller,
  );
}

async function findRegistration(db: Reader, holder: string, now: number): Promise<TokenRow | undefined> {
  const waiting = await findWaitingToken(db, holder);
  return waiting !== undefined && now < endOf(waiting) ? waiting : undefined;
}

const endOf = (waiting: TokenRow): number => waiting.created_at + REGISTRATION_MS;

/** PINs only: a first token cannot be confirmed by a token. */
function asksOf({ profile, holder }: OpenSession, hasToken: boolean): SecretField[] {
  const pins: SecretField[] = PIN_FIELDS.filter((field) =>
    confirmationFields(profile, holder.role).includes(field),
  );
  if (pins.length === 0) pins.push(holder.role === 'administrator' ? 'contractPin' : 'userPin');
  return hasToken ? [...pins, 'oneTimePassword'] : pins;
}

function secretOf(
  { keys }: Deployment,
  waiting: TokenRow,
  issuer: string,
  { contractId, userId }: FoundHolder,
): ShownSecret {
  const secret = new Secret({ buffer: Uint8Array.from(openTokenSecret(keys, waiting)).buffer });
  const { algorithm, digits, step_seconds: period } = waiting;
  const label = userId === '' ? contractId : `${contractId} ${userId}`;
  const common = { issuer, label, algorithm, digits, secret };
  const generator =
    waiting.kind === 'hotp' ? new HOTP({ ...common, counter: 0 }) : new TOTP({ ...common, period });
  return { uri: generator.toString(), secret: secret.base32, expiresAt: endOf(waiting) };
}

function newApp(
  { keys }: Deployment,
  profile: BankProfile,
  { id: holder }: FoundHolder,
  now: number,
): TokenRow {
  const id = randomUUIDv7();
  const { kinds = [], digits = 6 } = profile.token ?? {};
  return {
    ...{ id, holder, bank_code: profile.code, ...APP, digits },
    serial_number: `APP-${randomBytes(6).toString('hex').toUpperCase()}`,
    kind: kinds.length === 0 || kinds.includes('totp') ? 'totp' : 'hotp',
    sealed_secret: sealTokenSecret(keys, { id, holder }, randomBytes(TOKEN_SECRET_BYTES.made)),
    last_used: -1,
    drift: 0,
    state: 'waiting',
    created_at: now,
    shown_at: null,
    activated_at: null,
    ended_at: null,
  };
}
