// The year of a certificate: browsers go by the real clock, so the service begins in the past, and comes to the present.

import type { Page } from 'playwright-core';
import { addDays, addYears, dayOf, daysBetween } from '../../src/domain/calendar.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { type Acquired, type Customer, logOn, mustAcquire, type Person } from '../world/customers.ts';
import type { Service } from './service.ts';
import { refusalOn } from './steps.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;

/** The past in which a certificate was issued that ends so many days from now; negative: has ended. */
export function aheadWhenIssued(days: number, years = 1): number {
  const today = dayOf(Date.now());
  return -daysBetween(addYears(addDays(today, days), -years), today) * DAY_MS;
}

/** Acquires and logs on, without a browser. */
export async function acquiredAndUsed({ deployment }: Service, person: Person): Promise<Acquired> {
  const acquired = await mustAcquire(deployment, person);
  const token = await logOn(deployment, person, acquired.certificate);
  if (isRefusal(token)) throw new Error(token.reason);
  return acquired;
}

/** Mails of the contract, by kind: whom they go to. */
export async function mailsOf({ deployment }: Service, { bankCode, contractId }: Customer, kind: string) {
  const rows = await deployment.store.db
    .selectFrom('notice')
    .where('bank_code', '=', bankCode)
    .where('contract_id', '=', contractId)
    .select(['kind', 'recipient'])
    .execute();
  return rows.flatMap((row) => (row.kind === kind ? [row.recipient] : [])).toSorted();
}

/** The refusal that the page shows, once it does. */
export async function refusedFor(page: Page): Promise<string> {
  await page.locator('.refusal').waitFor();
  return (await refusalOn(page)).reason;
}
