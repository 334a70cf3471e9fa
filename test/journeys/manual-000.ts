// The words of manual 000: the change of the logon method, from ID and password to certificates.

import type { Customer } from '../world/customers.ts';
import { listUser } from '../world/users.ts';
import type { Before, FirstDay } from './first-day.ts';
import { type Manual, USUAL_TERMS, USUAL_WAY_TO_USERS } from './manual.ts';
import { findPasswordOver, logOnByPassword } from './password-way.ts';
import type { Service } from './service.ts';

export const MANUAL_000: Manual = {
  number: '000',
  bankCode: '9000',
  bankName: '見本ちゅうおう信用金庫',
  terms: {
    ...USUAL_TERMS,
    contractId: '利用者番号',
    cardPassword: 'ワンタイムパスワード（お客様カード参照）',
  },
  acquisition: '電子証明書取得',
  logon: 'ログオン',
  logoff: 'ログオフ',
  users: USUAL_WAY_TO_USERS,
  administrator: {
    holder: '管理者',
    toAcquisition: ['電子証明書取得・更新', '管理者用：電子証明書取得'],
    toLogon: ['管理者ログオン', 'ログオン'],
    acquisition: [['contractId', 'contractPin', 'contractConfirmationPin']],
    logonPages: [['contractPin'], ['cardPassword']],
    window: 'ログオン方式の変更手続きをした日から80日間',
    status: 'ご契約先ステータス',
    commonName: ({ contractId }) => `${contractId}9000`,
  },
  user: {
    holder: '利用者',
    toAcquisition: ['電子証明書取得・更新', '利用者用：電子証明書取得'],
    toLogon: ['利用者ログオン', 'ログオン'],
    acquisition: [['contractId', 'userId', 'userPin', 'userConfirmationPin']],
    logonPages: [['userPin']],
    window: '管理者が発行の設定をした日から80日間',
    status: '利用者ステータス',
    commonName: ({ contractId, userId }) => `${contractId}${userId}9000`,
  },
};

export const BY_PASSWORD = {
  administrator: {
    labels: ['管理者ログオン（ID・パスワード方式）'],
    pages: [['contractId', 'contractPin'], ['cardPassword']],
  },
  user: {
    labels: ['利用者ログオン（ID・パスワード方式）'],
    pages: [['contractId', 'userId', 'userPin']],
  },
} as const;

/** A user whom the bank brings over from ID and password: both log on by them, and then never again. */
async function bringOver(service: Service, customer: Customer): Promise<Before> {
  const about = { userId: 'taro01', name: '見本 太郎', mail: 'taro@customer.example', permit: false };
  const user = await listUser(service.deployment, customer, about);
  const people = [
    [customer, BY_PASSWORD.administrator],
    [user, BY_PASSWORD.user],
  ] as const;
  return {
    user,
    earlier: async (page) => {
      for (const [person, way] of people) await logOnByPassword(page, service, MANUAL_000, person, way);
    },
    later: async (page) => {
      for (const [person, way] of people) await findPasswordOver(page, service, MANUAL_000, person, way);
    },
  };
}

export const DAY_000: FirstDay = {
  manual: MANUAL_000,
  confirmation: ['contractConfirmationPin'],
  toActivation: ['利用者用：開通確認'],
  years: 1,
  before: bringOver,
};
