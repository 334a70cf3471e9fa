// Japanese texts of what helps: the keys on the screen, the questions often asked, the check of one's own PC.

export const pagesHelpJa = {
  // Foot of every page of a bank
  'page.helpLinks.label': 'お困りのときは',
  'page.refusal.faq': 'この理由コードの説明を「よくあるご質問」で読む',

  // Keys on the screen
  'page.keyboard.open': 'ソフトウェアキーボード入力',
  'page.keyboard.help': '使用方法',
  'page.keyboard.newTab': '（新しいタブで開きます）',
  'page.keyboard.label': '{label}のソフトウェアキーボード',
  'page.keyboard.capitals': '大文字',
  'page.keyboard.toSigns': '記号',
  'page.keyboard.shuffled': '数字の並びを変える',
  'page.keyboard.erase': '1文字消す',
  'page.keyboard.clear': 'すべて消す',
  'page.keyboard.done': '入力を終える',
  'page.keyboard.count': '{count}文字入力しました。',
  'page.keyboard.full': '{count}文字まで入力しました。これより多くは入力できません。',
  'page.keyboard.signs':
    '感嘆符 / 二重引用符 / シャープ / ドル / パーセント / アンド / 引用符 / 左かっこ / 右かっこ / アスタリスク / プラス / コンマ / ハイフン / ピリオド / スラッシュ / コロン / セミコロン / 小なり / イコール / 大なり / 疑問符 / アットマーク / 左角かっこ / バックスラッシュ / 右角かっこ / ハット / アンダーバー / 逆引用符 / 左波かっこ / 縦線 / 右波かっこ / チルダ',
  'page.keyboardHelp.title': 'ソフトウェアキーボードの使用方法',
  'page.keyboardHelp.lead':
    '暗証番号などを、画面に並んだ文字を押して入力できます。キーボードで打った文字を盗み見るソフトウェアへの備えになります。お使いになるかどうかは自由です。',
  'page.keyboardHelp.stepsTitle': '使い方',
  'page.keyboardHelp.step1': '入力欄の下の「ソフトウェアキーボード入力」を押すと、文字が並びます。',
  'page.keyboardHelp.step2':
    'マウスや指で文字を押します。パソコンのキーボードでは、矢印キーで文字を選び、Enterキーで入力します。',
  'page.keyboardHelp.step3':
    '英字の大文字は「大文字」を押してから入力します。間違えたときは「1文字消す」「すべて消す」を押します。',
  'page.keyboardHelp.step4':
    '「入力を終える」またはEscキーで閉じます。続けて、画面のボタンを押してお進みください。',
  'page.keyboardHelp.shuffleTitle': '数字の並びを変える',
  'page.keyboardHelp.shuffleText':
    '「数字の並びを変える」を押すと、数字の位置が開くたびに入れ替わり、押した場所から番号を推し量りにくくなります。もう一度押すと元の並びに戻ります。',
  'page.keyboardHelp.limitsTitle': 'ご注意',
  'page.keyboardHelp.limits1':
    '画面を写し取るソフトウェアや、後ろからのぞき見る人には効き目がありません。ウイルス対策ソフトを入れ、OSとブラウザーを新しくしてお使いください。',
  'page.keyboardHelp.limits2':
    '表示されないときは、ブラウザーの設定でこのサイトのJavaScriptを許可してください。許可しなくても、いつものキーボードで入力できます。',
  'page.keyboardHelp.close':
    'この説明は新しいタブで開いています。読み終えたら、タブを閉じて入力の画面へお戻りください。',

  // Questions often asked
  'page.faq.title': 'よくあるご質問',
  'page.faq.lead': '画面に出たメッセージごとに、原因と、次にしていただくことをまとめました。',
  'page.faq.byCode':
    '画面に「理由コード」が出ているときは、同じコードの項目をお読みください。コードの一覧は、このページのいちばん下にあります。',
  'page.faq.contents': '目次',
  'page.faq.acquisition': '{acquisition}のとき',
  'page.faq.certificate': '{electronicCertificate}を選んで{logon}するとき',
  'page.faq.secrets': '番号や暗証番号を入力するとき',
  'page.faq.users': '{administrator}が{user}の登録や許可を行うとき',
  'page.faq.session': '{logon}の間と、画面を開くとき',
  'page.faq.key': '鍵を作るときと、発行の申請',
  'page.faq.toTop': '目次へ戻る',
  'page.faq.codes': '理由コードの一覧',
  'page.faq.check': 'パソコンの設定が心配なときは、「パソコンの確認」をお試しください。',

  // Check of the PC
  'page.check.title': 'パソコンの確認',
  'page.check.lead':
    'このパソコンで{electronicCertificate}を取得し、{logon}できるかを確かめます。確かめるだけで、契約の内容は変わりません。',
  'page.check.pcTitle': 'お使いのパソコンとブラウザー',
  'page.check.noScript': 'JavaScriptが使えないため、ここでは確かめられません。',
  'page.check.now': '確かめています…',
  'page.check.allGood': 'このパソコンとブラウザーに、問題は見つかりませんでした。',
  'page.check.someBad': '{count}件の問題があります。印の付いた項目をお読みください。',
  'page.check.good': '良好',
  'page.check.bad': '要確認',
  'page.check.unknown': '不明',
  'page.check.browser': 'ブラウザー',
  'page.check.browser.supported': '{browser} {version}：お使いいただけます。',
  'page.check.browser.old': '{browser} {version}：古い版です。{oldest}以降に更新してから、お手続きください。',
  'page.check.browser.retired':
    'Internet Explorer（またはMicrosoft EdgeのInternet Explorerモード）では、お使いいただけません。Microsoft Edge、Google Chrome、Firefoxのいずれかで開き直してください。',
  'page.check.browser.unknown':
    '見分けられませんでした。Microsoft Edge、Google Chrome、Firefox、Safariの新しい版をお勧めします。',
  'page.check.system': 'パソコンの種類（OS）',
  'page.check.system.windows': 'Windows 10以降：お使いいただけます。',
  'page.check.system.windowsOld':
    '古いWindows：安全の更新が終わっており、{electronicCertificate}のファイルも取り込めません。Windows 10以降のパソコンをお使いください。',
  'page.check.system.macos': 'macOS：お使いいただけます。',
  'page.check.system.linux': 'Linux：お使いいただけます。',
  'page.check.system.chromeos':
    'ChromeOS：{electronicCertificate}の取り込み方が、ご案内とは異なります。お問い合わせ先へご相談ください。',
  'page.check.system.android':
    'スマートフォン・タブレット（Android）のようです。{electronicCertificate}は、{serviceName}に使うパソコンに入れるものです。パソコンでこのページを開いてください。',
  'page.check.system.ios':
    'スマートフォン・タブレット（iPhone・iPad）のようです。{electronicCertificate}は、{serviceName}に使うパソコンに入れるものです。パソコンでこのページを開いてください。',
  'page.check.system.unknown': '見分けられませんでした。',
  'page.check.cookies': 'Cookie',
  'page.check.cookies.good': '使えます。',
  'page.check.cookies.bad':
    '使えません。ブラウザーの設定で、このサイトのCookieを許可してください。許可しないと、入力した内容を受け付けられません。',
  'page.check.script': 'JavaScript',
  'page.check.script.good': '使えます。',
  'page.check.script.bad':
    '使えません。{electronicCertificate}の鍵はこのパソコンの中で作るため、取得の画面だけはJavaScriptが必要です。ブラウザーの設定で、このサイトのJavaScriptを許可してください。',
  'page.check.key': '鍵を作る',
  'page.check.key.good': '作れます（{keyType}の鍵を試しに作り、捨てました）。',
  'page.check.key.bad':
    '作れません。ブラウザーを新しくするか、Microsoft Edge、Google Chrome、Firefox、Safariの新しい版でお試しください。',
  'page.check.save': 'ファイルの保存',
  'page.check.save.good':
    '保存できるブラウザーです。会社の決まりなどで止められていないか、下のボタンで試せます。',
  'page.check.save.bad':
    'このブラウザーは、画面の中で作ったファイルを保存できません。ほかのブラウザーでお試しください。',
  'page.check.save.try': '試しに保存する',
  'page.check.save.tried':
    '「ダウンロード」フォルダーに「{fileName}」があれば、保存できています。見終わったら削除してください。',
  'page.check.save.content':
    'ファイルを保存できるかを確かめるためのものです。中身に意味はありません。削除してかまいません。',
  'page.check.clock': '時計',
  'page.check.clock.compare':
    'このページをお送りした時刻は {instant} です。パソコンの時計と大きく違うときは、パソコンの時計を合わせてください。',
  'page.check.clock.good': '合っています（サーバーとの差は{minutes}分未満です）。',
  'page.check.clock.bad':
    'サーバーの時計と約{minutes}分違います。パソコンの「日付と時刻」を自動で合わせる設定にしてください。違ったままでは、{electronicCertificate}が期間外とみなされ、安全な接続ができないことがあります。',
  'page.check.certificateTitle': '{electronicCertificate}が届くか',
  'page.check.certificateLead':
    '{electronicCertificate}を取り込んだ後は、次のボタンで、選んだ{electronicCertificate}が当金庫まで届くかを確かめられます。ブラウザーに証明書を選ぶ画面が出たら、{bankName}のものを選んでください。暗証番号は入力しません。',
  'page.check.certificateButton': '{electronicCertificate}が届くか確かめる',
  'page.check.none.next':
    '下の「考えられる原因」から当てはまるものをお確かめのうえ、もう一度お試しください。',
  'page.check.none.cancelledNext':
    '「もう一度確かめる」を押すと、選択画面がもう一度出ます。ブラウザーを閉じる必要はありません。',
  'page.check.arrived.title': '{electronicCertificate}の確認',
  'page.check.arrived.works': '{electronicCertificate}が届きました。{logon}にお使いいただけます。',
  'page.check.arrived.refused': '{electronicCertificate}は届きましたが、{logon}にはお使いいただけません。',
  'page.check.arrived.none': '{electronicCertificate}が届きませんでした。',
  'page.check.arrived.certificate': '届いた{electronicCertificate}',
  'page.check.arrived.role': '種別',
  'page.check.arrived.state': '状態',
  'page.check.arrived.stateWorks': '有効',
  'page.check.arrived.otherIssuer': '（このサービスのものではありません）',
  'page.check.arrived.again': 'もう一度確かめる',
  'page.check.arrived.back': 'パソコンの確認へ戻る',
  'page.check.arrived.logon': '{logon}へ進む',

  // Have at hand
  'page.prepare.check': 'このパソコンで取得できるかを、先に確かめる（パソコンの確認）',
  'page.prepare.phoneTitle': 'スマートフォンやタブレットでは取得しないでください',
  'page.prepare.phoneText':
    '{electronicCertificate}は、{serviceName}に使うパソコンに入れるものです。スマートフォンで取得しても、パソコンからは{logon}できません。お使いになるパソコンでこのページを開いて、お手続きください。',
} as const;
