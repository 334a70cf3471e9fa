// 開通確認 from the bank's letter, and from the user's sheet, to the first logon: nothing goes before it, what others
// would guess is refused beside its field, and own PINs alone lead to the certificate.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { SecretField } from '../../src/profile/bank-profile.ts';
import { entriesOf, openContract, type Person } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { listUser } from '../world/users.ts';
import { Pc } from './browser.ts';
import { acquire, answer, goFromTop, heading, logOff, logOnFromTop, press, roleOf } from './by-label.ts';
import { partOf } from './manual.ts';
import { BY_PASSWORD, MANUAL_000 as MANUAL } from './manual-000.ts';
import { logOnByPassword } from './password-way.ts';
import { takePictures } from './pictures.ts';
import { reasonUnder } from './records.ts';
import type { Service } from './service.ts';
import { onStage } from './stage.ts';
import { refusalOn } from './steps.ts';
import { typeFirstPins, typeOwnPins } from './users.ts';

type Pair = readonly [first: string, second: string];

/** The two PINs of somebody, by their names in the bank. */
const PINS = {
  administrator: ['contractPin', 'contractConfirmationPin'],
  user: ['userPin', 'userConfirmationPin'],
} as const satisfies Record<string, readonly SecretField[]>;
const OWN = ['kanri29ex', 'tashika36m'] as const;

const twice = (pin: string): Pair => [pin, pin];

/** What is typed for the first and the second PIN, which field is at fault, and what stands there. */
function faultyChoices(
  person: Person,
): [title: string, Pair, Pair, at: 0 | 1, again: boolean, says: RegExp][] {
  const first = entriesOf(person)[PINS[roleOf(person)][0]] ?? '';
  const [one, other] = [twice(OWN[0]), twice(OWN[1])];
  return [
    ['too short', twice('ab1'), other, 0, false, /半角英数字6～12桁で入力してください/],
    ['typed unlike', one, [OWN[1], 'tashika36n'], 1, true, /2回入力した.*が一致しません/],
    ['in a row', one, twice('12345678'), 1, false, /言い当てられやすい/],
    [
      'of the number',
      twice(`x${entriesOf(person).contractId?.slice(-6)}`),
      other,
      0,
      false,
      /言い当てられやすい/,
    ],
    ['a known word', twice('password'), other, 0, false, /言い当てられやすい/],
    ['one like the other', one, one, 1, false, /ほかの項目と同じです/],
    ['the first one again', twice(first), other, 0, false, /お届けした仮のものと同じです/],
  ];
}

