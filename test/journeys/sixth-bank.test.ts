// A sixth bank, invented, by its profile alone (WARIFU_BANKS): two years, three pages of secrets, tokens with a button,
// a fixed password on the card, names in another order, mails at 40, 15 and 1 days, no re-acquisition, fifty users.
// The steps are the other banks', the words and figures here are this one's, by hand.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { addYears, dayOf } from '../../src/domain/calendar.ts';
import { doDailyWork } from '../../src/procedures/daily.ts';
import { type Customer, type CustomerUser, openContract, type Person } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { type MailServer, sendAll } from '../world/mail-server.ts';
import { giveToken, type Owner, shownBy } from '../world/tokens.ts';
import { listUser } from '../world/users.ts';
import { answer, goFromTop, logOff, logOnFromTop, press, roleOf } from './by-label.ts';
import { replayFirstDay } from './first-day.ts';
import { type Manual, partOf, USUAL_TERMS, USUAL_WAY_TO_USERS } from './manual.ts';
import { takePictures } from './pictures.ts';
import { pcWith, renew } from './renewal.ts';
import type { Service } from './service.ts';
import { onStage } from './stage.ts';
import { goToUsers } from './users.ts';
import { acquiredAndUsed, aheadWhenIssued, DAY_MS, refusedFor } from './year.ts';

const BANKS = join(import.meta.dirname, '../../src/profile/fixtures/sixth-bank');
const CODE = '7777';
const YEARS = 2;

const MANUAL: Manual = {
  number: CODE,
  bankCode: CODE,
  bankName: '見本ろくばん信用組合',
  terms: {
    ...USUAL_TERMS,
    contractId: 'お客様番号',
    cardPassword: 'ワンタイムパスワード（お客様カード参照）',
    oneTimePassword: 'ワンタイムパスワード（トークン）',
  },
  acquisition: '電子証明書取得',
  logon: 'ログオン',
  logoff: 'ログオフ',
  users: USUAL_WAY_TO_USERS,
  administrator: {
    holder: '管理者',
    toAcquisition: ['管理者', '電子証明書取得'],
    toLogon: ['管理者', 'ログオン', 'ログオン'],
    acquisition: [['contractId', 'contractPin'], ['contractConfirmationPin'], ['oneTimePassword']],
    logonPages: [['contractPin'], ['cardPassword'], ['oneTimePassword']],
    window: '開通確認の日から30日間',
    status: 'ご契約先ステータス',
    commonName: ({ contractId }) => `7777/${contractId}`,
  },
  user: {
    holder: '利用者',
    toAcquisition: ['利用者', '電子証明書取得'],
    toLogon: ['利用者', 'ログオン', 'ログオン'],
    acquisition: [['userId', 'contractId', 'userPin'], ['userConfirmationPin'], ['oneTimePassword']],
    logonPages: [['userPin', 'oneTimePassword']],
    window: '管理者が発行の設定をした日から14日間',
    status: '利用者ステータス',
    commonName: ({ contractId, userId }) => `7777/${userId}:${contractId}`,
  },
};

/** What the button of a token of one's own shows, press by press. */
async function tokenOf({ deployment }: Service, owner: Owner): Promise<() => string> {
  const token = await giveToken(deployment, owner, { kind: 'hotp' });
  let presses = 0;
  return () => shownBy(token, presses++);
}

async function openCustomer(
  service: Service,
  said: Parameters<typeof openContract>[2] = {},
): Promise<Customer> {
  const customer = await openContract(service.deployment, CODE, said);
  return { ...customer, oneTimePassword: await tokenOf(service, customer) };
}

async function equip(service: Service, user: CustomerUser): Promise<CustomerUser> {
  const { bankCode, contractId } = user.customer;
  return { ...user, oneTimePassword: await tokenOf(service, { bankCode, contractId, userId: user.userId }) };
}

replayFirstDay({
  manual: MANUAL,
  confirmation: ['contractConfirmationPin', 'oneTimePassword'],
  toActivation: ['利用者', '開通確認'],
  toOwnActivation: ['管理者', '開通確認'],
  years: YEARS,
  service: { banksFolder: BANKS },
  openCustomer: (service) => openCustomer(service, { activated: false }),
  equip,
});

