// Japanese texts of 開通確認, of the logon by ID and password, and of what status pages say about locks.

export const pagesAccessJa = {
  'page.activation.title': '{holder}の{activation}',
  'page.activation.step.prepare': 'ご用意',
  'page.activation.step.identify': '本人確認',
  'page.activation.step.choose': '変更',
  'page.activation.step.done': '完了',
  'page.activation.lead':
    '仮の{pins}を、お客様がお決めになるものに変更します。はじめてお使いになる前に、一度だけ必要なお手続きです。所要時間は3分ほどです。',
  'page.activation.and': '・',
  'page.activation.first': '仮の{label}',
  'page.activation.firstHint.administrator': '{bankName}からお届けした書面に記載されています。',
  'page.activation.firstHint.user': '{administrator}または{bankName}から受け取った用紙に記載されています。',
  'page.activation.newTitle': 'この手続きでお決めいただくもの',
  'page.activation.new': '新しい{label}',
  'page.activation.again': '新しい{label}（もう一度）',
  'page.activation.days':
    '仮の暗証番号などは、発行の日から{windowDays}日を過ぎると使えません。お早めにお手続きください。',
  'page.activation.start': '{activation}を始める',
  'page.activation.identify.title': '本人確認',
  'page.activation.identify.lead':
    'IDと、仮の{pins}を入力してください。すでにご自分で変更されたものがあれば、変更後のものを入力してください。',
  'page.activation.choose.title': '新しい暗証番号・パスワードの登録',
  'page.activation.choose.lead':
    'お客様だけがご存じの、新しいものをお決めください。確認のため、同じものを2回入力します。',
  'page.activation.rules.title': '登録できないもの',
  'page.activation.rules.repeated': '同じ文字や、同じ並びの繰り返し（111111、1212、112233 など）',
  'page.activation.rules.runs': '順に並んだ数字や文字、キーボードの並び（1234、9876、abc123、qwerty など）',
  'page.activation.rules.ids': '{contractId}や{userId}と、4文字以上続けて同じもの',
  'page.activation.rules.words': 'よく使われる言葉や数字（password、sakura、2580 など）',
  'page.activation.rules.unchanged': 'お届けした仮のものと同じもの',
  'page.activation.rules.others': 'この画面の、ほかの項目と同じもの',
  'page.activation.choose.keep':
    '生年月日や電話番号など、ほかの人が調べられるものは避けてください。紙に書いてパソコンのそばに置いたり、ほかのサービスと同じものを使ったりしないでください。',
  'page.activation.choose.submit': 'この内容で登録する',
  'page.activation.choose.cancel': '登録しないで最初に戻る',
  'page.activation.choose.notChanged': 'まだ何も変更していません。次の項目を入力し直してください。',
  'page.activation.fault.pins-differ': '2回入力した{label}が一致しません。同じものを2回入力してください。',
  'page.activation.fault.pin-too-simple':
    '{label}が、言い当てられやすいものになっています。「登録できないもの」をお確かめのうえ、別のものにしてください。',
  'page.activation.fault.pin-same-as-other':
    '{label}が、ほかの項目と同じです。項目ごとに違うものにしてください。',
  'page.activation.fault.pin-unchanged':
    '{label}が、お届けした仮のものと同じです。新しいものにしてください。',
  'page.activation.done.title': '{activation}が完了しました',
  'page.activation.done.greeting': '{companyName} 様',
  'page.activation.done.text':
    '新しい{pins}を登録しました。仮のものが書かれた紙は、もう必要ありません。破棄してください。',
  'page.activation.done.noBack': '登録は済んでいるため、前の画面には戻れません。',
  'page.activation.done.next':
    '続けて、{electronicCertificate}を取得してください。{logon}に使うパソコンで操作してください。',
  'page.activation.done.wait':
    '{administrator}が{electronicCertificate}発行の設定をすると、{electronicCertificate}を取得できます。設定がお済みかどうかは{administrator}にお尋ねください。',

  'page.passwordLogon.administrator.title': '{administrator}{logon}（ID・パスワード方式）',
  'page.passwordLogon.user.title': '{user}{logon}（ID・パスワード方式）',
  'page.passwordLogon.lead': 'すべて入力して「{logon}」を押してください。',
  'page.passwordLogon.way': 'ID・パスワード方式',
  'page.passwordLogon.enter': 'ID・パスワード方式で{logon}する',
  'page.passwordLogon.until':
    'ID・パスワード方式で{logon}できるのは、{administrator}が{electronicCertificate}を取得するまでです。',
  'page.passwordLogon.certificateTitle': '{electronicCertificate}方式のお客様',
  'page.passwordLogon.certificateText':
    '{administrator}が{electronicCertificate}を取得したご契約では、ID・パスワード方式は使えません。{electronicCertificate}をお使いください。',
  'page.passwordLogon.certificateLogon': '{electronicCertificate}方式で{logon}する',
  'page.passwordLogon.loggedOn': 'ID・パスワード方式で{logon}しています。',
  'page.passwordLogon.method': '{logon}の方式',
  'page.passwordLogon.stop': '緊急停止に進む',
  'page.passwordLogon.changeTitle': '{electronicCertificate}方式への変更',
  'page.passwordLogon.change.administrator':
    '{administrator}が{electronicCertificate}を取得すると、このご契約の全員がID・パスワード方式で{logon}できなくなり、元の方式には戻せません。{electronicCertificate}を持たない{user}の方は、取得するまでご利用いただけません。始める前に、{user}の方へお知らせください。',
  'page.passwordLogon.change.user':
    '{administrator}が{electronicCertificate}を取得すると、ID・パスワード方式では{logon}できなくなります。その後は、{administrator}が発行の設定をした{electronicCertificate}を取得してからお使いください。',
  'page.passwordLogon.loggedOff':
    '安全に終了しました。ほかの人も使うパソコンでは、ブラウザーも閉じてください。',
  'page.prepare.passwordOver':
    '{administrator}が取得すると、このご契約の全員がID・パスワード方式で{logon}できなくなります。元の方式には戻せません。',

  'page.locks.title': 'ロックの状態',
  'page.locks.none': 'ロックされているものはありません',
  'page.locks.some': 'ロックされているものがあります',
  'page.locks.own': '間違った入力が決められた回数に達したため、次のものがロックされています。',
  'page.locks.open': '{label}（{electronicCertificate}を使わない画面での入力）',
  'page.locks.certificate': '{label}（{electronicCertificate}での{logon}と、{logon}した後の入力）',
  'page.locks.next.administrator':
    '解除には[「{pinUnlockForm}」を{pinUnlockFormAt}へご提出ください。|お手続きが必要です。][{ifAdministratorLocksUsers}{electronicCertificate}での{logon}がロックされている間は、{user}の方もご利用いただけません。]お急ぎのときは{helpDesk}へご連絡ください。',
  'page.locks.next.user': '解除は{administrator}にお申し出ください。',
  'page.locks.users': '次の{user}の方がロックされています。',
  'page.locks.unlock': 'ご本人に確かめたうえで、{user}の画面から解除できます。',
  'page.locks.toUsers': '{user}の画面へ',
  'page.locks.stranger':
    'お心当たりがないときは、ほかの人が試したおそれがあります。解除を急がず、{helpDesk}へご連絡ください。',
} as const;