eachDatabase((database, _open, { fresh }) => {
  describe(`開通確認 in Chromium on ${database}`, () => {
    let service: Service;
    onStage(async (stage) => {
      service = await stage.service(await fresh(), { bankCode: MANUAL.bankCode });
    });

    test('管理者: 仮の暗証番号 → 開通確認 → 電子証明書取得 → ログオン', async () => {
      await replay(await openContract(service.deployment, MANUAL.bankCode, { activated: false }));
    });

    test('利用者: 用紙の暗証番号 → 開通確認 → ID・パスワード方式 → 電子証明書取得 → ログオン', async () => {
      const customer = await openContract(service.deployment, MANUAL.bankCode);
      const sheet = await listUser(service.deployment, customer, { userId: 'hanako', activated: false });
      await replay(sheet);
    });

    async function replay(stranger: Person): Promise<void> {
      const pc = await Pc.create(service);
      try {
        await goAllTheWay(pc, stranger);
      } finally {
        await pc.dispose();
      }
    }

    async function goAllTheWay(pc: Pc, stranger: Person): Promise<void> {
      const role = roleOf(stranger);
      const part = partOf(MANUAL, role);
      const labels = [`${part.holder}用：開通確認`];
      const browser = await pc.open();
      const { page, watch } = browser;

      // Nothing but 開通確認 takes the first PINs, and what refuses them leads there.
      await goFromTop(page, service, MANUAL.bankCode, part.toAcquisition);
      await press(page, '電子証明書取得を始める');
      await answer(page, MANUAL, stranger, part.acquisition[0] ?? []);
      await page.getByRole('main').getByRole('button', { name: '次へ', exact: true }).click();
      await isRefused(page, 'activation-needed');
      await takePictures(page, `activation-${role}-needed`);
      await press(page, '開通確認');
      await heading(page, `${part.holder}の開通確認`);
      await takePictures(page, `activation-${role}-prepare`);

      await press(page, '開通確認を始める');
      await typeFirstPins(page, MANUAL, wrongly(stranger));
      await page.getByRole('main').getByRole('button', { name: '次へ', exact: true }).click();
      await isRefused(page, 'not-accepted');
      await goFromTop(page, service, MANUAL.bankCode, labels);
      await press(page, '開通確認を始める');
      await takePictures(page, `activation-${role}-identify`);
      await typeFirstPins(page, MANUAL, stranger);
      await press(page, '次へ');

      await heading(page, '新しい暗証番号・パスワードの登録');
      await takePictures(page, `activation-${role}-choose`);
      for (const [title, one, other, at, again, says] of faultyChoices(stranger)) {
        await typeOwnPins(page, MANUAL, pairs(role, one, other));
        await page.getByRole('button', { name: 'この内容で登録する', exact: true }).click();
        await isFaulty(page, labelOf(role, at, again), says, title);
      }
      await takePictures(page, `activation-${role}-faulty`);
      await typeOwnPins(page, MANUAL, pairs(role, twice(OWN[0]), twice(OWN[1])));
      await press(page, 'この内容で登録する');
      await heading(page, '開通確認が完了しました');
      await takePictures(page, `activation-${role}-done`);

      const [pin, confirmation] = PINS[role];
      const person = { ...stranger, [pin]: OWN[0], [confirmation]: OWN[1] };
      if (role === 'user') await logOnByPassword(page, service, MANUAL, person, BY_PASSWORD.user);
      await comeAgain(page, labels, stranger, 'not-accepted');
      await comeAgain(page, labels, person, 'activation-done');
      await goFromTop(page, service, MANUAL.bankCode, part.toAcquisition);
      const got = await acquire(MANUAL, { pc, person }, browser);
      await logOnFromTop(got.browser.page, service, MANUAL, person);
      await logOff(got.browser.page, service, MANUAL);
      watch.assertClean();
    }

    /** To 開通確認 with these PINs, which is refused. */
    async function comeAgain(page: Page, labels: readonly string[], person: Person, reason: string) {
      await goFromTop(page, service, MANUAL.bankCode, labels);
      await press(page, '開通確認を始める');
      await typeFirstPins(page, MANUAL, person);
      await page.getByRole('main').getByRole('button', { name: '次へ', exact: true }).click();
      await isRefused(page, reason);
    }

    async function isRefused(page: Page, reason: string): Promise<void> {
      await page.locator('.refusal').waitFor();
      const shown = await refusalOn(page);
      assert.equal(shown.reason, reason);
      assert.notEqual(await reasonUnder(service, shown.reference), undefined, 'the help desk finds it');
    }
  });
});

function wrongly(person: Person): Person {
  const [pin] = PINS[roleOf(person)];
  return { ...person, [pin]: 'machigai9' };
}

const pairs = (role: keyof typeof PINS, one: Pair, other: Pair) =>
  [
    [PINS[role][0], one],
    [PINS[role][1], other],
  ] as const;

function labelOf(role: keyof typeof PINS, at: 0 | 1, again: boolean): string {
  const label = `新しい${MANUAL.terms[PINS[role][at]]}`;
  return again ? `${label}（もう一度）` : label;
}

/** The page says what is wrong above and at the field, keeps nothing that was typed, and its link leads there. */
async function isFaulty(page: Page, label: string, says: RegExp, title: string): Promise<void> {
  const summary = page.getByRole('alert');
  await summary.getByText('まだ何も変更していません').waitFor();
  const field = page.getByLabel(label, { exact: true });
  assert.equal(await field.getAttribute('aria-invalid'), 'true', title);
  assert.equal(await page.locator('input[aria-invalid]').count(), 1, title);
  const fault = page.locator(`#${await field.getAttribute('id')}-fault`);
  assert.match((await fault.textContent()) ?? '', says, title);
  for (const input of await page.locator('main input[type=password]').all()) {
    assert.equal(await input.inputValue(), '', title);
  }
  await summary.getByRole('link', { name: (await fault.textContent()) ?? '', exact: true }).click();
  assert.ok(await field.evaluate((element) => element === document.activeElement), title);
}
