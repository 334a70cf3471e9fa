// What an administrator does for a user, and a user alone, by the manuals' labels: registration, 選択, 変更, 発行, the
// sheet, 開通確認.

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type Customer, type CustomerUser, entriesOf } from '../world/customers.ts';
import { answer, factOn, goFromTop, heading, press } from './by-label.ts';
import type { Manual } from './manual.ts';
import type { Service } from './service.ts';

/** From the status page to the list of users. */
export async function goToUsers(page: Page): Promise<void> {
  await press(page, 'ご契約先管理情報変更');
  await press(page, '利用者情報登録/変更');
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
  await press(page, `選択 ${userId} ${name}`);
  await heading(page, '利用者情報');
  await press(page, '変更');
  await heading(page, '利用者情報の変更');
  await page.getByLabel('発行', { exact: true }).check();
  await answer(page, manual, customer, confirmation);
  await press(page, '変更する');
  await heading(page, '利用者情報の変更が完了しました');
  await page
    .getByText(/^\d{4}年\d{1,2}月\d{1,2}日までに、利用者ご本人が電子証明書を取得してください。$/)
    .waitFor();
}

/** 開通確認 with what the sheet says; the user with own PINs. */
export async function activateUser(
  page: Page,
  service: Service,
  manual: Manual,
  user: CustomerUser,
  labels: readonly string[],
): Promise<CustomerUser> {
  await goFromTop(page, service, manual.bankCode, labels);
  await press(page, '開通確認を始める');
  const own = {
    userPin: 'kawari47',
    ...(user.userConfirmationPin !== undefined && { userConfirmationPin: 'betsuno58' }),
  };
  const pins = Object.keys(own) as (keyof typeof own)[];
  await answer(page, manual, user, ['contractId', 'userId', ...pins]);
  await press(page, '次へ');
  for (const pin of pins) {
    const label = `新しい${manual.terms[pin]}`;
    await page.getByLabel(label, { exact: true }).fill(own[pin] ?? '');
    await page.getByLabel(`${label}（もう一度）`, { exact: true }).fill(own[pin] ?? '');
  }
  await press(page, 'この内容で登録する');
  await heading(page, '開通確認が完了しました');
  assert.notDeepEqual(own, entriesOf(user));
  return { ...user, ...own };
}
