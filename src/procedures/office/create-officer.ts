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
import { insertContract } from '../../store/write/contract.ts';
import { insertHolder, lockHolders } from '../../store/write/holder.ts';
import { insertOfficer } from '../../store/write/officer.ts';
import { insertToken } from '../../store/write/token.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { TOKEN_SECRET_BYTES } from '../secrets/one-time-password.ts';
import { sealTokenSecret } from '../secrets/token-secret.ts';
import { makeFirstPins } from '../users/first-pins.ts';
import { insertUser } from '../users/insert-user.ts';
import { readUserDetails, readUserId } from '../users/user-details.ts';

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

/**
 * Makes an officer known. Officers of the certification authority serve the office itself, all others a bank.
 *
 * @returns the sheet, or `bank-unknown`, `form-invalid`, `user-id-taken`, `users-full`; nothing is written then.
 */
export async function createOfficer(
  deployment: Deployment,
  input: NewOfficer,
  caller: Caller,
): Promise<OfficerSheet | Refusal> {
  const { store, banks, now } = deployment;
  const office = officeOf(banks);
  const served = banks.get(input.bankCode);
  if (office === undefined || served === undefined) return refuse('bank-unknown');
  if ((served === office) !== (input.role === 'caOfficer')) return refuse('form-invalid', { field: 'role' });
  const person = input.person.normalize('NFC').trim();
  if (faultOfName(person, LONGEST_PERSON) !== undefined) return refuse('form-invalid', { field: 'person' });
  const userId = readUserId(office, input.officerId);
  if (isRefusal(userId)) return userId;
  const details = readUserDetails(input);
  if (isRefusal(details)) return details;

  const { firstPassword: userPin, appSecret: secret = randomBytes(TOKEN_SECRET_BYTES.made) } = input;
  const made = await makeFirstPins(deployment, office, userPin === undefined ? undefined : { userPin });
  const claim = { bankCode: office.code, contractId: served.code, userId };
  return store.transaction(async (tx): Promise<OfficerSheet | Refusal> => {
    const at = now();
    const contract = await contractOf(tx, office, served, at);
    const user = { userId, ...details, permit: true };
    const inserted = await insertUser(tx, deployment, office, contract, user, made, at);
    if (!isRefusal(inserted)) {
      const { id } = inserted;
      await insertOfficer(tx, { holder: id, role: input.role, person, created_by: null, created_at: at });
      await insertToken(tx, appOf(deployment, office, id, secret, at));
    }
    const deed = {
      act: 'officer.created',
      refusedFor: isRefusal(inserted) ? inserted.cause : undefined,
      details: { role: input.role, person },
    };
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
  const known = await findHolder(tx, claim);
  if (known !== undefined) {
    await lockHolders(tx, [known.id]);
    return known;
  }
  const contract = randomUUID();
  await insertContract(tx, {
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
  const subject = subjectKeyOf(office, { role: 'administrator', contractId: served.code, userId: '' });
  const holder = { id: randomUUID(), contract, role: 'administrator', user_id: '' } as const;
  await insertHolder(tx, { ...holder, permitted_at: null, subject, created_at: now }, []);
  const inserted = await findHolder(tx, claim);
  if (inserted === undefined) throw new Error('the contract just inserted is not there');
  return inserted;
}

const APP = { kind: 'totp', algorithm: 'SHA1' } as const;

function appOf({ keys }: Deployment, office: BankProfile, holder: string, secret: Uint8Array, now: number) {
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

function uriOf(office: BankProfile, label: string, secret: Uint8Array): string {
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
