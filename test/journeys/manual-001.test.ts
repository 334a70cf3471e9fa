// Manual 001, parts I and II: a bank that moves its customers to certificates, by 管理者ログオン and 利用者ログオン.

import { replayFirstDay } from './first-day.ts';
import { type Manual, USUAL_TERMS } from './manual.ts';

const MANUAL: Manual = {
  number: '001',
  bankCode: '9001',
  bankName: '見本やまなみ信用金庫',
  terms: {
    ...USUAL_TERMS,
    contractId: '利用者番号（ご契約先ID）',
    cardPassword: 'ワンタイムパスワード（お客様カード参照）',
  },
  acquisition: '電子証明書取得',
  logon: 'ログオン',
  logoff: 'ログオフ',
  users: {
    toList: ['ご契約先管理情報変更', '利用者情報登録／変更'],
    choose: '利用者選択',
    change: '変更',
    changed: '利用者の登録が完了しました',
  },
  administrator: {
    holder: '管理者',
    toAcquisition: ['管理者ログオン', '電子証明書取得'],
    toLogon: ['管理者ログオン', 'ログオン', 'ログオン'],
    acquisition: [['contractId', 'contractPin', 'contractConfirmationPin']],
    logonPages: [['contractPin'], ['cardPassword']],
    window: 'お申し込みの日から80日間',
    status: 'ご契約先ステータス',
    commonName: ({ contractId }) => `${contractId}9001`,
  },
  user: {
    holder: '利用者',
    toAcquisition: ['利用者ログオン', '電子証明書取得'],
    toLogon: ['利用者ログオン', 'ログオン', 'ログオン'],
    acquisition: [['contractId', 'userId', 'userPin', 'userConfirmationPin']],
    logonPages: [['userPin']],
    window: '管理者が発行の設定をした日から80日間',
    status: '利用者ステータス',
    commonName: ({ contractId, userId }) => `${contractId}${userId}9001`,
  },
};

replayFirstDay({
  manual: MANUAL,
  confirmation: ['contractConfirmationPin'],
  toActivation: ['利用者ログオン', '開通確認'],
  years: 1,
});
