// Manual 000, chapters 1 and 2, the administrator's part: change of the logon method.

import { replayAdministrator } from './administrator.ts';

replayAdministrator({
  number: '000',
  bankCode: '9000',
  bankName: '見本ちゅうおう信用金庫',
  toAcquisition: ['電子証明書取得・更新', '管理者用：電子証明書取得'],
  toLogon: ['管理者ログオン', 'ログオン'],
  contractId: '利用者番号',
  window: 'ログオン方式の変更手続きをした日から80日間',
  cellsAsked: 4,
});
