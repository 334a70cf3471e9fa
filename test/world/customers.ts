// Customers for tests, made the way a bank makes them, and acting the way they act.

import { createPublicKey, generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';
import { coordinateOf } from '../../src/domain/card-question.ts';
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
import { buildCertificationRequest } from '../../src/x509/certification-request.ts';
import { caller } from './deployment.ts';

export interface Customer extends NewContract {
  readonly bankCode: string;
}

let contracts = 10_000;

/** Opens a contract at a bank; what is not said is invented. */
export async function openContract(
  deployment: Deployment,
  bankCode: string,
  said: Partial<Record<'contractId' | 'companyName' | 'mail' | 'acquisitionFrom', string>> = {},
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
  return { ...loaded, bankCode };
}

/** What the customer types when asked for these fields. */
export function entriesOf(customer: Customer): Entries {
  return {
    contractId: customer.contractId,
    contractPin: customer.contractPin,
    ...(customer.contractConfirmationPin !== undefined && {
      contractConfirmationPin: customer.contractConfirmationPin,
    }),
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
export async function identify(deployment: Deployment, customer: Customer): Promise<string | Refusal> {
  const pages = deployment.banks.get(customer.bankCode)?.enrolment.administrator.pages ?? [];
  let token: string | undefined;
  for (const page of pages.keys()) {
    const answer = await answerEnrolmentPage(
      deployment,
      { bankCode: customer.bankCode, role: 'administrator', token, page, fields: entriesOf(customer) },
      caller(),
    );
    if (isRefusal(answer)) return answer;
    token = answer.token;
  }
  return token ?? '';
}

/** Goes on from proven secrets to a fresh ticket. */
export async function ticketFor(deployment: Deployment, customer: Customer, token: string): Promise<string> {
  const key = { bankCode: customer.bankCode, role: 'administrator', token } as const;
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
  customer: Customer,
  key?: RequestKey,
): Promise<Acquired | Refusal> {
  const token = await identify(deployment, customer);
  if (isRefusal(token)) return token;
  const ticket = await ticketFor(deployment, customer, token);
  const made = key ?? (await makeRequest());
  const input = { bankCode: customer.bankCode, role: 'administrator', token, ticket } as const;
  const got = await submitRequest(deployment, { ...input, request: made.request }, caller());
  return isRefusal(got) ? got : { ...got, key: made };
}

/** As {@link acquire}, when nothing but success will do. */
export async function mustAcquire(deployment: Deployment, customer: Customer): Promise<Acquired> {
  const got = await acquire(deployment, customer);
  if (isRefusal(got)) throw new Error(`${got.reason}: ${JSON.stringify(got.details)}`);
  return got;
}

/** Every page of the logon, answered rightly; the open session's token. */
export async function logOn(
  deployment: Deployment,
  customer: Customer,
  certificate: Uint8Array,
): Promise<string | Refusal> {
  const shown = { bankCode: customer.bankCode, role: 'administrator', certificate } as const;
  const pages = deployment.banks.get(customer.bankCode)?.logon.administrator.pages ?? [];
  let token: string | undefined;
  for (const [page, fields] of pages.entries()) {
    const entries: Record<string, string> = { ...entriesOf(customer) };
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
