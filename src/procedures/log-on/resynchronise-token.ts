// A token that has run ahead is put right by two passwords in a row (RFC 4226 7.4 and E.4): by who has shown the
// certificate and proved a PIN, and stands where a one-time password is asked or is logged on. It logs nobody on.

import { formOf, hasForm, normaliseEntry } from '../../domain/entered-fields.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { resynchronisationAsks } from '../../domain/resynchronisation.ts';
import type { BankProfile, PinField, Role } from '../../profile/bank-profile.ts';
import { type FoundHolder, findHolder } from '../../store/read/contract.ts';
import { findActiveToken } from '../../store/read/token.ts';
import type { TokenRow } from '../../store/tables.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import {
  compareSecrets,
  type Entries,
  findWrong,
  judgeOtherwise,
  readEntries,
  type SecretVerdict,
} from '../secrets/check-secrets.ts';
import { explainVerdict } from '../secrets/explain-verdict.ts';
import { type TwoPasswords, useTwoPasswords } from '../secrets/one-time-password.ts';
import { checkShownCertificate, claimOf, profileOf } from './recognise-certificate.ts';
import { loadSession, type SessionInput, touch } from './session.ts';

export interface TokenToResynchronise {
  readonly role: Role;
  /** What its passwords follow: a clock or a count. */
  readonly kind: TokenRow['kind'];
  /** Logged on, or still before the page of the one-time password. */
  readonly open: boolean;
  /** The PINs that are typed along, where none was proved before. */
  readonly pins: readonly PinField[];
}

interface Loaded {
  readonly profile: BankProfile;
  readonly holder: FoundHolder;
  readonly certificate: string;
  readonly token: TokenRow;
  readonly view: TokenToResynchronise;
}

/** The token of who may put it right now. */
export async function findTokenToResynchronise(
  deployment: Deployment,
  input: SessionInput,
): Promise<TokenToResynchronise | Refusal> {
  const loaded = await load(deployment, input);
  return isRefusal(loaded) ? loaded : loaded.view;
}

/**
 * Counted with every other entry of a one-time password, and refused with them once the limit is reached; not looked at
 * where the PIN is wrong. Two entries that are the same are no two passwords in a row: that is told, not counted.
 */
export async function resynchroniseToken(
  deployment: Deployment,
  input: SessionInput & { readonly passwords: TwoPasswords; readonly fields?: Entries },
  caller: Caller,
): Promise<TokenToResynchronise | Refusal> {
  const loaded = await load(deployment, input);
  if (isRefusal(loaded)) return loaded;
  const { profile, holder, token, certificate, view } = loaded;
  const passwords = readPasswords(profile, input.passwords);
  if (isRefusal(passwords)) return passwords;
  const entries = readEntries(profile, view.pins, input.fields ?? {});
  if (isRefusal(entries)) return entries;
  const who = { profile, holder, channel: 'certificate' } as const;
  const judgePins = await compareSecrets(deployment, { ...who, claim: holder, fields: view.pins, entries });
  const now = deployment.now();
  return deployment.store.transaction(async (tx) => {
    let ahead: number | undefined;
    const wrongPin = findWrong(await judgePins(tx));
    const refusal =
      wrongPin === undefined
        ? refusalFor(
            await judgeOtherwise(tx, deployment, who, 'oneTimePassword', async (granted) => {
              const used = await useTwoPasswords(tx, deployment, holder.id, passwords, granted);
              ahead = used.ahead;
              return used;
            }),
          )
        : explainVerdict(wrongPin);
    const deed = {
      act: 'token.resynchronised',
      refusedFor: refusal?.cause,
      certificate,
      details: {
        token: token.serial_number,
        ...(ahead !== undefined && { ahead }),
        ...(wrongPin && { secret: wrongPin.field }),
      },
    };
    await appendAudit(tx, [auditOf(caller, holder, deed, now)]);
    return refusal ?? view;
  });
}

function readPasswords(profile: BankProfile, typed: TwoPasswords): TwoPasswords | Refusal {
  const form = formOf(profile, 'oneTimePassword');
  const [first, second] = [normaliseEntry(typed[0]), normaliseEntry(typed[1])];
  const right = form !== undefined && hasForm(form, first) && hasForm(form, second) && first !== second;
  return right ? [first, second] : refuse('form-invalid', { field: 'oneTimePassword' });
}

function refusalFor(verdict: SecretVerdict): Refusal | undefined {
  const { outcome, attemptsLeft } = verdict;
  if (outcome === 'right') return undefined;
  return outcome === 'wrong' && attemptsLeft > 0
    ? refuse('token-not-resynchronised', { attemptsLeft })
    : explainVerdict(verdict);
}

async function load(deployment: Deployment, input: SessionInput): Promise<Loaded | Refusal> {
  const { refusal: unfit, found } = await checkShownCertificate(deployment, input);
  if (unfit) return unfit;
  const { role } = found;
  const profile = profileOf(deployment, input.bankCode, input.token);
  if (profile.token === null) return refuse('page-not-found');
  const session = await loadSession(deployment, profile, found, input.token);
  const standing = isRefusal(session) ? undefined : session;
  const open = standing?.open === 1;
  // A first page that asks for the PIN and the password together has no session before it.
  const pins = open ? [] : resynchronisationAsks(profile, role, standing?.pages_done ?? 0);
  if (pins === undefined) return isRefusal(session) ? session : refuse('session-missing', { role });
  if (standing !== undefined) await touch(deployment, standing);
  const { db } = deployment.store;
  const holder = await findHolder(db, claimOf(found));
  const token = holder && (await findActiveToken(db, holder.id));
  if (holder === undefined || token === undefined) return refuse('token-missing');
  const view = { role, kind: token.kind, open, pins };
  return { profile, holder, certificate: found.serial_number, token, view };
}
