// What tests do on the administrator's pages about users, as a browser does it.

import assert from 'node:assert/strict';
import type { Deployment } from '../../src/procedures/deployment.ts';
import { activate } from './activation.ts';
import { type Customer, type CustomerUser, entriesOf } from './customers.ts';
import type { Answer, HttpsVisitor } from './https-visitor.ts';

export const titleOf = ({ body }: Answer): string => /<h1>([^<]*)<\/h1>/.exec(body)?.[1] ?? '';

/** What the administrator types to confirm. */
export const pinOf = (customer: Customer) => ({
  contractConfirmationPin: customer.contractConfirmationPin ?? '',
});

export interface Registered {
  readonly userId: string;
  /** With first PINs. */
  readonly first: CustomerUser;
  /** The page with the sheet. */
  readonly page: Answer;
}

/** Fills in the page of registration, and reads the sheet. */
export async function registerOnPage(
  browser: HttpsVisitor,
  customer: Customer,
  userId: string,
  permission = 'issue',
): Promise<Registered> {
  const { bankCode } = customer;
  const about = { userId, name: '見本 花子', mail: 'hanako@customer.example' };
  await browser.get(`/${bankCode}/users/register`);
  const sent = await browser.submit(`/${bankCode}/users/register`, {
    ...about,
    permission,
    ...pinOf(customer),
  });
  assert.equal(sent.status, 303, sent.body);
  const page = await browser.get(String(sent.headers.location));
  return { userId, first: { ...about, ...pinsOn(page), customer }, page };
}

/** The first PINs that a sheet shows. */
export function pinsOn({ body }: Answer): Pick<CustomerUser, 'userPin' | 'userConfirmationPin'> {
  const pin = (label: string) =>
    new RegExp(`${label}（初回）</dt>\\s*<dd><span class="code">([^<]+)<`).exec(body)?.[1] ?? '';
  return { userPin: pin('利用者暗証番号'), userConfirmationPin: pin('利用者確認暗証番号') };
}

/** The user with own PINs. */
export async function activated(deployment: Deployment, user: CustomerUser): Promise<CustomerUser> {
  const who = { bankCode: user.customer.bankCode, role: 'user' } as const;
  return { ...user, ...(await activate(deployment, who, entriesOf(user))) };
}
