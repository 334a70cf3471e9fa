// Texts of mails in Japanese, by key `mail.<kind>.subject` and `.body`. Plain text; no secret and no address of a page
// ever stands in a mail, for callers who talk customers out of their PINs send such mails too.
// {facts} are the lines `mail.fact.…` that apply; {wayOut} is what the page of the same trouble says.

export const mailsJa = {
  'mail.specimen.subject': '【見本】{subject}',
  'mail.specimen.text': '【見本】動作を確かめるためのメールです。実在の金融機関・お客様とは関係ありません。',
  'mail.greeting': '{companyName}[ {userName}] 様',
  'mail.closing':
    '――――――――――――――――――――\n・{bankName}が、電話やメールで暗証番号やパスワードをお尋ねすることはありません。\n・このメールにリンクはありません。{serviceName}へは、いつもお使いの方法でお進みください。\n・電話やメールで手続きを急がされたときは、操作をせずに{helpDesk}へお確かめください。\n\n{bankName} {serviceName}\nお問い合わせ：{helpDesk}\n\nこのメールは自動でお送りしています。ご返信いただいてもお答えできません。',
  'mail.letterClosing':
    '・{bankName}が、お電話やメールで暗証番号やパスワードをお尋ねすることはありません。\n・お電話やメールで手続きを急がされたときは、操作をせずに{helpDesk}へお確かめください。\n・メールでお知らせできなかったため、書面でお送りしています。メールアドレスの変更は、{helpDesk}へお申し出ください。',

  'mail.fact.contract': '{contractId}：末尾 {contractTail}',
  'mail.fact.user': '{user}：[{userName}（{shownUserId}）|{shownUserId}]',
  'mail.fact.serialNumber': '{electronicCertificate}のシリアル番号：{serialNumber}',
  'mail.fact.expiresOn': '有効期限：{expiresOn}',
  'mail.fact.token': '{token}の番号：末尾 {tokenTail}',
  'mail.fact.instant': '日時：{instant}',
  'mail.fact.address': '接続元：{address}',
  'mail.fact.secrets': 'ロックした項目：{secretNames}',
  'mail.fact.revocation': '失効の理由：{revocationName}',

  'mail.revocation.unspecified': 'お申し出・お手続きによる',
  'mail.revocation.keyCompromise': '紛失・盗難・不正使用のおそれ',
  'mail.revocation.affiliationChanged': 'ご契約内容の変更',
  'mail.revocation.superseded': '新しい{electronicCertificate}への切り替え',
  'mail.revocation.cessationOfOperation': 'ご利用の終了',
  'mail.revocation.issuerRevoked': '{electronicCertificate}を発行した認証局の失効',

  'mail.certificateIssued.subject': '{electronicCertificate}を発行しました',
  'mail.certificateIssued.body':
    '{serviceName}の{electronicCertificate}を、[{ifRenewal}更新のため、]次のとおり発行しました。\n\n{facts}\n\nお心当たりがないときは、第三者が手続きをしたおそれがあります。すぐに{helpDesk}へご連絡ください。その{electronicCertificate}を使えなくします。',
  'mail.renewalDue.subject': '{electronicCertificate}の有効期限が近づいています（{expiresOn}まで）',
  'mail.renewalDue.body':
    '{serviceName}の{electronicCertificate}は、{expiresOn}で有効期限が終わります。過ぎると{logon}できません。\n\n{facts}\n\n更新のしかた：いつもの手順で{logon}し、[{ifUser}「{userStatus}」|「{administratorStatus}」]の「{renewal}」へお進みください。[更新は、有効期限の{renewalDays}日前から当日までできます。]すでに更新がお済みのときは、このメールと行き違いですのでご容赦ください。',
  'mail.certificateExpired.subject': '{electronicCertificate}の有効期限が終わりました',
  'mail.certificateExpired.body':
    '{serviceName}の{electronicCertificate}は、{expiresOn}で有効期限が終わり、{logon}に使えなくなりました。\n\n{facts}\n\nこれからのお手続き：{wayOut}',
  'mail.reAcquired.subject': '【ご確認ください】有効期限後に{electronicCertificate}が取得されました',
  'mail.reAcquired.body':
    '有効期限の切れた{electronicCertificate}に代わる新しい{electronicCertificate}が、暗証番号などの入力によって取得されました。\n\n{facts}\n\n[{ifWaitsForBank}この{electronicCertificate}は、{bankName}が承認するまで{logon}に使えません。お使いになるときは、{helpDesk}へご連絡ください。ご本人の確認のうえ承認します。\n\n|{ifWaiting}この{electronicCertificate}は、{administrator}が承認するまで{logon}に使えません。\n\n]お心当たりがないとき、または電話やメールで言われるままに手続きをされたときは、第三者が{electronicCertificate}を手に入れたおそれがあります。すぐに{helpDesk}へご連絡ください。その{electronicCertificate}を使えなくします。',
  'mail.revoked.subject': '{electronicCertificate}を失効しました',
  'mail.revoked.body':
    '{serviceName}の次の{electronicCertificate}を失効しました。もう{logon}には使えません。\n\n{facts}\n\n{wayOut}',
  'mail.locked.subject': 'ロックのお知らせ（{secretNames}）',
  'mail.locked.body':
    '間違った入力が決められた回数に達したため、安全のためにロックしました。[{ifWholeContract}ロックしている間は、同じご契約の{user}の方もご利用になれません。]\n\n{facts}\n\n{wayOut}',
  'mail.userRegistered.subject': '{user}が登録されました',
  'mail.userRegistered.body':
    '{serviceName}に、次の{user}が登録されました。\n\n{facts}\n\n[{electronicCertificate}を取得できるのは{acquireUntil}までです。]暗証番号は、メールではお知らせしません。{administrator}または金融機関から、書面でお受け取りください。お心当たりのない登録のときは、すぐに{helpDesk}へご連絡ください。',
  'mail.tokenRegistered.subject': '{token}が登録されました',
  'mail.tokenRegistered.body':
    '{serviceName}で、{oneTimePassword}を表示するアプリが新しい{token}として登録されました。それまでの{token}は使えなくなりました。\n\n{facts}\n\nお心当たりがないときは、第三者が手続きをしたおそれがあります。すぐに{helpDesk}へご連絡ください。その{token}を使えなくします。',
  'mail.tokenGiven.subject': '{token}をご用意しました',
  'mail.tokenGiven.body':
    '{serviceName}でお使いになる{token}を登録しました。[{ifTokenReplaced}これまでの{token}は、使えなくなりました。]次の番号の{token}をお使いください。まだお手元にないときは、届くまでお待ちください。\n\n{facts}\n\n{oneTimePassword}を、電話やメールでお尋ねすることはありません。お心当たりがないとき、届かないときは、すぐに{helpDesk}へご連絡ください。',
  'mail.pinsChosen.subject': '{activation}が完了しました',
  'mail.pinsChosen.body':
    '{serviceName}の{activation}で、[{ifUser}{user}|{administrator}]の新しい暗証番号・パスワードが登録されました。お渡しした仮のものは、もう使えません。\n\n{facts}\n\n[{ifUser}{user}ご本人|{administrator}]にお心当たりがないときは、第三者が手続きをしたおそれがあります。すぐに{helpDesk}へご連絡ください。',
  'mail.movingBegun.subject': '新しいパソコンへの移行が始まりました',
  'mail.movingBegun.body':
    '{serviceName}の{electronicCertificate}を、新しいパソコンで取得できるようになりました。取得できるのは{acquireUntil}までです。いまの{electronicCertificate}は、新しいパソコンで{logon}するまで使えます。\n\n{facts}\n\nお心当たりがないときは、第三者が手続きをしたおそれがあります。いまのパソコンで{logon}して移行を取り消し、{helpDesk}へご連絡ください。',
  'mail.permitted.subject': '{electronicCertificate}を取得できます（{acquireUntil}まで）',
  'mail.permitted.body':
    '{serviceName}の{electronicCertificate}を、次の方が取得できるようになりました。取得できるのは{acquireUntil}までです。\n\n{facts}\n\n{serviceName}の「{acquisition}」からお進みください。暗証番号は、メールではお知らせしません。お心当たりがないときは、すぐに{helpDesk}へご連絡ください。',
  'mail.permissionWithdrawn.subject': '{electronicCertificate}の取得の許可が取り消されました',
  'mail.permissionWithdrawn.body':
    '{serviceName}の{electronicCertificate}を取得する許可が取り消されました。取得の途中であった手続きも、続けることはできません。\n\n{facts}\n\nまた必要になったときは、[{ifUser}{administrator}|{helpDesk}]にお申し出ください。お心当たりがないときは、すぐに{helpDesk}へご連絡ください。',
  'mail.userMailChanged.subject': '{user}のメールアドレスが変更されました',
  'mail.userMailChanged.body':
    '{serviceName}で、{administrator}が次の{user}のメールアドレスを変更しました。これからのお知らせは、新しいアドレスにお送りします。\n\n{facts}\n\nお心当たりがないときは、第三者が手続きをしたおそれがあります。すぐに{helpDesk}へご連絡ください。',
  'mail.formDone.subject': 'お手続きが終わりました（{formName}）',
  'mail.formDone.body':
    'お預かりした「{formName}」のお手続きが終わりました。\n\n{facts}\n\n[{ifLetter}新しいカードまたは暗証番号は、書面でお送りします。メールではお知らせしません。\n\n]お心当たりがないときは、第三者が依頼したおそれがあります。すぐに{helpDesk}へご連絡ください。',
  'mail.contractMailChanged.subject': 'ご連絡先のメールアドレスが変更されました',
  'mail.contractMailChanged.body':
    'お申し出により、{serviceName}のご連絡先のメールアドレスを変更しました。これからのお知らせは、新しいアドレスにお送りします。このメールは、変更前のアドレスにお送りしています。\n\n{facts}\n\nお心当たりがないときは、第三者が依頼したおそれがあります。すぐに{helpDesk}へご連絡ください。',
  'mail.contractMailNew.subject': 'このアドレスにお知らせをお送りします',
  'mail.contractMailNew.body':
    'お申し出により、{serviceName}のご連絡先のメールアドレスを、このアドレスに変更しました。これからのお知らせは、このアドレスにお送りします。\n\n{facts}\n\nお心当たりがないときは、お手数ですが{helpDesk}へご連絡ください。',
  'mail.deskDue.subject': '【事務】お待たせしている手続きがあります',
  'mail.deskDue.body':
    '{serviceName}の事務で、次の手続きが残っています。職員ログオンのあと、事務のページでご確認ください。\n\n[・期限を過ぎた依頼書：{dueForms}件\n][・未印刷の書面：{dueLetters}件（いちばん早い印刷期限：{printUntil}）\n]\n書面は、印刷期限を過ぎると内容が消え、お客様に届きません。',
  'mail.alarm.subject': '【警告】[{ifAlarmFailed}停止のおそれ：]{alarmName}',
  'mail.alarm.body':
    '認証局の「{alarmName}」に、対応が必要です。[{ifAlarmFailed}このままでは、電子証明書の確認や発行ができなくなります。すでにできなくなっているかもしれません。]\n\n{facts}\n・状態：{alarmDetail}\n\nサーバーのログ（alert.health）と、管理用の画面（/readyz）をお確かめください。',
  'mail.alarm.signer': '署名する機能',
  'mail.alarm.revocation-lists': '失効リスト',
  'mail.alarm.ocsp-responder': '失効確認（OCSP）の署名用証明書',
  'mail.alarm.root-list': 'ルート認証局の失効リスト',
  'mail.alarm.issuing-ca': '発行する認証局の証明書',
  'mail.alarm.tls-certificate': 'サーバーのTLS証明書',
  'mail.alarm.audit-head': '監査記録への署名',
  'mail.spraying.subject': '【警告】多数の契約に対する暗証番号の試行（1時間に{count}件）',
  'mail.spraying.body':
    '{serviceName}で、{electronicCertificate}を示さない接続元からの間違った入力が、全契約を合わせて1時間に{count}件に達しました。多くの契約に同じ暗証番号を試す攻撃のおそれがあります。\n\n{facts}\n\n{electronicCertificate}を示さない入口では、接続元ごとに受け付ける回数を自動で減らしています。{electronicCertificate}での{logon}はこれまでどおりできます。監査記録（alert.spraying）と接続元をお確かめください。',
  'mail.usersRunningOut.subject': '{user}の{electronicCertificate}の有効期限（{count}名）',
  'mail.usersRunningOut.body':
    '{serviceName}の次の{user}の{electronicCertificate}は、有効期限が近づいているか、すでに終わっています。\n\n{facts}\n\n{list}\n\n有効期限の前：{user}ご本人が{logon}して「{renewal}」から更新します。[更新は、有効期限の{renewalDays}日前から当日までできます。]\n有効期限の後：{wayOut}',
  'mail.usersRunningOut.line':
    '・[{userName}（{shownUserId}）|{shownUserId}]：{expiresOn}[{ifEnded}（終了）]',
} as const;

export type MailWordingKey = keyof typeof mailsJa;
