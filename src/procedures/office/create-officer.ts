// A new officer: known from then on under the office's own profile, with a first password and the secret of an
// authenticator app, both for the sheet that is handed over. The way to the certificate is every holder's.

import { randomBytes, randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { dayOf } from '../../domain/calendar.ts';
import { subjectKeyOf } from '../../domain/certificate-subject.ts';
import type { OfficerRole } from '../../domain/officer.ts';
import { faultOfName } from '../../domain/person-name.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { type BankProfile, officeOf } from '../../profile/bank-profile.ts';
import { findHolder } from '../../store/read/contract.ts';
import type { Transaction } from '../../store/store.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { insertContractOnce } from '../../store/write/contract.ts';
import { insertHolder, lockHolders } from '../../store/write/holder.ts';
import { insertOfficer } from '../../store/write/officer.ts';
import { insertToken } from '../../store/write/token.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { TOKEN_SECRET_BYTES } from '../secrets/one-time-password.ts';
import { sealTokenSecret } from '../secrets/token-secret.ts';
import { type FirstPins, type MadePins, makeFirstPins } from '../users/first-pins.ts';
import { type InsertedUser, insertUser } from '../users/insert-user.ts';
import { readUserDetails, readUserId, type UserDetails } from '../users/user-details.ts';
import { sealedOfficer } from './officers/officer-seal.ts';

export interface NewOfficer {
  /** The bank served; the office's own code for officers of the certification authority. */
  readonly bankCode: string;
  readonly officerId: string;
  readonly name: string;
  readonly mail: string;
  readonly role: OfficerRole;
  /** The person's number with the employer: one person's accounts are told by it. */
  readonly person: string;
  /** Absent: made at random. */
  readonly firstPassword?: string;
  readonly appSecret?: Uint8Array;
}

/** What stands on the sheet that is handed over; kept nowhere in clear. */
export interface OfficerSheet {
  readonly firstPassword: string;
  /** otpauth://… for the authenticator app. */
  readonly appUri: string;
  /** The last day of the acquisition. */
  readonly acquireUntil: string;
}

const LONGEST_PERSON = 40;

/** What an officer is to be, found to be possible. */
export interface CheckedOfficer {
  readonly office: BankProfile;
  readonly served: BankProfile;
  readonly userId: string;
  readonly details: UserDetails;
  readonly role: OfficerRole;
  readonly person: string;
}

/** Officers of the certification authority serve the office itself, all others a bank. */
export function checkNewOfficer({ banks }: Deployment, input: NewOfficer): CheckedOfficer | Refusal {
  const office = officeOf(banks);
  const served = banks.get(input.bankCode);
  if (office === undefined || served === undefined) return refuse('bank-unknown');
  const { role } = input;
  if ((served === office) !== (role === 'caOfficer')) return refuse('form-invalid', { field: 'role' });
  const person = input.person.normalize('NFC').trim();
  if (faultOfName(person, LONGEST_PERSON) !== undefined) return refuse('form-invalid', { field: 'person' });
  const userId = readUserId(office, input.officerId);
  if (isRefusal(userId)) return userId;
  const details = readUserDetails(input);
  return isRefusal(details) ? details : { office, served, userId, details, role, person };
}

/** As names are compared: whether there is, or ever was, such an officer. */
export const subjectOfOfficer = ({ office, served, userId }: CheckedOfficer): string =>
  subjectKeyOf(office, { role: 'user', contractId: served.code, userId });

/** What was made for the officer before the transaction, and the officer who entered it; null: the command line. */
export interface MadeForOfficer {
  readonly made: MadePins<FirstPins>;
  /** Of the authenticator app. */
  readonly secret: Uint8Array;
  readonly by: string | null;
}

/** Writes it all down but the audit record; `user-id-taken`, `users-full`. */
export async function insertNewOfficer(
  tx: Transaction,
  deployment: Deployment,
  { office, served, userId, details, role, person }: CheckedOfficer,
  { made, secret, by }: MadeForOfficer,
  now: number,
): Promise<InsertedUser | Refusal> {
  const contract = await contractOf(tx, office, served, now);
  const user = { userId, ...details, permit: true };
  const inserted = await insertUser(tx, deployment, office, contract, user, made, now);
  if (isRefusal(inserted)) return inserted;
  const { id } = inserted;
  const row = { holder: id, role, person, state: 'active', created_by: by, created_at: now } as const;
  await insertOfficer(tx, sealedOfficer(deployment.keys, row));
  await insertToken(tx, appOf(deployment, office, id, secret, now));
  return inserted;
}

/**
 * Makes an officer known from the server's command line.
 *
 * @returns the sheet, or `bank-unknown`, `form-invalid`, `user-id-taken`, `users-full`; nothing is written then.
 */
export async function createOfficer(
  deployment: Deployment,
  input: NewOfficer,
  caller: Caller,
): Promise<OfficerSheet | Refusal> {
  const { store, now } = deployment;
  const checked = checkNewOfficer(deployment, input);
  if (isRefusal(checked)) return checked;
  const { office, served, userId, role, person } = checked;
  const { firstPassword: userPin, appSecret: secret = randomBytes(TOKEN_SECRET_BYTES.made) } = input;
  const made = await makeFirstPins(deployment, office, userPin === undefined ? undefined : { userPin });
  return store.transaction(async (tx): Promise<OfficerSheet | Refusal> => {
    const at = now();
    const inserted = await insertNewOfficer(tx, deployment, checked, { made, secret, by: null }, at);
    const deed = {
      act: 'officer.created',
      refusedFor: isRefusal(inserted) ? inserted.cause : undefined,
      details: { role, person },
    };
    const claim = { bankCode: office.code, contractId: served.code, userId };
    await appendAudit(tx, [auditOf(caller, claim, deed, at)]);
    if (isRefusal(inserted)) return inserted;
    return {
      firstPassword: made.pins.userPin ?? '',
      appUri: uriOf(office, `${served.code} ${userId}`, secret),
      acquireUntil: inserted.acquireUntil ?? dayOf(at),
    };
  });
}

/** The contract of a bank that is served: there from its first officer on, and nobody's to log on with. */
async function contractOf(tx: Transaction, office: BankProfile, served: BankProfile, now: number) {
  const claim = { bankCode: office.code, contractId: served.code, userId: '' };
  const known = (await findHolder(tx, claim)) ?? (await insertContractOf(tx, office, served, now));
  await lockHolders(tx, [known.id]);
  return known;
}

async function insertContractOf(tx: Transaction, office: BankProfile, served: BankProfile, now: number) {
  const contract = randomUUID();
  const inserted = await insertContractOnce(tx, {
    id: contract,
    bank_code: office.code,
    contract_id: served.code,
    company_name: served.name.ja,
    mail: office.mails.from,
    language: 'ja',
    state: 'open',
    acquisition_from: dayOf(now),
    created_at: now,
    updated_at: now,
  });
  // Otherwise another first officer came at the same time, and its transaction has ended by now.
  if (inserted) {
    const subject = subjectKeyOf(office, { role: 'administrator', contractId: served.code, userId: '' });
    const holder = { id: randomUUID(), contract, role: 'administrator', user_id: '' } as const;
    await insertHolder(tx, { ...holder, permitted_at: null, subject, created_at: now }, []);
  }
  const found = await findHolder(tx, { bankCode: office.code, contractId: served.code, userId: '' });
  if (found === undefined) throw new Error('the contract just inserted is not there');
  return found;
}

const APP = { kind: 'totp', algorithm: 'SHA1' } as const;

export function appOf(
  { keys }: Deployment,
  office: BankProfile,
  holder: string,
  secret: Uint8Array,
  now: number,
) {
  const id = randomUUID();
  const { digits = 6, stepSeconds = 30 } = office.token ?? {};
  return {
    ...{ id, holder, bank_code: office.code, ...APP, digits, step_seconds: stepSeconds },
    serial_number: `APP-${randomBytes(6).toString('hex').toUpperCase()}`,
    sealed_secret: sealTokenSecret(keys, { id, holder }, secret),
    ...({ last_used: -1, drift: 0, state: 'active', created_at: now } as const),
    ...{ shown_at: now, activated_at: now, ended_at: null },
  };
}

export function uriOf(office: BankProfile, label: string, secret: Uint8Array): string {
  const { digits = 6, stepSeconds: period = 30 } = office.token ?? {};
  const issuer = office.name.en;
  const buffer = Uint8Array.from(secret).buffer;
  return new TOTP({
    issuer,
    label,
    algorithm: APP.algorithm,
    digits,
    period,
    secret: new Secret({ buffer }),
  }).toString();
}
