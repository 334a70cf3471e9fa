// Japanese texts of what becomes of a certificate after its first logon: renewal, moving, revoking, approval, stop.

export const pagesCareJa = {
  // On the status page
  'page.care.renewPhishing':
    '更新は、この画面からだけ行います。電話やメールのリンクからお願いすることはありません。',
  'page.care.successor': '更新した{electronicCertificate}が、まだ使われていません',
  'page.care.successorText':
    '新しい{electronicCertificate}（シリアル番号 {serial}、有効期限 {notAfter}）は発行済みです。{logoff}してから新しいほうを選んで{logon}すると、切り替わります。それまでは、いまの{electronicCertificate}をお使いいただけます。',
  'page.care.successorLost':
    'ファイルやパスワードがわからなくなったときは、もう一度「{renewal}」を行ってください。前に発行したものは使えなくなります。',
  'page.care.predecessor': '前の{electronicCertificate}を削除してください',
  'page.care.predecessorText':
    '新しい{electronicCertificate}に切り替わり、前のものは使えなくなりました。選び間違えないように、パソコンから削除してください。削除するのは、次のものです。',
  'page.care.predecessorKeep': '次のものは、いまお使いのものです。削除しないでください。',
  'page.care.deleteSerial': 'シリアル番号',
  'page.care.deleteTo': '有効期限',
  'page.care.moving': '新しいパソコンへの移行の途中です',
  'page.care.movingText':
    '{until}まで、新しいパソコンで取得できます。新しいパソコンで{logon}すると、このパソコンの{electronicCertificate}は使えなくなります。',
  'page.care.movingNotYou':
    '移行のお心当たりがないときは、すぐに移行を取りやめて、お問い合わせ先へご連絡ください。',
  'page.care.movingShow': '手順を見る・取りやめる',
  'page.care.reAcquired': 'この{electronicCertificate}は、{logon}せずに取得し直されたものです',
  'page.care.reAcquiredText': '取得されたのは{at}、接続元は{address}です。',
  'page.care.reAcquiredAsk':
    'お心当たりがないときは、ほかの人が取得したおそれがあります。この{electronicCertificate}を失効させて、すぐにお問い合わせ先へご連絡ください。',
  'page.care.waiting': '承認を待っている{user}がいます（{count}件）',
  'page.care.waitingText':
    '{user}が取得し直した{electronicCertificate}は、承認するまで使えません。ご本人が取得したものかどうかを、直接お確かめください。',
  'page.care.waitingShow': '承認待ちの一覧へ',
  'page.care.title': '{electronicCertificate}のお手続き',
  'page.care.move': '新しいパソコンへの移行',
  'page.care.moveText': 'パソコンを買い替えたときなど、いまのパソコンから移行を始めます。',
  'page.care.revoke': '{electronicCertificate}の失効',
  'page.care.revokeText': 'もう使わない、ほかの人に使われるおそれがある、といったときに使えなくします。',
  'page.care.stop': '緊急停止',
  'page.care.stopText': '身に覚えのない操作があったときなど、このご契約のすべての利用を直ちに止めます。',
  'page.care.back': 'ステータスに戻る',

  // Renewal
  'page.renewal.lead': '新しい鍵を作り、同じ名義の新しい{electronicCertificate}に替えます。',
  'page.renewal.now': 'いまお使いの{electronicCertificate}',
  'page.renewal.how': '更新の流れ',
  'page.renewal.how1': '「更新」を押し、保管方法を選んで、新しい{electronicCertificate}を取得します。',
  'page.renewal.how2': '保存したファイルを、このパソコンに取り込みます。',
  'page.renewal.how3':
    '{logoff}して、新しいほうで{logon}します。ここで切り替わり、前のものは使えなくなります。',
  'page.renewal.how4':
    '前の{electronicCertificate}をパソコンから削除します。どれを削除するかは画面でご案内します。',
  'page.renewal.safe':
    '途中でやめても、いまの{electronicCertificate}は有効期限までお使いいただけます。もう一度、最初からやり直せます。',
  'page.renewal.submit': '更新',
  'page.renewal.resume': '更新の途中です。続きから進められます。',
  'page.renewal.resumeLink': '続きから進む',
  'page.renewal.installed': '{electronicCertificate}の更新が完了しました',
  'page.renewal.installedLead':
    '保存したファイルをこのパソコンに取り込み（インストールし）、新しい{electronicCertificate}で{logon}してください。初めて{logon}したときに切り替わります。',
  'page.renewal.old': '前の{electronicCertificate}（まだ削除しないでください）',
  'page.renewal.oldText':
    '新しいほうで一度{logon}するまでは、こちらが使えます。切り替わった後に、次のシリアル番号と有効期限のものを削除してください。',
  'page.renewal.close': 'このウィンドウを閉じる',
  'page.renewal.closeText':
    '{logoff}します。続けて新しい{electronicCertificate}で{logon}するときは、選択の画面で有効期限が先のほうを選んでください。',

  // How to delete the right one
  'page.delete.how': '削除のしかた',
  'page.delete.check':
    'よく似たものが並びます。シリアル番号（{serial}）と有効期限（{notAfter}）が両方とも同じものだけを削除してください。間違って新しいほうを削除すると、{logon}できなくなります。',
  'page.delete.windows.1': 'スタートボタンを押して「インターネット オプション」と入力し、開きます。',
  'page.delete.windows.2': '「コンテンツ」タブの「証明書」を押し、「個人」タブを開きます。',
  'page.delete.windows.3': '「{commonName}」を選んで「表示」を押し、「詳細」で「シリアル番号」を確かめます。',
  'page.delete.windows.4': '一致したら画面を戻り、「削除」を押して「はい」を選びます。',
  'page.delete.macos.1': '「キーチェーンアクセス」を開き、「ログイン」の「自分の証明書」を選びます。',
  'page.delete.macos.2': '「{commonName}」をダブルクリックし、シリアル番号と有効期限を確かめます。',
  'page.delete.macos.3': '一致したら画面を閉じ、右クリックして「削除」を選びます。',
  'page.delete.linux.1':
    'アドレス欄に chrome://certificate-manager/clientcerts と入力して開き、「{commonName}」を表示して、シリアル番号を確かめます。',
  'page.delete.linux.2': '一致したら、その行の削除の印を押します。',
  'page.delete.firefox.1':
    '「設定」の「プライバシーとセキュリティ」で「証明書を表示」を押し、「あなたの証明書」を開きます。',
  'page.delete.firefox.2':
    '「シリアル番号」と「有効期限」の列で確かめ、一致したものを選んで「削除」を押します。',

  // Revoking the own certificate
  'page.revoke.title': '{electronicCertificate}の失効',
  'page.revoke.lead': 'いまお使いの{electronicCertificate}を使えなくします。取り消すことはできません。',
  'page.revoke.which': '失効させる{electronicCertificate}',
  'page.revoke.after': '失効させると',
  'page.revoke.afterNow': 'すぐに{logoff}となり、この{electronicCertificate}では{logon}できません。',
  'page.revoke.after.administrator':
    'もう一度お使いになるには、[「{certificateReissueForm}」を{certificateReissueFormAt}へご提出ください。|お問い合わせ先へ再発行をお申し込みください。]',
  'page.revoke.after.user':
    'もう一度お使いになるには、[{ifUserAsksAdministrator}{administrator}に再発行をご依頼ください。|「{certificateReissueForm}」を{certificateReissueFormAt}へご提出ください。]',
  'page.revoke.moveInstead':
    'パソコンを買い替えただけのときは、失効ではなく「新しいパソコンへの移行」をご利用ください。',
  'page.revoke.reason': '失効の理由',
  'page.revoke.reason.keyCompromise': 'ほかの人に使われるおそれがある（盗難・紛失・ウイルスなど）',
  'page.revoke.reason.cessationOfOperation': 'このパソコン、または{electronicCertificate}をもう使わない',
  'page.revoke.reason.unspecified': 'その他',
  'page.revoke.submit': '失効する',

  // Moving to a new PC
  'page.move.title': '新しいパソコンへの移行',
  'page.move.lead':
    '新しいパソコンでも取得できるようにします。このパソコンの{electronicCertificate}は、新しいパソコンで{logon}するまで使えます。',
  'page.move.steps': '移行の流れ',
  'page.move.step1': 'このパソコンで、この画面の「移行を始める」を押します。',
  'page.move.step2':
    '新しいパソコンで{bankName}のトップページを開き、「{acquisition}」（{holder}用）から取得します。お手元に{fields}をご用意ください。',
  'page.move.step3': '取得したファイルを新しいパソコンに取り込み、{logon}します。',
  'page.move.step4':
    'ここで切り替わり、このパソコンの{electronicCertificate}は使えなくなります。このパソコンからは削除してください。',
  'page.move.window': '新しいパソコンで取得できるのは、{until}までです。',
  'page.move.submit': '移行を始める',
  'page.move.begun': '移行を始めました',
  'page.move.until':
    '新しいパソコンで{until}までに取得してください。過ぎたときは、このパソコンからもう一度始められます。',
  'page.move.top': 'トップページのアドレス',
  'page.move.delete': '切り替わった後、このパソコンから削除するもの',
  'page.move.cancel': '移行を取りやめる',
  'page.move.cancelText':
    '取りやめると、ほかのパソコンでは取得できなくなります。このパソコンはそのままお使いいただけます。',
  'page.move.lost': 'パソコンをなくした、壊れて{logon}できないとき',
  'page.move.lost.administrator':
    'この画面は使えません。[「{certificateReissueForm}」を{certificateReissueFormAt}へご提出ください。]なくしたときは、すぐに{helpDesk}へご連絡ください。失効のお手続きをいたします。',
  'page.move.lost.user':
    'この画面は使えません。[{ifUserAsksAdministrator}{administrator}に、失効と再発行をご依頼ください。|「{certificateReissueForm}」を{certificateReissueFormAt}へご提出ください。]なくしたときは、すぐにお知らせください。',

  // Approving
  'page.waiting.title': '承認待ちの{electronicCertificate}',
  'page.waiting.lead':
    '{user}が{logon}せずに取得し直したものです。ご本人が取得したかどうかを、直接または電話で確かめてから承認してください。',
  'page.waiting.none': '承認を待っているものはありません。',
  'page.waiting.user': '{user}',
  'page.waiting.at': '取得した日時',
  'page.waiting.address': '接続元',
  'page.waiting.serial': 'シリアル番号',
  'page.waiting.open': '確認する',
  'page.waiting.settleTitle': '{electronicCertificate}の承認',
  'page.waiting.settleLead': '承認すると、この{electronicCertificate}で{logon}できるようになります。',
  'page.waiting.doubt':
    'ご本人に心当たりがないときは「取り消す」を押してください。この{electronicCertificate}は使えなくなります。暗証番号が知られているおそれがあるため、{user}の暗証番号の変更もご検討ください。',
  'page.waiting.approve': '承認する',
  'page.waiting.refuse': '取り消す（失効）',
  'page.waiting.back': '一覧に戻る',

  // Emergency stop
  'page.stop.title': '緊急停止',
  'page.stop.lead': 'このご契約のすべての利用を、直ちに止めます。',
  'page.stop.what': '止まるもの',
  'page.stop.everybody': '{administrator}と、すべての{user}の{logon}',
  'page.stop.sessions': 'いま{logon}している方の操作（次の操作から受け付けません）',
  'page.stop.acquisition': '{electronicCertificate}の取得と更新',
  'page.stop.resume':
    'この画面からは再開できません。再開するときは、{helpDesk}へご連絡ください。ご本人の確認のうえ再開します。',
  'page.stop.submit': '緊急停止する',

  // After the session has ended
  'page.ended.revoked': '{electronicCertificate}を失効させました',
  'page.ended.revokedText':
    'この{electronicCertificate}では、もう{logon}できません。選択の画面に出ないように、パソコンからも削除してください。',
  'page.ended.stopped': 'ご利用を緊急停止しました',
  'page.ended.stoppedText':
    'このご契約のすべての{logon}を止めました。再開するときや、身に覚えのない操作があったときは、{helpDesk}へご連絡ください。',

  // Re-acquisition
  'page.prepare.window.afterExpiry': '取得し直せるのは、有効期限の翌日から{windowDays}日目までです。',
  'page.prepare.afterExpiryToo':
    '有効期限が切れた方も、期限の翌日から{windowDays}日目までは、ここから取得し直せます。',
  'page.prepare.approval':
    '取得し直した{electronicCertificate}は、{administrator}が承認するまで使えません。取得したことを{administrator}にお知らせください。',
  'page.prepare.approvalByBank':
    '取得し直した{electronicCertificate}は、{bankName}がお電話でご本人の手続きであることを確かめ、承認するまで使えません。取得のあと、{helpDesk}へご連絡ください。',
  'page.prepare.told': '取得し直すと、登録されているメールアドレスと{administrator}へすぐにお知らせします。',
} as const;
