// The words of manual 000: the change of the logon method, from ID and password to certificates.

import { type Manual, USUAL_TERMS } from './manual.ts';

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
