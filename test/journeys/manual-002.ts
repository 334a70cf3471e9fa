// Manual 002's words.

import { type Manual, USUAL_TERMS, USUAL_WAY_TO_USERS } from './manual.ts';

export const MANUAL_002: Manual = {
  number: '002',
  bankCode: '1635',
  bankName: '見本みなとがわ信用金庫',
  terms: { ...USUAL_TERMS, contractId: '契約者ID（利用者番号）', cardPassword: '確認用パスワード' },
  acquisition: '電子証明書取得',
  logon: 'ログオン',
  logoff: 'ログオフ',
  users: USUAL_WAY_TO_USERS,
  administrator: {
    holder: '管理者',
    toAcquisition: ['管理者用：電子証明書取得'],
    toLogon: ['管理者ログオン', 'ログオン'],
    acquisition: [['contractId', 'contractPin', 'contractConfirmationPin']],
    logonPages: [['contractPin'], ['cardPassword']],
    window: 'お申し込みの日から80日間',
    status: 'ご契約先ステータス',
    commonName: ({ contractId }) => `${contractId}1635`,
  },
  user: {
    holder: '利用者',
    toAcquisition: ['利用者用：電子証明書取得'],
    toLogon: ['利用者ログオン', 'ログオン'],
    acquisition: [['contractId', 'userId', 'userPin', 'userConfirmationPin']],
    logonPages: [['userPin']],
    window: '管理者が発行の設定をした日から80日間',
    status: '利用者ステータス',
    commonName: ({ contractId, userId }) => `${contractId}${userId}1635`,
  },
};
