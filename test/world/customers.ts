// Customers for tests, made the way a bank makes them, and acting the way they act.

import { createPublicKey, generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';
import { coordinateOf } from '../../src/domain/card-question.ts';
import { type AskingEntrance, pagesOfEntrance } from '../../src/domain/entrance.ts';
import { isRefusal, type Refusal } from '../../src/domain/refusal.ts';
import type { Deployment } from '../../src/procedures/deployment.ts';
import { answerEnrolmentPage } from '../../src/procedures/enrol/answer-enrolment-page.ts';
import { chooseKeyPlace, openKeyTicket } from '../../src/procedures/enrol/enrolment.ts';
import { type AcquiredCertificate, submitRequest } from '../../src/procedures/enrol/submit-request.ts';
import { importContracts } from '../../src/procedures/import-contracts/import-contracts.ts';
import type { NewContract } from '../../src/procedures/import-contracts/read-contract.ts';
import { answerLogonPage } from '../../src/procedures/log-on/answer-logon-page.ts';
import { cardQuestion } from '../../src/procedures/log-on/card-question.ts';
import type { Entries } from '../../src/procedures/secrets/check-secrets.ts';
import type { FirstPins } from '../../src/procedures/users/first-pins.ts';
import type { Role } from '../../src/profile/bank-profile.ts';
import { buildCertificationRequest } from '../../src/x509/certification-request.ts';
import { activate } from './activation.ts';
import { caller } from './deployment.ts';

export interface Customer extends Omit<NewContract, 'postalCode' | 'postalAddress'> {
  readonly bankCode: string;
  /** What the customer's token shows next, when it is asked for (see tokens.ts). */
  readonly oneTimePassword?: () => string;
}

let contracts = 10_000;

/** Opens a contract at a bank; what is not said is invented. The customer has chosen own PINs unless said otherwise. */
export async function openContract(
  deployment: Deployment,
  bankCode: string,
  said: Partial<Record<'contractId' | 'companyName' | 'mail' | 'acquisitionFrom', string>> & {
    readonly activated?: boolean;
  } = {},
): Promise<Customer> {
  const profile = deployment.banks.get(bankCode);
  if (profile === undefined) throw new Error(`no bank ${bankCode}`);
  contracts += 1;
  const contractId =
    said.contractId ?? String(contracts).padStart(profile.identifiers.contractId.minLength, '0');
  const { companyName = '株式会社見本商事', mail = 'keiri@customer.example', acquisitionFrom = '' } = said;
  const cells = [contractId, companyName, mail, acquisitionFrom];
  const csv = `contract_id,company_name,mail,acquisition_from\n${cells
    .map((cell) => `"${cell.replaceAll('"', '""')}"`)
    .join(',')}\n`;
  const outcome = await importContracts(deployment, profile, Buffer.from(csv), caller());
  if ('faults' in outcome) throw new Error(JSON.stringify(outcome.faults));
  const [loaded] = outcome.loaded;
  if (loaded === undefined) throw new Error(`contract ${contractId} stood there already`);
  const customer = { ...loaded, bankCode };
  if (said.activated === false) return customer;
  // Where days count from the activation, that was its day.
  const day = Date.parse(`${loaded.acquisitionFrom}T12:00:00+09:00`);
  const then = acquisitionFrom === '' ? deployment : { ...deployment, now: () => day };
  const who = { bankCode, role: 'administrator' } as const;
  return { ...customer, ...(await activate(then, who, entriesOf(customer))) };
}

/** A user of a customer, with what stands on the sheet that the administrator handed over. */
export interface CustomerUser extends FirstPins {
  readonly customer: Customer;
  readonly userId: string;
  readonly name: string;
  readonly mail: string;
  /** What the user's token shows next (see tokens.ts). */
  readonly oneTimePassword?: () => string;
}

/** Whoever holds a certificate. */
export type Person = Customer | CustomerUser;

/** Which person somebody is, as procedures ask. */
function whoIs(person: Person): {
  readonly bankCode: string;
  readonly role: Role;
  readonly customer: Customer;
} {
  return 'customer' in person
    ? { bankCode: person.customer.bankCode, role: 'user', customer: person.customer }
    : { bankCode: person.bankCode, role: 'administrator', customer: person };
}

/** What a person types when asked for these fields. */
export function entriesOf(person: Person): Entries {
  if ('customer' in person) {
    const { customer, userId, userPin, userConfirmationPin, oneTimePassword } = person;
    return {
      contractId: customer.contractId,
      userId,
      ...(userPin !== undefined && { userPin }),
      ...(userConfirmationPin !== undefined && { userConfirmationPin }),
      ...(oneTimePassword && { oneTimePassword: oneTimePassword() }),
    };
  }
  const customer = person;
  return {
    contractId: customer.contractId,
    contractPin: customer.contractPin,
    ...(customer.contractConfirmationPin !== undefined && {
      contractConfirmationPin: customer.contractConfirmationPin,
    }),
    ...(customer.oneTimePassword && { oneTimePassword: customer.oneTimePassword() }),
  };
}

export interface RequestKey {
  readonly privateKey: KeyObject;
  /** PKCS #10, DER. */
  readonly request: Uint8Array;
}

/** A fresh key and its request, as the customer's page makes them. */
export async function makeRequest(
  generate: () => KeyObject = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
): Promise<RequestKey> {
  const privateKey = generate();
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const signatureAlgorithm =
    privateKey.asymmetricKeyType === 'rsa' ? 'sha256WithRSAEncryption' : 'ecdsa-with-SHA256';
  const request = await buildCertificationRequest(
    {
      subject: [{ type: 'CN', value: 'pending' }],
      subjectPublicKeyInfo: spki,
      signatureAlgorithm,
    },
    async (info) => sign('sha256', info, privateKey),
  );
  return { privateKey, request };
}

/** Answers every page of the acquisition rightly; the cookie's token. */
export async function identify(
  deployment: Deployment,
  person: Person,
  way: AskingEntrance['way'] = 'enrolment',
): Promise<string | Refusal> {
  const { bankCode, role } = whoIs(person);
  const profile = deployment.banks.get(bankCode);
  const pages = profile === undefined ? [] : pagesOfEntrance(profile, { role, way });
  let token: string | undefined;
  for (const page of pages.keys()) {
    const answer = await answerEnrolmentPage(
      deployment,
      { bankCode, role, way, token, page, fields: entriesOf(person) },
      caller(),
    );
    if (isRefusal(answer)) return answer;
    token = answer.token;
  }
  return token ?? '';
}

/** Goes on from proven secrets to a fresh ticket. */
export async function ticketFor(
  deployment: Deployment,
  person: Person,
  token: string,
  way: AskingEntrance['way'] = 'enrolment',
): Promise<string> {
  const { bankCode, role } = whoIs(person);
  const key = { bankCode, role, way, token };
  const chosen = await chooseKeyPlace(deployment, { ...key, keyPlace: 'file' }, caller());
  if (isRefusal(chosen)) throw new Error(chosen.reason);
  const opened = await openKeyTicket(deployment, key);
  if (isRefusal(opened)) throw new Error(opened.reason);
  return opened.ticket;
}

export interface Acquired extends AcquiredCertificate {
  readonly key: RequestKey;
}

/** The whole acquisition, from the first page to the certificate. */
export async function acquire(
  deployment: Deployment,
  person: Person,
  key?: RequestKey,
  way: AskingEntrance['way'] = 'enrolment',
): Promise<Acquired | Refusal> {
  const { bankCode, role } = whoIs(person);
  const token = await identify(deployment, person, way);
  if (isRefusal(token)) return token;
  const ticket = await ticketFor(deployment, person, token, way);
  const made = key ?? (await makeRequest());
  const input = { bankCode, role, way, token, ticket };
  const got = await submitRequest(deployment, { ...input, request: made.request }, caller());
  return isRefusal(got) ? got : { ...got, key: made };
}

/** As {@link acquire}, when nothing but success will do. */
export async function mustAcquire(deployment: Deployment, person: Person): Promise<Acquired> {
  const got = await acquire(deployment, person);
  if (isRefusal(got)) throw new Error(`${got.reason}: ${JSON.stringify(got.details)}`);
  return got;
}

/** Every page of the logon, answered rightly; the open session's token. */
export async function logOn(
  deployment: Deployment,
  person: Person,
  certificate: Uint8Array,
): Promise<string | Refusal> {
  const { bankCode, role, customer } = whoIs(person);
  const shown = { bankCode, role, certificate };
  const pages = deployment.banks.get(bankCode)?.logon[role].pages ?? [];
  let token: string | undefined;
  for (const [page, fields] of pages.entries()) {
    const entries: Record<string, string> = { ...entriesOf(person) };
    if (fields.includes('cardPassword')) {
      const question = await cardQuestion(deployment, { ...shown, token });
      if (isRefusal(question)) return question;
      entries.cardPassword = answerOf(
        customer,
        question.kind === 'fixed' ? [''] : question.cells.map(coordinateOf),
      );
    }
    const answer = await answerLogonPage(deployment, { ...shown, token, page, fields: entries }, caller());
    if (isRefusal(answer)) return answer;
    token = answer.token;
  }
  return token ?? '';
}

/** What stands on the customer's card at these places. */
export function answerOf(customer: Customer, coordinates: readonly string[]): string {
  return coordinates.map((coordinate) => customer.card?.cells[coordinate] ?? '').join('');
}

export const fingerprintOf = (certificate: Uint8Array): string => hash('sha256', certificate, 'hex');
