// Texts of the office in Japanese.

export const pagesOfficeJa = {
  'page.office.title': '電子証明書事務',
  'page.office.lead': '{officerName}さん（{role}）としてログオンしています。',
  'page.office.you': 'ログオン中の職員',
  'page.office.officerId': '職員ID',
  'page.office.name': '氏名',
  'page.office.role': '役割',
  'page.office.role.operator': '担当者',
  'page.office.role.approver': '承認者',
  'page.office.role.helpDesk': 'ヘルプデスク',
  'page.office.role.auditor': '監査人',
  'page.office.role.caOfficer': '証明書担当',
  'page.office.front.ending': '30日以内に有効期限が切れる電子証明書',
  'page.office.front.unused': '取得後、まだ使われていない電子証明書',
  'page.office.front.revoked': 'この30日間に失効した電子証明書',
  'page.office.front.orMore': '{count}件以上',
  'page.office.front.weeks': '週ごとの有効期限',
  'page.office.front.week': '{week}週目',
  'page.office.nav': '事務メニュー',
  'page.office.own': 'ご自身の電子証明書',
  'page.office.logOn': 'もう一度ログオンする',
} as const;
