// What an administrator does for a user, and a user alone, by the manuals' labels: registration, 選択, 変更, 発行, the
// sheet, 開通確認.

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type Customer, type CustomerUser, entriesOf, type Person } from '../world/customers.ts';
import { answer, factOn, goFromTop, heading, press, roleOf } from './by-label.ts';
import type { Manual } from './manual.ts';
import type { Service } from './service.ts';

/** From the status page to the list of users. */
export async function goToUsers(page: Page, { users }: Manual): Promise<void> {
  for (const label of users.toList) await press(page, label);
}

/** Registers a user; what stands on the sheet. */
export async function registerUser(
  page: Page,
  manual: Manual,
  customer: Customer,
  user: { readonly userId: string; readonly name: string; readonly mail: string; readonly permit: boolean },
  confirmation: readonly (keyof Manual['terms'])[],
): Promise<CustomerUser> {
  await press(page, '新しい利用者を登録する');
  await page.getByLabel(manual.terms.userId ?? '', { exact: true }).fill(user.userId);
  await page.getByLabel('氏名', { exact: true }).fill(user.name);
  await page.getByLabel('メールアドレス', { exact: true }).fill(user.mail);
  await page.getByLabel(user.permit ? '発行する' : '発行しない', { exact: true }).check();
  await answer(page, manual, customer, confirmation);
  await press(page, '登録する');
  await heading(page, '利用者の登録が完了しました');
  const pin = (field: 'userPin' | 'userConfirmationPin') => factOn(page, `${manual.terms[field]}（初回）`);
  assert.equal(await factOn(page, manual.terms.contractId ?? ''), customer.contractId);
  return {
    ...user,
    customer,
    userPin: await pin('userPin'),
    ...(manual.terms.userConfirmationPin && { userConfirmationPin: await pin('userConfirmationPin') }),
  };
}

/** Manuals 000 and 001, steps 6 and 7: 選択, 変更, 発行, the confirmation. */
export async function permitUser(
  page: Page,
  manual: Manual,
  { customer, userId, name }: CustomerUser,
  confirmation: readonly (keyof Manual['terms'])[],
): Promise<void> {
  await press(page, `${manual.users.choose} ${userId} ${name}`);
  await heading(page, '利用者情報');
  await press(page, manual.users.change);
  await heading(page, '利用者情報の変更');
  await page.getByLabel('発行', { exact: true }).check();
  await answer(page, manual, customer, confirmation);
  await press(page, '変更する');
  await heading(page, manual.users.changed);
  await page
    .getByText(/^\d{4}年\d{1,2}月\d{1,2}日までに、利用者ご本人が電子証明書を取得してください。$/)
    .waitFor();
}

const OWN_PINS = {
  contractPin: 'kanri29ex',
  contractConfirmationPin: 'tashika36m',
  userPin: 'kawari47',
  userConfirmationPin: 'betsuno58',
} as const;
type Pin = keyof typeof OWN_PINS;

/** A token is not pressed for this. */
const knownTo = ({ oneTimePassword: _unpressed, ...person }: Person) => entriesOf(person);

const pinsOf = (person: Person): Pin[] =>
  (Object.keys(OWN_PINS) as Pin[]).filter((pin) => knownTo(person)[pin] !== undefined);

/** 開通確認 with what the letter or the sheet says; the person with own PINs. */
export async function activate<Who extends Person>(
  page: Page,
  service: Service,
  manual: Manual,
  person: Who,
  labels: readonly string[],
): Promise<Who> {
  const pins = pinsOf(person);
  await goFromTop(page, service, manual.bankCode, labels);
  await press(page, '開通確認を始める');
  await typeFirstPins(page, manual, person);
  await press(page, '次へ');
  const own = pins.map((pin) => [pin, [OWN_PINS[pin], OWN_PINS[pin]]] as const);
  await typeOwnPins(page, manual, own);
  await press(page, 'この内容で登録する');
  await heading(page, '開通確認が完了しました');
  return { ...person, ...Object.fromEntries(pins.map((pin) => [pin, OWN_PINS[pin]])) };
}

/** Who it is, and the PINs of the letter or the sheet. */
export async function typeFirstPins(page: Page, manual: Manual, person: Person): Promise<void> {
  const first = knownTo(person);
  await answer(page, manual, person, roleOf(person) === 'user' ? ['contractId', 'userId'] : ['contractId']);
  for (const pin of pinsOf(person)) {
    await page.getByLabel(`仮の${manual.terms[pin]}`, { exact: true }).fill(first[pin] ?? '');
  }
}

/** Own PINs, each in both of its fields. */
export async function typeOwnPins(
  page: Page,
  manual: Manual,
  own: readonly (readonly [Pin, readonly [first: string, second: string]])[],
): Promise<void> {
  for (const [pin, [first, second]] of own) {
    const label = `新しい${manual.terms[pin]}`;
    await page.getByLabel(label, { exact: true }).fill(first);
    await page.getByLabel(`${label}（もう一度）`, { exact: true }).fill(second);
  }
}
