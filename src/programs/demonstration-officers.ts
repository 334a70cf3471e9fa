// The demonstration's officers: passwords and app secrets are decided and written down first, so that a start that was
// broken off is gone on with. They have registered their passwords; the certificate they acquire like everybody.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Secret, TOTP } from 'otpauth';
import type { OfficerRole } from '../domain/officer.ts';
import { isRefusal } from '../domain/refusal.ts';
import { beginActivation } from '../procedures/activate/begin-activation.ts';
import { choosePins } from '../procedures/activate/choose-pins.ts';
import type { Caller, Deployment } from '../procedures/deployment.ts';
import { createOfficer } from '../procedures/office/create-officer.ts';
import { generatePins } from '../procedures/secrets/generate-secret.ts';
import { type BankProfile, banksWithCustomers, officeOf } from '../profile/bank-profile.ts';
import { findHolder } from '../store/read/contract.ts';
import { writePrivately } from './private-file.ts';
import { systemCode } from './start-fault.ts';

interface DemonstrationOfficer {
  /** The bank served; for certificate officers the office's own code. */
  readonly bank: string;
  readonly officerId: string;
  readonly name: string;
  readonly role: OfficerRole;
  readonly person: string;
  readonly firstPassword: string;
  readonly password: string;
  /** For an authenticator app, as address and as Base32. */
  readonly appUri: string;
  readonly appSecret: string;
  /** In words, what can be done with it now. */
  readonly state: string;
}

const PEOPLE: readonly (readonly [id: string, name: string, role: OfficerRole, person: string])[] = [
  ['tanto', '見本 担当子', 'operator', 'E0001'],
  ['shonin', '見本 承認夫', 'approver', 'E0002'],
  ['help', '見本 案内子', 'helpDesk', 'E0003'],
  ['kansa', '見本 監査夫', 'auditor', 'E0004'],
];
const AUTHORITY = ['shomei', '見本 証明子', 'caOfficer', 'E0009'] as const;
const STATE =
  'has registered a password: acquire the certificate at the office’s code on www, import it, then log on as officer';

/** Makes who is not there yet: some for each bank, one for the certification authority. */
export async function loadOfficers(deployment: Deployment, file: string, caller: Caller): Promise<void> {
  const office = officeOf(deployment.banks);
  if (office === undefined) return;
  let officers = await read(file);
  if (officers === undefined) {
    officers = [
      ...banksWithCustomers(deployment.banks).flatMap(({ code }) =>
        PEOPLE.map((one) => decide(office, code, one)),
      ),
      decide(office, office.code, AUTHORITY),
    ];
    await writePrivately(file, `${JSON.stringify(officers, null, 2)}\n`);
  }
  for (const officer of officers) await load(deployment, office, officer, caller);
}

function decide(
  office: BankProfile,
  bank: string,
  [officerId, name, role, person]: (typeof PEOPLE)[number],
): DemonstrationOfficer {
  const made = () => generatePins(office, ['userPin']).userPin ?? '';
  const secret = new Secret({ buffer: Uint8Array.from(randomBytes(20)).buffer });
  const { digits = 6, stepSeconds: period = 30 } = office.token ?? {};
  const app = new TOTP({ issuer: office.name.en, label: `${bank} ${officerId}`, digits, period, secret });
  return {
    ...{ bank, officerId, name, role, person },
    firstPassword: made(),
    password: made(),
    appUri: app.toString(),
    appSecret: secret.base32,
    state: STATE,
  };
}

async function load(
  deployment: Deployment,
  office: BankProfile,
  officer: DemonstrationOfficer,
  caller: Caller,
): Promise<void> {
  const { bank: bankCode, officerId, firstPassword, password, appSecret } = officer;
  const claim = { bankCode: office.code, contractId: bankCode, userId: officerId };
  if ((await findHolder(deployment.store.db, claim)) === undefined) {
    const made = await createOfficer(
      deployment,
      {
        ...officer,
        bankCode,
        mail: `${officerId}@mihon-center.example`,
        appSecret: Secret.fromBase32(appSecret).bytes,
      },
      caller,
    );
    if (isRefusal(made)) throw new Error(`officer ${officerId}: ${made.reason}`);
  }
  if ((await findHolder(deployment.store.db, claim))?.provisional !== 1) return;
  const key = { bankCode: office.code, role: 'user' } as const;
  const fields = { contractId: bankCode, userId: officerId, userPin: firstPassword };
  const begun = await beginActivation(deployment, { ...key, fields }, caller);
  if (isRefusal(begun)) throw new Error(`officer ${officerId}: ${begun.cause}`);
  const pins = { userPin: { pin: password, again: password } };
  const chosen = await choosePins(deployment, { ...key, ...begun, pins }, caller);
  if (isRefusal(chosen)) throw new Error(`officer ${officerId}: ${chosen.reason}`);
}

async function read(file: string): Promise<DemonstrationOfficer[] | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DemonstrationOfficer[];
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