eachDatabase((database, _open, { fresh }) => {
  describe(`manual ${CODE}: two years on ${database}`, () => {
    let mails: MailServer;
    let service: Service;
    let people: Readonly<Record<'administrator' | 'user', Person>>;
    const old = new Map<Person, Awaited<ReturnType<typeof acquiredAndUsed>>>();
    onStage(async (stage) => {
      mails = await stage.mails();
      service = await stage.service(await fresh(), {
        banksFolder: BANKS,
        ahead: aheadWhenIssued(60, YEARS),
        smtpUrl: mails.url,
      });
      const { deployment, clock } = service;
      const administrator = await openCustomer(service, { mail: 'keiri-7777@customer.example' });
      const user = await equip(
        service,
        await listUser(deployment, administrator, { userId: 'sarako', mail: 'sarako@customer.example' }),
      );
      people = { administrator, user };
      for (const person of [administrator, user]) old.set(person, await acquiredAndUsed(service, person));
      clock.ahead = 0;
    });

    const oldOf = (person: Person) => old.get(person) ?? assert.fail();
    /** So many days before the last one of the certificates. */
    const goTo = (daysLeft: number) => {
      service.clock.ahead = (60 - daysLeft) * DAY_MS;
    };

    async function withOldCertificate(
      person: Person,
      work: (opened: Awaited<ReturnType<typeof pcWith>>) => Promise<void>,
    ): Promise<void> {
      const opened = await pcWith(service, oldOf(person));
      try {
        await work(opened);
        opened.browser.watch.assertClean();
      } finally {
        await opened.pc.dispose();
      }
    }

    test('有効期限は2年後、証明書更新は60日前から', async () => {
      const { administrator } = people;
      const issued = dayOf(Date.now() + aheadWhenIssued(60, YEARS));
      assert.equal(dayOf(oldOf(administrator).view.notAfter), addYears(issued, YEARS));
      await withOldCertificate(administrator, async ({ browser: { page } }) => {
        for (const daysLeft of [61, 60]) {
          goTo(daysLeft);
          await logOnFromTop(page, service, MANUAL, administrator);
          const button = page.getByRole('main').getByRole('link', { name: '証明書更新', exact: true });
          assert.equal(await button.count(), daysLeft === 60 ? 1 : 0, `${daysLeft} days`);
          await logOff(page, service, MANUAL);
        }
      });
    });

    test('更新のお知らせは40日前、15日前、前日に、期限の後に終わりのお知らせ', async () => {
      const { deployment } = service;
      const told: string[] = [];
      for (const daysLeft of [60, 41, 40, 39, 16, 15, 14, 2, 1, 0, -1]) {
        goTo(daysLeft);
        const before = mails.received.length;
        await doDailyWork(deployment);
        await sendAll(deployment, mails);
        const ends = mails.received.slice(before).filter(({ mail }) => mail.subject?.includes('有効期限'));
        const whom = ends
          .filter(({ mail }) => !mail.subject?.includes('利用者の'))
          .map(({ to, mail }) => `${to} ${/近づいています|終わりました/.exec(mail.subject ?? '')?.[0]}`);
        told.push(...whom.toSorted().map((one) => `${daysLeft}: ${one}`));
      }
      const expected = [40, 15, 1, -1].flatMap((daysLeft) =>
        ['keiri-7777', 'sarako'].map(
          (name) =>
            `${daysLeft}: ${name}@customer.example ${daysLeft < 0 ? '終わりました' : '近づいています'}`,
        ),
      );
      assert.deepEqual(told, expected);
    });

    test('期限の後: 再取得はなく、管理者は依頼書へ、利用者は管理者へ', async () => {
      goTo(-1);
      for (const person of [people.administrator, people.user]) {
        const role = roleOf(person);
        const { toLogon, toAcquisition, acquisition } = partOf(MANUAL, role);
        await withOldCertificate(person, async ({ browser: { page } }) => {
          // The browser's clock goes on being the real one: it still offers the certificate.
          await goFromTop(page, service, CODE, toLogon);
          assert.equal(await refusedFor(page), 'certificate-expired');
          await page.getByText('「電子証明書再発行依頼書」をお取引店へご提出ください。').waitFor();
          await page.getByText('利用者の方は、管理者に再発行をご依頼ください。').waitFor();
          assert.equal(await page.getByText('再取得').count(), 0);
          await takePictures(page, `manual-${CODE}-expired-${role}`);

          await goFromTop(page, service, CODE, toAcquisition);
          await press(page, '電子証明書取得を始める');
          for (const [index, fields] of acquisition.entries()) {
            await answer(page, MANUAL, person, fields);
            if (index < acquisition.length - 1) await press(page, '次へ');
          }
          await page.getByRole('main').getByRole('button', { name: '次へ', exact: true }).click();
          assert.equal(await refusedFor(page), 'certificate-expired');
          await page.getByText('「電子証明書再発行依頼書」をお取引店へご提出ください。').waitFor();
        });
      }
    });

    test('59日前の証明書更新: また2年間', async () => {
      // People of their own: these others have expired by now.
      const { clock } = service;
      clock.ahead = aheadWhenIssued(59, YEARS);
      const person = await openCustomer(service);
      const used = await acquiredAndUsed(service, person);
      clock.ahead = 0;
      const { notAfter } = await renew({
        ...{ service, manual: MANUAL, person, old: used },
        asks: ['oneTimePassword'],
      });
      const [year, month, day] = addYears(dayOf(Date.now()), YEARS).split('-').map(Number);
      assert.equal(notAfter, `${year}年${month}月${day}日 23:59:59（日本時間）`);
    });

    test('利用者は50名まで', async () => {
      const { deployment } = service;
      service.clock.ahead = 0;
      const customer = await openCustomer(service);
      for (let count = 0; count < 50; count += 1) {
        await listUser(deployment, customer, { permit: false, activated: false });
      }
      await assert.rejects(listUser(deployment, customer), /full: it has at most 50 users/);
      const { pc, browser } = await pcWith(service, await acquiredAndUsed(service, customer));
      try {
        const { page } = browser;
        await logOnFromTop(page, service, MANUAL, customer);
        await goToUsers(page, MANUAL);
        await page.getByText('登録済み 50名（50名まで登録できます）').waitFor();
        assert.equal(await page.getByText('新しい利用者を登録する').count(), 0);
        await takePictures(page, `manual-${CODE}-full`);
      } finally {
        await pc.dispose();
      }
    });
  });
});
