// Manual 001, part I: the administrator of a bank that moves its customers to certificates.

import { replayAdministrator } from './administrator.ts';

replayAdministrator({
  number: '001',
  bankCode: '9001',
  bankName: '見本やまなみ信用金庫',
  toAcquisition: ['管理者ログオン', '電子証明書取得'],
  toLogon: ['管理者ログオン', 'ログオン', 'ログオン'],
  contractId: '利用者番号（ご契約先ID）',
  window: 'お申し込みの日から80日間',
  cellsAsked: 3,
});
